#include "support/TestDatabase.h"

#include <QtTest>

using namespace AlwaysLeads;

class SchemaTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aNewFileHasEveryTable();
    void everyTableIsStrict();
    void opensTheSameFileAgain();
    void keepsALeadOutOfACompanyThatIsNotThere();
    void refusesTwoLeadsWithOneAddressAndManyWithNone();
    void refusesAStateThatNobodyKnows();
    void refusesATextWhereANumberBelongs();
    void oneSendForALeadAndAStepVersion();
    void suppressionSurvivesWhateverIsDeleted();
    void searchFindsWithoutAccents();
};

namespace {

const QString addLead = QStringLiteral("INSERT INTO lead (email, created_at, updated_at) VALUES (?, 1, 1)");

auto running(QString sql, QVariantList values = {})
{
    return [=](Connection &connection) { return connection.run(sql, values); };
}

} // namespace

void SchemaTest::aNewFileHasEveryTable()
{
    TestDatabase files;
    for (const char *table : {"setting",
                              "secret",
                              "suppression",
                              "company",
                              "lead",
                              "custom_field",
                              "lead_custom",
                              "tag",
                              "lead_tag",
                              "lead_search",
                              "import",
                              "import_row",
                              "mailbox",
                              "mailbox_sign_in",
                              "mailbox_provider",
                              "campaign",
                              "campaign_step",
                              "step_version",
                              "step_variant",
                              "step_outcome",
                              "mail_probe",
                              "campaign_source",
                              "campaign_language",
                              "spelling_word",
                              "enrolment",
                              "draft",
                              "assistant_call",
                              "send",
                              "send_event",
                              "sent_look",
                              "source",
                              "field_source",
                              "lead_event",
                              "lead_list",
                              "lead_list_member",
                              "saved_view",
                              "edit",
                              "found_person",
                              "people_search",
                              "people_search_page",
                              "people_search_result",
                              "people_search_seen",
                              "reveal",
                              "reveal_person",
                              "score_rules",
                              "lead_score",
                              "hand_score",
                              "score_stale",
                              "id_given",
                              "qualification",
                              "assistant_batch",
                              "assistant_batch_item"}) {
        const QString sql = QStringLiteral("SELECT count(*) FROM %1").arg(QLatin1String(table));
        QCOMPARE(files.number(sql), 0);
    }
    QCOMPARE(files.number(QStringLiteral("PRAGMA user_version")), schemaSteps().back().version);
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM pragma_foreign_key_check")), 0);
}

void SchemaTest::everyTableIsStrict()
{
    TestDatabase files;
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM pragma_table_list WHERE type = 'table' AND NOT strict "
                                         "AND name NOT LIKE 'sqlite_%'")),
             0);
}

void SchemaTest::opensTheSameFileAgain()
{
    TestDatabase files;
    QVERIFY(files.write(running(addLead, {QStringLiteral("anna@example.org")})));
    files.reopen();
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM lead")), 1);
}

void SchemaTest::keepsALeadOutOfACompanyThatIsNotThere()
{
    TestDatabase files;
    const auto outcome =
        files.write(running(QStringLiteral("INSERT INTO lead (company_id, created_at, updated_at) VALUES (99, 1, 1)")));
    QCOMPARE(outcome.error().kind, ErrorKind::Refused);
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM lead")), 0);
}

void SchemaTest::refusesTwoLeadsWithOneAddressAndManyWithNone()
{
    TestDatabase files;
    QVERIFY(files.write(running(addLead, {QStringLiteral("anna@example.org")})));
    QCOMPARE(files.write(running(addLead, {QStringLiteral("anna@example.org")})).error().kind, ErrorKind::Refused);
    QVERIFY(files.write(running(addLead, {QVariant()})));
    QVERIFY(files.write(running(addLead, {QVariant()})));
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM lead")), 3);
}

