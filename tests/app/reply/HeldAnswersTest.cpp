#include "app/reply/ClaudeReplyWorld.h"
#include "outbox/Dispatch.h"

#include <QTest>

using namespace AlwaysLeads;

/// What a hold or a late verdict of Claude does to what the person decided.
class HeldAnswersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aLateVerdictLeavesAnApprovedAnswer();
    void aLateVerdictLeavesTheStatusThatAPersonGave();
    void aLateOptOutLeavesAnApprovedAnswerAndAsks();
    void aLateOptOutStopsAnAnswerThatNobodyApproved();
    void whatWasSaidOfAnOptOutIsNotAskedAgain();
    void lettingColleaguesContinueKeepsAnAbsence();
    void theQuestionOfAColleagueKeepsAnOptOut();
    void anAnswerPassesAnAbsenceThatWasToldBefore();
    void anAnswerToWhatCameBeforeAnAbsenceWaits();
    void aColleagueWhoAnswersIsAnswered();
    void endingAHoldKeepsTheDayAMailWasMeantFor();

private:
    /// A wish that words alone do not see, and the stand-in of Claude does.
    static QString unclearWish() { return QStringLiteral("Those who want my money do not write, they come by."); }
    static Send sendFor(ReplyWorld &world, DraftId draft)
    {
        return must(world.files.read([=](Connection &c) -> Result<Send> {
            Result<std::optional<Send>> send = SendLedger().findForDraft(c, draft);
            return send ? Result<Send>(send->value_or(Send())) : failureOf(std::move(send));
        }));
    }
    static bool leavesNow(ReplyWorld &world, DraftId draft)
    {
        const Send send = sendFor(world, draft);
        return send.state == SendState::Waiting && send.dueAt <= world.clock.now();
    }
    static DraftId approvedAnswer(ClaudeReplyWorld &world, ReplyId id)
    {
        const DraftId draft = writtenAnswer(world, id);
        must(world.review.approve(draft, must(world.review.open(draft)).shownHash));
        return draft;
    }
    static DraftId writtenAnswer(ClaudeReplyWorld &world, ReplyId id)
    {
        world.hasKey = false;
        const DraftId draft = must(world.answers->suggest(id));
        const QString subject = must(world.review.open(draft)).draft.subject;
        must(world.review.edit(draft, subject, QStringLiteral("Gladly. Clara")));
        world.hasKey = true;
        return draft;
    }
    /// Everybody but the last works at one company.
    static void makeColleagues(ReplyWorld &world)
    {
        must(world.files.write([](Connection &c) {
            return c.script(QStringLiteral("INSERT INTO company (id, name, created_at) VALUES (77, 'Baltway', 0); "
                                           "UPDATE lead SET company_id = 77;"));
        }));
    }
    /// A first mail left; the one that waits is the next.
    static void hadOneBefore(ReplyWorld &world, int person)
    {
        const Send before = world.sendOf(world.leads.at(person));
        must(world.files.write([&](Connection &c) -> Result<> {
            Result<qint64> rows = c.run(QStringLiteral("UPDATE send SET intent_at = ? WHERE id = ?"),
                                        {world.clock.now(), before.id.value()});
            return rows ? Result<>() : failureOf(std::move(rows));
        }));
    }
    static ReplyId deliver(ReplyWorld &world, QByteArray mail, const QByteArray &hour = "10")
    {
        mail.replace(" 10:00:00 ", " " + hour + ":00:00 ");
        world.server.deliver(mail);
        if (world.look() != 1) {
            qFatal("the mail was not taken for a reply");
        }
        return ReplyId(world.number(QStringLiteral("SELECT max(id) FROM reply")));
    }
    static ReplyId away(ReplyWorld &world, int person, const QByteArray &hour = "10")
    {
        return deliver(world,
                       world.answer(person, QStringLiteral("I am out of the office until 7 December 2026."),
                                    "Auto-Submitted: auto-replied\r\n", "away-1"),
                       hour);
    }
    static QDateTime back() { return QDate(2026, 12, 8).startOfDay().toUTC(); }
};

void HeldAnswersTest::aLateVerdictLeavesAnApprovedAnswer()
{
    ClaudeReplyWorld world;
    world.sent(0);
    const ReplyId id = world.receive(0, QStringLiteral("Hm. Sounds good to me, send me two dates. Best, Person"));
    const DraftId draft = approvedAnswer(world, id);
    world.letJudge();
    QCOMPARE(world.reply(id).classBy, Reply::ClassBy::Claude);
    QCOMPARE(world.draft(draft).state, DraftState::Queued);
    QVERIFY(leavesNow(world, draft));
}

void HeldAnswersTest::aLateVerdictLeavesTheStatusThatAPersonGave()
{
    ClaudeReplyWorld world;
    world.sent(0);
    const ReplyId id = world.receive(0, QStringLiteral("Hm. Sounds good to me, send me two dates. Best, Person"));
    must(world.files.write(
        [&](Connection &c) { return LeadStore().setStatus(c, world.leads.first(), LeadStatus::NotNow); }));
    world.letJudge();
    QCOMPARE(world.reply(id).value, ReplyClass::Interested);
    QCOMPARE(world.statusOf(0), LeadStatus::NotNow);
}

void HeldAnswersTest::aLateOptOutLeavesAnApprovedAnswerAndAsks()
{
    ClaudeReplyWorld world;
    world.sent(0);
    const ReplyId id = world.receive(0, unclearWish());
    QVERIFY(world.reply(id).value != ReplyClass::OptOut); // by words alone
    const DraftId draft = approvedAnswer(world, id);
    world.letJudge();
    QCOMPARE(world.reply(id).value, ReplyClass::OptOut);
    QVERIFY(leavesNow(world, draft));
    QCOMPARE(world.holdsOf(0), 1); // all else waits
    QVERIFY(must(world.replies.open(id)).decisions.first().kind == ReplyDecision::Kind::OptOut);
    QVERIFY(world.inbox().first().isOpen);
    must(world.replies.decideOptOut(id, true));
    QCOMPARE(sendFor(world, draft).state, SendState::Cancelled); // no is no
}

