#include "assistant/FactCheck.h"

#include <QtTest>

#include <array>

using namespace AlwaysLeads;

namespace {

/// A reader with facts, and sentences that are true of them. Written as people write, not for the check.
struct Reader
{
    const char *first, *last, *company, *city, *size, *title, *news, *proof;
};

constexpr std::array<Reader, 10> readers{{
    {"Freja", "Nørgaard", "Sundet Freight", "Aarhus", "240", "Operations Director",
     "Second terminal opened in Aarhus, October 2026",
     "Ravnsborg Spedition, 60 trucks, cut re-planning from two hours to 20 minutes a day"},
    {"Ioana", "Popescu", "Dunav Cargo", "Constanța", "85", "Head of Dispatch",
     "Hiring two load planners, advanced Excel", "Kessler Logistik plans 400 loads a week with us"},
    {"Seán", "Ó Briain", "Rosslare Night Lines", "Rosslare", "130", "Fleet Manager", "Won the Irish Haulage Award 2025",
     "Ferrytown Haulage saved 11 hours a week"},
    {"Hanna", "Virtanen", "Hanko Peak", "Hanko", "60", "Planner", "Acquired Lake Ice Transport in January",
     "Oulun Kuljetus cut empty runs by 14 percent"},
    {"Mads", "Holm", "Vejle Stykgods", "Vejle", "45", "Owner", "Moved to a new depot at Vejle harbour",
     "Jysk Distribution trains a planner in three days"},
    {"Katarzyna", "Zielińska", "Trzy Porty", "Gdynia", "310", "COO", "Launched a weekly line to Karlskrona",
     "Baltway uses one plan for three ports"},
    {"Aino", "Lehtonen", "Turku Ferry Freight", "Turku", "150", "Terminal Manager",
     "Announced a delay of the new berth until spring", "Saaristo Lines answers slot changes in 5 minutes"},
    {"Rasmus", "Toft", "Esbjerg Container", "Esbjerg", "95", "Dispatcher",
     "Raised 4 million euros from Nordvind Capital", "Containerhuset plans 1,200 boxes a week"},
    {"Signe", "Aaltonen", "Kotka Quay", "Kotka", "72", "Head of Planning", "Certified to ISO 9001 in June",
     "Satama Oy halved its overtime"},
    {"Piotr", "Gajewski", "Forty Trucks", "Malmö", "40", "Managing Director", "Expanded to Trelleborg with 12 trucks",
     "Skåne Åkeri runs 90 trucks on it"},
}};

MailBrief briefFor(const Reader &reader)
{
    const auto text = [](const char *words) { return QString::fromUtf8(words); };
    MailBrief brief;
    brief.sender = {QStringLiteral("Clara Jensen"),
                    QStringLiteral("Harbourline"),
                    QStringLiteral("One load plan that all terminals see, with slot changes moved on their own."),
                    {text(reader.proof)}};
    brief.facts = {
        {QStringLiteral("first name"), text(reader.first)},  {QStringLiteral("last name"), text(reader.last)},
        {QStringLiteral("title"), text(reader.title)},       {QStringLiteral("company"), text(reader.company)},
        {QStringLiteral("company size"), text(reader.size)}, {QStringLiteral("city"), text(reader.city)},
        {QStringLiteral("news"), text(reader.news)}};
    brief.subject = QStringLiteral("Load plans");
    brief.body = QStringLiteral("Hi %1,\n\nHarbourline keeps one load plan for all your terminals. A look takes 20 "
                                "minutes.\n\nWould Thursday suit you?\n\nClara")
                     .arg(text(reader.first));
    return brief;
}

WrittenSentence saying(QString text, const Reader &reader, const QStringList &facts)
{
    text.replace(QLatin1String("{first}"), QString::fromUtf8(reader.first));
    text.replace(QLatin1String("{company}"), QString::fromUtf8(reader.company));
    text.replace(QLatin1String("{city}"), QString::fromUtf8(reader.city));
    text.replace(QLatin1String("{size}"), QString::fromUtf8(reader.size));
    text.replace(QLatin1String("{title}"), QString::fromUtf8(reader.title));
    text.replace(QLatin1String("{news}"), QString::fromUtf8(reader.news));
    text.replace(QLatin1String("{proof}"), QString::fromUtf8(reader.proof));
    WrittenSentence sentence;
    sentence.text = text;
    sentence.facts = facts;
    return sentence;
}

struct Line
{
    const char *text;
    QStringList facts{};
};

const QList<Line> &trueLines()
{
    static const QList<Line> lines = {
        {"Hi {first},"},
        {"I read this about {company}: {news}.", {QStringLiteral("news"), QStringLiteral("company")}},
        {"{news}: that is why I write to you.", {QStringLiteral("news")}},
        {"With {size} people in {city} a plan seldom survives until noon.",
         {QStringLiteral("company size"), QStringLiteral("city")}},
        {"As {title} at {company} you see the plan change first.",
         {QStringLiteral("title"), QStringLiteral("company")}},
        {"That usually means somebody rebuilds the plan each time a truck runs late."},
        {"Harbourline keeps one load plan that all terminals see."},
        {"When a slot slips, the affected loads move on their own."},
        {"{proof}.", {QStringLiteral("proof 1")}},
        {"Planning by phone works until the second ferry is late."},
        {"Late trucks, early ferries and full yards rarely agree."},
        {"I do not know how you plan today, so tell me if this is off."},
        {"Does re-planning take more of the morning than it should?"},
        {"Would a 20-minute look at your own Thursday plan be useful?"},
        {"If it is not for you, a short no is fine."},
        {"Dispatch teams in {city} know the evening rush better than I do.", {QStringLiteral("city")}},
        {"Nobody likes to type the same load twice."},
        {"Happy to show it on your own data."},
        {"Thanks, and a calm week to you."},
        {"Best regards,\nClara Jensen"},
    };
    return lines;
}

const QList<const char *> &falseLines(int kind)
{
    static const QList<const char *> names = {
        "Marta Lindqvist from your team suggested that I write.",
        "Your colleague Jonas told me about the queue at the gate.",
        "I saw that you plan with Transporeon today.",
        "Your work with Maersk makes every slot count.",
        "{company} shares its yard with Nordlink Terminals.",
        "Ever since Bremerhaven became part of your round, mornings are tight.",
        "Your office in Rotterdam must feel the same.",
        "Like DFDS, you live by the ferry's clock.",
        "The SAP system behind your plan cannot know a late truck.",
        "I spoke with Henrik about your loads.",
    };
    static const QList<const char *> numbers = {
        "With 9,300 loads a month you know this well.",
        "Your 17 depots each keep a plan of their own.",
        "Teams like yours lose 38 % of the morning to phone calls.",
        "You could save 1,450 euros a week.",
        "Harbourline cut planning time by 73 percent.",
        "Your planners handle nineteen changes before noon.",
        "In your 52 years you have seen many systems.",
        "A fleet of 615 trucks needs one plan.",
        "Half a million pallets went through {city} with you last year.",
        "It pays for itself within 6 weeks.",
    };
    static const QList<const char *> customers = {
        "Three of your competitors already use it.",         "Most of our customers stop planning by phone in a week.",
        "We work with dozens of forwarders around {city}.",  "It is the leading platform for load planning.",
        "Companies like yours trust Harbourline every day.", "Hundreds of hauliers rely on our plan.",
        "Several of your neighbours have switched to us.",   "Our clients in Denmark never go back.",
        "We guarantee that no truck waits again.",           "Planners everywhere love what it does for them.",
    };
    static const QList<const char *> events = {
        "Congratulations on your recent funding round.",
        "I saw that you just went through a merger.",
        "Your team has been recruiting for the night shift lately.",
        "You recently lost a large account over late trucks.",
        "Your strike in May must have hurt.",
        "It was good to meet you at the fair.",
        "Following up on our call, here is the plan.",
        "You have been named among the best employers.",
        "Your new website speaks of faster slots since the relaunch.",
        "Since the fire in your warehouse, space is short.",
    };
    static const QList<const QList<const char *> *> all = {&names, &numbers, &customers, &events};
    return *all.at(kind);
}

} // namespace

