#include "prospecting/ApolloSection.h"

#include "prospecting/ApolloKey.h"
#include "prospecting/LeadFinder.h"
#include "settings/KeyCard.h"
#include "shell/Shell.h"
#include "widgets/Button.h"
#include "widgets/ElidedLabel.h"
#include "widgets/Label.h"
#include "widgets/LineEdit.h"
#include "widgets/Marks.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qint64 mostCap = 100'000;

} // namespace

ApolloSection::ApolloSection(LeadFinder &finder, Vault &vault, Shell &shell, QWidget *parent)
    : SettingsSection(tr("Apollo"),
                      tr("Your own key, encrypted, with its key in the keychain of this computer. Searching is free; "
                         "revealing an email costs a credit of your Apollo account."),
                      parent)
    , m_finder(finder)
    , m_shell(shell)
    , m_used(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_meter(new Meter(8))
    , m_cap(new LineEdit)
    , m_credits(new Label(QString(), TextStyle::Body, &Theme::text2))
{
    buildKey(vault);
    buildCap();
    buildSaved();
    lines()->addStretch(1);
    connect(&m_finder, &LeadFinder::budgetChanged, this, [this] { showBudget(false); });
    connect(&m_finder, &LeadFinder::savedChanged, this, &ApolloSection::showSaved);
}

void ApolloSection::buildKey(Vault &vault)
{
    KeyWords words;
    words.secretName = apolloKeyName();
    words.objectName = QStringLiteral("apolloKey");
    words.title = tr("API key");
    words.spoken = tr("API key of Apollo");
    words.placeholder = tr("From Apollo: Settings, Integrations, API keys");
    words.whereToFind = tr("Paste the key from Apollo, under Settings, Integrations, API keys.");
    words.note = tr("Give it people search and people enrichment, or make it a master key.");
    words.removeTitle = tr("Remove the key of Apollo?");
    words.removeMeaning = tr("It is wiped from this computer and cannot be shown again. Nobody can be searched for or "
                             "revealed without one. Who was found stays.");
    m_key = new KeyCard(words, vault, m_shell, [this](QString key) { return withoutValue(m_finder.checkKey(key)); });
    m_key->setChecksByItself(true);
    m_key->addBeside(m_credits);
    addCard()->addWidget(m_key);
    connect(m_key, &KeyCard::renewed, this, [this](bool kept) { showBudget(kept && isVisible()); });
}

void ApolloSection::buildCap()
{
    QVBoxLayout *card = addCard();
    auto *title = new QHBoxLayout;
    title->addWidget(new Label(tr("Credits today"), TextStyle::BigStrong));
    title->addStretch(1);
    title->addWidget(m_used);
    card->addLayout(title);
    card->addWidget(m_meter);
    m_cap->setObjectName(QStringLiteral("apolloCap"));
    m_cap->setAccessibleName(tr("Credits a day at most"));
    m_cap->setFixedWidth(120);
    addChoice(card, tr("Credits a day at most"), tr("Revealing stops here. Calls that got no answer count in full."),
              m_cap);
    connect(m_cap, &QLineEdit::editingFinished, this, &ApolloSection::setCap);
}

void ApolloSection::buildSaved()
{
    QVBoxLayout *card = addCard();
    card->addWidget(new Label(tr("Saved searches"), TextStyle::BigStrong));
    m_saved = new QVBoxLayout;
    m_saved->setSpacing(4);
    card->addLayout(m_saved);
}

void ApolloSection::enter()
{
    m_cap->setText(QLocale().toString(m_finder.dailyCap()));
    m_cap->setBad(false);
    m_cap->setToolTip(QString());
    m_cap->setAccessibleDescription(QString());
    m_key->renew();
    showSaved();
}

void ApolloSection::showBudget(bool askApollo)
{
    whenDone(m_finder.budget(askApollo), this, [this, askApollo](const Result<RevealBudget> &budget) {
        if (!budget) {
            if (askApollo) {
                m_credits->setText(QString());
                showBudget(false);
            }
            return;
        }
        m_used->setText(tr("%L1 of %L2").arg(budget->usedToday).arg(budget->cap));
        m_meter->setShare(budget->cap > 0 ? std::min(1.0, double(budget->usedToday) / double(budget->cap)) : 0);
        m_credits->setText(!budget->credits ? QString()
                               : budget->credits->limit > 0
                               ? tr("%L1 of %L2 credits left").arg(budget->credits->left).arg(budget->credits->limit)
                               : tr("%L1 credits left").arg(budget->credits->left));
    });
}

void ApolloSection::showSaved()
{
    whenDone(m_finder.saved(), this, [this](const Result<QList<SavedPeopleSearch>> &searches) {
        while (QLayoutItem *item = m_saved->takeAt(0)) {
            delete item->widget();
            delete item;
        }
        if (!searches || searches->isEmpty()) {
            auto *none = new Label(tr("None yet. Save one on the page Find leads."), TextStyle::Body, &Theme::text2);
            m_saved->addWidget(none);
            return;
        }
        for (const SavedPeopleSearch &search : *searches) {
            auto *row = new QWidget;
            auto *line = new QHBoxLayout(row);
            line->setContentsMargins(0, 0, 0, 0);
            line->addWidget(new ElidedLabel(search.name, TextStyle::BodyMedium), 1);
            const QString day = QLocale().toString(search.runAt.toLocalTime().date(), QStringLiteral("d MMM"));
            line->addWidget(new Label(tr("%L1 people, %2").arg(search.total).arg(day), TextStyle::Meta, &Theme::text3));
            auto *forget = new Button(tr("Forget"), ButtonKind::Ghost);
            forget->setControlHeight(28);
            forget->setAccessibleName(tr("Forget the search %1").arg(search.name));
            connect(forget, &QPushButton::clicked, this, [this, id = search.id] {
                whenDone(m_finder.forget(id), this, [this](const Result<> &gone) {
                    if (!gone) {
                        m_shell.showProblem(gone.error());
                    }
                });
            });
            line->addWidget(forget);
            m_saved->addWidget(row);
        }
    });
}

void ApolloSection::setCap()
{
    bool read = false;
    const qlonglong cap = QLocale().toLongLong(m_cap->text().trimmed(), &read);
    m_cap->setBad(!read || cap < 0 || cap > mostCap);
    const QString wrong = m_cap->isBad()
        ? tr("This needs a whole number from 0 to %L1. The cap stays %L2.").arg(mostCap).arg(m_finder.dailyCap())
        : QString();
    m_cap->setToolTip(wrong);
    m_cap->setAccessibleDescription(wrong);
    if (m_cap->isBad()) {
        m_shell.showProblem({ErrorKind::Invalid, wrong, {}});
        return;
    }
    whenDone(m_finder.setDailyCap(cap), this, [this](const Result<> &outcome) {
        if (!outcome) {
            m_shell.showProblem(outcome.error());
        }
    });
}

} // namespace AlwaysLeads
