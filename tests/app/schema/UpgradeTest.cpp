#include "support/TestDatabase.h"

#include <QTest>

#include <algorithm>

using namespace AlwaysLeads;

/// What becomes of what an earlier version of the program wrote.
class UpgradeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aMailInTwoMailboxesBecomesOneReply();
    void anAnswerThatAnAbsenceHeldLeaves();
    void aMailOfBeforeHasNoIdOfADraft();
    void mailsOfBeforeAreFoundByCompanyAndConversation();
    void aMailboxOfBeforeSignsInAsItDid();
    void anAnswerThatWasCountedTwiceCountsOnce();
    void aBounceThatWasCountedTwiceCountsOnce();
    void aMailboxOfBeforeIsReadAsItWas();
    void followUpsOfBeforeStillGoFirst();
    void aScoreSetByHandBeforeStillHolds();
    void peopleOfBeforeCanBeKeptApart();
    void anIndustryInAFieldOfOnesOwnReachesTheCompanies();
    void whomAnOldImportNamesIsNobodyElseFromNowOn();

private:
    /// A database as it was before this step, with what `sql` puts into it, opened by the program of today.
    static void upgrade(TestDatabase &files, int step, const QString &sql)
    {
        const auto end = std::ranges::find(schemaSteps(), step, &Migration::version);
        const std::span<const Migration> before(schemaSteps().begin(), end);
        files.database.reset();
        QVERIFY(QFile::remove(files.path()));
        auto old = Database::open(files.path(), before);
        QVERIFY(old);
        const auto filled =
            QCoro::waitFor((*old)->write<void>([=](Connection &connection) { return connection.script(sql); }));
        QVERIFY2(filled, qPrintable(filled ? QString() : filled.error().detail));
        old->reset();
        files.reopen();
    }
    static QString textOf(TestDatabase &files, const QString &sql)
    {
        return files
            .read([&](Connection &connection) -> Result<QString> {
                Result<Query> row = connection.query(sql);
                return row && row->next() ? row->outcome(row->text(0)) : Result<QString>(QStringLiteral("no row"));
            })
            .value_or(QStringLiteral("no answer"));
    }
    static QString mailboxes()
    {
        return QStringLiteral("INSERT INTO mailbox (id, kind, address, host, port, security, created_at) VALUES "
                              "(1, 'smtp', 'a@own.example', 'h', 25, 'starttls', 0), "
                              "(2, 'smtp', 'b@own.example', 'h', 25, 'starttls', 0); "
                              "INSERT INTO lead (id, email, created_at, updated_at) VALUES (1, 'x@y.example', 0, 0); ");
    }
    static QString reply(int id, int mailbox, const char *key, const char *from, const char *by, int at = 0,
                         const char *value = "question")
    {
        return QStringLiteral("INSERT INTO reply (id, mailbox_id, message_key, lead_id, from_address, matched_by, "
                              "received_at, class, class_by, created_at) VALUES (%1, %2, '%3', 1, '%4', 'thread', %6, "
                              "'%7', '%5', 0); ")
            .arg(id)
            .arg(mailbox)
            .arg(QLatin1String(key), QLatin1String(from), QLatin1String(by))
            .arg(at)
            .arg(QLatin1String(value));
    }
};

void UpgradeTest::aMailInTwoMailboxesBecomesOneReply()
{
    TestDatabase files;
    upgrade(files, 27,
            mailboxes() + reply(1, 1, "k", "x@y.example", "words") + reply(2, 2, "k", "X@y.example", "person")
                + reply(3, 2, "other", "x@y.example", "words") + reply(4, 1, "other", "eve@z.example", "words")
                + QStringLiteral("INSERT INTO reply_hold (lead_id, reply_id, until) VALUES (1, 1, 99); "
                                 "INSERT INTO reply_decision (reply_id, kind) VALUES (1, 'sender'), (2, 'opt-out'); "
                                 "INSERT INTO reply_effect (reply_id, kind, at) VALUES (1, 'stopped', 0);"));
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM reply")), 3);
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM reply WHERE id = 2")), 1); // what a person said stays
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM reply_place WHERE reply_id = 2")), 2);
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM reply_place")), 4);
    QCOMPARE(files.number(QStringLiteral("SELECT reply_id FROM reply_hold")), 2);
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM reply_decision WHERE reply_id = 2")), 2);
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM pragma_foreign_key_check")), 0);
}

