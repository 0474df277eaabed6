#include "lead/ImportAddresses.h"

#include "lead/LeadAddresses.h"
#include "lead/LeadWords.h"
#include "widgets/Announce.h"
#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"

#include <QHBoxLayout>

namespace AlwaysLeads {

namespace {
constexpr int lineHeight = 20; // of the words beside the icon
} // namespace

ImportAddresses::ImportAddresses(AddressChecks &checks, ImportId import, QWidget *parent)
    : QWidget(parent)
    , m_words(new Label(tr("Checking the addresses…"), TextStyle::Body, &Theme::text2))
    , m_icon(new IconView(Icon::MailCheck, 14, &Theme::text3))
    , m_people(new Button(tr("Show them"), ButtonKind::Ghost))
    , m_reading(
          this, [&checks, import] { return checks.verdicts(import); },
          [this](const Result<AddressVerdicts> &verdicts) {
              if (verdicts) {
                  show(*verdicts);
              } else {
                  m_words->setText(verdicts.error().message);
              }
          })
{
    setObjectName(QStringLiteral("importAddresses"));
    m_words->setObjectName(QStringLiteral("importAddressesWords"));
    m_words->setWordWrap(true);
    m_people->setObjectName(QStringLiteral("importAddressesPeople"));
    m_people->setControlHeight(28);
    m_people->hide();
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    m_icon->setFixedHeight(lineHeight);
    line->addWidget(m_icon, 0, Qt::AlignTop);
    line->addWidget(m_words, 1);
    line->addWidget(m_people, 0, Qt::AlignTop);
    connect(m_people, &QPushButton::clicked, this, &ImportAddresses::peopleWanted);
    connect(&checks, &AddressChecks::progressed, this, [this](qint64 done, qint64 total) {
        m_words->setText(tr("Checking the addresses: %1 of %2 domains looked up")
                             .arg(LeadWords::number(done), LeadWords::number(total)));
    });
    connect(&checks, &AddressChecks::ended, this, [this] { m_reading.renew(); });
    m_reading.renew();
}

void ImportAddresses::end()
{
    setVisible(false);
}

void ImportAddresses::show(const AddressVerdicts &verdicts)
{
    m_people->setVisible(m_offersPeople && verdicts.unreachable > 0);
    m_icon->setTone(verdicts.unreachable > 0                           ? ToneName::Danger
                        : verdicts.waiting > 0 || verdicts.unknown > 0 ? ToneName::Neutral
                                                                       : ToneName::Success);
    m_icon->setPicture(verdicts.unreachable > 0 ? Icon::MailX : Icon::MailCheck);
    QStringList said;
    if (verdicts.unreachable > 0) {
        const QString which = LeadAddresses::unreachable(verdicts.unreachable);
        said << (verdicts.unreachable == 1 ? tr("%1: its domain takes none.") : tr("%1: their domains take none."))
                    .arg(which);
    }
    if (verdicts.waiting > 0) {
        said << tr("%1 still to be checked.").arg(LeadWords::number(verdicts.waiting));
    }
    if (verdicts.unknown > 0) {
        said << tr("%1 could not be checked: the DNS did not answer.").arg(LeadWords::number(verdicts.unknown));
    }
    if (said.isEmpty()) {
        said << (verdicts.addresses == 0 ? tr("No addresses to check.")
                                         : tr("The domains of all addresses take mail."));
    }
    m_words->setText(said.join(QLatin1Char(' ')));
    if (verdicts.waiting == 0) {
        announce(m_words, m_words->text());
    }
}

} // namespace AlwaysLeads
