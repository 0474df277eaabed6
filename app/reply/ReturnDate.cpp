#include "reply/ReturnDate.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QStringList>

#include <array>
#include <optional>

namespace AlwaysLeads {

namespace {

constexpr int mostDays = 400;
constexpr int mostSentences = 200;
constexpr qsizetype longestSentence = 600;

QRegularExpression pattern(const QString &text)
{
    return QRegularExpression(
        text, QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
}

/// Beginnings of the names of the months, all languages together; the longest that fits wins.
const QHash<QString, int> &monthStarts()
{
    static const QHash<QString, int> starts = [] {
        static const std::array<const char *, 12> names = {
            "jan,januar,january,janvier,enero,ene,gennaio,gen,januari,janeiro,stycz,styczeń,stycznia,tammi,tammikuuta,"
            "leden,ledna,ocak,янв,января,январь",
            "feb,februar,february,février,fevrier,févr,fév,febrero,febbraio,februari,fevereiro,fev,lut,luty,lutego,"
            "helmi,helmikuuta,únor,února,şubat,subat,фев,февраля,февраль",
            "mar,mär,märz,mrz,maerz,march,mars,marzo,maart,mrt,março,marco,marzec,marca,marts,maalis,maaliskuuta,"
            "březen,března,mart,мар,марта,март",
            "apr,april,avril,avr,abril,abr,aprile,kwi,kwiecień,kwietnia,huhti,huhtikuuta,duben,dubna,nisan,апр,апреля,"
            "апрель",
            "mai,may,mayo,maggio,mag,mei,maio,maj,maja,touko,toukokuuta,květen,května,mayıs,мая,май",
            "jun,juni,june,juin,junio,giugno,giu,junho,cze,czerwiec,czerwca,kesä,kesäkuuta,červen,června,haziran,июн,"
            "июня,июнь",
            "jul,juli,july,juillet,juil,julio,luglio,lug,julho,lip,lipiec,lipca,heinä,heinäkuuta,červenec,července,"
            "temmuz,июл,июля,июль",
            "aug,august,août,aout,agosto,ago,augustus,sie,sierpień,sierpnia,augusti,elo,elokuuta,srpen,srpna,ağustos,"
            "авг,августа,август",
            "sep,sept,september,septembre,septiembre,settembre,set,setembro,wrz,wrzesień,września,syys,syyskuuta,září,"
            "eylül,сен,сентября,сентябрь",
            "oct,okt,october,oktober,octobre,octubre,ottobre,ott,outubro,out,paź,październik,października,loka,"
            "lokakuuta,říjen,října,ekim,окт,октября,октябрь",
            "nov,november,novembre,noviembre,novembro,lis,listopad,listopada,marras,marraskuuta,kasım,ноя,ноября,"
            "ноябрь",
            "dec,dez,dezember,december,déc,décembre,decembre,dic,diciembre,dicembre,dezembro,gru,grudzień,grudnia,des,"
            "desember,joulu,joulukuuta,prosinec,prosince,aralık,дек,декабря,декабрь"};
        QHash<QString, int> all;
        for (size_t month = 0; month < names.size(); ++month) {
            for (const QString &name : QString::fromUtf8(names.at(month)).split(QLatin1Char(','))) {
                all.insert(name, int(month) + 1);
            }
        }
        // Czech "listopadu" is November, as the Polish word is.
        all.insert(QStringLiteral("listopadu"), 11);
        return all;
    }();
    return starts;
}

int monthOf(QString word)
{
    return monthStarts().value(word.toLower().remove(QLatin1Char('.')), 0);
}

QDate withoutYear(int day, int month, const QDate &received)
{
    // "Away from 20 November", said on the 23rd, is this year's; "2 January", said in December, is the next one's.
    constexpr int halfAYear = 180;
    QDate date(received.year(), month, day);
    if (date.isValid() && date < received.addDays(-halfAYear)) {
        date = QDate(received.year() + 1, month, day);
    }
    return date;
}

int fullYear(int year)
{
    return year < 100 ? 2000 + year : year;
}

bool counts(const QDate &date, const QDate &received)
{
    return date.isValid() && date >= received && date <= received.addDays(mostDays);
}

/// A date with its place in the sentence.
struct Named
{
    QDate day;
    qsizetype at = 0;
};

void addNumbers(const QString &sentence, const QDate &received, QList<Named> &found)
{
    static const QRegularExpression iso(QStringLiteral("\\b(20\\d\\d)[-./](\\d{1,2})[-./](\\d{1,2})\\b"));
    static const QRegularExpression numbers(
        QStringLiteral("(?<![\\d./-])(\\d{1,2})\\s?([./-])\\s?(\\d{1,2})(?:\\s?[./-]\\s?(\\d{4}|\\d{2}))?(?![\\d:])"));
    static const QRegularExpression japanese(QStringLiteral("(?:(20\\d\\d)年)?\\s?(\\d{1,2})月\\s?(\\d{1,2})日"));
    for (auto each = iso.globalMatch(sentence); each.hasNext();) {
        const auto match = each.next();
        found += {QDate(match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt()),
                  match.capturedStart()};
    }
    for (auto each = japanese.globalMatch(sentence); each.hasNext();) {
        const auto match = each.next();
        const int month = match.captured(2).toInt();
        const int day = match.captured(3).toInt();
        found += {match.captured(1).isEmpty() ? withoutYear(day, month, received)
                                              : QDate(match.captured(1).toInt(), month, day),
                  match.capturedStart()};
    }
    for (auto each = numbers.globalMatch(sentence); each.hasNext();) {
        const auto match = each.next();
        const int one = match.captured(1).toInt();
        const int two = match.captured(3).toInt();
        const QString year = match.captured(4);
        if (year.isEmpty() && match.captured(2) == QLatin1String("-")) {
            continue; // "9-17" is a time
        }
        const auto dated = [&](int day, int month) {
            return year.isEmpty() ? withoutYear(day, month, received) : QDate(fullYear(year.toInt()), month, day);
        };
        const QDate dayFirst = dated(one, two);
        const QDate monthFirst = match.captured(2) == QLatin1String("/") ? dated(two, one) : QDate();
        // 12/07: whoever writes the month first is not away for half a year.
        constexpr int longAbsence = 60;
        const bool other = counts(monthFirst, received)
            && (!counts(dayFirst, received)
                || (received.daysTo(dayFirst) > longAbsence && received.daysTo(monthFirst) <= longAbsence));
        found += {other ? monthFirst : dayFirst, match.capturedStart()};
    }
}

void addNames(const QString &sentence, const QDate &received, QList<Named> &found)
{
    static const QRegularExpression dayFirst =
        pattern(QStringLiteral("(?<!\\d)(\\d{1,2})(?:st|nd|rd|th|er|º|ª|e|:e|\\.|-го|'[a-zı]{1,3})?\\s*(?:of\\s|de\\s|"
                               "d['’])?\\s*(\\p{L}{3,12})\\.?,?(?:\\s*(?:de\\s|del\\s)?(20\\d\\d))?"));
    static const QRegularExpression monthFirst =
        pattern(QStringLiteral("\\b(\\p{L}{3,12})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?\\b(?!:)(?:,?\\s*(20\\d\\d))?"));
    const auto add = [&](int day, int month, const QString &year, qsizetype at) {
        if (month > 0 && day >= 1 && day <= 31) {
            found += {year.isEmpty() ? withoutYear(day, month, received) : QDate(year.toInt(), month, day), at};
        }
    };
    QSet<qsizetype> months; ///< where the names stand that have their day already
    for (auto each = dayFirst.globalMatch(sentence); each.hasNext();) {
        const auto match = each.next();
        const int month = monthOf(match.captured(2));
        if (month > 0) {
            months.insert(match.capturedStart(2));
            add(match.captured(1).toInt(), month, match.captured(3), match.capturedStart());
        }
    }
    for (auto each = monthFirst.globalMatch(sentence); each.hasNext();) {
        const auto match = each.next();
        if (!months.contains(match.capturedStart(1))) {
            add(match.captured(2).toInt(), monthOf(match.captured(1)), match.captured(3), match.capturedStart());
        }
    }
}

/// "Monday": the next one.
void addWeekdays(const QString &sentence, const QDate &received, QList<Named> &found)
{
    static const QRegularExpression known =
        pattern(QStringLiteral("\\b(?:(monday|montag|lundi|lunes|lunedì|maandag|segunda(?:-feira)?|poniedziałku?|"
                               "måndag|mandag|maanantai\\w*|pondělí|pazartesi|понедельник\\w*)"
                               "|(tuesday|dienstag|mardi|martes|martedì|dinsdag|terça(?:-feira)?|wtorku?|tisdag|"
                               "tirsdag|tiistai\\w*|úterý|salı|вторник\\w*)"
                               "|(wednesday|mittwoch|mercredi|miércoles|mercoledì|woensdag|quarta(?:-feira)?|środ[aęy]|"
                               "onsdag|keskiviikko\\w*|středu?|çarşamba|сред[ауы])"
                               "|(thursday|donnerstag|jeudi|jueves|giovedì|donderdag|quinta(?:-feira)?|czwart(?:ek|ku)|"
                               "torsdag|torstai\\w*|čtvrtek|perşembe|четверг\\w*)"
                               "|(friday|freitag|vendredi|viernes|venerdì|vrijdag|sexta(?:-feira)?|piąt(?:ek|ku)|"
                               "fredag|perjantai\\w*|pátek|cuma|пятниц\\w*))\\b"));
    const auto match = known.match(sentence);
    for (int day = 1; day <= 5; ++day) {
        if (match.capturedStart(day) >= 0) {
            const int ahead = (day - received.dayOfWeek() + 6) % 7 + 1;
            found += {received.addDays(ahead), match.capturedStart(day)};
        }
    }
}

QStringList sentencesOf(const QString &text)
{
    // A full stop ends a sentence only when a capital letter follows: "7. Dezember" and "am 7.12." do not end there.
    static const QRegularExpression ends(
        QStringLiteral("[\\n!?。]+|(?<!\\d)\\.(?=\\s)|(?<=\\d{4})\\.(?=\\s)|\\.(?=\\s+(?:In|For|Please|Bitte|Ich|Pour|"
                       "En|Per|Voor|Bei|I|My|W|För|For|Ved)\\s)"));
    QStringList sentences;
    // Lines of a paragraph that a program broke belong together.
    QString flowing = text;
    flowing.replace(QRegularExpression(QStringLiteral("(?<=[\\p{Ll},])\\n(?=\\S)")), QStringLiteral(" "));
    flowing.replace(QRegularExpression(QStringLiteral("\\n(?=[\\p{Ll}\\d])")), QStringLiteral(" "));
    for (const QString &part : flowing.split(ends)) {
        const QString sentence = part.simplified();
        if (!sentence.isEmpty() && sentence.size() <= longestSentence && sentences.size() < mostSentences) {
            sentences += sentence;
        }
    }
    return sentences;
}

} // namespace

ReturnDate returnDateIn(const QString &text, const QDate &received)
{
    static const QRegularExpression back = pattern(
        QStringLiteral("\\b(?:back|return(?:ing)?|available again|be in the office|resume"
                       "|zurück|wieder|ab dem|erreichbar ab"
                       "|retour|de retour|reviens|reviendrai|serai de nouveau|à partir du|reprendrai"
                       "|vuelvo|volveré|regreso|regresaré|estaré de vuelta|de vuelta|reincorpor\\w*|a partir del"
                       "|rientr\\w*|torner\\w*|di ritorno|a partire dal|sarò di nuovo"
                       "|terug|weer aanwezig|weer bereikbaar|weer op kantoor"
                       "|regresso|retorn\\w*|volto|voltarei|estarei de volta|a partir de"
                       "|wracam|wrócę|powrót|powracam|będę ponownie|z powrotem"
                       "|åter|tillbaka|tilbage|tilbake|igen|igjen"
                       "|palaan|paikalla taas|tavoitettavissa jälleen|takaisin"
                       "|vrátím|zpět|opět|döne(?:ceğim|rim)|ofiste olacağım|вернусь|возвращаюсь|буду на "
                       "месте|снова)\\b|戻り|出社|復帰|より出"));
    static const QRegularExpression until = pattern(QStringLiteral(
        "\\b(?:until|till|through|thru|to|up to|bis|jusqu['’]?\\w*|au|hasta|al|fino|sino|tot|t/m|até|ao|a"
        "|do|till och med|till|t\\.?o\\.?m\\.?|til|til og med|frem til|asti|saakka|kadar|по|до)\\b|まで"));
    static const QRegularExpression away = pattern(QStringLiteral(
        "\\b(?:out of (?:the )?office|away|on (?:annual |parental "
        "|holiday|vacation)?\\s?leave|vacation|holiday|absent|absence|unavailable|not in the office|ooo|off"
        "|abwesend|urlaub|außer haus|nicht im (?:büro|hause)|nicht im haus|nicht erreichbar|elternzeit|im urlaub"
        "|absente?|congés?|vacances|en déplacement|absence"
        "|fuera|ausente|vacaciones|oficina|assente|ferie|fuori|ufficio|afwezig|vakantie|verlof|ausente|férias|fora do "
        "escritório"
        "|nieobecn\\w*|urlop\\w*|poza biurem|frånvarande|semester|ledig|ferie|fraværende|ikke på "
        "kontoret|lomalla|poissa|dovolen\\w*|nepřítom\\w*|mimo kancelář"
        "|izin\\w*|tatil\\w*|ofis dışında\\w*|отсутств\\w*|отпуск\\w*|нет на месте)\\b|休暇|不在|休み"));
    ReturnDate best;
    int bestRank = 0;
    for (const QString &sentence : sentencesOf(text)) {
        const bool saysBack = back.match(sentence).hasMatch();
        const bool saysUntil = until.match(sentence).hasMatch();
        const bool saysAway = away.match(sentence).hasMatch();
        if (!saysBack && !saysUntil && !saysAway) {
            continue;
        }
        QList<Named> named;
        addNumbers(sentence, received, named);
        addNames(sentence, received, named);
        if (saysBack && named.isEmpty()) {
            addWeekdays(sentence, received, named);
        }
        QDate latest;
        for (const Named &each : std::as_const(named)) {
            if (counts(each.day, received) && (!latest.isValid() || each.day > latest)) {
                latest = each.day;
            }
        }
        if (!latest.isValid()) {
            continue;
        }
        const bool isRange = named.size() > 1;
        const int rank = saysBack ? 3 : (saysAway && (saysUntil || isRange)) ? 2 : saysAway || saysUntil ? 1 : 0;
        if (rank > bestRank) {
            bestRank = rank;
            // In "out until the 7th, back then" nothing more is known than that it is over after the 7th.
            const bool lastDayAway = !saysBack && (saysUntil || isRange);
            best = {latest.addDays(lastDayAway ? 1 : 0), sentence};
        }
    }
    return best;
}

} // namespace AlwaysLeads
