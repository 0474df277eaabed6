#include "lead/SourceStore.h"

#include "lead/LeadStore.h"
#include "support/CopiedDatabase.h"

#include <QtTest>

using namespace AlwaysLeads;

namespace {

const QDateTime noon = QDateTime(QDate(2026, 11, 25), QTime(12, 0), Qt::UTC);

} // namespace

class SourceStoreTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsWhereEachFieldOfALeadCameFrom()
    {
        TestDatabase files = copiedDatabase();
        const Result<Origins> origins = files.write([](Connection &connection) -> Result<Origins> {
            const SourceStore store;
            Lead anna;
            anna.lastName = QStringLiteral("Berg");
            const LeadId id = *LeadStore().add(connection, anna, noon);
            const SourceId file =
                *store.add(connection, {{}, SourceKind::File, QStringLiteral("people.csv"), {}, noon});
            const SourceId hand = *store.add(connection, {{}, SourceKind::Person, {}, {}, noon.addSecs(60)});
            if (!store.setLead(connection, id, file, 214)
                || !store.setField(connection, id, QStringLiteral("title"), hand)
                || !store.setField(connection, id, SourceStore::customField(QStringLiteral("trucks")), hand)
                || !store.setField(connection, id, QStringLiteral("phone"), hand)
                || !store.clearField(connection, id, QStringLiteral("phone"))) {
                return failure(ErrorKind::Bug, QStringLiteral("not written"));
            }
            return store.of(connection, id);
        });
        QVERIFY(origins);
        QCOMPARE(shown(*origins->of(QStringLiteral("last name"))), QStringLiteral("people.csv, row 214"));
        QCOMPARE(shown(*origins->of(QStringLiteral("name"))), QStringLiteral("people.csv, row 214"));
        QCOMPARE(shown(*origins->of(QStringLiteral("phone"))), QStringLiteral("people.csv, row 214"));
        QCOMPARE(shown(*origins->of(QStringLiteral("title"))), QStringLiteral("Typed by hand"));
        QCOMPARE(origins->of(QStringLiteral("trucks"))->source.at, noon.addSecs(60));
        QCOMPARE(origins->sources().size(), 2);
    }

    void knowsNothingOfALeadWithoutASource()
    {
        TestDatabase files = copiedDatabase();
        const Result<Origins> origins = files.write([](Connection &connection) {
            Lead anna;
            anna.lastName = QStringLiteral("Berg");
            return SourceStore().of(connection, *LeadStore().add(connection, anna, noon));
        });
        QVERIFY(origins);
        QVERIFY(!origins->of(QStringLiteral("title")));
        QVERIFY(origins->sources().isEmpty());
    }
};

QTEST_GUILESS_MAIN(SourceStoreTest)
#include "SourceStoreTest.moc"
