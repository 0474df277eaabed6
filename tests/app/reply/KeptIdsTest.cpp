#include "outbox/KeptIds.h"
#include "app/reply/ReplyWorld.h"
#include "draft/SequenceStore.h"
#include "outbox/RemoteIdStore.h"
#include "support/Patience.h"

#include <QtTest>

using namespace AlwaysLeads;

namespace {

/// A mailbox of a service that puts ids of its own in place of ours.
struct KeptWorld : ReplyWorld
{
    KeptWorld() { run(QStringLiteral("UPDATE mailbox SET kind = 'microsoft'")); }

    KeptIds::Ask asked()
    {
        return [this](MailboxId, QString remoteId, std::stop_token) { return answerTo(remoteId); };
    }
    Task<Result<QString>> answerTo(QString remoteId)
    {
        questions += remoteId;
        if (problem) {
            co_return tl::unexpected<Error>(*problem);
        }
        co_return Result<QString>(ids.value(remoteId));
    }
    void run(const QString &sql)
    {
        must(files.write([=](Connection &c) { return c.run(sql); }));
    }
    SendId leaves(int person, const QString &remoteId)
    {
        const SendId id = sent(person);
        const DraftId draft = send(id).draft;
        must(files.write([=, now = clock.now()](Connection &c) -> Result<> {
            Result<qint64> named =
                c.run(QStringLiteral("UPDATE send SET remote_id = ? WHERE id = ?"), {remoteId, id.value()});
            return named ? DraftStore().setState(c, draft, DraftState::Sent, {}, now) : failureOf(std::move(named));
        }));
        return id;
    }
    void end() { QCoro::waitFor(kept.close()); }

    QHash<QString, QString> ids;
    QStringList questions;
    std::optional<Error> problem;
    KeptIds kept{*files, clock, asked()};
};

} // namespace

class KeptIdsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aReplyToTheServicesIdIsRecognised();
    void aReplyToTheIdOfTheDraftIsRecognisedWhileTheMailIsUnknown();
    void aFollowUpNamesTheIdThatTheRecipientHas();
    void asksOnceForEachAndOnlyServicesWithAnApi();
    void asksAgainLaterWhenItCannotBeAsked();
    void takesNoIdThatIsNone();
};

void KeptIdsTest::aReplyToTheServicesIdIsRecognised()
{
    KeptWorld world;
    const SendId id = world.leaves(0, QStringLiteral("AAMk=1"));
    world.ids.insert(QStringLiteral("AAMk=1"), QStringLiteral("<DB9P190MB1@eurprd.example>"));
    QSignalSpy replaced(&world.kept, &KeptIds::replaced);
    world.kept.start();
    QTRY_COMPARE(world.send(id).keptMessageId, QStringLiteral("DB9P190MB1@eurprd.example"));
    QTRY_COMPARE(replaced.count(), 1);
    // From another address of theirs, with another subject: only the id says what it answers.
    world.server.deliver("From: Office <office@elsewhere.example>\r\nTo: clara@harbourline.example\r\nSubject: About "
                         "your offer\r\nMessage-ID: <answer@elsewhere.example>\r\nIn-Reply-To: "
                         "<DB9P190MB1@eurprd.example>\r\nDate: Tue, 24 Nov 2026 10:00:00 +0000\r\nContent-Type: "
                         "text/plain\r\n\r\nYes, please call.\r\n");
    QCOMPARE(world.look(), 1);
    QCOMPARE(world.inbox().size(), 1);
    QCOMPARE(world.inbox().first().reply.lead, world.leads.at(0));
    world.end();
}

