#include "outbox/Send.h"
#include "tour/Tour.h"

#include <QAbstractItemView>

namespace AlwaysLeads {

namespace {

constexpr int silentOnes = 1; // of twelve characters
constexpr int awayOnes = 1;

} // namespace

Result<> Tour::openReplyOf(const QString &name)
{
    auto *list = m_hands.find<QAbstractItemView>(QStringLiteral("inboxList"));
    if (list == nullptr) {
        return failure(ErrorKind::NotFound, QStringLiteral("The inbox shows no list."));
    }
    list->setFocus();
    m_hands.press(Qt::Key_Home);
    for (int row = 0; row < list->model()->rowCount(); ++row) {
        if (list->currentIndex().data().toString() == name) {
            return {};
        }
        m_hands.press(Qt::Key_Down);
    }
    return failure(ErrorKind::NotFound, QStringLiteral("The inbox does not show %1.").arg(name));
}

bool Tour::showsWanted() const
{
    const QWidget *from = m_hands.find(QStringLiteral("replyFrom"));
    return from != nullptr && isVisible(QStringLiteral("replyText")) && from->accessibleName().contains(m_wanted);
}

Result<> Tour::openReply(ReplyClass value)
{
    for (const InboxRow &row : m_facts.replies()) {
        if (row.reply.value == value) {
            m_wanted = row.reply.fromAddress;
            return openReplyOf(row.name);
        }
    }
    return failure(ErrorKind::NotFound, QStringLiteral("There is no reply of the class %1.").arg(toWord(value)));
}

/// A day passes; everybody who answers has answered, each in their way, and each reply is understood.
void Tour::describeReplies()
{
    skipDays(QStringLiteral("first-day-passes"), 1);
    check(QStringLiteral("replies-come-in"), [this] {
        const int expected = m_enrolled - silentOnes;
        return m_facts.delivered() == expected && m_facts.replies().size() == expected
            ? QString()
            : QStringLiteral("%1 of %2 replies came into the mailbox, %3 into the inbox.")
                  .arg(m_facts.delivered())
                  .arg(expected)
                  .arg(m_facts.replies().size());
    });
    check(QStringLiteral("replies-understood"), [this] {
        const ReplyClass classes[] = {ReplyClass::Interested,  ReplyClass::Question, ReplyClass::NotNow,
                                      ReplyClass::Referral,    ReplyClass::No,       ReplyClass::Objection,
                                      ReplyClass::WrongPerson, ReplyClass::OptOut,   ReplyClass::OutOfOffice,
                                      ReplyClass::Bounce};
        for (const ReplyClass value : classes) {
            if (m_facts.repliesOf(value) != 1) {
                return QStringLiteral("%1 replies are “%2”, not one.").arg(m_facts.repliesOf(value)).arg(toWord(value));
            }
        }
        return QString();
    });
    check(QStringLiteral("only-the-dead-address-suppressed"), [this] {
        return m_facts.suppressed().size() == 1 && m_facts.suppressedFor(SuppressionReason::Bounced) == 1
            ? QString()
            : QStringLiteral("%1 are never written to, not only the dead address.").arg(m_facts.suppressed().size());
    });
    check(QStringLiteral("nothing-marked-read"), [this] {
        return m_facts.markedRead() == 0 ? QString() : QStringLiteral("A mail was marked as read on the server.");
    });
    pass(
        QStringLiteral("inbox-all"), [this] { return m_hands.click(QStringLiteral("goInbox")); },
        [this] { return rowsOf(QStringLiteral("inboxList")) == m_enrolled - silentOnes; });
    add(
        QStringLiteral("inbox"), [this] { return openReply(ReplyClass::Interested); },
        [this] { return showsWanted() && isVisible(QStringLiteral("answerWrite")); });
}

/// The interested one gets an answer, written by Claude, read and approved here. The days that it offers are the
/// person's to confirm.
void Tour::describeAnswer()
{
    add(
        QStringLiteral("inbox-answer"),
        [this] {
            m_hands.press(Qt::Key_R);
            return Result<>();
        },
        [this] { return isVisible(QStringLiteral("answerConfirm")) && !isReady(QStringLiteral("answerApprove")); });
    pass(
        QStringLiteral("answer-confirmed"),
        [this] {
            m_hands.press(Qt::Key_C);
            return Result<>();
        },
        [this] { return isReady(QStringLiteral("answerApprove")); });
    pass(
        QStringLiteral("answer-approved"),
        [this] {
            m_arrivedBefore = m_facts.arrivedCount();
            m_hands.press(Qt::Key_A);
            return Result<>();
        },
        [this] { return m_facts.arrivedCount() == m_arrivedBefore + 1; });
    check(QStringLiteral("answer-in-the-thread"), [this] {
        const std::optional<Reply> reply = m_facts.reply(ReplyClass::Interested);
        const auto [to, subject] = m_facts.arrived().last();
        return reply && to == reply->fromAddress && subject.startsWith(QStringLiteral("Re: "))
            ? QString()
            : QStringLiteral("The answer went to %1 as “%2”.").arg(to, subject);
    });
}

/// What only a person can decide, and what nobody may decide for them.
void Tour::describeDecisions()
{
    add(
        QStringLiteral("inbox-out-of-office"), [this] { return openReply(ReplyClass::OutOfOffice); },
        [this] { return showsWanted() && !isVisible(QStringLiteral("answerApprove")); });
    add(
        QStringLiteral("inbox-opt-out"), [this] { return openReply(ReplyClass::OptOut); },
        [this] { return showsWanted() && isReady(QStringLiteral("optOutYes")); });
    pass(
        QStringLiteral("opt-out-confirmed"), [this] { return m_hands.click(QStringLiteral("optOutYes")); },
        [this] { return m_facts.suppressedFor(SuppressionReason::OptedOut) == 1; });
    add(
        QStringLiteral("inbox-hostile"),
        [this]() -> Result<> {
            m_suppressedBefore = int(m_facts.suppressed().size());
            m_toReviewBefore = m_facts.drafts().toReview;
            for (const InboxRow &row : m_facts.replies()) {
                if (row.reply.givesOrders) {
                    m_wanted = row.reply.fromAddress;
                    return openReplyOf(row.name);
                }
            }
            return failure(ErrorKind::NotFound, QStringLiteral("The reply that gives orders was not recognised."));
        },
        [this] { return showsWanted() && isVisible(QStringLiteral("replyWarning")); });
    check(QStringLiteral("hostile-changed-nothing"), [this] {
        const bool same = m_suppressedBefore == m_facts.suppressed().size()
            && m_facts.repliesOf(ReplyClass::Interested) == 1 && m_facts.arrivedCount() == m_enrolled + 1
            && m_facts.drafts().toReview == m_toReviewBefore;
        return same ? QString() : QStringLiteral("The mail that gives orders changed something.");
    });
}

/// Days pass until the second step is due, for the one who said nothing and for the one who is away. Both are read; the
/// one waits until they are back.
void Tour::describeFollowUps()
{
    skipDays(QStringLiteral("days-pass"), 6);
    check(QStringLiteral("follow-ups-written"), [this] {
        const int expected = silentOnes + awayOnes;
        return m_facts.drafts().toReview == expected
            ? QString()
            : QStringLiteral("%1 follow-ups wait for review, not %2.").arg(m_facts.drafts().toReview).arg(expected);
    });
    add(
        QStringLiteral("follow-ups"),
        [this] {
            m_arrivedBefore = m_facts.arrivedCount();
            return m_hands.click(QStringLiteral("goDrafts"));
        },
        [this] { return mayApprove(); });
    approveAll(QStringLiteral("follow-up-approved"), silentOnes + awayOnes);
    check(QStringLiteral("away-not-disturbed"), [this] {
        const std::optional<Reply> away = m_facts.reply(ReplyClass::OutOfOffice);
        int mails = 0;
        for (const auto &[to, subject] : m_facts.arrived()) {
            mails += away && to == away->fromAddress ? 1 : 0;
        }
        return m_facts.arrivedCount() == m_arrivedBefore + silentOnes && mails == 1
            ? QString()
            : QStringLiteral("%1 follow-ups arrived; the person who is away has %2 mails.")
                  .arg(m_facts.arrivedCount() - m_arrivedBefore)
                  .arg(mails);
    });
    skipDays(QStringLiteral("holiday-ends"), 5);
    check(QStringLiteral("back-from-holiday"), [this] {
        return m_facts.arrivedCount() == m_arrivedBefore + silentOnes + awayOnes
            ? QString()
            : QStringLiteral("The mail that waited for the person who was away did not leave.");
    });
    skipDays(QStringLiteral("last-day-passes"), 1);
    check(QStringLiteral("second-mails-answered"), [this] {
        // The interested one twice, and the one whom the second mail won.
        const int interested = m_facts.repliesOf(ReplyClass::Interested);
        const int questions = m_facts.repliesOf(ReplyClass::Question);
        return interested == 2 + silentOnes && questions == 1 + awayOnes
            ? QString()
            : QStringLiteral("%1 replies are interested and %2 are questions.").arg(interested).arg(questions);
    });
    check(QStringLiteral("ledger-and-mailboxes-agree"), [this] {
        int sent = 0;
        for (const OutboxRow &row : m_facts.history()) {
            sent += row.state == SendState::Accepted ? 1 : 0;
        }
        return sent == m_facts.arrivedCount() && m_facts.delivered() == m_facts.replies().size()
            ? QString()
            : QStringLiteral("The ledger has %1 mails and %2 replies, the mailboxes have %3 and %4.")
                  .arg(sent)
                  .arg(m_facts.replies().size())
                  .arg(m_facts.arrivedCount())
                  .arg(m_facts.delivered());
    });
    check(QStringLiteral("still-nothing-marked-read"), [this] {
        return m_facts.markedRead() == 0 ? QString() : QStringLiteral("A mail was marked as read on the server.");
    });
}

/// The interested one said yes to a date.
void Tour::describeMeeting()
{
    go(QStringLiteral("goInbox"), QStringLiteral("inboxList"));
    add(
        QStringLiteral("inbox-meeting"), [this] { return openReply(ReplyClass::Interested); },
        [this] { return showsWanted() && isVisible(QStringLiteral("nextMeeting")); });
    add(
        QStringLiteral("inbox-meeting-sheet"),
        [this] {
            m_hands.press(Qt::Key_M);
            return Result<>();
        },
        [this] { return isReady(QStringLiteral("nextStepKeep")); });
    pass(
        QStringLiteral("meeting-noted"), [this] { return m_hands.click(QStringLiteral("nextStepKeep")); },
        [this] { return !isVisible(QStringLiteral("nextStepSheet")); });
    check(QStringLiteral("meeting-counted"), [this] {
        return m_facts.figures().people.meetings == 1 ? QString() : QStringLiteral("The meeting is not counted.");
    });
}

void Tour::describeDashboard()
{
    add(
        QStringLiteral("dashboard"), [this] { return m_hands.click(QStringLiteral("goDashboard")); },
        [this] { return isVisible(QStringLiteral("replyRateFigure")); });
    check(QStringLiteral("dashboard-is-true"), [this] {
        const Tally &people = m_facts.figures().people;
        // Everybody wrote, sooner or later, but the dead address.
        const qint64 human = m_enrolled - 1;
        if (people.people != m_enrolled || people.bounced != 1 || people.optedOut != 1 || people.replied != human) {
            return QStringLiteral("The figures say %1 written to, %2 replied, %3 bounced, %4 opted out.")
                .arg(people.people)
                .arg(people.replied)
                .arg(people.bounced)
                .arg(people.optedOut);
        }
        const QString shown = textOf(QStringLiteral("replyRateFigure"));
        const QString wanted = QStringLiteral("%1 of %2").arg(people.replied).arg(people.people);
        return shown.contains(wanted) ? QString()
                                      : QStringLiteral("The dashboard shows “%1”, not “%2”.").arg(shown, wanted);
    });
    add(
        QStringLiteral("dashboard-people"), [this] { return m_hands.click(QStringLiteral("repliedPeople")); },
        [this] { return rowsOf(QStringLiteral("leadsTable")) == m_facts.figures().people.replied; });
    pass(
        QStringLiteral("all-people-again"),
        [this] {
            m_hands.press(Qt::Key_1);
            return Result<>();
        },
        [this] { return rowsOf(QStringLiteral("leadsTable")) == m_facts.people(); });
}

} // namespace AlwaysLeads