void HeldAnswersTest::aLateOptOutStopsAnAnswerThatNobodyApproved()
{
    ClaudeReplyWorld world;
    world.sent(0);
    const ReplyId id = world.receive(0, unclearWish());
    const DraftId draft = writtenAnswer(world, id);
    world.letJudge();
    QCOMPARE(world.reply(id).value, ReplyClass::OptOut);
    QCOMPARE(world.draft(draft).state, DraftState::Skipped);
}

void HeldAnswersTest::whatWasSaidOfAnOptOutIsNotAskedAgain()
{
    ReplyWorld world;
    world.sent(0);
    const ReplyId id = deliver(world, world.answer(0, QStringLiteral("STOP")));
    must(world.replies.decideOptOut(id, false));
    const Reply reply = must(world.replies.open(id)).reply;
    must(world.files.write(
        [&](Connection &c) { return ReplyConsequences().followVerdict(c, reply, reply, world.clock.now()); }));
    QCOMPARE(world.holdsOf(0), 0);
}

void HeldAnswersTest::lettingColleaguesContinueKeepsAnAbsence()
{
    ReplyWorld world;
    makeColleagues(world);
    world.sent(0);
    hadOneBefore(world, 1);
    away(world, 1);
    const ReplyId id = deliver(world, world.answer(0, QStringLiteral("Send me two dates next week.")));
    QCOMPARE(world.sendOf(world.leads.at(1)).dueAt.date().year(), 9999);
    must(world.replies.decideCompany(id, false));
    QCOMPARE(world.holdsOf(1), 1);
    QCOMPARE(world.sendOf(world.leads.at(1)).state, SendState::Waiting);
    QCOMPARE(world.sendOf(world.leads.at(1)).dueAt, back());
}

void HeldAnswersTest::theQuestionOfAColleagueKeepsAnOptOut()
{
    ReplyWorld world;
    makeColleagues(world);
    world.sent(0);
    world.sent(1);
    const ReplyId first = deliver(world, world.answer(0, QStringLiteral("Send me two dates next week.")));
    const ReplyId second =
        deliver(world, world.answer(1, QStringLiteral("Please take me off your list."), {}, "answer-2"));
    must(world.replies.decideCompany(first, false));
    QCOMPARE(world.holdsOf(1), 1); // until they say whether that was meant
    must(world.replies.decideOptOut(second, false));
    QCOMPARE(world.holdsOf(1), 0);
}

void HeldAnswersTest::anAnswerPassesAnAbsenceThatWasToldBefore()
{
    ClaudeReplyWorld world;
    world.sent(0);
    away(world, 0, "10");
    const ReplyId id = deliver(world, world.answer(0, QStringLiteral("Send me two dates next week.")), "11");
    const DraftId draft = approvedAnswer(world, id);
    QVERIFY(leavesNow(world, draft));
    const Dispatch dispatch(world.policy);
    const SendId send = sendFor(world, draft).id;
    QVERIFY(must(world.files.write([&, now = world.clock.now()](Connection &c) {
                return dispatch.prepare(c, send, now);
            })).has_value());
    for (const OutboxRow &row : must(world.outbox.page(OutboxShelf::Waiting)).rows) {
        QVERIFY(!row.waitsFor.startsWith(QStringLiteral("They are away")));
    }
    QCOMPARE(world.holdsOf(0), 1); // all else waits for the day
}

void HeldAnswersTest::anAnswerToWhatCameBeforeAnAbsenceWaits()
{
    ClaudeReplyWorld world;
    world.sent(0);
    const ReplyId id = deliver(world, world.answer(0, QStringLiteral("Send me two dates next week.")), "09");
    away(world, 0, "10");
    const DraftId draft = approvedAnswer(world, id);
    QCOMPARE(sendFor(world, draft).dueAt, back());
}

void HeldAnswersTest::aColleagueWhoAnswersIsAnswered()
{
    ClaudeReplyWorld world;
    makeColleagues(world);
    world.sent(0);
    world.sent(1);
    deliver(world, world.answer(0, QStringLiteral("Send me two dates next week.")));
    QCOMPARE(world.holdsOf(1), 1);
    const ReplyId id = deliver(world, world.answer(1, QStringLiteral("Call me."), {}, "answer-2"));
    QVERIFY(leavesNow(world, approvedAnswer(world, id)));
}

void HeldAnswersTest::endingAHoldKeepsTheDayAMailWasMeantFor()
{
    ReplyWorld world;
    makeColleagues(world);
    world.sent(0);
    const LeadId other = world.leads.at(1);
    const QDateTime day = world.clock.now().addDays(4);
    must(world.files.write([&](Connection &c) -> Result<> {
        Result<qint64> rows =
            c.run(QStringLiteral("UPDATE draft SET due_at = ? WHERE lead_id = ?"), {day, other.value()});
        rows =
            rows ? c.run(QStringLiteral("UPDATE send SET due_at = ? WHERE lead_id = ?"), {day, other.value()}) : rows;
        return rows ? Result<>() : failureOf(std::move(rows));
    }));
    const ReplyId id = deliver(world, world.answer(0, QStringLiteral("Send me two dates next week.")));
    must(world.replies.decideCompany(id, false));
    QCOMPARE(world.sendOf(other).dueAt, day);
}

QTEST_GUILESS_MAIN(HeldAnswersTest)
#include "HeldAnswersTest.moc"
