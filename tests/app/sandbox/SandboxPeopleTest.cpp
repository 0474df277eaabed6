#include "sandbox/SandboxPeople.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QtTest>

using namespace AlwaysLeads;

class SandboxPeopleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void areTheSameAtEveryStart();
    void areTwoHundredDifferentPeople();
    void nobodyCanBeReached();
    void canBeFound();
    void othersComeLater();
    void theSampleFileIsWhatTheyGive();
    void theSampleFileHasItsImperfectRows();
};

void SandboxPeopleTest::areTheSameAtEveryStart()
{
    QCOMPARE(SandboxPeople().all(), SandboxPeople().all());
}

void SandboxPeopleTest::areTwoHundredDifferentPeople()
{
    const SandboxPeople people;
    QCOMPARE(people.all().size(), 200);
    QSet<QString> ids;
    QSet<QString> emails;
    QSet<QString> companies;
    QSet<QString> names;
    qsizetype withEmail = 0;
    for (const SandboxPerson &person : people.all()) {
        ids.insert(person.id);
        names.insert(person.name());
        companies.insert(person.company.id);
        QVERIFY(!person.firstName.isEmpty() && !person.lastName.isEmpty() && !person.title.isEmpty()
                && !person.city.isEmpty());
        QCOMPARE(person.email.isEmpty(), person.emailStatus == QStringLiteral("unavailable"));
        withEmail += person.email.isEmpty() ? 0 : 1;
        if (!person.email.isEmpty()) {
            emails.insert(person.email);
        }
    }
    QCOMPARE(ids.size(), 200);
    QCOMPARE(emails.size(), withEmail);
    QVERIFY2(companies.size() > 50, qPrintable(QString::number(companies.size())));
    QVERIFY2(names.size() > 190, qPrintable(QString::number(names.size())));
}

void SandboxPeopleTest::nobodyCanBeReached()
{
    static const QRegularExpression shape(QStringLiteral("\\A[a-z.]+@[a-z0-9]+\\.example\\z"));
    const SandboxPeople people;
    for (const SandboxPerson &person : people.all()) {
        QVERIFY(person.company.domain.endsWith(QStringLiteral(".example")));
        QVERIFY2(person.email.isEmpty() || shape.match(person.email).hasMatch(), qPrintable(person.email));
    }
}

void SandboxPeopleTest::canBeFound()
{
    const SandboxPeople people;
    const SandboxPerson first = people.all().constFirst();
    QCOMPARE(first.name(), QStringLiteral("Agnieszka Wójcik"));
    QCOMPARE(people.byId(first.id), std::optional(first));
    QCOMPARE(people.byEmail(QStringLiteral("A.Wojcik@Baltway.example")), std::optional(first));
    QVERIFY(!people.byEmail(QString()));
    QVERIFY(!people.byId(QStringLiteral("nobody")));
}

void SandboxPeopleTest::othersComeLater()
{
    const SandboxPeople people;
    QVERIFY(people.later().size() > 100);
    QSet<QString> ids;
    for (const SandboxPerson &person : people.all()) {
        ids.insert(person.id);
    }
    for (const SandboxPerson &person : people.later()) {
        QVERIFY2(!ids.contains(person.id), qPrintable(person.name()));
        ids.insert(person.id);
        QVERIFY(person.company.domain.endsWith(QStringLiteral(".example")));
        QCOMPARE(people.byId(person.id)->name(), person.name());
    }
    using namespace std::chrono_literals;
    QVERIFY(people.cameAfter(-1h).isEmpty()); // a clock that was put back
    QVERIFY(people.cameAfter(20s).isEmpty());
    QCOMPARE(people.cameAfter(60s), people.later().mid(0, 2));
    QVERIFY(people.cameAfter(24h).size() > people.cameAfter(1h).size());
    QCOMPARE(people.cameAfter(24h * 365), people.later());
}

void SandboxPeopleTest::theSampleFileIsWhatTheyGive()
{
    const QByteArray expected = SandboxPeople().sampleCsv();
    if (qEnvironmentVariableIsSet("ALWAYSLEADS_WRITE_SAMPLES")) { // the way to make the file anew
        QFile file(QStringLiteral(SAMPLE_FILE));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(expected);
    }
    QFile file(QStringLiteral(SAMPLE_FILE));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), expected);
}

void SandboxPeopleTest::theSampleFileHasItsImperfectRows()
{
    const QList<QByteArray> rows = SandboxPeople().sampleCsv().trimmed().split('\n');
    QCOMPARE(rows.size(), 41);
    QCOMPARE(rows.first().trimmed(), "First name,Last name,Title,Company,Email,City,Country,Employees");
    QSet<QByteArray> emails;
    int badAddress = 0;
    int twice = 0;
    int withoutCompany = 0;
    int withoutCity = 0;
    for (const QByteArray &row : rows.mid(1)) {
        badAddress += row.contains(",example\"") ? 1 : 0; // the comma needs quotes
        const QList<QByteArray> cells = row.trimmed().split(',');
        if (cells.size() != 8) {
            continue;
        }
        twice += emails.contains(cells.at(4).toLower()) ? 1 : 0;
        emails.insert(cells.at(4).toLower());
        withoutCompany += cells.at(3).isEmpty() ? 1 : 0;
        withoutCity += cells.at(5).isEmpty() ? 1 : 0;
    }
    QCOMPARE(badAddress, 1);
    QCOMPARE(twice, 1);
    QCOMPARE(withoutCompany, 1);
    QCOMPARE(withoutCity, 1);
}

QTEST_APPLESS_MAIN(SandboxPeopleTest)
#include "SandboxPeopleTest.moc"
