#include "spreadsheet/NumberFormat.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace AlwaysLeads {

namespace {

constexpr double secondsOfDay = 86'400;
constexpr double lastDay = 2'958'465; // 9999-12-31
constexpr double mostWholeDigits = 1e21;
constexpr int significantDigits = 15; // as the programs that write such files

/// What of a code's first section decides: without texts, escapes, colours and conditions, AM/PM as hours.
QString bareCode(const QString &code)
{
    QString bare;
    for (qsizetype at = 0; at < code.size(); ++at) {
        const QChar character = code.at(at);
        if (character == QLatin1Char(';')) {
            break;
        }
        if (character == QLatin1Char('"')) {
            const qsizetype end = code.indexOf(QLatin1Char('"'), at + 1);
            at = end < 0 ? code.size() : end;
        } else if (character == QLatin1Char('\\') || character == QLatin1Char('_') || character == QLatin1Char('*')) {
            ++at;
        } else if (character == QLatin1Char('[')) {
            const qsizetype end = code.indexOf(QLatin1Char(']'), at + 1);
            const QString inside = end < 0 ? QString() : code.sliced(at + 1, end - at - 1).toLower();
            const bool elapsed = !inside.isEmpty() && std::ranges::all_of(inside, [&inside](QChar letter) {
                return letter == inside.front()
                    && (letter == QLatin1Char('h') || letter == QLatin1Char('m') || letter == QLatin1Char('s'));
            });
            bare += elapsed ? QStringLiteral("[") : QString();
            at = end < 0 ? code.size() : end;
        } else {
            bare += character.toLower();
        }
    }
    return bare.replace(QLatin1String("am/pm"), QLatin1String("h"))
        .replace(QLatin1String("a/p"), QLatin1String("h"))
        .remove(QLatin1String("general"));
}

/// 0.1 + 0.2 is stored as 0.30000000000000004 and shown as 0.3.
QString plainNumber(double value)
{
    if (value == std::floor(value) && std::abs(value) < mostWholeDigits) {
        return QString::number(value, 'f', 0);
    }
    QString text = QString::number(value, 'g', significantDigits);
    if (text.contains(QLatin1Char('e')) && std::abs(value) < mostWholeDigits && std::abs(value) > 1e-9) {
        text = QString::number(value, 'f', significantDigits - 1 - int(std::floor(std::log10(std::abs(value)))));
        while (text.endsWith(QLatin1Char('0'))) {
            text.chop(1);
        }
    }
    return text;
}

QString twoDigits(qint64 number)
{
    return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0'));
}

QString clock(qint64 seconds)
{
    const QString minutes = twoDigits(seconds / 3600) + QLatin1Char(':') + twoDigits(seconds / 60 % 60);
    return seconds % 60 == 0 ? minutes : minutes + QLatin1Char(':') + twoDigits(seconds % 60);
}

/// The day in ISO form. The year 1900 has a 29 February in these files, which never was: day 60.
QString day(qint64 number, DateSystem system)
{
    if (system == DateSystem::From1904) {
        return QDate(1904, 1, 1).addDays(number).toString(Qt::ISODate);
    }
    if (number == 60) {
        return QStringLiteral("1900-02-29");
    }
    return QDate(1899, 12, number < 60 ? 31 : 30).addDays(number).toString(Qt::ISODate);
}

} // namespace

NumberFormat NumberFormat::builtIn(int id)
{
    if (id == 9 || id == 10) {
        return {Look::Percent};
    }
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57
        || id == 58) {
        return {Look::Date};
    }
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47 || id == 55 || id == 56) {
        return {Look::Time};
    }
    return {id == 22 ? Look::DateTime : id == 46 ? Look::Duration : Look::Plain};
}

NumberFormat NumberFormat::fromCode(const QString &code)
{
    const QString bare = bareCode(code.left(300));
    if (bare.contains(QLatin1Char('['))) {
        return {Look::Duration};
    }
    const bool hours = bare.contains(QLatin1Char('h')) || bare.contains(QLatin1Char('s'));
    const bool days = bare.contains(QLatin1Char('d')) || bare.contains(QLatin1Char('y'))
        || (bare.contains(QLatin1Char('m')) && !hours); // beside hours m is minutes
    if (hours || days) {
        return {hours && days ? Look::DateTime : hours ? Look::Time : Look::Date};
    }
    if (bare.contains(QLatin1Char('%'))) {
        return {Look::Percent};
    }
    const bool zeros = bare.size() > 1 && bare.count(QLatin1Char('0')) == bare.size();
    return {Look::Plain, zeros ? int(std::min<qsizetype>(bare.size(), 20)) : 0};
}

QString shownNumber(const QString &stored, const NumberFormat &format, DateSystem system)
{
    using Look = NumberFormat::Look;
    const QString text = stored.trimmed();
    const bool onlyDigits = !text.isEmpty() && text.size() <= 20
        && std::ranges::all_of(text, [](QChar character) { return character >= u'0' && character <= u'9'; });
    if (onlyDigits && format.look == Look::Plain) {
        return text.rightJustified(format.digits, QLatin1Char('0')); // every digit, also where a double has fewer
    }
    bool ok = false;
    const double value = text.toDouble(&ok);
    if (!ok || !std::isfinite(value)) {
        return stored;
    }
    const bool isTime = value >= 0 && value < lastDay + 1;
    const double seconds = std::round(value * secondsOfDay);
    if (format.look == Look::Percent) {
        return plainNumber(value * 100) + QLatin1Char('%');
    }
    if (format.look == Look::Plain || !isTime) {
        const QString number = plainNumber(value);
        return value >= 0 ? number.rightJustified(format.digits, QLatin1Char('0')) : number;
    }
    const auto whole = qint64(seconds);
    if (format.look == Look::Duration) {
        return QString::number(whole / 3600) + QLatin1Char(':') + twoDigits(whole / 60 % 60)
            + (whole % 60 == 0 ? QString() : QLatin1Char(':') + twoDigits(whole % 60));
    }
    const qint64 ofDay = whole % qint64(secondsOfDay);
    if (format.look == Look::Time) {
        return clock(ofDay);
    }
    const QString date = day(whole / qint64(secondsOfDay), system);
    return format.look == Look::DateTime ? date + QLatin1Char(' ') + clock(ofDay) : date;
}

} // namespace AlwaysLeads
