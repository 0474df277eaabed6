#include "prospecting/ApolloSection.h"

#include "keychain/Vault.h"
#include "prospecting/ApolloKey.h"
#include "prospecting/LeadFinder.h"
#include "shell/Shell.h"
#include "widgets/Button.h"
#include "widgets/ElidedLabel.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/TextField.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace AlwaysLeads {

namespace {

constexpr std::chrono::milliseconds pauseInTyping(700);
constexpr qsizetype shortestKey = 12; // nothing shorter is worth a question
constexpr qint64 mostCap = 100'000;

} // namespace

ApolloSection::ApolloSection(LeadFinder &finder, Vault &vault, Shell &shell, QWidget *parent)
    : SettingsSection(tr("Apollo"),
                      tr("Your own key, encrypted, with its key in the keychain of this computer. Searching is free; "
                         "revealing an email costs a credit of your Apollo account."),
                      parent)
    , m_finder(finder)
    , m_vault(vault)
    , m_shell(shell)
    , m_state(new StatusChip)
    , m_keyPlace(new QStackedWidget)
    , m_key(new TextField)
    , m_check(new Button(tr("Check and keep"), ButtonKind::Primary))
    , m_kept(new LineEdit)
    , m_used(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_meter(new Meter(8))
    , m_cap(new LineEdit)
    , m_credits(new Label(QString(), TextStyle::Body, &Theme::text2))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseInTyping);
    buildKey();
    buildCap();
    buildSaved();
    lines()->addStretch(1);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_key->text().trimmed().size() >= shortestKey) {
            check();
        }
    });
    connect(&m_vault, &Vault::changed, this, &ApolloSection::showHint);
    connect(&m_finder, &LeadFinder::budgetChanged, this, [this] { showBudget(false); });
    connect(&m_finder, &LeadFinder::savedChanged, this, &ApolloSection::showSaved);
}

void ApolloSection::buildKey()
{
    QVBoxLayout *card = addCard();
    auto *title = new QHBoxLayout;
    title->setSpacing(10);
    title->addWidget(new Label(tr("API key"), TextStyle::BigStrong));
    title->addWidget(m_state);
    title->addStretch(1);
    title->addWidget(m_credits);
    card->addLayout(title);

    auto *typing = new QWidget;
    auto *typingLine = new QHBoxLayout(typing);
    typingLine->setContentsMargins(0, 0, 0, 0);
    typingLine->setSpacing(8);
    m_key->edit()->setObjectName(QStringLiteral("apolloKey"));
    m_key->edit()->setAccessibleName(tr("API key of Apollo"));
    m_key->edit()->setSecret(true);
    m_key->edit()->setPicture(Icon::Key);
    m_key->setPlaceholder(tr("From Apollo: Settings, Integrations, API keys"));
    m_check->setObjectName(QStringLiteral("apolloKeyCheck"));
    typingLine->addWidget(m_key, 1, Qt::AlignTop);
    typingLine->addWidget(m_check, 0, Qt::AlignTop);

    auto *kept = new QWidget;
    auto *keptLine = new QHBoxLayout(kept);
    keptLine->setContentsMargins(0, 0, 0, 0);
    keptLine->setSpacing(8);
    m_kept->setObjectName(QStringLiteral("apolloKeyKept"));
    m_kept->setReadOnly(true);
    m_kept->setPicture(Icon::Key);
    m_kept->setAccessibleName(tr("The kept key"));
    auto *replace = new Button(tr("Replace…"));
    replace->setObjectName(QStringLiteral("apolloKeyReplace"));
    auto *remove = new Button(tr("Remove"), ButtonKind::Ghost);
    remove->setObjectName(QStringLiteral("apolloKeyRemove"));
    keptLine->addWidget(m_kept, 1);
    keptLine->addWidget(replace);
    keptLine->addWidget(remove);
    m_keyPlace->addWidget(typing);
    m_keyPlace->addWidget(kept);
    card->addWidget(m_keyPlace);
    card->addWidget(new Label(tr("Give it people search and people enrichment, or make it a master key."),
                              TextStyle::Meta, &Theme::text3));
    connect(m_check, &QPushButton::clicked, this, &ApolloSection::check);
    connect(m_key->edit(), &QLineEdit::returnPressed, this, &ApolloSection::check);
    connect(m_key, &TextField::textEdited, &m_pause, qOverload<>(&QTimer::start));
    connect(replace, &QPushButton::clicked, this, [this] {
        m_keyPlace->setCurrentIndex(0);
        m_key->edit()->setFocus();
    });
    connect(remove, &QPushButton::clicked, this, &ApolloSection::forget);
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
    showHint();
    showSaved();
}

void ApolloSection::showHint()
{
    whenDone(m_vault.hint(apolloKeyName()), this, [this](const Result<std::optional<SecretHint>> &hint) {
        const bool kept = hint && hint->has_value();
        m_keyPlace->setCurrentIndex(kept ? 1 : 0);
        if (kept) {
            m_kept->setText(tr("Ends in %1, added %2")
                                .arg((*hint)->text,
                                     QLocale().toString((*hint)->savedAt.toLocalTime().date(), QLocale::ShortFormat)));
        }
        m_state->setLook(kept ? ChipLook{Icon::CircleCheck, tr("Kept"), ToneName::Success}
                              : ChipLook{Icon::Circle, tr("No key"), ToneName::Neutral});
        showBudget(kept && isVisible());
    });
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

void ApolloSection::check()
{
    const QString key = m_key->text().trimmed();
    m_pause.stop();
    if (key.isEmpty()) {
        m_key->setError(tr("Paste the key from Apollo, under Settings, Integrations, API keys."));
        return;
    }
    if (m_checking == key) {
        return;
    }
    m_checking = key;
    m_check->setBusy(true, tr("Checking…"));
    whenDone(m_finder.checkKey(key), this, [this, key](const Result<std::optional<ApolloCredits>> &credits) {
        if (m_checking != key) {
            return; // another one was typed meanwhile
        }
        m_checking.clear();
        m_check->setBusy(false);
        if (key != m_key->text().trimmed()) {
            return;
        }
        if (!credits) {
            m_state->setLook({Icon::CircleX, tr("Refused"), ToneName::Danger});
            m_key->setError(credits.error().message);
            return;
        }
        keep(key);
    });
}

void ApolloSection::keep(const QString &key)
{
    const QByteArray secret = key.toUtf8();
    whenDone(m_vault.keep(apolloKeyName(), secret, Vault::hintFor(secret)), this, [this](const Result<> &outcome) {
        if (!outcome) {
            m_key->setError(outcome.error().message);
            return;
        }
        m_key->setText(QString());
        m_shell.showToast(tr("The key works and is kept."));
        showHint();
    });
}

void ApolloSection::forget()
{
    whenDone(m_vault.forget(apolloKeyName()), this, [this](const Result<> &outcome) {
        outcome ? m_shell.showToast(tr("The key is removed from this computer."))
                : m_shell.showProblem(outcome.error());
        showHint();
    });
}

void ApolloSection::setCap()
{
    bool read = false;
    const qlonglong cap = QLocale().toLongLong(m_cap->text().trimmed(), &read);
    m_cap->setBad(!read || cap < 0 || cap > mostCap);
    if (m_cap->isBad()) {
        return;
    }
    whenDone(m_finder.setDailyCap(cap), this, [this](const Result<> &outcome) {
        if (!outcome) {
            m_shell.showProblem(outcome.error());
        }
    });
}

} // namespace AlwaysLeads
