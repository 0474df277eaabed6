#include "assistant/FactWords.h"

#include <QHash>
#include <QList>
#include <QSet>

#include <array>
#include <utility>

namespace AlwaysLeads::FactWords {

namespace {

QSet<QString> setOf(const char *words)
{
    const QStringList list = QString::fromUtf8(words).split(u' ', Qt::SkipEmptyParts);
    return {list.begin(), list.end()};
}

QRegularExpression anyOf(const char *pattern)
{
    return QRegularExpression(QStringLiteral("\\b(?:%1)\\b").arg(QString::fromUtf8(pattern)),
                              QRegularExpression::UseUnicodePropertiesOption);
}

} // namespace

QString folded(const QString &text)
{
    QString folded;
    folded.reserve(text.size());
    for (const QChar c : text.normalized(QString::NormalizationForm_KD)) {
        switch (c.unicode()) {
        case 0x2018:
        case 0x2019:
        case 0x02bc:
            folded += u'\'';
            break;
        case 0x201c:
        case 0x201d:
        case 0x201e:
        case 0x00ab:
        case 0x00bb:
            folded += u'"';
            break;
        case 0x2010:
        case 0x2011:
        case 0x2013:
        case 0x2014:
            folded += u'-';
            break;
        case 0x00f8:
        case 0x00d8:
            folded += u'o';
            break;
        case 0x0142:
        case 0x0141:
            folded += u'l';
            break;
        default:
            if (c.category() != QChar::Mark_NonSpacing) {
                folded += c.toLower();
            }
        }
    }
    return folded;
}

std::optional<QString> numberIn(const QString &word)
{
    static const QHash<QString, QString> named = [] {
        QHash<QString, QString> known;
        const std::array<const char *, 21> names = {
            "zero",     "",        "two",     "three",     "four",     "five",     "six",
            "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen",
            "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};
        for (size_t value = 0; value < names.size(); ++value) {
            if (names.at(value)[0] != '\0') {
                known.insert(QString::fromLatin1(names.at(value)), QString::number(value));
            }
        }
        for (const auto &[name, value] :
             {std::pair("thirty", "30"),       std::pair("forty", "40"),       std::pair("fifty", "50"),
              std::pair("sixty", "60"),        std::pair("seventy", "70"),     std::pair("eighty", "80"),
              std::pair("ninety", "90"),       std::pair("hundred", "100"),    std::pair("thousand", "1000"),
              std::pair("million", "1000000"), std::pair("dozen", "12"),       std::pair("dozens", "12"),
              std::pair("hundreds", "100"),    std::pair("thousands", "1000"), std::pair("double", "2"),
              std::pair("triple", "3"),        std::pair("third", "3"),        std::pair("fourth", "4"),
              std::pair("fifth", "5"),         std::pair("zwei", "2"),         std::pair("drei", "3"),
              std::pair("vier", "4"),          std::pair("zehn", "10"),        std::pair("zwanzig", "20"),
              std::pair("hundert", "100")}) {
            known.insert(QString::fromLatin1(name), QString::fromLatin1(value));
        }
        return known;
    }();
    if (const auto found = named.constFind(word); found != named.cend()) {
        return *found;
    }
    static const QRegularExpression digits(
        QStringLiteral("^[^\\p{L}\\p{N}]*(\\d{1,3}(?:[ ,.']\\d{3})+|\\d+)((?:[.,]\\d+)?)(k|m|bn|st|nd|rd|th|h|x)?\\+?%?"
                       "(?:-\\p{L}[\\p{L}-]*)?[^\\p{L}\\p{N}]*$"),
        QRegularExpression::UseUnicodePropertiesOption);
    const QRegularExpressionMatch match = digits.match(word);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    QString whole = match.captured(1);
    whole.removeIf([](QChar c) { return !c.isDigit(); });
    QString rest = match.captured(2);
    rest.replace(u',', u'.');
    const QString unit = match.captured(3);
    if (rest.isEmpty() && unit == QLatin1String("k")) {
        whole += QStringLiteral("000");
    } else if (rest.isEmpty() && unit == QLatin1String("m")) {
        whole += QStringLiteral("000000");
    }
    return whole + rest;
}

bool isDate(const QString &word)
{
    static const QSet<QString> dates =
        setOf("monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays "
              "saturdays sundays january february march april may june july august september october november december "
              "christmas easter");
    return dates.contains(word);
}

bool isOrdinary(const QString &word)
{
    static const QSet<QString> ordinary = setOf(
        "bookings cargo carriers containers dispatch dispatchers drivers ferries fleet forwarders freight hauliers "
        "hubs lorries "
        "offices operators orders pallets ports routes shifts shippers slots terminals trucks vans warehouses yards "
        "a about above across actually after again ahead all almost along already also although always am among an and "
        "another any anyone anything are around as ask asking at away back based be because been before behind being "
        "below beside besides best better between beyond both bring brings business busy but by call can cheers clear "
        "companies company could customers day days dear deadline did do does doing done don't down due during each "
        "early easy either else enough even ever every everybody everyone everything expect faster few fewer finally "
        "find first fleets for found four freight from full fully further get gets getting give given gives glad go "
        "good got great growth guess had half happy has have haven't having he hello help helping helps her here hey "
        "hi "
        "his hope how however i i'd i'll i'm i've if imagine in including inside instead interested into is isn't it "
        "it's "
        "its just keep keeping keeps kind kindly know knowing last late later least leave less let let's like likely "
        "little load loads long look looking lots made mail mails make makes making many may maybe me meanwhile might "
        "mine "
        "moment month months more morning mornings most mostly much my near nearly need never new next nice no nobody "
        "none "
        "nor normally not note nothing now of off often ok on once one only open operations or other others our out "
        "outside "
        "over own people per perhaps plan planners planning plans please plus possibly probably ps question questions "
        "quick "
        "quite rather re read reading really regards regarding right same saw say saying see seeing seems send several "
        "shall "
        "she short should show shows simply since so some somebody someone something sometimes somewhere soon sorry "
        "sounds "
        "spending still such sure take takes talk teams tell than thank thanks that that's the their them then there "
        "there's "
        "these they things think this those though through time times to today together tomorrow too towards truly try "
        "under "
        "unless until up upon us use used useful using usually very want wanted was we we'd we'll we're we've week "
        "weeks well "
        "were what what's whatever when whenever where whether which while who whoever whole whose why will wish with "
        "within "
        "without wonder wondering work working works worth would write writing year years yes yet you you'd you'll "
        "you're "
        "you've your yours ceo cto coo cfo eta kpi kpis erp tms crm pdf excel it eu am pm fyi faq b2b saas ai "
        "hallo guten tag liebe lieber sehr geehrte geehrter sie ihr ihre ihren ihrem wir ich der die das den dem und "
        "oder mit "
        "viele beste freundliche grusse gruss bonjour merci cordialement hej hola saludos ciao mvh venlig hilsen");
    return ordinary.contains(word);
}

bool isGerman(const QString &text)
{
    static const QRegularExpression words(
        QStringLiteral("\\b(?:und|der|die|das|ist|nicht|wir|mit|für|ein|eine|Sie|Ihr|Ihre|auf|von|zu)\\b"),
        QRegularExpression::UseUnicodePropertiesOption);
    int found = 0;
    for (auto match = words.globalMatch(text); match.hasNext() && found < 3; match.next()) {
        ++found;
    }
    return found >= 2;
}

const QList<EventKind> &eventKinds()
{
    static const QList<EventKind> kinds = {
        {anyOf(
             "opened|opens|opening of|new (?:\\w+ )?(?:site|office|offices|warehouse|terminal|depot|plant|factory|hub|"
             "branch|store|location|yard|berth|line|route|fleet)|second (?:site|office|warehouse|terminal|depot|plant|"
             "factory|hub)|inaugurat\\w+|eroffnet\\w*|eroffnung"),
         false},
        {anyOf("launched|launch of|launching|unveil\\w+|introduced|rolled out|went live|rollout|go-live"), false},
        {anyOf("acquir\\w+|acquisitions?|bought|took over|takeover|merged|mergers?|ubernommen|ubernahme"), false},
        {anyOf(
             "raised|funding(?: round)?|series [a-e]|investment|invested|investors?|ipo|went public|finanzierung\\w*"),
         false},
        {anyOf("hired|hiring|(?:are|is) (?:looking for|recruiting)|recruit\\w*|job ads?|adverts?|vacanc\\w+|job "
               "openings?|"
               "new hires?|stellenanzeige\\w*|eingestellt"),
         false},
        {anyOf("awards?|awarded|won|winning|prizes?|named (?:one "
               "of|among|best)|ranked|shortlisted|ausgezeichnet|gewonnen"),
         false},
        {anyOf("expand\\w*|expansion|grew|grown|growing|doubled|tripled|gewachsen|erweitert"), false},
        {anyOf("relocat\\w+|moved (?:to|into|your|its)|umgezogen"), false},
        {anyOf("partnership\\w*|partnered|partners? with|signed|contract with|deal with|joint venture|kooperation"),
         false},
        {anyOf("appointed|promot(?:ed|ion)|joined|became|took the role|new "
               "(?:role|position|ceo|coo|cfo|head|director|job)|"
               "stepped down|retired|left the company"),
         false},
        {anyOf("anniversary|celebrat\\w+|turned \\d+|jubilaum"), false},
        {anyOf("layoffs?|laid off|restructur\\w+|closed|closing (?:of|your)|shut "
               "down|insolven\\w+|bankrupt\\w*|strikes?"),
         false},
        {anyOf("announc\\w+|press release|published|posted|wrote (?:on|about|that|in)|your "
               "(?:post|article|blog|talk|podcast|"
               "interview|keynote|presentation|webinar)|told|said (?:that|in)|spoke|speaking "
               "at|mentioned|mentions|featured"),
         false},
        {anyOf("certifi\\w+|iso ?\\d+|audited"), false},
        {anyOf("switched|migrat\\w+|adopted|replaced|implemented|upgraded|moved off"), false},
        {anyOf("lost|fined|delays?|delayed|recall(?:ed)?|complain\\w*|accident\\w*|breach\\w*|hacked|missed"), false},
        {anyOf("met (?:at|in|last)|we met|meet(?:ing)? you (?:at|in|last)|spoke (?:at|last)|our "
               "(?:call|conversation|meeting|"
               "chat)|as (?:we )?(?:discussed|agreed|promised)|you asked|you requested|following up on (?:your|our)|"
               "your (?:request|inquiry|enquiry|message|email)|referred me|recommended you|suggested (?:i|that i)"),
         false, true},
        {anyOf("your new [\\w-]+|relaunch\\w*|rebrand\\w*|(?:the|a) (?:fire|flood|outage|incident)"), false, false},
        {anyOf(
             "congratulations|congrats|recently|last (?:week|month|year|quarter|spring|summer|autumn|winter)|yesterday|"
             "(?:a few|some) (?:days|weeks|months) ago|this (?:spring|summer|autumn|winter|quarter)|kurzlich|neulich|"
             "letzte \\w+|gluckwunsch"),
         true},
    };
    return kinds;
}

const QRegularExpression &customerWords()
{
    static const QRegularExpression words = anyOf(
        "(?:our|other|many|most|some|several|dozens of|hundreds of|thousands of|leading|few)(?: of)?(?: "
        "(?:our|your|the))?"
        "(?: [\\w-]+)? (?:customers?|clients?|users?|competitors?|peers|rivals)|your "
        "(?:competitors?|peers|rivals|customers|"
        "clients)|(?:customers?|clients?|companies|forwarders|hauliers|carriers|teams|firms) (?:like|such as)|"
        "(?:trusted|used|loved|chosen) by|works? with (?:us|dozens|hundreds|thousands)|already "
        "(?:use|uses|rely|relies|trust)|"
        "market leader|world leader|world-class|industry-leading|leading (?:provider|supplier|platform|solution|tool)|"
        "the (?:largest|biggest|leading|fastest)|number one|no\\. 1|guarantee\\w*|proven|award-winning|money back|"
        "kunden wie|marktfuhrer|garantier\\w*");
    return words;
}

} // namespace AlwaysLeads::FactWords
