#include "campaign/StepRuleSheet.h"

#include "campaign/StepTimeline.h"
#include "widgets/Button.h"
#include "widgets/Combo.h"
#include "widgets/Label.h"
#include "widgets/TextField.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace AlwaysLeads {

StepRuleSheet::StepRuleSheet(const QString &step, const StepRule &rule, QWidget *inside)
    : DialogSheet(tr("When “%1” is due").arg(step), 460, inside)
    , m_delay(new Combo)
    , m_audience(new Combo)
    , m_condition(new TextField(tr("Only if (may be empty)")))
{
    setObjectName(QStringLiteral("stepRuleSheet"));
    body()->addWidget(new Label(tr("After the step before"), TextStyle::BodyMedium));
    m_delay->setObjectName(QStringLiteral("stepRuleDelay"));
    m_delay->setName(tr("After the step before"));
    QList<int> days{0, 1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 45, 60, 90, 120, 180, 250};
    if (!days.contains(rule.delayDays)) {
        days.append(rule.delayDays);
        std::sort(days.begin(), days.end());
    }
    for (const int each : std::as_const(days)) {
        StepRule only;
        only.delayDays = each;
        m_delay->addChoice(StepTimeline::whenText(only), each);
    }
    m_delay->setCurrentIndex(m_delay->findData(rule.delayDays));
    body()->addWidget(m_delay);
    body()->addWidget(new Label(tr("For people who"), TextStyle::BodyMedium));
    m_audience->setObjectName(QStringLiteral("stepRuleAudience"));
    m_audience->setName(tr("For people who"));
    m_audience->addChoice(tr("have not answered"), stepAudienceWord(StepAudience::Silent));
    m_audience->addChoice(tr("answered, not sorted yet"), stepAudienceWord(StepAudience::Replied));
    m_audience->addChoice(tr("are interested"), stepAudienceWord(StepAudience::Interested));
    m_audience->addChoice(tr("said “not now”"), stepAudienceWord(StepAudience::NotNow));
    m_audience->setCurrentIndex(m_audience->findData(stepAudienceWord(rule.audience)));
    body()->addWidget(m_audience);
    m_condition->edit()->setObjectName(QStringLiteral("stepRuleCondition"));
    m_condition->edit()->setPlaceholderText(tr("country is Poland"));
    m_condition->setText(rule.condition);
    body()->addWidget(m_condition);
    auto *note = new Label(tr("Whoever the step is not for goes on to the next one. Steps that were written or sent "
                              "already stay as they are."),
                           TextStyle::Meta, &Theme::text3);
    note->setWordWrap(true);
    body()->addWidget(note);

    auto *remove = new Button(Icon::Trash, tr("Take out"), ButtonKind::Ghost);
    remove->setObjectName(QStringLiteral("stepRuleRemove"));
    footer()->addWidget(remove);
    connect(remove, &QPushButton::clicked, this, [this] {
        close();
        Q_EMIT removeWanted();
    });
    auto *cancelButton = addButton(new Button(tr("Cancel"), ButtonKind::Ghost));
    connect(cancelButton, &QPushButton::clicked, this, &DialogSheet::cancel);
    auto *keep = addButton(new Button(tr("Keep"), ButtonKind::Primary));
    keep->setObjectName(QStringLiteral("stepRuleKeep"));
    setDefaultButton(keep);
    setInitialFocus(m_delay);
    connect(keep, &QPushButton::clicked, this, &StepRuleSheet::kept);
}

StepRule StepRuleSheet::rule() const
{
    return {m_delay->currentData().toInt(), stepAudienceFrom(m_audience->currentData().toString()),
            m_condition->text().trimmed()};
}

void StepRuleSheet::showError(const QString &message)
{
    m_condition->setError(message);
}

} // namespace AlwaysLeads
