#include "campaign/WriteDraftsSheet.h"

#include "assistant/AssistantBudget.h"
#include "style/Painting.h"
#include "widgets/Button.h"
#include "widgets/Choices.h"
#include "widgets/Label.h"

#include <QHash>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {
constexpr int underTheWords = 24; // px: the box of a radio button and its gap
constexpr int mostLines = 5; // campaigns, and reasons
constexpr int mostNames = 4; // with one reason
} // namespace

WriteDraftsSheet::WriteDraftsSheet(const QString &title, int drafts, const WritingCost &cost, QWidget *inside)
    : DialogSheet(title, 500, inside)
    , m_cost(cost)
    , m_left(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_write(new Button(Icon::Sparkles, tr("Write %n draft(s)", nullptr, drafts), ButtonKind::Primary))
{
    setObjectName(QStringLiteral("writeDraftsSheet"));
}

WriteDraftsSheet::WriteDraftsSheet(const WritingCost &cost, QWidget *inside)
    : WriteDraftsSheet(tr("Let Claude write %n draft(s)?", nullptr, cost.byClaude), cost.byClaude, cost, inside)
{
    addWays();
    QStringList others;
    if (cost.byTemplate > 0) {
        others << tr("%n more come(s) from the template alone.", nullptr, cost.byTemplate);
    }
    addRest(others);
    addButtons(true);
}

WriteDraftsSheet::WriteDraftsSheet(const WritingPlan &plan, const WritingCost &cost, QWidget *inside)
    : WriteDraftsSheet(plan.drafts() > 0 ? tr("Write drafts for %n person(s)?", nullptr, plan.drafts())
                                         : tr("No draft to write"),
                       plan.drafts(), cost, inside)
{
    addParts(plan);
    if (cost.byClaude > 0) {
        addWays();
    }
    QStringList others;
    if (cost.byTemplate > 0) {
        others << (cost.byClaude > 0
                       ? tr("%n more come(s) from the template alone.", nullptr, cost.byTemplate)
                       : tr("%n come(s) from the template, which costs nothing.", nullptr, cost.byTemplate));
    }
    addRest(others);
    addUnwritten(plan.unwritten);
    addButtons(plan.drafts() > 0);
}

void WriteDraftsSheet::addLine(const QString &text, const QString &lead)
{
    auto *line = new Label(text, TextStyle::Body, &Theme::text2);
    if (!lead.isEmpty()) {
        line->setLead(lead);
    }
    line->setWordWrap(true);
    body()->addWidget(line);
}

void WriteDraftsSheet::addParts(const WritingPlan &plan)
{
    for (const WritingPart &part : plan.parts.first(qMin<qsizetype>(mostLines, plan.parts.size()))) {
        QString text = tr("%n draft(s).", "in the campaign named before", int(part.due.size()));
        if (!part.isLaunched) {
            text += u' ' + tr("It is not launched yet: nothing leaves before you read the drafts and launch it.");
        }
        addLine(text, isolated(part.name));
    }
    if (plan.parts.size() > mostLines) {
        addLine(tr("and %n more campaign(s)", nullptr, int(plan.parts.size()) - mostLines));
    }
    if (!plan.present.isEmpty()) {
        addLine(tr("%n have a draft already.", "people", int(plan.present.size())));
    }
}

void WriteDraftsSheet::addUnwritten(const QList<Unwritten> &people)
{
    if (people.isEmpty()) {
        return;
    }
    body()->addWidget(
        new Label(tr("Nothing is written for %n person(s):", nullptr, int(people.size())), TextStyle::BodyMedium));
    QStringList reasons; // in the order in which they came
    QHash<QString, QStringList> names;
    for (const Unwritten &person : people) {
        if (!names.contains(person.sentence)) {
            reasons << person.sentence;
        }
        names[person.sentence] << isolated(person.name.isEmpty() ? tr("Somebody without a name") : person.name);
    }
    for (const QString &reason : reasons.mid(0, mostLines)) {
        const QStringList these = names.value(reason);
        const QString some = these.mid(0, mostNames).join(tr(", ", "between names"));
        addLine(reason,
                these.size() > mostNames ? tr("%1 and %n more:", nullptr, int(these.size()) - mostNames).arg(some)
                                         : tr("%1:", "names before the reason").arg(some));
    }
    if (reasons.size() > mostLines) {
        addLine(tr("and %n other reason(s)", nullptr, int(reasons.size()) - mostLines));
    }
}

void WriteDraftsSheet::addWays()
{
    m_atOnce = addWay(QStringLiteral("writeAtOnce"), tr("At once"), m_cost.atOnce,
                      tr("In a few minutes, while AlwaysLeads is open."));
    m_together = addWay(QStringLiteral("writeTogether"), tr("Together, for half the price"), m_cost.together,
                        tr("Within a day, mostly within an hour, also when AlwaysLeads is closed meanwhile. You can "
                           "cancel what is not written yet."));
    m_atOnce->setChecked(true);
    m_left->setObjectName(QStringLiteral("writeLeft"));
    m_left->setWordWrap(true);
    body()->addWidget(m_left);
    setInitialFocus(m_atOnce);
    connect(m_atOnce, &QRadioButton::toggled, this, &WriteDraftsSheet::renew);
}

void WriteDraftsSheet::addRest(const QStringList &others)
{
    QStringList all = others;
    if (m_cost.blocked > 0) {
        all << tr("%n wait(s) for something from you, and cost(s) nothing.", nullptr, m_cost.blocked);
    }
    if (!all.isEmpty()) {
        auto *rest = new Label(all.join(u' '), TextStyle::Body, &Theme::text2);
        rest->setObjectName(QStringLiteral("writeRest"));
        rest->setWordWrap(true);
        body()->addWidget(rest);
    }
}

void WriteDraftsSheet::addButtons(bool anything)
{
    if (m_atOnce == nullptr) {
        m_left->setParent(this); // never shown
        m_left->hide();
    }
    auto *cancel = addButton(new Button(anything ? tr("Cancel") : tr("Close"), ButtonKind::Ghost));
    cancel->setObjectName(QStringLiteral("writeCancel"));
    connect(cancel, &QPushButton::clicked, this, &DialogSheet::cancel);
    m_write->setObjectName(QStringLiteral("writeGo"));
    addButton(m_write);
    m_write->setVisible(anything);
    setDefaultButton(anything ? m_write : cancel);
    if (m_atOnce == nullptr) {
        setInitialFocus(anything ? m_write : cancel);
    }
    connect(m_write, &QPushButton::clicked, this, [this] {
        const bool together = m_together != nullptr && m_together->isChecked();
        close();
        Q_EMIT chosen(together ? WritingWay::Together : WritingWay::AtOnce);
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
    if (m_atOnce == nullptr) {
        return; // costs nothing
    }
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