/// Whether a sentence may stand as it is. The numbers it prints are what the check is worth.
class FactCheckTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsPlantedClaimsInTwoHundredDrafts();
    void aFactThatDoesNotExistIsSaid();
    void aNumberMustStandInANamedFact();
    void theSameNumberOfSomethingElseIsNotBorneOut();
    void aNameInAnotherFactIsAddedToTheSentence();
    void germanNounsAreNoNames();
    void aPhraseNeverUsedIsMarked();
    void whatThePersonWroteIsNotQuestioned();
};

void FactCheckTest::findsPlantedClaimsInTwoHundredDrafts()
{
    const char *kinds[] = {"names", "numbers", "customers", "events"};
    std::array<int, 4> found{};
    std::array<int, 4> planted{};
    int alarms = 0;
    int sentences = 0;
    QStringList missed;
    QStringList falseAlarms;
    for (int number = 0; number < 200; ++number) {
        const Reader &reader = readers.at(size_t(number) % readers.size());
        const FactCheck check(briefFor(reader));
        for (qsizetype i = 0; i < trueLines().size(); i += 1 + (number + i) % 3) { // each draft another selection
            const Line &line = trueLines().at(i);
            const WrittenSentence sentence = check.checked(saying(QString::fromUtf8(line.text), reader, line.facts));
            ++sentences;
            if (!sentence.unsupported.isEmpty()) {
                ++alarms;
                falseAlarms.append(sentence.text + QStringLiteral(" <- ")
                                   + FactCheck::said(sentence.unsupported.first()));
            }
        }
        const int kind = number % 4;
        const QList<const char *> &lines = falseLines(kind);
        const WrittenSentence lie = check.checked(
            saying(QString::fromUtf8(lines.at((number / 4) % lines.size())), reader, {QStringLiteral("company")}));
        ++planted.at(size_t(kind));
        if (lie.unsupported.isEmpty()) {
            missed.append(lie.text);
        } else {
            ++found.at(size_t(kind));
        }
    }
    int all = 0;
    for (size_t kind = 0; kind < 4; ++kind) {
        all += found.at(kind);
        qInfo("planted %s: %d of %d found", kinds[kind], found.at(kind), planted.at(kind));
    }
    qInfo("recall %d of 200 (%.1f %%), false alarms %d of %d true sentences (%.1f %%)", all, all / 2.0, alarms,
          sentences, 100.0 * alarms / sentences);
    missed.removeDuplicates();
    falseAlarms.removeDuplicates();
    for (const QString &line : std::as_const(missed)) {
        qInfo("missed: %s", qPrintable(line));
    }
    for (const QString &line : std::as_const(falseAlarms)) {
        qInfo("false alarm: %s", qPrintable(line));
    }
    for (size_t kind = 0; kind < 4; ++kind) {
        QVERIFY2(found.at(kind) * 10 >= planted.at(kind) * 7, kinds[kind]);
    }
    QVERIFY(all >= 180);
    QVERIFY(alarms * 100 <= sentences * 3);
}

