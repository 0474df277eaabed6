#include "shell/MainWindow.h"
#include "tour/Tour.h"

namespace AlwaysLeads {

namespace {

constexpr int leadsAtFirst = 38; // of the forty rows of the sample
constexpr int judged = 6; // people whom Claude is asked about at once

} // namespace

/// Looking through people and putting them right: search, filter, many at once, two who are one, and taking it back.
void Tour::describeCare()
{
    const QString table = QStringLiteral("leadsTable");
    add(
        QStringLiteral("leads-search"),
        [this] { return m_hands.type(QStringLiteral("leadsSearch"), QStringLiteral("operat")); },
        [this, table] { return rowsOf(table) > 0 && rowsOf(table) < 30; });
    pass(
        QStringLiteral("leads-searched"),
        [this] {
            m_hands.press(Qt::Key_Escape);
            return Result<>();
        },
        [this, table] { return rowsOf(table) > 30; });
    add(
        QStringLiteral("leads-filter-builder"),
        [this, table] {
            m_hands.find(table)->setFocus();
            m_hands.press(Qt::Key_F, Qt::ShiftModifier);
            return Result<>();
        },
        [this] { return isVisible(QStringLiteral("filterSheet")); });
    close(QStringLiteral("filterSheet"));
    add(
        QStringLiteral("leads-change-many"),
        [this] {
            choose(3);
            m_hands.press(Qt::Key_E, Qt::ShiftModifier);
            return Result<>();
        },
        [this] { return isVisible(QStringLiteral("bulkEditSheet")); });
    close(QStringLiteral("bulkEditSheet"));
    pass(
        QStringLiteral("leads-nobody-chosen"),
        [this, table] {
            m_hands.find(table)->setFocus();
            m_hands.press(Qt::Key_Escape);
            return Result<>();
        },
        [this] { return !isVisible(QStringLiteral("leadsSelectionBar")); });
    add(
        QStringLiteral("leads-merge"),
        [this] {
            choose(2);
            m_hands.press(Qt::Key_M);
            return Result<>();
        },
        [this] {
            const QWidget *merge = m_hands.find(QStringLiteral("mergeDo"));
            return merge != nullptr && merge->isEnabled();
        });
    pass(
        QStringLiteral("leads-merged"), [this] { return m_hands.click(QStringLiteral("mergeDo")); },
        [this, table] { return !isVisible(QStringLiteral("mergeSheet")) && rowsOf(table) == leadsAtFirst - 1; });
    add(
        QStringLiteral("leads-merge-undone"),
        [this, table] {
            m_hands.find(table)->setFocus();
            m_hands.press(Qt::Key_Z, Qt::ControlModifier);
            return Result<>();
        },
        [this, table] { return rowsOf(table) == leadsAtFirst; });
}

/// The rules for points and what they do, then Claude's judgement of some, which says why.
void Tour::describeScores()
{
    pass(
        QStringLiteral("settings"), [this] { return m_hands.click(QStringLiteral("goSettings")); },
        [this] { return isVisible(QStringLiteral("settings-scoring")); });
    add(
        QStringLiteral("score-rules"), [this] { return m_hands.click(QStringLiteral("settings-scoring")); },
        [this] { return isVisible(QStringLiteral("scoreRulesSuggest")); });
    add(
        QStringLiteral("ask-claude"),
        [this]() -> Result<> {
            if (Result<> gone = m_hands.click(QStringLiteral("goLeads")); !gone) {
                return gone;
            }
            choose(judged);
            return m_hands.click(QStringLiteral("leadsAskClaude"));
        },
        [this] {
            const QWidget *ask = m_hands.find(QStringLiteral("askClaudeConfirm"));
            return ask != nullptr && ask->isEnabled();
        });
    add(
        QStringLiteral("leads-judged"),
        [this]() -> Result<> {
            if (Result<> asked = m_hands.click(QStringLiteral("askClaudeConfirm")); !asked) {
                return asked;
            }
            m_hands.find(QStringLiteral("leadsTable"))->setFocus();
            m_hands.press(Qt::Key_Escape);
            choose(0);
            return Result<>();
        },
        [this] { return isVisible(QStringLiteral("scoreVerdict")); });
}

} // namespace AlwaysLeads
