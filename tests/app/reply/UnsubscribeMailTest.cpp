#include "ReplyWorld.h"
#include "settings/UnsubscribeLink.h"

#include <QtTest>

using namespace AlwaysLeads;

/// The button of a mail program: a mail to us with the token of List-Unsubscribe in its subject.
class UnsubscribeMailTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void suppressesExactlyThatPersonWhoeverItComesFrom();
    void holdsForTheAddressTheyHaveNowToo();
    void understandsTheTokenOfTheLink();
    void takesNothingElseForAToken_data();
    void takesNothingElseForAToken();
    void ourOwnMailboxUnsubscribesNobody();
    void aDeadAddressCountsAgainstTheMailboxAndAFullOneDoesNot();
};

namespace {

QByteArray unsubscribe(const QString &from, const QString &subject, const QByteArray &id = "unsubscribe-1")
{
    return "From: <" + from.toUtf8() + ">\r\nTo: clara@harbourline.example\r\nSubject: " + subject.toUtf8()
        + "\r\nMessage-ID: <" + id + "@phone.example>\r\nDate: Tue, 24 Nov 2026 10:00:00 +0000\r\n\r\n\r\n";
}

/// The subject that the mail program is told to use, as it stands in the mail that left.
QString askedFor(ReplyWorld &world, int person)
{
    const DraftId draft = world.draftOf(world.leads.at(person)).id;
    OutgoingMessage message = must(world.files.read([=](Connection &c) -> Result<OutgoingMessage> {
        Result<Draft> found = DraftStore().find(c, draft);
        Result<DraftMessage> built = found ? DraftMessages().build(c, *found) : failureOf(std::move(found));
        return built ? Result<OutgoingMessage>(built->message) : failureOf(std::move(built));
    }));
    message.date = world.clock.now();
    static const QRegularExpression subject(QStringLiteral("<mailto:[^>?]+\\?subject=([^>]+)>"));
    QByteArray unfolded = must(composeMime(message));
    unfolded.replace("\r\n ", " ");
    unfolded.replace("\r\n\t", " ");
    const QString text = QString::fromLatin1(unfolded);
    return QUrl::fromPercentEncoding(subject.match(text).captured(1).remove(QLatin1Char(' ')).toLatin1());
}

} // namespace

void UnsubscribeMailTest::suppressesExactlyThatPersonWhoeverItComesFrom()
{
    ReplyWorld world;
    world.sent(0);
    world.sent(1);
    const QString subject = askedFor(world, 0);
    QVERIFY2(subject.startsWith(QStringLiteral("unsubscribe ")) && subject.size() > 40, qPrintable(subject));
    world.server.deliver(unsubscribe(QStringLiteral("private.address@elsewhere.example"), subject));
    QCOMPARE(world.look(), 1);
    QVERIFY(world.isSuppressed(0));
    QVERIFY(!world.isSuppressed(1));
    QCOMPARE(world.statusOf(0), LeadStatus::OptedOut);
    QCOMPARE(world.inbox().first().reply.value, ReplyClass::OptOut);
    QVERIFY(!world.inbox().first().isOpen); // nothing to ask
    QCOMPARE(world.look(), 0);
}

void UnsubscribeMailTest::holdsForTheAddressTheyHaveNowToo()
{
    ReplyWorld world;
    world.sent(0);
    const QString subject = askedFor(world, 0);
    const LeadId lead = world.leads.at(0);
    must(world.files.write([lead](Connection &c) {
        return c.run(QStringLiteral("UPDATE lead SET email = 'new.job@baltway.example' WHERE id = ?"), {lead.value()});
    }));
    world.server.deliver(unsubscribe(QStringLiteral("new.job@baltway.example"), QStringLiteral("Re: ") + subject));
    QCOMPARE(world.look(), 1);
    QVERIFY(world.isSuppressed(0)); // the address we wrote to
    QVERIFY(must(world.files.read([](Connection &c) {
                return SuppressionStore().find(c, *EmailAddress::parse(QStringLiteral("new.job@baltway.example")));
            })).has_value());
    QVERIFY(!world.isSuppressed(1));
}

void UnsubscribeMailTest::understandsTheTokenOfTheLink()
{
    ReplyWorld world;
    world.sent(0);
    world.sent(1);
    SenderProfile profile = world.profile;
    profile.unsubscribeUrl = QStringLiteral("https://no.harbourline.example/{token}");
    world.setProfile(profile);
    const QByteArray key = must(world.files.read([](Connection &c) { return SettingStore().unsubscribeKey(c); }));
    const QString token = UnsubscribeLink::token(key, *EmailAddress::parse(world.address(1)));
    world.server.deliver(
        unsubscribe(QStringLiteral("service@no.example"), QStringLiteral("unsubscribe %1").arg(token)));
    QCOMPARE(world.look(), 1);
    QVERIFY(!world.isSuppressed(0));
    QVERIFY(world.isSuppressed(1));
}

void UnsubscribeMailTest::takesNothingElseForAToken_data()
{
    QTest::addColumn<QString>("subject");
    QTest::newRow("no token") << QStringLiteral("unsubscribe");
    QTest::newRow("another token") << QStringLiteral("unsubscribe ") + QString(40, QLatin1Char('a'));
    QTest::newRow("the half of it") << QStringLiteral("unsubscribe %half");
    QTest::newRow("a pattern") << QStringLiteral("unsubscribe ") + QString(40, QLatin1Char('%'));
    QTest::newRow("longer") << QStringLiteral("unsubscribe %wholeabc");
    QTest::newRow("without the word") << QStringLiteral("%whole");
}

void UnsubscribeMailTest::takesNothingElseForAToken()
{
    QFETCH(QString, subject);
    ReplyWorld world;
    world.sent(0);
    const QString token = world.sendOf(world.leads.at(0)).messageId.section(QLatin1Char('@'), 0, 0);
    subject.replace(QStringLiteral("%half"), token.left(20)).replace(QStringLiteral("%whole"), token);
    world.server.deliver(unsubscribe(QStringLiteral("stranger@elsewhere.example"), subject));
    QCOMPARE(world.look(), 0);
    QVERIFY(!world.isSuppressed(0));
}

void UnsubscribeMailTest::ourOwnMailboxUnsubscribesNobody()
{
    ReplyWorld world;
    world.sent(0);
    const QString subject = askedFor(world, 0);
    world.server.deliver(unsubscribe(QStringLiteral("Clara@harbourline.example"), subject));
    QCOMPARE(world.look(), 0);
    QVERIFY(!world.isSuppressed(0));
}

void UnsubscribeMailTest::aDeadAddressCountsAgainstTheMailboxAndAFullOneDoesNot()
{
    ReplyWorld world;
    world.sent(0);
    world.sent(1);
    world.server.deliver(world.bounce(0, "5.1.1", "550 5.1.1 user unknown"));
    QByteArray full = world.bounce(1, "5.2.2", "552 5.2.2 mailbox full");
    full.replace("bounce-1@", "bounce-2@");
    world.server.deliver(full);
    QCOMPARE(world.look(), 2);
    QVERIFY(world.sendOf(world.leads.at(0)).returnedAt.isValid());
    QVERIFY(!world.sendOf(world.leads.at(1)).returnedAt.isValid());
    QCOMPARE(world.statusOf(0), LeadStatus::Bounced);
    QVERIFY(world.statusOf(1) != LeadStatus::Bounced);
}

QTEST_GUILESS_MAIN(UnsubscribeMailTest)
#include "UnsubscribeMailTest.moc"