void FactCheckTest::aFactThatDoesNotExistIsSaid()
{
    const FactCheck check(briefFor(readers[0]));
    const WrittenSentence sentence = check.checked(
        saying(QStringLiteral("Aarhus is busy."), readers[0], {QStringLiteral("city"), QStringLiteral("f99")}));
    QCOMPARE(sentence.facts, QStringList(QStringLiteral("city")));
    QCOMPARE(sentence.unsupported.size(), 1);
    QCOMPARE(sentence.unsupported.first().kind, UnsupportedClaim::Kind::UnknownFact);
    QVERIFY(FactCheck::said(sentence.unsupported.first()).contains(QStringLiteral("f99")));
}

void FactCheckTest::aNumberMustStandInANamedFact()
{
    const FactCheck check(briefFor(readers[0]));
    const QString text = QStringLiteral("Your 240 people share one plan.");
    QVERIFY(check.checked(saying(text, readers[0], {QStringLiteral("company size")})).unsupported.isEmpty());
    QCOMPARE(check.checked(saying(text, readers[0], {QStringLiteral("city")})).unsupported.size(), 1);
    QVERIFY(check
                .checked(saying(QStringLiteral("Your two hundred and forty people share one plan."), readers[0],
                                {QStringLiteral("company size")}))
                .unsupported.size()
            > 0); // words that add up are not added up: it asks
}