void UpgradeTest::anAnswerThatAnAbsenceHeldLeaves()
{
    TestDatabase files;
    upgrade(files, 27,
            mailboxes() + reply(1, 1, "away", "x@y.example", "headers", 10, "out of office")
                + reply(2, 1, "k", "x@y.example", "words", 20)
                + QStringLiteral(
                    "INSERT INTO reply_hold (lead_id, reply_id, until) VALUES (1, 1, 5000); "
                    "INSERT INTO campaign (id, name, created_at) VALUES (1, 'c', 0); "
                    "INSERT INTO campaign_step (id, campaign_id, position) VALUES (1, 1, 1), (2, 1, 2); "
                    "INSERT INTO draft (id, lead_id, campaign_id, step_id, version, state, message_id, created_at, "
                    "updated_at) VALUES (1, 1, 1, 1, 1, 'queued', 'm1', 0, 0), (2, 1, 1, 2, 1, 'queued', 'm2', 0, 0); "
                    "INSERT INTO answer (draft_id, reply_id, to_address, reference_ids) VALUES (2, 2, 'x@y.example', "
                    "''); "
                    "INSERT INTO send (id, lead_id, step_id, version, draft_id, campaign_id, mailbox_id, to_address, "
                    "state, due_at, message_id, approved_hash, queued_at) VALUES (1, 1, 1, 1, 1, 1, 1, 'x@y.example', "
                    "'waiting', 30, 'm1', x'00', 30), (2, 1, 2, 1, 2, 1, 1, 'x@y.example', 'waiting', 30, 'm2', x'00', "
                    "30);"));
    QCOMPARE(files.number(QStringLiteral("SELECT due_at FROM send WHERE id = 1")), 5000);
    QCOMPARE(files.number(QStringLiteral("SELECT due_at FROM send WHERE id = 2")), 30);
}

void UpgradeTest::aMailOfBeforeHasNoIdOfADraft()
{
    TestDatabase files;
    upgrade(files, 28,
            mailboxes()
                + QStringLiteral(
                    "INSERT INTO campaign (id, name, created_at) VALUES (1, 'c', 0); "
                    "INSERT INTO campaign_step (id, campaign_id, position) VALUES (1, 1, 1); "
                    "INSERT INTO draft (id, lead_id, campaign_id, step_id, version, state, message_id, created_at, "
                    "updated_at) VALUES (1, 1, 1, 1, 1, 'sent', 'm1', 0, 0); "
                    "INSERT INTO send (id, lead_id, step_id, version, draft_id, campaign_id, mailbox_id, to_address, "
                    "state, due_at, message_id, approved_hash, queued_at, remote_id, thread_id) VALUES (1, 1, 1, 1, 1, "
                    "1, 1, 'x@y.example', 'accepted', 0, 'm1', x'00', 0, 'r', 't');"));
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM send WHERE draft_message_id IS NULL AND thread_id = 't' "
                                         "AND remote_id = 'r'")),
             1);
}

void UpgradeTest::mailsOfBeforeAreFoundByCompanyAndConversation()
{
    TestDatabase files;
    upgrade(files, 33,
            mailboxes()
                + QStringLiteral(
                    "INSERT INTO campaign (id, name, created_at) VALUES (1, 'c', 0); "
                    "INSERT INTO campaign_step (id, campaign_id, position) VALUES (1, 1, 1); "
                    "INSERT INTO draft (id, lead_id, campaign_id, step_id, version, state, message_id, created_at, "
                    "updated_at) VALUES (1, 1, 1, 1, 1, 'sent', 'm1', 0, 0); "
                    "INSERT INTO send (id, lead_id, step_id, version, draft_id, campaign_id, mailbox_id, to_address, "
                    "state, due_at, message_id, approved_hash, queued_at, intent_at, thread_id) VALUES (1, 1, 1, 1, 1, "
                    "1, 1, 'x@Y.example', 'accepted', 0, 'm1', x'00', 0, 1, 't');"));
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM send INDEXED BY send_by_domain WHERE intent_at IS NOT "
                                         "NULL AND lower(substr(to_address, instr(to_address, '@') + 1)) = "
                                         "'y.example'")),
             1);
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM send INDEXED BY send_by_thread WHERE thread_id = 't' "
                                         "AND thread_id <> '' AND mailbox_id = 1")),
             1);
}