void SchemaTest::refusesAStateThatNobodyKnows()
{
    TestDatabase files;
    QVERIFY(files.write(running(addLead, {QStringLiteral("anna@example.org")})));
    QCOMPARE(files.write(running(QStringLiteral("UPDATE lead SET status = 'sold'"))).error().kind, ErrorKind::Refused);
    QCOMPARE(files.write(running(QStringLiteral("UPDATE lead SET score = 101"))).error().kind, ErrorKind::Refused);
    QVERIFY(files.write(running(QStringLiteral("UPDATE lead SET status = 'replied', score = 100"))));
}

void SchemaTest::refusesATextWhereANumberBelongs()
{
    TestDatabase files;
    const auto outcome = files.write(
        running(QStringLiteral("INSERT INTO lead (created_at, updated_at) VALUES (?, 1)"), {QStringLiteral("today")}));
    QCOMPARE(outcome.error().kind, ErrorKind::Refused);
}

void SchemaTest::oneSendForALeadAndAStepVersion()
{
    TestDatabase files;
    QVERIFY(files.write([](Connection &connection) {
        return connection.script(QStringLiteral(
            "INSERT INTO lead (id, created_at, updated_at) VALUES (1, 1, 1);"
            "INSERT INTO mailbox (id, kind, address, host, port, security, created_at)"
            " VALUES (1, 'smtp', 'me@example.org', 'localhost', 25, 'starttls', 1);"
            "INSERT INTO campaign (id, name, mailbox_id, created_at) VALUES (1, 'One', 1, 1);"
            "INSERT INTO campaign_step (id, campaign_id, position) VALUES (1, 1, 1), (2, 1, 2);"
            "INSERT INTO draft (id, lead_id, campaign_id, step_id, version, state, message_id, created_at, updated_at)"
            " VALUES (1, 1, 1, 1, 1, 'queued', 'a', 1, 1), (2, 1, 1, 2, 1, 'queued', 'b', 1, 1);"));
    }));
    const QString send = QStringLiteral(
        "INSERT INTO send (lead_id, step_id, version, draft_id, campaign_id, mailbox_id, to_address, state, due_at, "
        "message_id, approved_hash, queued_at) VALUES (1, ?, 1, ?, 1, 1, 'anna@example.org', 'waiting', 1, 'a', x'00', "
        "1)");
    QVERIFY(files.write(running(send, {1, 1})));
    QCOMPARE(files.write(running(send, {1, 2})).error().kind, ErrorKind::Refused); // the same step, another draft
    QCOMPARE(files.write(running(send, {2, 1})).error().kind, ErrorKind::Refused); // the same draft, another step
    QVERIFY(files.write(running(send, {2, 2})));
    // What has been sent cannot lose its draft.
    QCOMPARE(files.write(running(QStringLiteral("DELETE FROM draft WHERE id = 1"))).error().kind, ErrorKind::Refused);
}

void SchemaTest::suppressionSurvivesWhateverIsDeleted()
{
    TestDatabase files;
    QVERIFY(files.write(running(QStringLiteral("INSERT INTO suppression (kind, key_hash, shown, reason, added_at) "
                                               "VALUES ('address', x'01', 'a…', 'by hand', 1)"))));
    QVERIFY(files.write(running(addLead, {QStringLiteral("anna@example.org")})));
    QVERIFY(files.write([](Connection &connection) {
        return connection.script(QStringLiteral("DELETE FROM lead; DELETE FROM company; DELETE FROM campaign;"));
    }));
    QCOMPARE(files.number(QStringLiteral("SELECT count(*) FROM suppression")), 1);
}

void SchemaTest::searchFindsWithoutAccents()
{
    TestDatabase files;
    QVERIFY(files.write(running(QStringLiteral("INSERT INTO lead_search (rowid, name) VALUES (7, 'Tomás Öztürk')"))));
    QCOMPARE(files.number(QStringLiteral("SELECT rowid FROM lead_search WHERE lead_search MATCH 'tomas oztu*'")), 7);
}

QTEST_GUILESS_MAIN(SchemaTest)
#include "SchemaTest.moc"
