#include "settings/KeysSection.h"

#include "assistant/Assistant.h"
#include "assistant/ClaudeKey.h"
#include "keychain/Vault.h"
#include "settings/Settings.h"
#include "shell/Shell.h"
#include "widgets/Button.h"
#include "widgets/Combo.h"
#include "widgets/DialogSheet.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/TextField.h"

#include <QHBoxLayout>
#include <QHideEvent>
#include <QLocale>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <cmath>

namespace AlwaysLeads {

namespace {

constexpr double microsPerDollar = 1e6;

const std::pair<QString, QString> &modelAt(size_t index)
{
    static const std::pair<QString, QString> models[] = {
        {QStringLiteral("claude-haiku-5-5"), QStringLiteral("Claude Haiku 5.5")},
        {QStringLiteral("claude-sonnet-5-5"), QStringLiteral("Claude Sonnet 5.5")},
        {QStringLiteral("claude-opus-5-5"), QStringLiteral("Claude Opus 5.5")},
    };
    return models[index];
}
constexpr size_t modelCount = 3;

} // namespace

KeysSection::KeysSection(Settings &settings, Vault &vault, Assistant &assistant, Shell &shell, QWidget *parent)
    : SettingsSection(tr("Keys and budget"),
                      tr("Your own keys, encrypted, with their key in the keychain of this computer. They are never "
                         "shown again and never synced."),
                      parent)
    , m_settings(settings)
    , m_vault(vault)
    , m_assistant(assistant)
    , m_shell(shell)
    , m_state(new StatusChip)
    , m_keyPlace(new QStackedWidget)
    , m_key(new TextField)
    , m_check(new Button(tr("Check and keep"), ButtonKind::Primary))
    , m_keepOld(new Button(tr("Cancel"), ButtonKind::Ghost))
    , m_kept(new LineEdit)
    , m_spent(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_meter(new Meter(8))
    , m_limit(new LineEdit)
    , m_model(new Combo)
{
    buildKey();
    buildBudget();
    lines()->addStretch(1);
    connect(&m_vault, &Vault::changed, this, &KeysSection::showHint);
    connect(&m_assistant, &Assistant::spentChanged, this, &KeysSection::showSpent);
}

void KeysSection::buildKey()
{
    QVBoxLayout *card = addCard();
    auto *title = new QHBoxLayout;
    title->setSpacing(10);
    title->addWidget(new Label(tr("Claude"), TextStyle::BigStrong));
    title->addWidget(m_state);
    title->addStretch(1);
    card->addLayout(title);
    card->addWidget(new Label(tr("API key"), TextStyle::BodyMedium));

    auto *typing = new QWidget;
    auto *typingLine = new QHBoxLayout(typing);
    typingLine->setContentsMargins(0, 0, 0, 0);
    typingLine->setSpacing(8);
    m_key->edit()->setObjectName(QStringLiteral("claudeKey"));
    m_key->edit()->setAccessibleName(tr("API key of Claude"));
    m_key->edit()->setSecret(true);
    m_key->edit()->setPicture(Icon::Key);
    m_key->setPlaceholder(tr("From your Anthropic account"));
    m_check->setObjectName(QStringLiteral("claudeKeyCheck"));
    typingLine->addWidget(m_key, 1, Qt::AlignTop);
    typingLine->addWidget(m_check, 0, Qt::AlignTop);
    m_keepOld->setObjectName(QStringLiteral("claudeKeyKeepOld"));
    typingLine->addWidget(m_keepOld, 0, Qt::AlignTop);

    auto *kept = new QWidget;
    auto *keptLine = new QHBoxLayout(kept);
    keptLine->setContentsMargins(0, 0, 0, 0);
    keptLine->setSpacing(8);
    m_kept->setObjectName(QStringLiteral("claudeKeyKept"));
    m_kept->setReadOnly(true);
    m_kept->setPicture(Icon::Key);
    m_kept->setAccessibleName(tr("The kept key"));
    auto *replace = new Button(tr("Replace…"));
    replace->setObjectName(QStringLiteral("claudeKeyReplace"));
    auto *remove = new Button(tr("Remove"), ButtonKind::Ghost);
    remove->setObjectName(QStringLiteral("claudeKeyRemove"));
    keptLine->addWidget(m_kept, 1);
    keptLine->addWidget(replace);
    keptLine->addWidget(remove);
    m_keyPlace->addWidget(typing);
    m_keyPlace->addWidget(kept);
    card->addWidget(m_keyPlace);
    auto *without =
        new Label(tr("Without a key your templates alone write the drafts."), TextStyle::Meta, &Theme::text3);
    without->setWordWrap(true);
    card->addWidget(without);
    connect(m_check, &QPushButton::clicked, this, &KeysSection::check);
    connect(m_key->edit(), &QLineEdit::returnPressed, this, &KeysSection::check);
    connect(replace, &QPushButton::clicked, this, [this] {
        m_keyPlace->setCurrentIndex(0);
        m_keepOld->show();
        m_key->edit()->setFocus();
    });
    connect(m_keepOld, &QPushButton::clicked, this, &KeysSection::dropTyped);
    connect(remove, &QPushButton::clicked, this, &KeysSection::askToForget);
}

void KeysSection::buildBudget()
{
    QVBoxLayout *card = addCard();
    auto *title = new QHBoxLayout;
    const QDate today = QDate::currentDate();
    title->addWidget(
        new Label(tr("Budget for %1").arg(QLocale().standaloneMonthName(today.month())), TextStyle::BigStrong));
    title->addStretch(1);
    title->addWidget(m_spent);
    card->addLayout(title);
    card->addWidget(m_meter);
    m_limit->setObjectName(QStringLiteral("monthlyLimit"));
    m_limit->setAccessibleName(tr("Monthly limit in US dollars"));
    m_limit->setFixedWidth(120);
    addChoice(card, tr("Monthly limit, US dollars"), tr("Writing stops here. Sending goes on."), m_limit);
    for (size_t i = 0; i < modelCount; ++i) {
        m_model->addChoice(modelAt(i).second, modelAt(i).first);
    }
    m_model->setObjectName(QStringLiteral("claudeModel"));
    m_model->setName(tr("Model that writes"));
    m_model->setMinimumWidth(180);
    addChoice(card, tr("Model that writes"), tr("Haiku is quick and costs least, Opus writes best and costs most."),
              m_model);
    connect(m_limit, &QLineEdit::editingFinished, this, [this] {
        bool read = false;
        const double dollars = QLocale().toDouble(m_limit->text(), &read);
        m_limit->setBad(!read || dollars < 0 || dollars > 100000);
        m_limit->setToolTip(m_limit->isBad() ? tr("A number from 0 to 100,000.") : QString());
        if (!m_limit->isBad()) {
            whenDone(m_settings.setMonthlyBudgetMicros(std::llround(dollars * microsPerDollar)), this,
                     [this](const Result<> &outcome) { outcome ? showSpent() : m_shell.showProblem(outcome.error()); });
        }
    });
    connect(m_model, &QComboBox::currentIndexChanged, this, [this] {
        if (!m_filling) {
            whenDone(m_settings.setClaudeModel(m_model->currentData().toString()), this,
                     [this](const Result<> &outcome) {
                         if (!outcome) {
                             m_shell.showProblem(outcome.error());
                         }
                     });
        }
    });
}

void KeysSection::enter()
{
    m_filling = true;
    const QString model = m_settings.claudeModel();
    if (m_model->findData(model) < 0) {
        m_model->addChoice(model, model);
    }
    m_model->setCurrentIndex(m_model->findData(model));
    m_filling = false;
    m_limit->setText(QLocale().toString(double(m_settings.monthlyBudgetMicros()) / microsPerDollar, 'f', 2));
    showHint();
    showSpent();
}

void KeysSection::showHint()
{
    whenDone(m_vault.hint(claudeKeyName()), this, [this](const Result<std::optional<SecretHint>> &hint) {
        const bool kept = hint && hint->has_value();
        m_keyPlace->setCurrentIndex(kept ? 1 : 0);
        m_keepOld->setVisible(kept);
        if (kept) {
            m_kept->setText(tr("Ends in %1, added %2")
                                .arg((*hint)->text,
                                     QLocale().toString((*hint)->savedAt.toLocalTime().date(), QLocale::ShortFormat)));
        }
        m_state->setLook(kept ? ChipLook{Icon::CircleCheck, tr("Kept"), ToneName::Success}
                              : ChipLook{Icon::Circle, tr("No key"), ToneName::Neutral});
    });
}

void KeysSection::showSpent()
{
    whenDone(m_assistant.spentThisMonth(), this, [this](const Result<qint64> &spent) {
        if (!spent) {
            return;
        }
        const qint64 limit = m_settings.monthlyBudgetMicros();
        m_spent->setText(tr("%1 of %2").arg(AssistantBudget::shown(*spent), AssistantBudget::shown(limit)));
        m_meter->setShare(limit > 0 ? double(*spent) / double(limit) : 0, ToneName::Accent);
    });
}

void KeysSection::check()
{
    const QString key = m_key->text().trimmed();
    if (m_check->isBusy()) {
        return;
    }
    if (key.isEmpty()) {
        m_key->setError(tr("Paste the key from your Anthropic account. It begins with sk-ant."));
        return;
    }
    m_check->setBusy(true, tr("Checking…"));
    whenDone(m_assistant.checkKey(key), this, [this, key](const Result<QList<ClaudeModel>> &models) {
        m_check->setBusy(false);
        if (!models) {
            m_state->setLook({Icon::CircleX, tr("Refused"), ToneName::Danger});
            m_key->setError(models.error().message);
            m_key->edit()->setFocus();
            return;
        }
        keep(key);
    });
}

void KeysSection::keep(const QString &key)
{
    const QByteArray secret = key.toUtf8();
    whenDone(m_vault.keep(claudeKeyName(), secret, Vault::hintFor(secret)), this, [this](const Result<> &outcome) {
        if (!outcome) {
            m_key->setError(outcome.error().message);
            return;
        }
        m_key->setText(QString());
        m_shell.showToast(tr("The key works and is kept."));
        showHint();
    });
}

void KeysSection::dropTyped()
{
    m_key->setText(QString());
    m_key->setError(QString());
    showHint();
}

void KeysSection::hideEvent(QHideEvent *event)
{
    SettingsSection::hideEvent(event);
    if (!event->spontaneous()) {
        dropTyped(); // a key half typed does not lie about
    }
}

void KeysSection::askToForget()
{
    auto *sheet = new ConfirmSheet(tr("Remove the key of Claude?"),
                                   tr("It is wiped from this computer and cannot be shown again. Your templates alone "
                                      "write the drafts then."),
                                   tr("Keep it"), tr("Remove"), ConfirmSheet::Weight::Danger, this);
    sheet->setObjectName(QStringLiteral("forgetKeySheet"));
    connect(sheet, &ConfirmSheet::confirmed, this, &KeysSection::forget);
    sheet->open();
}

void KeysSection::forget()
{
    whenDone(m_vault.forget(claudeKeyName()), this, [this](const Result<> &outcome) {
        outcome ? m_shell.showToast(tr("The key is removed from this computer."))
                : m_shell.showProblem(outcome.error());
        showHint();
    });
}

} // namespace AlwaysLeads