/// Before step 27 each of the two mailboxes that an answer came to wrote an event of it into the person's history.
void UpgradeTest::anAnswerThatWasCountedTwiceCountsOnce()
{
    const auto event = [](int at, const char *subject, int lead = 1) {
        return QStringLiteral("INSERT INTO lead_event (lead_id, at, kind, detail) VALUES (%3, %1, 'replied', '%2'); ")
            .arg(at)
            .arg(QLatin1String(subject))
            .arg(lead);
    };
    const auto arrived = [](int reply, int at, const char *subject) {
        return QStringLiteral("UPDATE reply SET created_at = %2, subject = '%3' WHERE id = %1; ")
            .arg(reply)
            .arg(at)
            .arg(QLatin1String(subject));
    };
    TestDatabase files;
    upgrade(
        files, 27,
        mailboxes() // one mail in both mailboxes, two mails with one subject, and one that a colleague wrote
            + reply(1, 1, "k", "x@y.example", "words") + reply(2, 2, "k", "x@y.example", "words")
            + reply(3, 1, "k3", "x@y.example", "words") + reply(4, 1, "k4", "x@y.example", "words")
            + reply(5, 1, "k5", "z@y.example", "words") + arrived(1, 100, "Re: Hello") + arrived(2, 103, "Re: Hello")
            + arrived(3, 200, "Re: Hello") + arrived(4, 300, "Re: Hello") + arrived(5, 350, "Re: Hello")
            + QStringLiteral("INSERT INTO reply_decision (reply_id, kind, answer, decided_at) VALUES "
                             "(5, 'sender', 'yes', 400); "
                             "INSERT INTO lead (id, email, created_at, updated_at) VALUES (2, 'q@q.example', 0, 0); ")
            + event(100, "Re: Hello") + event(103, "Re: Hello") + event(200, "Re: Hello") + event(300, "Re: Hello")
            + event(400, "Re: Hello") + event(90, "Of a mail that is gone") + event(103, "Re: Hello", 2)
            + QStringLiteral("DELETE FROM score_stale;"));
    QCOMPARE(files.number(QStringLiteral("SELECT group_concat(at, '') = '100200300400' FROM (SELECT at FROM lead_event "
                                         "WHERE lead_id = 1 AND detail = 'Re: Hello' ORDER BY at)")),
             1);
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM lead_event")), 6); // others' and older ones stay
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM score_stale WHERE lead_id = 1")), 1);
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM score_stale WHERE lead_id = 2")), 0);
}

/// As answers were before step 27; the events have the words of the server or of the person, not the subject.
void UpgradeTest::aBounceThatWasCountedTwiceCountsOnce()
{
    const auto event = [](int at, const char *kind, const char *words) {
        return QStringLiteral("INSERT INTO lead_event (lead_id, at, kind, detail) VALUES (1, %1, '%2', '%3'); ")
            .arg(at)
            .arg(QLatin1String(kind), QLatin1String(words));
    };
    const auto arrived = [](int reply, int at) {
        return QStringLiteral("UPDATE reply SET created_at = %2 WHERE id = %1; ").arg(reply).arg(at);
    };
    TestDatabase files;
    upgrade(files, 27,
            mailboxes() // a bounce and an opt-out in both mailboxes, and a later bounce of its own with the same words
                + reply(1, 1, "b", "daemon@y.example", "headers", 0, "bounce")
                + reply(2, 2, "b", "daemon@y.example", "headers", 0, "bounce")
                + reply(3, 1, "o", "x@y.example", "words", 0, "opt-out")
                + reply(4, 2, "o", "x@y.example", "words", 0, "opt-out")
                + reply(5, 1, "later", "daemon@y.example", "headers", 0, "bounce") + arrived(1, 100) + arrived(2, 103)
                + arrived(3, 200) + arrived(4, 204) + arrived(5, 500)
                + QStringLiteral("INSERT INTO reply_decision (reply_id, kind, answer, decided_at) VALUES "
                                 "(3, 'opt-out', 'yes', 300), (4, 'opt-out', 'yes', 310); ")
                + event(100, "bounced", "No such user") + event(103, "bounced", "No such user")
                + event(500, "bounced", "No such user") + event(90, "bounced", "Mailbox full")
                + event(300, "opted out", "Wrote: stop") + event(310, "opted out", "Wrote: stop")
                + event(320, "opted out", "By hand") + QStringLiteral("DELETE FROM score_stale;"));
    QCOMPARE(files.number(QStringLiteral("SELECT group_concat(at, '') = '90100300320500' FROM (SELECT at FROM "
                                         "lead_event WHERE lead_id = 1 ORDER BY at)")),
             1);
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM score_stale WHERE lead_id = 1")), 1);
}