void FactCheckTest::theSameNumberOfSomethingElseIsNotBorneOut()
{
    const FactCheck check(briefFor(readers[0]));
    QVERIFY(check.checked(saying(QStringLiteral("A look takes 20 minutes."), readers[0], {})).unsupported.isEmpty());
    QCOMPARE(check.checked(saying(QStringLiteral("You run 20 trucks."), readers[0], {})).unsupported.size(), 1);
}

void FactCheckTest::aNameInAnotherFactIsAddedToTheSentence()
{
    const FactCheck check(briefFor(readers[0]));
    const WrittenSentence sentence =
        check.checked(saying(QStringLiteral("The quay in Aarhus is short."), readers[0], {QStringLiteral("company")}));
    QVERIFY(sentence.unsupported.isEmpty());
    QVERIFY(sentence.facts.contains(QStringLiteral("city")));
}

void FactCheckTest::germanNounsAreNoNames()
{
    const FactCheck check(briefFor(readers[0]));
    const auto claims = [&](const char *text) {
        return check.checked(saying(QString::fromUtf8(text), readers[0], {})).unsupported;
    };
    QVERIFY(claims("Wenn die Fähre zu spät ist, plant Ihr Team mit dem Telefon und der Tafel.").isEmpty());
    QVERIFY(!claims("Wir sind mit der Nordlink Terminals GmbH in Hamburg und Kiel verbunden.").isEmpty());
    QVERIFY(!claims("Ihr Team und die 37 Fahrer sind nicht zu beneiden.").isEmpty());
}

void FactCheckTest::aPhraseNeverUsedIsMarked()
{
    MailBrief brief = briefFor(readers[0]);
    brief.sender.neverSay = {QStringLiteral("game changer")};
    const WrittenSentence sentence =
        FactCheck(brief).checked(saying(QStringLiteral("It is a Game  Changer for planners."), readers[0], {}));
    QVERIFY(sentence.unsupported.contains(
        UnsupportedClaim{UnsupportedClaim::Kind::Forbidden, QStringLiteral("game changer")}));
}

void FactCheckTest::whatThePersonWroteIsNotQuestioned()
{
    MailBrief brief = briefFor(readers[0]);
    brief.body =
        QStringLiteral("Hi Freja,\n\nOur customers, Maersk and DFDS among them, plan 900 loads a day. You opened "
                       "a site in Kiel.\n\nClara");
    const FactCheck check(brief);
    for (const QString &sentence : brief.body.split(QStringLiteral(". "))) {
        const QList<UnsupportedClaim> claims = check.checked(saying(sentence, readers[0], {})).unsupported;
        QVERIFY2(claims.isEmpty(), claims.isEmpty() ? "" : qPrintable(FactCheck::said(claims.first())));
    }
}

QTEST_APPLESS_MAIN(FactCheckTest)
#include "FactCheckTest.moc"
