#include "campaign/WriteDraftsSheet.h"

#include "assistant/AssistantBudget.h"
#include "widgets/Button.h"
#include "widgets/Choices.h"
#include "widgets/Label.h"

#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {
constexpr int underTheWords = 24; // px: the box of a radio button and its gap
}

WriteDraftsSheet::WriteDraftsSheet(const WritingCost &cost, QWidget *inside)
    : DialogSheet(tr("Let Claude write %n draft(s)?", nullptr, cost.byClaude), 500, inside)
    , m_cost(cost)
    , m_left(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_write(new Button(Icon::Sparkles, tr("Write %n draft(s)", nullptr, cost.byClaude), ButtonKind::Primary))
{
    setObjectName(QStringLiteral("writeDraftsSheet"));
    m_atOnce = addWay(QStringLiteral("writeAtOnce"), tr("At once"), cost.atOnce,
                      tr("In a few minutes, while AlwaysLeads is open."));
    m_together = addWay(QStringLiteral("writeTogether"), tr("Together, for half the price"), cost.together,
                        tr("Within a day, mostly within an hour, also when AlwaysLeads is closed meanwhile. You can "
                           "cancel what is not written yet."));
    m_left->setObjectName(QStringLiteral("writeLeft"));
    m_left->setWordWrap(true);
    body()->addWidget(m_left);
    QStringList others;
    if (cost.byTemplate > 0) {
        others << tr("%n more come(s) from the template alone.", nullptr, cost.byTemplate);
    }
    if (cost.blocked > 0) {
        others << tr("%n wait(s) for something from you, and cost(s) nothing.", nullptr, cost.blocked);
    }
    if (!others.isEmpty()) {
        auto *rest = new Label(others.join(u' '), TextStyle::Body, &Theme::text2);
        rest->setObjectName(QStringLiteral("writeRest"));
        rest->setWordWrap(true);
        body()->addWidget(rest);
    }
    auto *cancel = addButton(new Button(tr("Cancel"), ButtonKind::Ghost));
    cancel->setObjectName(QStringLiteral("writeCancel"));
    connect(cancel, &QPushButton::clicked, this, &DialogSheet::cancel);
    m_write->setObjectName(QStringLiteral("writeGo"));
    addButton(m_write);
    setDefaultButton(m_write);
    m_atOnce->setChecked(true);
    setInitialFocus(m_atOnce);
    connect(m_atOnce, &QRadioButton::toggled, this, &WriteDraftsSheet::renew);
    connect(m_write, &QPushButton::clicked, this, [this] {
        const WritingWay way = m_together->isChecked() ? WritingWay::Together : WritingWay::AtOnce;
        close();
        Q_EMIT chosen(way);
    });
    renew();
}

RadioButton *WriteDraftsSheet::addWay(const QString &name, const QString &title, const QuestionCost &cost,
                                      const QString &when)
{
    auto *way = new RadioButton(title);
    way->setObjectName(name);
    auto *lines = new QVBoxLayout;
    lines->setSpacing(2);
    lines->addWidget(way);
    auto *words = new QVBoxLayout;
    words->setContentsMargins(underTheWords, 0, 0, 0);
    words->setSpacing(2);
    auto *price = new Label(when, TextStyle::Body, &Theme::text2);
    price->setLead(tr("About %1, at most %2.")
                       .arg(AssistantBudget::shown(cost.likelyMicros), AssistantBudget::shown(cost.mostMicros)));
    price->setObjectName(name + QStringLiteral("Cost"));
    price->setWordWrap(true);
    way->setAccessibleDescription(price->accessibleName()); // with the price in front
    words->addWidget(price);
    lines->addLayout(words);
    body()->addLayout(lines);
    return way;
}

void WriteDraftsSheet::renew()
{
    const bool together = m_together->isChecked();
    const QuestionCost &cost = together ? m_cost.together : m_cost.atOnce;
    QString left = tr("%1 of this month's %2 are left.")
                       .arg(AssistantBudget::shown(m_cost.leftMicros), AssistantBudget::shown(m_cost.limitMicros));
    const bool fits = cost.mostMicros <= m_cost.leftMicros;
    // A batch has its money put aside before it begins; single questions end at the limit, wherever they are then.
    const bool impossible = m_cost.leftMicros <= 0 || (together && !fits);
    if (impossible) {
        left += u' '
            + tr("That is less than it can cost. Raise the limit in Settings, under Keys and budget, or write fewer.");
    } else if (!fits) {
        left += u' ' + tr("When the limit is reached Claude stops, and the rest waits for you.");
    }
    m_left->setText(left);
    m_left->setTone(impossible ? ToneName::Danger : fits ? ToneName::Neutral : ToneName::Warn);
    m_write->setDisabledReason(impossible ? left : QString());
}

} // namespace AlwaysLeads