void UpgradeTest::aMailboxOfBeforeSignsInAsItDid()
{
    TestDatabase files;
    upgrade(files, 29, mailboxes());
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM mailbox WHERE removed_at IS NULL")), 2);
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM mailbox_provider")), 0);
}

void UpgradeTest::aMailboxOfBeforeIsReadAsItWas()
{
    TestDatabase files;
    upgrade(files, 31,
            mailboxes() + QStringLiteral("INSERT INTO mailbox_sign_in (mailbox_id, signed_in_at) VALUES (1, 5);"));
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM mailbox WHERE send_only = 0 AND follow_ups_unread = 0")),
             2);
    QCOMPARE(files.number(QStringLiteral("SELECT signed_in_at FROM mailbox_sign_in WHERE claims = ''")), 5);
}

void UpgradeTest::followUpsOfBeforeStillGoFirst()
{
    TestDatabase files;
    upgrade(files, 35,
            mailboxes()
                + QStringLiteral(
                    "INSERT INTO campaign (id, name, created_at) VALUES (1, 'c', 0); "
                    "INSERT INTO campaign_step (id, campaign_id, position) VALUES (1, 1, 1), (2, 1, 2); "
                    "INSERT INTO draft (id, lead_id, campaign_id, step_id, version, state, message_id, created_at, "
                    "updated_at) VALUES (1, 1, 1, 1, 1, 'queued', 'm1', 0, 0), (2, 1, 1, 2, 1, 'queued', 'm2', 0, 0); "
                    "INSERT INTO send (id, lead_id, step_id, version, draft_id, campaign_id, mailbox_id, to_address, "
                    "state, due_at, message_id, approved_hash, queued_at) VALUES (1, 1, 1, 1, 1, 1, 1, 'x@y.example', "
                    "'waiting', 30, 'm1', x'00', 30), (2, 1, 2, 1, 2, 1, 1, 'x@y.example', 'waiting', 40, 'm2', x'00', "
                    "40);"));
    QCOMPARE(files.number(QStringLiteral("SELECT follow_up FROM send WHERE id = 1")), 0);
    QCOMPARE(files.number(QStringLiteral("SELECT follow_up FROM send WHERE id = 2")), 1);
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM send INDEXED BY send_in_line WHERE mailbox_id = 1 AND "
                                         "urgent = 0 AND follow_up = 1 AND state IN ('waiting', 'refused for now') AND "
                                         "reason NOT IN ('hold', 'late, held') AND due_at < 253402300799000")),
             1);
}

