#include "campaign/StepTimeline.h"

#include "campaign/StepCard.h"
#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/Menu.h"
#include "widgets/ScrollArea.h"

#include <QKeyEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace AlwaysLeads {

namespace {
constexpr int timelineWidth = 260;
constexpr int narrowWidth = 196;
} // namespace

StepTimeline::StepTimeline(QWidget *parent)
    : Pane(&Theme::sunken, Qt::RightEdge, parent)
    , m_lines(new QVBoxLayout)
    , m_add(new Button(Icon::Plus, tr("Add step"), ButtonKind::Outline))
    , m_stops(new Card)
{
    setFixedWidth(timelineWidth);
    setObjectName(QStringLiteral("stepTimeline"));
    setAccessibleName(tr("Steps"));
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 1, 0);
    outer->setSpacing(0);
    auto *inside = new Pane(&Theme::sunken);
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(12, 16, 12, 16);
    column->setSpacing(0);
    m_lines->setSpacing(0);
    buildCards();
    column->addLayout(m_lines);
    column->addSpacing(14);
    m_add->setObjectName(QStringLiteral("addStep"));
    m_add->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    column->addWidget(m_add);
    column->addStretch(1);
    outer->addWidget(new ScrollArea(inside), 1);
    connect(m_add, &QPushButton::clicked, this, &StepTimeline::offerKinds);

    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(12, 8, 12, 16);
    auto *rules = new QVBoxLayout(m_stops);
    rules->setContentsMargins(12, 12, 12, 12);
    rules->setSpacing(4);
    auto *title = new Label(tr("Stops for a person who"), TextStyle::Strong);
    title->setWordWrap(true);
    rules->addWidget(title);
    auto *rule = new Label(tr("replies, opts out or whose address bounces. “No” holds for ever."), TextStyle::Body,
                           &Theme::text2);
    rule->setWordWrap(true);
    rules->addWidget(rule);
    foot->addWidget(m_stops);
    outer->addLayout(foot);
}

void StepTimeline::setNarrow(bool narrow)
{
    setFixedWidth(narrow ? narrowWidth : timelineWidth);
    m_stops->setVisible(!narrow);
}

QString StepTimeline::whenText(const StepRule &rule)
{
    QString text = rule.delayDays == 0 ? tr("At once") : tr("%n working day(s)", nullptr, rule.delayDays);
    switch (rule.audience) {
    case StepAudience::Silent:
        break;
    case StepAudience::Replied:
        text = tr("%1, if they replied").arg(text);
        break;
    case StepAudience::Interested:
        text = tr("%1, if interested").arg(text);
        break;
    case StepAudience::NotNow:
        text = tr("%1, if “not now”").arg(text);
        break;
    }
    return rule.condition.isEmpty() ? text : tr("%1, on a condition").arg(text);
}

QString StepTimeline::nameOf(const QList<CampaignStep> &steps, qsizetype index)
{
    const CampaignStep &step = steps.at(index);
    if (step.kind == StepKind::Task) {
        return step.current.text.subject.isEmpty() ? tr("Task") : step.current.text.subject;
    }
    if (index == 0) {
        return tr("First mail");
    }
    const auto mails = std::count_if(steps.begin(), steps.begin() + index,
                                     [](const CampaignStep &each) { return each.kind == StepKind::Mail; });
    return mails <= 1 ? tr("Follow-up") : tr("Follow-up %1").arg(mails);
}

void StepTimeline::show(const QList<CampaignStep> &steps, StepId chosen)
{
    // The focus stays with its step, wherever that is now: the answer to an older change may come after the next arrow
    // key.
    const auto focused = std::ranges::find_if(m_cards, [](const StepCard *card) { return card->hasFocus(); });
    const StepId kept = focused == m_cards.end() ? StepId() : (*focused)->step();
    m_steps = steps.first(qMin<qsizetype>(steps.size(), mostSteps));
    m_chosen = chosen;
    for (qsizetype index = 0; index < mostSteps; ++index) {
        StepCard *card = m_cards.at(index);
        const bool isThere = index < m_steps.size();
        if (isThere) {
            card->show(m_steps.at(index), nameOf(m_steps, index));
            card->setChecked(m_steps.at(index).id == chosen);
        }
        card->setVisible(isThere);
        if (index == 0) {
            continue;
        }
        Button *delay = m_delays.at(index - 1);
        if (isThere) {
            const QString when = whenText(m_steps.at(index).rule);
            const QString &condition = m_steps.at(index).rule.condition;
            delay->setText(when);
            delay->setAccessibleName(tr("Before %1: %2").arg(nameOf(m_steps, index), when));
            delay->setToolTip(condition.isEmpty() ? when : tr("%1: %2").arg(when, condition));
        }
        delay->setVisible(isThere);
    }
    if (kept.isNull()) {
        return;
    }
    const bool isStillThere = std::ranges::find(m_steps, kept, &CampaignStep::id) != m_steps.end();
    focusCardOf(isStillThere ? kept : m_chosen);
}

