#include "settings/KeysSection.h"

#include "assistant/Assistant.h"
#include "assistant/ClaudeKey.h"
#include "settings/KeyCard.h"
#include "settings/Settings.h"
#include "shell/Shell.h"
#include "widgets/Combo.h"
#include "widgets/Label.h"
#include "widgets/LineEdit.h"
#include "widgets/Marks.h"

#include <QHBoxLayout>
#include <QLocale>
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
    , m_assistant(assistant)
    , m_shell(shell)
    , m_spent(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_meter(new Meter(8))
    , m_limit(new LineEdit)
    , m_model(new Combo)
{
    m_key = new KeyCard(claudeWords(), vault, shell,
                        [this](QString key) { return withoutValue(m_assistant.checkKey(key)); });
    addCard()->addWidget(m_key);
    buildBudget();
    lines()->addStretch(1);
    connect(&m_assistant, &Assistant::spentChanged, this, &KeysSection::showSpent);
}

KeyWords KeysSection::claudeWords()
{
    KeyWords words;
    words.secretName = claudeKeyName();
    words.objectName = QStringLiteral("claudeKey");
    words.title = tr("Claude");
    words.label = tr("API key");
    words.spoken = tr("API key of Claude");
    words.placeholder = tr("From your Anthropic account");
    words.whereToFind = tr("Paste the key from your Anthropic account. It begins with sk-ant.");
    words.note = tr("Without a key your templates alone write the drafts.");
    words.removeTitle = tr("Remove the key of Claude?");
    words.removeMeaning = tr("It is wiped from this computer and cannot be shown again. Your templates alone write the "
                             "drafts then.");
    return words;
}

void KeysSection::buildBudget()
{
    QVBoxLayout *card = addCard();
    auto *title = new QHBoxLayout;
    const QDate today = m_shell.now().toLocalTime().date();
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
    m_key->renew();
    showSpent();
}

void KeysSection::showSpent()
{
    whenDone(m_assistant.spentThisMonth(), this, [this](const Result<qint64> &spent) {
        if (!spent) {
            return;
        }
        const qint64 limit = m_settings.monthlyBudgetMicros();
        m_spent->setText(tr("%1 of %2").arg(AssistantBudget::shown(*spent), AssistantBudget::shown(limit)));
        m_meter->setShare(limit > 0 ? double(*spent) / double(limit) : 0,
                          *spent < limit ? ToneName::Accent : ToneName::Warn);
    });
}

} // namespace AlwaysLeads
