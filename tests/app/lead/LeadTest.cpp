#include "lead/Lead.h"
#include "lead/CustomFieldStore.h"

#include <QtTest>

using namespace AlwaysLeads;

class LeadTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsEveryWordItWrites();
    void makesInitials();
    void keepsLineBreaksOutOfOneLineValues();
    void takesHiddenCharactersAway();
    void listsItsFacts();
    void makesKeysThatFitATemplate();
};

void LeadTest::readsEveryWordItWrites()
{
    QCOMPARE(allLeadStatuses().size(), 8);
    for (const LeadStatus status : allLeadStatuses()) {
        QCOMPARE(leadStatusFromWord(toWord(status)), status);
        QVERIFY(!shown(status).isEmpty());
    }
    for (const EmailState state :
         {EmailState::Unchecked, EmailState::Verified, EmailState::Risky, EmailState::Invalid}) {
        QCOMPARE(emailStateFromWord(toWord(state)), state);
    }
    QVERIFY(!leadStatusFromWord(QStringLiteral("sleeping")));
}

void LeadTest::makesInitials()
{
    QCOMPARE(initials(QStringLiteral("Agnieszka"), QStringLiteral("Wójcik")), QStringLiteral("AW"));
    QCOMPARE(initials(QStringLiteral("Sander"), QStringLiteral("van der Berg")), QStringLiteral("SB"));
    QCOMPARE(initials(QStringLiteral("élodie"), QString()), QStringLiteral("É"));
    QCOMPARE(initials(QString(), QString(), QStringLiteral("zoe@x.example")), QStringLiteral("Z"));
    QCOMPARE(initials(QStringLiteral("…"), QStringLiteral("?")), QStringLiteral("?"));
    QCOMPARE(initials(QStringLiteral("𝒜nna"), QString()), QStringLiteral("𝒜"));
}

void LeadTest::keepsLineBreaksOutOfOneLineValues()
{
    QCOMPARE(cleanLine(QStringLiteral(" Anna\r\nBcc: x@y.example\t Berg\u2028 ")),
             QStringLiteral("Anna Bcc: x@y.example Berg"));
    QCOMPARE(cleanText(QStringLiteral("one\r\ntwo\rthree\n")), QStringLiteral("one\ntwo\nthree"));
}

void LeadTest::takesHiddenCharactersAway()
{
    QCOMPARE(cleanLine(QStringLiteral("An\u202Ena\u0007 \uFEFFBerg")), QStringLiteral("Anna Berg"));
    QCOMPARE(cleanLine(QStringLiteral("👩\u200D💻")), QStringLiteral("👩\u200D💻"));
    QCOMPARE(cleanLine(QString(QChar(0)) + QLatin1Char('x')), QStringLiteral("x"));
}

void LeadTest::listsItsFacts()
{
    Lead lead;
    lead.firstName = QStringLiteral("Anna");
    lead.companySize = 120;
    lead.custom.insert(QStringLiteral("trucks"), QStringLiteral("48"));
    const QMap<QString, QString> values = factValues(lead);
    QCOMPARE(values.value(QStringLiteral("first name")), QStringLiteral("Anna"));
    QCOMPARE(values.value(QStringLiteral("name")), QStringLiteral("Anna"));
    QCOMPARE(values.value(QStringLiteral("company size")), QStringLiteral("120"));
    QCOMPARE(values.value(QStringLiteral("trucks")), QStringLiteral("48"));
    QVERIFY(!values.contains(QStringLiteral("city")));
    QCOMPARE(factsOf(lead).last(),
             (LeadFact{QStringLiteral("trucks"), QStringLiteral("Trucks"), QStringLiteral("48")}));
}

void LeadTest::makesKeysThatFitATemplate()
{
    QCOMPARE(CustomFieldStore::keyOf(QStringLiteral(" Trucks  (new)\n")), QStringLiteral("trucks (new)"));
    QCOMPARE(CustomFieldStore::keyOf(QStringLiteral("{a|b}")), QStringLiteral("ab"));
    QCOMPARE(CustomFieldStore::keyOf(QStringLiteral("City")), QStringLiteral("own city"));
    QCOMPARE(CustomFieldStore::keyOf(QStringLiteral("{|}--")), QString());
}

QTEST_GUILESS_MAIN(LeadTest)
#include "LeadTest.moc"
