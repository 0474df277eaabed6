#include "lead/AskClaudeSheet.h"

#include "assistant/QualificationBatches.h"
#include "lead/LeadWords.h"
#include "widgets/Button.h"
#include "widgets/Label.h"

#include <QLocale>
#include <QVBoxLayout>

namespace AlwaysLeads {

AskClaudeSheet::AskClaudeSheet(QualificationBatches &batches, const QList<LeadId> &leads, QWidget *inside)
    : DialogSheet(tr("Ask Claude about %1?").arg(LeadWords::people(leads.size())), 480, inside)
    , m_cost(new Label(tr("Adding up what it costs…"), TextStyle::Body))
    , m_left(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_limit(new Button(tr("Raise the limit"), ButtonKind::Link))
    , m_out(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_ask(new Button(Icon::Sparkles, tr("Ask Claude"), ButtonKind::Primary))
{
    setObjectName(QStringLiteral("askClaudeSheet"));
    m_cost->setObjectName(QStringLiteral("askClaudeCost"));
    m_left->setObjectName(QStringLiteral("askClaudeLeft"));
    auto *how = new Label(tr("Claude says for each how well they fit your ideal customer, and why. It is told title, "
                             "company, place, tags, notes and your own fields, and no name, address or phone number. "
                             "Together they cost half; the answers come within a day, mostly within an hour, also when "
                             "AlwaysLeads was closed meanwhile."),
                          TextStyle::Body, &Theme::text2);
    for (Label *label : {m_cost, m_left, m_out, how}) {
        label->setWordWrap(true);
        body()->addWidget(label);
    }
    m_limit->setObjectName(QStringLiteral("askClaudeLimit"));
    body()->insertWidget(body()->indexOf(m_left) + 1, m_limit, 0, Qt::AlignLeading);
    m_out->hide();
    m_left->hide();
    m_limit->hide();
    auto *cancel = new Button(tr("Cancel"), ButtonKind::Ghost);
    cancel->setObjectName(QStringLiteral("askClaudeCancel"));
    m_ask->setObjectName(QStringLiteral("askClaudeConfirm"));
    m_ask->setDisabledReason(tr("The cost is being added up."));
    addButton(cancel);
    addButton(m_ask);
    setDefaultButton(cancel);
    connect(cancel, &QPushButton::clicked, this, &DialogSheet::cancel);
    connect(m_ask, &QPushButton::clicked, this, [this] {
        Q_EMIT confirmed();
        close();
    });
    connect(m_limit, &QPushButton::clicked, this, [this] {
        close();
        Q_EMIT limitWanted();
    });
    whenDone(batches.cost(leads, m_reading.get_token()), this, [this](const Result<BatchCost> &cost) {
        if (cost) {
            showCost(*cost);
        } else {
            m_cost->setText(cost.error().message);
            m_ask->setDisabledReason(cost.error().message);
        }
    });
}

AskClaudeSheet::~AskClaudeSheet()
{
    m_reading.request_stop();
}

void AskClaudeSheet::showCost(const BatchCost &cost)
{
    m_cost->setLead(
        tr("About %1, at most %2.")
            .arg(AssistantBudget::shown(cost.cost.likelyMicros), AssistantBudget::shown(cost.cost.mostMicros)));
    m_cost->setText(tr("For %1.").arg(LeadWords::people(cost.people)));
    m_left->setText(tr("%1 of this month's %2 are left.")
                        .arg(AssistantBudget::shown(cost.leftMicros), AssistantBudget::shown(cost.limitMicros)));
    m_left->show();
    QStringList out;
    if (cost.unknown > 0) {
        out << tr("%1 left out: nothing is known that Claude could judge, or they opted out.")
                   .arg(LeadWords::people(cost.unknown));
    }
    if (cost.waiting > 0) {
        out << tr("%1 left out: Claude is asked about them already.").arg(LeadWords::people(cost.waiting));
    }
    m_out->setText(out.join(u' '));
    m_out->setVisible(!out.isEmpty());
    if (cost.people == 0) {
        m_ask->setDisabledReason(tr("Nobody is left to ask about."));
        m_cost->setLead(QString());
        m_cost->setText(tr("There is nobody to ask about."));
        return;
    }
    m_ask->setText(tr("Ask about %1").arg(LeadWords::people(cost.people)));
    m_ask->setDisabledReason(
        cost.fits() ? QString()
            : cost.leftMicros > 0
            ? tr("Asking can cost more than that. Choose fewer people, or raise the limit in Settings, under Keys and "
                 "budget.")
            : tr("Raise the limit in Settings, under Keys and budget, or ask next month."));
    m_limit->setVisible(!cost.fits());
    if (!cost.fits()) {
        m_left->setTone(ToneName::Danger);
        m_left->setText((cost.leftMicros > 0
                             ? m_left->text()
                             : tr("Nothing is left of this month's %1.").arg(AssistantBudget::shown(cost.limitMicros)))
                        + u' ' + m_ask->toolTip());
    }
}

} // namespace AlwaysLeads
