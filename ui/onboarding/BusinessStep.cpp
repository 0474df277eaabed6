#include "onboarding/BusinessStep.h"

#include "draft/Review.h"
#include "settings/Settings.h"
#include "shell/Shell.h"
#include "style/AppStyle.h"
#include "widgets/Label.h"
#include "widgets/TextArea.h"
#include "widgets/TextField.h"
#include "widgets/TokenField.h"

#include <QEvent>
#include <QPlainTextEdit>
#include <QTextDocument>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {

constexpr int columnGap = 48;
constexpr int narrowBelow = 720; // px at normal text size

QStringList tokensOf(const QString &text)
{
    QStringList tokens;
    const QStringList parts = text.split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        if (!part.trimmed().isEmpty()) {
            tokens << part.trimmed();
        }
    }
    return tokens;
}

QString textOf(const QStringList &tokens)
{
    return tokens.join(QStringLiteral(", "));
}

} // namespace

BusinessStep::BusinessStep(Settings &settings, Review &review, Shell &shell, QWidget *parent)
    : OnboardingStep(tr("Your business, in your words"),
                     tr("Claude writes from these lines and from nothing else. You can change them whenever you like."),
                     parent)
    , m_settings(settings)
    , m_review(review)
    , m_shell(shell)
    , m_name(new TextField(tr("Your name")))
    , m_company(new TextField(tr("Company")))
    , m_offer(new TextArea(tr("What do you sell?"), 3))
    , m_proofs(new TextArea(tr("What can you prove?"), 2))
    , m_address(new TextArea(tr("Postal address"), 2))
    , m_optOut(new TextField(tr("How to say no")))
    , m_titles(new TokenField(tr("Who is it for?")))
    , m_companies(new TokenField(tr("In which companies?")))
    , m_places(new TokenField(tr("Where?")))
    , m_columns(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_names(new QBoxLayout(QBoxLayout::LeftToRight))
{
    setObjectName(QStringLiteral("onboardingBusiness"));
    m_columns->setSpacing(columnGap);
    m_columns->addWidget(whoWrites(), 1);
    m_columns->addWidget(forWhom(), 1);
    lines()->addLayout(m_columns);
    for (TextField *field : {m_name, m_company, m_optOut}) {
        connect(field, &TextField::editingFinished, this, &BusinessStep::keep);
    }
    for (TextArea *area : {m_offer, m_address}) {
        connect(area, &TextArea::editingFinished, this, &BusinessStep::keep);
    }
    connect(m_proofs, &TextArea::editingFinished, this, &BusinessStep::keepProofs);
    for (TokenField *field : {m_titles, m_companies, m_places}) {
        connect(field, &TokenField::tokensChanged, this, &BusinessStep::keep);
    }
}

QWidget *BusinessStep::whoWrites()
{
    const auto name = [](QWidget *field, QWidget *edit, const char *objectName) {
        field->setObjectName(QLatin1String(objectName));
        edit->setObjectName(QLatin1String(objectName) + QStringLiteral("Edit"));
    };
    name(m_name, m_name->edit(), "firstName");
    name(m_company, m_company->edit(), "firstCompany");
    name(m_offer, m_offer->edit(), "firstOffer");
    name(m_proofs, m_proofs->edit(), "firstProofs");
    name(m_address, m_address->edit(), "firstAddress");
    name(m_optOut, m_optOut->edit(), "firstOptOut");
    m_offer->setHint(tr("Two or three plain sentences. No slogans."));
    m_proofs->setPlaceholder(tr("A haulier with 60 trucks cut re-planning from two hours a day to twenty minutes."));
    m_proofs->setHint(
        tr("One sentence a line. Claims in your mails come only from here or from facts about the person."));
    m_address->setPlaceholder(tr("Street, postcode, city"));
    m_address->setHint(tr("Most countries want it in a first mail to somebody you do not know."));
    m_optOut->setHint(tr("One sentence under each mail."));
    auto *side = new QWidget;
    auto *fields = new QVBoxLayout(side);
    fields->setContentsMargins(0, 0, 0, 0);
    fields->setSpacing(16);
    m_names->setSpacing(12);
    m_names->addWidget(m_name, 1);
    m_names->addWidget(m_company, 1);
    fields->addLayout(m_names);
    fields->addWidget(m_offer);
    fields->addWidget(m_proofs);
    fields->addWidget(m_address);
    fields->addWidget(m_optOut);
    fields->addStretch(1);
    return side;
}

QWidget *BusinessStep::forWhom()
{
    auto *side = new QWidget;
    auto *fields = new QVBoxLayout(side);
    fields->setContentsMargins(0, 0, 0, 0);
    fields->setSpacing(16);
    const auto add = [&](TokenField *field, const char *objectName, const QString &label, const QString &example) {
        field->setFieldName(QLatin1String(objectName));
        field->setPlaceholder(example);
        auto *both = new QVBoxLayout;
        both->setSpacing(6);
        both->addWidget(new Label(label, TextStyle::BodyMedium));
        both->addWidget(field);
        fields->addLayout(both);
    };
    add(m_titles, "firstTitles", tr("Who is it for?"), tr("Head of operations, dispatch"));
    add(m_companies, "firstCompanies", tr("In which companies?"), tr("Freight forwarders, hauliers"));
    add(m_places, "firstPlaces", tr("Where?"), tr("Denmark, Poland"));
    auto *hint = new Label(tr("Enter or a comma ends each. They decide the score of your leads and stand in no mail."),
                           TextStyle::Meta, &Theme::text3);
    hint->setWordWrap(true);
    fields->addWidget(hint);
    fields->addStretch(1);
    return side;
}

void BusinessStep::enter()
{
    const SenderProfile profile = m_settings.senderProfile();
    m_name->setText(profile.personName);
    m_company->setText(profile.company);
    m_offer->setText(profile.offer);
    m_address->setText(profile.postalAddress);
    m_optOut->setText(profile.optOutSentence.isEmpty() ? tr("Not for you? Tell me once and I will not write again.")
                                                       : profile.optOutSentence);
    m_optOut->edit()->setCursorPosition(0); // its beginning is seen, however long it is
    m_titles->setTokens(tokensOf(profile.idealTitles));
    m_companies->setTokens(tokensOf(profile.idealCompanies));
    m_places->setTokens(tokensOf(profile.idealPlaces));
    m_filled = true;
    readProofs();
}

void BusinessStep::readProofs()
{
    whenDone(m_review.writingProfile(), this, [this](const Result<WritingProfile> &kept) {
        if (!kept) {
            m_shell.showProblem(kept.error());
            return;
        }
        const bool isTyped = m_proofs->edit()->document()->isModified();
        m_writing = *kept;
        if (isTyped) {
            keepProofs(); // what was typed while they were read
        } else {
            m_proofs->setText(kept->proofs.join(u'\n'));
        }
    });
}

void BusinessStep::keepProofs()
{
    if (!m_writing) {
        return;
    }
    WritingProfile typed = *m_writing; // what this step does not ask stays
    typed.proofs.clear();
    const QStringList lines = m_proofs->text().split(u'\n');
    for (const QString &line : lines) {
        if (!line.trimmed().isEmpty()) {
            typed.proofs.append(line.trimmed());
        }
    }
    if (typed == *m_writing) {
        return;
    }
    m_writing = typed;
    m_proofs->edit()->document()->setModified(false);
    whenDone(m_review.setWritingProfile(typed), this, [this](const Result<> &kept) {
        if (!kept) {
            m_shell.showProblem(kept.error());
        }
    });
}

QWidget *BusinessStep::firstField()
{
    return m_name->edit();
}

bool BusinessStep::leave()
{
    keep();
    const auto need = [](auto *field, const QString &problem) {
        const bool missing = field->text().trimmed().isEmpty();
        field->setError(missing ? problem : QString());
        return !missing;
    };
    const bool address =
        need(m_address, tr("Many countries require it in a first mail. Please add it, or do this step later."));
    const bool company = need(m_company, tr("It stands under your mails."));
    const bool name = need(m_name, tr("People want to know who writes."));
    if (!name) {
        m_name->edit()->setFocus();
    } else if (!company) {
        m_company->edit()->setFocus();
    } else if (!address) {
        m_address->edit()->setFocus();
    }
    return name && company && address;
}

SenderProfile BusinessStep::typed() const
{
    SenderProfile profile = m_settings.senderProfile(); // what this step does not ask stays
    profile.personName = m_name->text().trimmed();
    profile.company = m_company->text().trimmed();
    profile.offer = m_offer->text().trimmed();
    profile.postalAddress = m_address->text().trimmed();
    profile.optOutSentence = m_optOut->text().trimmed();
    profile.idealTitles = textOf(m_titles->tokens());
    profile.idealCompanies = textOf(m_companies->tokens());
    profile.idealPlaces = textOf(m_places->tokens());
    if (profile.signature.isEmpty() && !profile.personName.isEmpty() && !profile.company.isEmpty()) {
        profile.signature = profile.personName + QLatin1Char('\n') + profile.company;
    }
    return profile;
}

void BusinessStep::keep()
{
    keepProofs();
    const SenderProfile profile = typed();
    if (!m_filled || profile == m_settings.senderProfile()) {
        return;
    }
    whenDone(m_settings.setSenderProfile(profile), this, [this](const Result<> &kept) {
        if (!kept) {
            m_shell.showProblem(kept.error());
        }
    });
}

void BusinessStep::arrange()
{
    const bool narrow = width() < narrowBelow * fontsOf(this).textFactor();
    m_columns->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_columns->setSpacing(narrow ? 16 : columnGap);
    m_names->setDirection(narrow && width() < 420 * fontsOf(this).textFactor() ? QBoxLayout::TopToBottom
                                                                               : QBoxLayout::LeftToRight);
}

void BusinessStep::resizeEvent(QResizeEvent *event)
{
    OnboardingStep::resizeEvent(event);
    arrange();
}

void BusinessStep::changeEvent(QEvent *event)
{
    OnboardingStep::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        arrange();
    }
}

} // namespace AlwaysLeads
