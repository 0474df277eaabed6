#include "settings/ProfileSection.h"

#include "settings/Settings.h"
#include "settings/UnsubscribeLink.h"
#include "shell/Shell.h"
#include "widgets/Label.h"
#include "widgets/TextArea.h"
#include "widgets/TextField.h"

#include <QHBoxLayout>
#include <QHideEvent>
#include <QVBoxLayout>

namespace AlwaysLeads {

ProfileSection::ProfileSection(Settings &settings, Shell &shell, QWidget *parent)
    : SettingsSection(tr("Profile"),
                      tr("Stands under every mail, and tells Claude for whom it writes. Changing it lapses approvals "
                         "of mails that have not left."),
                      parent)
    , m_settings(settings)
    , m_shell(shell)
    , m_name(new TextField(tr("Your name")))
    , m_company(new TextField(tr("Company")))
    , m_offer(new TextArea(tr("What you sell"), 3))
    , m_address(new TextArea(tr("Postal address"), 3))
    , m_signature(new TextArea(tr("Signature"), 3))
    , m_optOut(new TextField(tr("How to say no")))
    , m_unsubscribe(new TextField(tr("Unsubscribe link")))
    , m_idealTitles(new TextField(tr("Who")))
    , m_idealCompanies(new TextField(tr("Which companies")))
    , m_idealPlaces(new TextField(tr("Where")))
{
    const auto name = [](QWidget *field, QWidget *edit, const QString &objectName) {
        field->setObjectName(objectName);
        edit->setObjectName(objectName + QStringLiteral("Edit"));
    };
    name(m_name, m_name->edit(), QStringLiteral("profileName"));
    name(m_company, m_company->edit(), QStringLiteral("profileCompany"));
    name(m_offer, m_offer->edit(), QStringLiteral("profileOffer"));
    name(m_address, m_address->edit(), QStringLiteral("profileAddress"));
    name(m_signature, m_signature->edit(), QStringLiteral("profileSignature"));
    name(m_optOut, m_optOut->edit(), QStringLiteral("profileOptOut"));
    name(m_unsubscribe, m_unsubscribe->edit(), QStringLiteral("profileUnsubscribe"));
    name(m_idealTitles, m_idealTitles->edit(), QStringLiteral("profileIdealTitles"));
    name(m_idealCompanies, m_idealCompanies->edit(), QStringLiteral("profileIdealCompanies"));
    name(m_idealPlaces, m_idealPlaces->edit(), QStringLiteral("profileIdealPlaces"));
    m_idealTitles->setHint(tr("Roles, divided by commas: head of operations, dispatch."));
    m_idealCompanies->setHint(tr("Industries or kinds of company: freight forwarders, hauliers."));
    m_idealPlaces->setHint(tr("Countries or cities. These three are for scoring and stand in no mail."));
    m_offer->setHint(tr("A sentence or two. Claude may use it, nothing else about you."));
    m_address->setHint(tr("The law in most countries wants it in each mail to someone you do not know."));
    m_optOut->setHint(
        tr("One sentence under each mail, for example: Not for you? Tell me once and I will not write again."));
    m_unsubscribe->setHint(
        tr("Only if you run a service that takes a no with one click, with {token} for the person's own token. Without "
           "one, mail programs offer to write to your mailbox."));
    m_unsubscribe->setPlaceholder(QStringLiteral("https://stop.example.org/u/{token}"));
    QVBoxLayout *card = addCard();
    auto *names = new QHBoxLayout;
    names->setSpacing(12);
    names->addWidget(m_name, 1);
    names->addWidget(m_company, 1);
    card->addLayout(names);
    card->addWidget(m_offer);
    QVBoxLayout *ideal = addCard();
    ideal->addWidget(new Label(tr("Your ideal customer"), TextStyle::BigStrong));
    ideal->addWidget(m_idealTitles);
    auto *where = new QHBoxLayout;
    where->setSpacing(12);
    where->addWidget(m_idealCompanies, 1);
    where->addWidget(m_idealPlaces, 1);
    ideal->addLayout(where);
    QVBoxLayout *under = addCard();
    under->addWidget(m_signature);
    under->addWidget(m_address);
    under->addWidget(m_optOut);
    under->addWidget(m_unsubscribe);
    lines()->addStretch(1);
    for (TextField *field :
         {m_name, m_company, m_optOut, m_unsubscribe, m_idealTitles, m_idealCompanies, m_idealPlaces}) {
        connect(field, &TextField::editingFinished, this, &ProfileSection::keep);
    }
    for (TextArea *area : {m_offer, m_address, m_signature}) {
        connect(area, &TextArea::editingFinished, this, &ProfileSection::keep);
    }
}

void ProfileSection::enter()
{
    const SenderProfile profile = m_settings.senderProfile();
    m_name->setText(profile.personName);
    m_company->setText(profile.company);
    m_offer->setText(profile.offer);
    m_address->setText(profile.postalAddress);
    m_signature->setText(profile.signature);
    m_optOut->setText(profile.optOutSentence);
    m_unsubscribe->setText(profile.unsubscribeUrl);
    m_unsubscribe->setError({});
    m_idealTitles->setText(profile.idealTitles);
    m_idealCompanies->setText(profile.idealCompanies);
    m_idealPlaces->setText(profile.idealPlaces);
    for (TextField *field : {m_optOut, m_unsubscribe, m_idealTitles, m_idealCompanies, m_idealPlaces}) {
        field->edit()->setCursorPosition(0); // a long text is shown from its beginning
    }
}

void ProfileSection::hideEvent(QHideEvent *event)
{
    SettingsSection::hideEvent(event);
    if (!event->spontaneous()) {
        keep(); // the field that has the cursor was not left yet
    }
}

SenderProfile ProfileSection::typed() const
{
    SenderProfile profile;
    profile.personName = m_name->text().trimmed();
    profile.company = m_company->text().trimmed();
    profile.offer = m_offer->text().trimmed();
    profile.postalAddress = m_address->text().trimmed();
    profile.signature = m_signature->text().trimmed();
    profile.optOutSentence = m_optOut->text().trimmed();
    profile.unsubscribeUrl = m_unsubscribe->text().trimmed();
    profile.idealTitles = m_idealTitles->text().trimmed();
    profile.idealCompanies = m_idealCompanies->text().trimmed();
    profile.idealPlaces = m_idealPlaces->text().trimmed();
    return profile;
}

void ProfileSection::keep()
{
    SenderProfile profile = typed();
    if (!profile.unsubscribeUrl.isEmpty()) {
        if (const Result<> fine = UnsubscribeLink::check(profile.unsubscribeUrl); !fine) {
            m_unsubscribe->setError(fine.error().message);
            profile.unsubscribeUrl = m_settings.senderProfile().unsubscribeUrl; // the rest is kept
        }
    }
    if (profile == m_settings.senderProfile()) {
        return;
    }
    whenDone(m_settings.setSenderProfile(profile), this, [this](const Result<> &outcome) {
        if (!outcome) {
            m_shell.showProblem(outcome.error());
        }
    });
}

} // namespace AlwaysLeads
