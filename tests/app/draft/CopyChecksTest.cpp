#include "draft/CopyChecks.h"

#include <QtTest>

#include <algorithm>

using namespace AlwaysLeads;

class CopyChecksTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPlainMailHasNothingToSay();
    void warnsAndSaysWhy_data();
    void warnsAndSaysWhy();
    void doesNotWarnOf_data();
    void doesNotWarnOf();
};

namespace {

const QString body = QStringLiteral("Hi Freja,\n\nyour advert for two load planners mentions Excel, which usually "
                                    "means that somebody rebuilds the plan "
                                    "each time a truck runs late. We keep one plan that all terminals see.\n\nWould a "
                                    "short look at it be useful?\n\nClara");

QList<CopyCheck> warningsOf(const QString &subject, const QString &text)
{
    QList<CopyCheck> checks = CopyChecks::ofText(subject, text);
    checks.removeIf([](const CopyCheck &check) { return check.level == CopyCheck::Level::Good; });
    return checks;
}

} // namespace

void CopyChecksTest::aPlainMailHasNothingToSay()
{
    QVERIFY(warningsOf(QStringLiteral("Two terminals, one plan"), body).isEmpty());
    const QList<CopyCheck> checks = CopyChecks::ofText(QStringLiteral("Two terminals, one plan"), body);
    QVERIFY(std::ranges::all_of(
        checks, [](const CopyCheck &check) { return !check.text.isEmpty() && check.reason.isEmpty(); }));
}

void CopyChecksTest::warnsAndSaysWhy_data()
{
    QTest::addColumn<QString>("subject");
    QTest::addColumn<QString>("addition");
    QTest::addColumn<QString>("check");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const QString &subject, const QString &addition, const char *check,
                        const char *reason) {
        QTest::newRow(name) << subject << addition << QString::fromUtf8(check) << QString::fromUtf8(reason);
    };
    const QString plain = QStringLiteral("One plan");
    row("pushy words", plain, QStringLiteral("Act now, it is risk-free."), "Pushy wording", "act now");
    row("two links", plain, QStringLiteral("https://one.example/a and https://two.example/b"), "Many links",
        "more than one");
    row("no scheme", plain, QStringLiteral("See www.harbourline.example for it."), "A link is broken", "https://");
    row("one slash", plain, QStringLiteral("See https:/harbourline.example/demo"), "A link is broken", "slashes");
    row("no host", plain, QStringLiteral("See https://demo for it"), "A link is broken", "complete");
    row("a name before the host", plain, QStringLiteral("See https://harbourline.example@attacker.example/x"),
        "A link is broken", "fraud");
    row("exclamation in the subject", QStringLiteral("One plan!"), QString(), "Shouting", "Exclamation");
    row("many exclamations", plain, QStringLiteral("Great! Really! Now!"), "Shouting", "Exclamation");
    row("capitals", plain, QStringLiteral("This is REALLY GREAT for you."), "Shouting", "REALLY");
    row("a subject in capitals", QStringLiteral("ONE PLAN FOR YOU"), QString(), "Shouting", "capitals");
    row("many questions", plain, QStringLiteral("Is it? Was it? Will it?"), "Several questions", "none");
    row("an open field", plain, QStringLiteral("How is {city}?"), "No field left open", "brackets");
    row("a long subject", QString(71, u'x'), QString(), "Subject", "60");
    row("a long mail", plain, QStringLiteral("word ").repeated(150), "Length", "150");
}

void CopyChecksTest::warnsAndSaysWhy()
{
    QFETCH(QString, subject);
    QFETCH(QString, addition);
    QFETCH(QString, check);
    QFETCH(QString, reason);
    const QList<CopyCheck> warnings = warningsOf(subject, body + u'\n' + addition);
    const auto found = std::ranges::find(warnings, check, &CopyCheck::text);
    QVERIFY(found != warnings.end());
    QVERIFY2(found->reason.contains(reason), qPrintable(found->reason));
}

void CopyChecksTest::doesNotWarnOf_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("one good link") << QStringLiteral("See https://harbourline.example/demo.");
    QTest::newRow("an address") << QStringLiteral("Write to clara@harbourline.example.");
    QTest::newRow("a time") << QStringLiteral("I can do Thursday at 10:30, or later.");
    QTest::newRow("an acronym") << QStringLiteral("It works beside your ERP and the TMS.");
    QTest::newRow("free as a word") << QStringLiteral("Your hands are free for the trucks.");
    QTest::newRow("a colon") << QStringLiteral("In short:one plan.");
}

void CopyChecksTest::doesNotWarnOf()
{
    QFETCH(QString, text);
    const QList<CopyCheck> warnings = warningsOf(QStringLiteral("One plan"), body + u'\n' + text);
    QVERIFY2(warnings.isEmpty(), warnings.isEmpty() ? "" : qPrintable(warnings.first().text + warnings.first().reason));
}

QTEST_APPLESS_MAIN(CopyChecksTest)
#include "CopyChecksTest.moc"
