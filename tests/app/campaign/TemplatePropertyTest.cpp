#include "app/campaign/CampaignWorld.h"
#include "app/campaign/SoundTemplate.h"
#include "campaign/TemplateLexer.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QtTest>

using namespace AlwaysLeads;

namespace {

const QList<TemplateField> known{{QStringLiteral("first name"), QStringLiteral("First name")},
                                 {QStringLiteral("city"), QStringLiteral("City")},
                                 {QStringLiteral("trucks"), QStringLiteral("Trucks")}};

/// Anything, made of what the language is made of and of what it is not.
QString anything(QRandomGenerator &random, int pieces)
{
    static const QStringList words{QStringLiteral("{"),
                                   QStringLiteral("}"),
                                   QStringLiteral("{{"),
                                   QStringLiteral("{~"),
                                   QStringLiteral("|"),
                                   QStringLiteral("\\"),
                                   QStringLiteral("\n"),
                                   QStringLiteral(" "),
                                   QStringLiteral("{if city}"),
                                   QStringLiteral("{else}"),
                                   QStringLiteral("{end}"),
                                   QStringLiteral("{else if trucks > 3}"),
                                   QStringLiteral("{city}"),
                                   QStringLiteral("{city|x}"),
                                   QStringLiteral("{first name|}"),
                                   QStringLiteral("{claude: w}"),
                                   QStringLiteral("{nope}"),
                                   QStringLiteral("Łódź 🚚"),
                                   QStringLiteral("{if "),
                                   QStringLiteral("contains"),
                                   QString(QChar(0xD800)),
                                   QString(QChar(0)),
                                   QStringLiteral("{if not city is Aarhus}")};
    QString text;
    for (int piece = 0; piece < pieces; ++piece) {
        text += words.at(random.bounded(int(words.size())));
    }
    return text;
}

QString sound(QRandomGenerator &random, int depth)
{
    return soundTemplate(random, depth, QStringList(QStringLiteral("words ")), QStringLiteral("trucks > 10"));
}

} // namespace

class TemplatePropertyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anyTextIsReadAndCoveredByItsPieces();
    void aSoundTextHasNoProblemAndIsStable();
    void thePreviewIsWhatTheStepGives();
    void readingAndFillingTakeTimeInProportion_data();
    void readingAndFillingTakeTimeInProportion();
};

void TemplatePropertyTest::anyTextIsReadAndCoveredByItsPieces()
{
    QRandomGenerator random(20261125);
    const QMap<QString, QString> facts{{QStringLiteral("city"), QStringLiteral("{~a|b} {end}")},
                                       {QStringLiteral("trucks"), QStringLiteral("12")}};
    for (int round = 0; round < 4000; ++round) {
        const QString text = anything(random, random.bounded(0, 60));
        const Template read = Template::parse(text, known);
        qsizetype next = 0;
        for (const Template::Piece &piece : read.pieces()) {
            QCOMPARE(piece.position, next);
            QVERIFY(piece.length > 0);
            next += piece.length;
        }
        QCOMPARE(next, text.size());
        for (const TemplateProblem &problem : read.problems()) {
            QVERIFY(problem.position >= 0 && problem.position + problem.length <= text.size());
            QVERIFY(problem.line >= 1 && problem.column >= 1 && !problem.message.isEmpty());
            QVERIFY(problem.line <= text.count(QLatin1Char('\n')) + 1);
        }
        const quint64 seed = random.generate64();
        const Template::Rendered once = read.render(facts, Template::Lines::Many, seed);
        QCOMPARE(read.render(facts, Template::Lines::Many, seed), once);
        QVERIFY(once.text.size() <= text.size() + facts.first().size() * 60);
        QVERIFY(!read.render(facts, Template::Lines::Single, seed).text.contains(QLatin1Char('\n')));
        // Line by line the same pieces begin, which is how the editor colours them.
        int open = 0;
        for (const QString &line : text.split(QLatin1Char('\n'))) {
            const TemplateLexer lexer(line, known, open);
            open = lexer.open();
        }
        QCOMPARE(open, TemplateLexer(text, known).open());
    }
}

void TemplatePropertyTest::aSoundTextHasNoProblemAndIsStable()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 500; ++round) {
        const QString text = sound(random, 4);
        const Template read = Template::parse(text, known);
        QVERIFY2(read.problems().isEmpty(), qPrintable(text));
        const QMap<QString, QString> facts{{QStringLiteral("first name"), QStringLiteral("Freja")},
                                           {QStringLiteral("trucks"), QString::number(random.bounded(20))}};
        const quint64 seed = templateSeed(round, 1, 1);
        const Template::Rendered rendered = read.render(facts, Template::Lines::Many, seed);
        QVERIFY(!rendered.text.contains(QLatin1Char('{')) && !rendered.text.contains(QLatin1Char('|')));
        QVERIFY(rendered.missing.isEmpty());
        QCOMPARE(Template::parse(text, known).render(facts, Template::Lines::Many, seed).text, rendered.text);
    }
}

void TemplatePropertyTest::thePreviewIsWhatTheStepGives()
{
    CampaignWorld world;
    QRandomGenerator random(11);
    const LeadId lead = world.addLead(QStringLiteral("Freja"), QStringLiteral("freja@baltway.example"));
    for (int round = 0; round < 40; ++round) {
        const StepText text{QStringLiteral("{~a|b|c}"),
                            sound(random, 3).replace(QLatin1String("trucks > 10"), QLatin1String("city is Gdynia")),
                            {}};
        const StepPreview before = must(world.campaigns.preview(text, lead, world.step));
        must(world.campaigns.editStep(world.step, text));
        const StepPreview after = must(world.campaigns.preview(text, lead, world.step));
        QCOMPARE(after, before); // typing and saving change no word of it
    }
}

void TemplatePropertyTest::readingAndFillingTakeTimeInProportion_data()
{
    QTest::addColumn<QString>("unit");
    QTest::newRow("fields") << QStringLiteral("{city|x} ");
    QTest::newRow("open brackets") << QStringLiteral("{");
    QTest::newRow("spaces before control lines") << QStringLiteral("   \t  {end}");
    QTest::newRow("alternatives") << QStringLiteral("{~a|b}");
    QTest::newRow("open alternatives") << QStringLiteral("{~");
    QTest::newRow("ifs") << QStringLiteral("{if city}");
    QTest::newRow("problems") << QStringLiteral("{nope}\n");
    QTest::newRow("escapes") << QStringLiteral("{~\\|\\}");
}

void TemplatePropertyTest::readingAndFillingTakeTimeInProportion()
{
    QFETCH(QString, unit);
    const auto took = [&](qsizetype size) {
        const QString text = unit.repeated(int(size / unit.size()));
        qint64 best = std::numeric_limits<qint64>::max();
        for (int attempt = 0; attempt < 3; ++attempt) {
            QElapsedTimer timer;
            timer.start();
            const Template read = Template::parse(text, known);
            const Template::Rendered filled = read.render({}, Template::Lines::Many);
            if (filled.text.size() > TemplateLimits::rendered) {
                return std::numeric_limits<qint64>::max();
            }
            best = qMin(best, timer.nsecsElapsed());
        }
        return best;
    };
    const qint64 small = took(6000);
    const qint64 large = took(60000);
    // Ten times the text: in proportion that is ten times as long; a square would be a hundred.
    QVERIFY2(large < 45 * small + 20'000'000, qPrintable(QStringLiteral("%1 and %2 ns").arg(small).arg(large)));
}

QTEST_GUILESS_MAIN(TemplatePropertyTest)
#include "TemplatePropertyTest.moc"
