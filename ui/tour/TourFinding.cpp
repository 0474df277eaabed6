#include "Application.h"
#include "prospecting/LeadFinder.h"
#include "sandbox/Sandbox.h"
#include "tour/Tour.h"

namespace AlwaysLeads {

namespace {

constexpr int revealed = 3;

} // namespace

/// Apollo: the key, a search, who is already here, and what a reveal costs before it is done.
void Tour::describeFinding()
{
    add(
        QStringLiteral("find-leads-no-key"), [this] { return m_hands.click(QStringLiteral("goFindLeads")); },
        [this] { return isVisible(QStringLiteral("addApolloKey")); });
    go(QStringLiteral("addApolloKey"), QStringLiteral("apolloKey"));
    add(
        QStringLiteral("apollo-key"),
        [this]() -> Result<> {
            const QString key = QString::fromLatin1(ApolloServer::acceptedKey);
            if (Result<> typed = m_hands.type(QStringLiteral("apolloKey"), key); !typed) {
                return typed;
            }
            return m_hands.click(QStringLiteral("apolloKeyCheck"));
        },
        [this] { return isVisible(QStringLiteral("apolloKeyKept")); });
    go(QStringLiteral("goFindLeads"), QStringLiteral("filterTitlesEdit"));
    add(
        QStringLiteral("find-leads-found"),
        [this]() -> Result<> {
            if (Result<> typed = m_hands.type(QStringLiteral("filterTitlesEdit"), QStringLiteral("Head of operations"));
                !typed) {
                return typed;
            }
            m_hands.press(Qt::Key_Return);
            return m_hands.click(QStringLiteral("filterHead"));
        },
        [this] { return rowsOf(QStringLiteral("foundTable")) > revealed; });
    const auto choose = [this](Qt::Key from, Qt::Key onward, int rows) {
        m_hands.find(QStringLiteral("foundTable"))->setFocus();
        m_hands.press(from, Qt::ControlModifier);
        for (int i = 0; i < rows; ++i) {
            m_hands.press(Qt::Key_Space);
            m_hands.press(onward);
        }
    };
    pass(
        QStringLiteral("key-kept-read"), [] { return Result<>(); }, // until its word is gone from above the rows
        [this] { return !isVisible(QStringLiteral("toast")); });
    add(
        QStringLiteral("find-leads-chosen"),
        [choose] {
            choose(Qt::Key_Home, Qt::Key_Down, 2 * revealed);
            return Result<>();
        },
        [this] { return isReady(QStringLiteral("revealChosen")); });
    pass(
        QStringLiteral("find-leads-not-chosen"), [this] { return m_hands.click(QStringLiteral("clearSelection")); },
        [this] { return !isReady(QStringLiteral("revealChosen")); });
    pass(
        QStringLiteral("find-leads-chosen-again"),
        [choose] {
            choose(Qt::Key_End, Qt::Key_Up, revealed);
            return Result<>();
        },
        [this] { return isReady(QStringLiteral("revealChosen")); });
    // The last three are in the file that was imported, and would be paid for a second time.
    add(
        QStringLiteral("find-leads-probably-yours"),
        [this] {
            m_peopleBefore = m_facts.people();
            m_hands.press(Qt::Key_Return, Qt::ControlModifier);
            return Result<>();
        },
        [this] { return isVisible(QStringLiteral("revealAgainSheet")); });
    add(
        QStringLiteral("find-leads-revealed"), [this] { return m_hands.click(QStringLiteral("confirmAction")); },
        [this] {
            return m_application.sandbox()->apollo().revealed().size() == revealed
                && !m_application.leadFinder().isRevealing();
        });
    // They are recognised for certain once their address is known.
    check(QStringLiteral("nobody-is-there-twice"), [this] {
        return m_facts.people() == m_peopleBefore
            ? QString()
            : QStringLiteral("There are %1 people after a reveal of known ones, not %2.")
                  .arg(m_facts.people())
                  .arg(m_peopleBefore);
    });
    pass(
        QStringLiteral("leads-again"), [this] { return m_hands.click(QStringLiteral("goLeads")); },
        [this] { return rowsOf(QStringLiteral("leadsTable")) == m_peopleBefore; });
}

} // namespace AlwaysLeads