void KeptIdsTest::aReplyToTheIdOfTheDraftIsRecognisedWhileTheMailIsUnknown()
{
    KeptWorld world;
    const SendId id = world.handOver(world.leads.at(0), SendState::Unknown);
    must(world.files.write([=](Connection &c) {
        const RemoteMail draft{QStringLiteral("AAMk=1"), QString(), QStringLiteral("VI1PR03MB1@eurprd.example")};
        return RemoteIdStore().put(c, id, draft);
    }));
    world.server.deliver("From: Office <office@elsewhere.example>\r\nTo: clara@harbourline.example\r\nSubject: About "
                         "your offer\r\nMessage-ID: <answer@elsewhere.example>\r\nIn-Reply-To: "
                         "<VI1PR03MB1@eurprd.example>\r\nDate: Tue, 24 Nov 2026 10:00:00 +0000\r\nContent-Type: "
                         "text/plain\r\n\r\nYes, please call.\r\n");
    QCOMPARE(world.look(), 1);
    QCOMPARE(world.inbox().size(), 1);
    QCOMPARE(world.inbox().first().reply.send, id);
    QCOMPARE(world.inbox().first().reply.matchedBy, Reply::MatchedBy::Thread);
    world.end();
}

void KeptIdsTest::aFollowUpNamesTheIdThatTheRecipientHas()
{
    KeptWorld world;
    const SendId first = world.leaves(0, QStringLiteral("AAMk=1"));
    world.leaves(1, QStringLiteral("AAMk=2"));
    world.ids.insert(QStringLiteral("AAMk=1"), QStringLiteral("<other@eurprd.example>"));
    world.ids.insert(QStringLiteral("AAMk=2"), QStringLiteral("<%1>").arg(world.sendOf(world.leads.at(1)).messageId));
    world.kept.start();
    QTRY_COMPARE(world.questions.size(), 2);
    QTRY_COMPARE(world.send(first).keptMessageId, QStringLiteral("other@eurprd.example"));
    const auto threadOf = [&](int person) {
        const QList<FollowedMail> mails = must(world.files.read([&, lead = world.leads.at(person)](Connection &c) {
            return SequenceStore().sentMails(c, world.campaign, lead);
        }));
        return mails.size() == 1 ? mails.first().threadId : QString();
    };
    QCOMPARE(threadOf(0), QStringLiteral("other@eurprd.example"));
    QCOMPARE(threadOf(1), world.sendOf(world.leads.at(1)).messageId); // it was kept
    world.end();
}

void KeptIdsTest::asksOnceForEachAndOnlyServicesWithAnApi()
{
    KeptWorld world;
    world.leaves(0, QStringLiteral("AAMk=1"));
    world.sent(1); // without a name at the service
    world.ids.insert(QStringLiteral("AAMk=1"), QStringLiteral("<a@b.example>"));
    world.kept.start();
    QTRY_COMPARE(world.questions, QStringList{QStringLiteral("AAMk=1")});
    QTRY_COMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM send WHERE kept_message_id IS NOT NULL")), 1);
    world.kept.wake();
    world.clock.advance(std::chrono::hours(2));
    QTRY_VERIFY(world.clock.nextWake().isValid());
    QCOMPARE(world.questions.size(), 1);
    world.end();
}

void KeptIdsTest::asksAgainLaterWhenItCannotBeAsked()
{
    KeptWorld world;
    const SendId id = world.leaves(0, QStringLiteral("AAMk=1"));
    world.problem = Error{ErrorKind::Network, QStringLiteral("There is no network."), {}};
    world.kept.start();
    QTRY_COMPARE(world.questions.size(), 1);
    QTRY_VERIFY(world.clock.nextWake().isValid());
    world.problem.reset();
    world.ids.insert(QStringLiteral("AAMk=1"), QStringLiteral("<a@b.example>"));
    world.clock.advance(std::chrono::minutes(11));
    QTRY_COMPARE(world.send(id).keptMessageId, QStringLiteral("a@b.example"));
    world.end();
}

void KeptIdsTest::takesNoIdThatIsNone()
{
    KeptWorld world;
    const SendId id = world.leaves(0, QStringLiteral("AAMk=1"));
    world.ids.insert(QStringLiteral("AAMk=1"), QStringLiteral("<a b@c.example> <d@e.example>"));
    QSignalSpy replaced(&world.kept, &KeptIds::replaced);
    world.kept.start();
    QTRY_COMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM send WHERE kept_message_id = ''")), 1);
    QVERIFY(world.send(id).keptMessageId.isEmpty());
    QCOMPARE(replaced.count(), 0);
    world.end();
}

QTEST_GUILESS_MAIN(KeptIdsTest)
#include "KeptIdsTest.moc"