void StepTimeline::focusChosen()
{
    focusCardOf(m_chosen);
}

void StepTimeline::focusCardOf(StepId step)
{
    const auto there = m_cards.begin() + m_steps.size();
    const auto card = std::ranges::find(m_cards.begin(), there, step, &StepCard::step);
    if (card != there) {
        (*card)->setFocus(Qt::TabFocusReason);
    }
}

void StepTimeline::buildCards()
{
    // All that there can be, at once: Tab goes through widgets in the order in which they were made.
    for (int index = 0; index < mostSteps; ++index) {
        if (index > 0) {
            auto *delay = new Button(Icon::Clock, QString(), ButtonKind::Ghost);
            delay->setObjectName(QStringLiteral("stepDelay%1").arg(index + 1));
            delay->setControlHeight(28);
            delay->setTextStyle(TextStyle::Meta);
            delay->setMinimumWidth(1); // the tooltip says the rest
            delay->hide();
            m_lines->addWidget(delay, 0, Qt::AlignLeft);
            m_delays.append(delay);
            connect(delay, &QPushButton::clicked, this, [this, index] { Q_EMIT ruleWanted(m_steps.value(index).id); });
        }
        auto *card = new StepCard;
        card->setObjectName(QStringLiteral("stepCard%1").arg(index + 1));
        card->hide();
        m_lines->addWidget(card);
        m_cards.append(card);
        card->installEventFilter(this); // before the button and the scroll area, which take arrow keys for themselves
        connect(card, &QAbstractButton::clicked, this, [this, card] {
            card->setChecked(true); // until the answer: a click never unchooses
            Q_EMIT chosen(card->step());
        });
    }
}

void StepTimeline::offerKinds()
{
    auto *menu = new Menu(tr("Add step"), this);
    menu->setObjectName(QStringLiteral("addStepMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addEntry(Icon::Mail, tr("Mail, in the same thread")), &QAction::triggered, this,
            [this] { Q_EMIT addWanted(StepKind::Mail); });
    connect(menu->addEntry(Icon::Phone, tr("Task for you, such as a call")), &QAction::triggered, this,
            [this] { Q_EMIT addWanted(StepKind::Task); });
    menu->popup(m_add->mapToGlobal(QPoint(0, m_add->height() + 4)));
}

bool StepTimeline::eventFilter(QObject *watched, QEvent *event)
{
    const auto card = std::ranges::find(m_cards, watched);
    return (event->type() == QEvent::KeyPress && card != m_cards.end()
            && takeKey(card - m_cards.begin(), *static_cast<QKeyEvent *>(event)))
        || Pane::eventFilter(watched, event);
}

bool StepTimeline::takeKey(qsizetype index, const QKeyEvent &event)
{
    const int way = event.key() == Qt::Key_Down ? 1 : event.key() == Qt::Key_Up ? -1 : 0;
    if (way != 0 && event.modifiers().testFlag(Qt::AltModifier)) {
        Q_EMIT moveWanted(m_steps.at(index).id, way);
    } else if (way != 0) {
        if (const qsizetype next = index + way; next >= 0 && next < m_steps.size()) {
            m_cards.at(next)->setFocus(Qt::TabFocusReason);
            m_cards.at(next)->click();
        }
    } else if (event.key() == Qt::Key_Delete) {
        Q_EMIT removeWanted(m_steps.at(index).id);
    } else {
        return false;
    }
    return true;
}

} // namespace AlwaysLeads