void UpgradeTest::anIndustryInAFieldOfOnesOwnReachesTheCompanies()
{
    TestDatabase files;
    upgrade(files, 38, QStringLiteral(R"sql(
        INSERT INTO company (id, name, industry, created_at) VALUES (1, 'Agree', '', 0), (2, 'Differ', '', 0),
            (3, 'Says', 'Shipping', 0);
        INSERT INTO lead (id, first_name, company_id, created_at, updated_at) VALUES (1, 'A', 1, 0, 0),
            (2, 'B', 1, 0, 0), (3, 'C', 2, 0, 0), (4, 'D', 2, 0, 0), (5, 'E', 3, 0, 0), (6, 'F', NULL, 0, 0);
        INSERT INTO custom_field (id, key, label, position) VALUES (7, 'industry', 'Industry', 1);
        INSERT INTO lead_custom (lead_id, field_id, value) VALUES (1, 7, 'Freight'), (2, 7, 'Freight '),
            (3, 7, 'Freight'), (4, 7, 'Retail'), (5, 7, 'Freight'), (6, 7, 'Mining');
        INSERT INTO source (id, kind, at) VALUES (1, 'person', 0);
        INSERT INTO field_source (lead_id, field, source_id) VALUES (1, 'custom:industry', 1);
        INSERT INTO saved_view (name, position, created_at, query, columns) VALUES ('V', 1, 0, '{"field":"custom:industry"}',
            '["name","custom:industry"]');
    )sql"));
    const auto industryOf = [&files](int company) {
        return textOf(files, QStringLiteral("SELECT industry FROM company WHERE id = %1").arg(company));
    };
    QCOMPARE(industryOf(1), QStringLiteral("Freight"));
    QCOMPARE(industryOf(2), QString()); // one of them is wrong, and nobody knows who
    QCOMPARE(industryOf(3), QStringLiteral("Shipping"));
    QCOMPARE(textOf(files, QStringLiteral("SELECT key FROM custom_field WHERE id = 7")),
             QStringLiteral("own industry"));
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM lead_custom WHERE field_id = 7")), 6);
    QCOMPARE(textOf(files, QStringLiteral("SELECT field FROM field_source")), QStringLiteral("custom:own industry"));
    QCOMPARE(textOf(files, QStringLiteral("SELECT query || columns FROM saved_view")),
             QStringLiteral("{\"field\":\"custom:own industry\"}[\"name\",\"custom:own industry\"]"));
}

void UpgradeTest::peopleOfBeforeCanBeKeptApart()
{
    TestDatabase files;
    upgrade(files, 39, QStringLiteral("INSERT INTO lead (id, created_at, updated_at) VALUES (1, 0, 0), (2, 0, 0);"));
    QVERIFY(files.write([](Connection &connection) {
        return connection.run(QStringLiteral("INSERT INTO different_people (lead_id, other_id) VALUES (1, 2)"));
    }));
    QVERIFY(files.write(
        [](Connection &connection) { return connection.run(QStringLiteral("DELETE FROM lead WHERE id = 2")); }));
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM different_people")), 0); // they go with the person
}

void UpgradeTest::aScoreSetByHandBeforeStillHolds()
{
    TestDatabase files;
    upgrade(files, 36,
            mailboxes()
                + QStringLiteral(
                    "INSERT INTO lead (id, created_at, updated_at, score) VALUES (2, 0, 0, 20), (3, 0, 0, 30); "
                    "INSERT INTO lead_score (lead_id, parts, by_hand, rules_version, at) VALUES "
                    "(1, '[1,2,3,4]', 77, 5, 0), (2, '[20,0,0,0]', NULL, 5, 0), (3, '[0,0,0,0]', 30, -1, 0); "));
    QCOMPARE(files.number(QStringLiteral("SELECT score FROM hand_score WHERE lead_id = 1")), 77);
    QCOMPARE(files.number(QStringLiteral("SELECT score FROM hand_score WHERE lead_id = 3")), 30);
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM hand_score")), 2);
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM lead_score WHERE rules_version = 5")), 2);
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM lead_score")), 2); // nobody scored the third
}

void UpgradeTest::whomAnOldImportNamesIsNobodyElseFromNowOn()
{
    TestDatabase files;
    upgrade(files, 40,
            QStringLiteral("INSERT INTO lead (id, created_at, updated_at) VALUES (3, 0, 0); "
                           "INSERT INTO import (id, file, started_at) VALUES (1, 'people.csv', 0); "
                           "INSERT INTO import_row (import_id, row, outcome, lead_id) VALUES (1, 1, 'added', 7);"));
    QCOMPARE(files.number(QStringLiteral("SELECT highest FROM id_given WHERE noun = 'lead'")), 7);
}

QTEST_GUILESS_MAIN(UpgradeTest)
#include "UpgradeTest.moc"
