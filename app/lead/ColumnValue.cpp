#include "lead/ColumnValue.h"

#include "lead/ImportMatch.h"

#include <QDate>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestNumber = 24;

/// "1.234,5" and "1,234.5" are both 1234.5. A single mark with three digits behind it groups them, unless the file's
/// separator says that its numbers have it as the decimal mark: files with semicolons come from where that is a comma.
std::optional<QString> numberFrom(const QString &value, const CsvFormat &format)
{
    if (value.isEmpty() || value.size() > longestNumber) {
        return std::nullopt;
    }
    QString text = value;
    text.removeIf([](QChar c) { return c.isSpace() || c == QLatin1Char('\'') || c == QChar(0x2019); });
    const qsizetype dot = text.lastIndexOf(QLatin1Char('.'));
    const qsizetype comma = text.lastIndexOf(QLatin1Char(','));
    const QChar usual = format.delimiter == ';' ? QLatin1Char(',') : QLatin1Char('.');
    QChar decimal = usual;
    if (dot >= 0 && comma >= 0) {
        decimal = dot > comma ? QLatin1Char('.') : QLatin1Char(',');
    } else if (dot >= 0 || comma >= 0) {
        const QChar mark = dot >= 0 ? QLatin1Char('.') : QLatin1Char(',');
        const bool groups = text.count(mark) > 1 || (text.size() - std::max(dot, comma) == 4 && mark != usual);
        decimal = groups ? (mark == QLatin1Char('.') ? QLatin1Char(',') : QLatin1Char('.')) : mark;
    }
    const QChar grouping = decimal == QLatin1Char('.') ? QLatin1Char(',') : QLatin1Char('.');
    text.remove(grouping).replace(decimal, QLatin1Char('.'));
    static const QRegularExpression pattern(QStringLiteral("^[+-]?[0-9]+(\\.[0-9]+)?$"));
    if (!pattern.match(text).hasMatch()) {
        return std::nullopt;
    }
    return QString::number(text.toDouble(), 'f', QLocale::FloatingPointShortest);
}

std::optional<QDate> dateFrom(const QString &value)
{
    static const QRegularExpression pattern(
        QStringLiteral("^([0-9]{1,4})[-./]([0-9]{1,2})[-./]([0-9]{1,4})([T ][0-9:.Z+]+)?$"));
    const QRegularExpressionMatch match = pattern.match(value);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    const int first = match.captured(1).toInt();
    const int second = match.captured(2).toInt();
    const int third = match.captured(3).toInt();
    QDate date;
    if (match.capturedLength(1) == 4) {
        date = QDate(first, second, third);
    } else if (match.capturedLength(3) == 4) {
        // 11/25/2026 can only be one thing; 11/05/2026 is read as the person's language has it.
        const bool monthFirst = second > 12
            || (first <= 12 && value.contains(QLatin1Char('/'))
                && QLocale().dateFormat(QLocale::ShortFormat).startsWith(QLatin1Char('M'), Qt::CaseInsensitive));
        date = monthFirst ? QDate(third, first, second) : QDate(third, second, first);
    }
    return date.isValid() ? std::optional<QDate>(date) : std::nullopt;
}

std::optional<bool> yesOrNo(const QString &value)
{
    static const QStringList yes{QStringLiteral("yes"), QStringLiteral("true"), QStringLiteral("ja"),
                                 QStringLiteral("oui"), QStringLiteral("si"),   QStringLiteral("sí"),
                                 QStringLiteral("sì"),  QStringLiteral("sim"),  QStringLiteral("tak"),
                                 QStringLiteral("y"),   QStringLiteral("x"),    QStringLiteral("✓")};
    static const QStringList no{QStringLiteral("no"),  QStringLiteral("false"), QStringLiteral("nein"),
                                QStringLiteral("non"), QStringLiteral("nee"),   QStringLiteral("nej"),
                                QStringLiteral("nei"), QStringLiteral("não"),   QStringLiteral("nie"),
                                QStringLiteral("n"),   QStringLiteral("-")};
    const QString word = value.toLower();
    if (yes.contains(word)) {
        return true;
    }
    return no.contains(word) ? std::optional<bool>(false) : std::nullopt;
}

bool isLink(const QString &value)
{
    static const QRegularExpression pattern(QStringLiteral("^(https?://|www\\.)[^\\s]+\\.[^\\s]+$"),
                                            QRegularExpression::CaseInsensitiveOption);
    return pattern.match(value).hasMatch();
}

} // namespace

QString ColumnValue::canonical(FieldKind kind, const QString &value, const CsvFormat &format)
{
    switch (kind) {
    case FieldKind::Number:
        return numberFrom(value, format).value_or(value);
    case FieldKind::Date: {
        const std::optional<QDate> date = dateFrom(value);
        return date ? date->toString(Qt::ISODate) : value;
    }
    case FieldKind::YesNo: {
        const std::optional<bool> answer = value == QLatin1String("1") ? std::optional<bool>(true)
            : value == QLatin1String("0")                              ? std::optional<bool>(false)
                                                                       : yesOrNo(value);
        return answer ? (*answer ? QStringLiteral("yes") : QStringLiteral("no")) : value;
    }
    case FieldKind::Url:
        return value.startsWith(QLatin1String("www."), Qt::CaseInsensitive) ? QStringLiteral("https://") + value
                                                                            : value;
    case FieldKind::Text:
    case FieldKind::Choice:
        return value;
    }
    Q_UNREACHABLE();
}

bool ColumnValue::fits(FieldKind kind, const QString &value, const CsvFormat &format)
{
    switch (kind) {
    case FieldKind::Number:
        return numberFrom(value, format).has_value();
    case FieldKind::Date:
        return dateFrom(value).has_value();
    case FieldKind::YesNo:
        return value == QLatin1String("1") || value == QLatin1String("0") || yesOrNo(value).has_value();
    case FieldKind::Url:
        return isWebAddress(value);
    case FieldKind::Text:
    case FieldKind::Choice:
        return true;
    }
    Q_UNREACHABLE();
}

bool ColumnValue::looksLike(FieldKind kind, const QString &value, const CsvFormat &format)
{
    switch (kind) {
    case FieldKind::Number: {
        // A leading zero or a plus belongs to a code or a telephone number, and so do very many digits.
        const bool code = (value.size() > 1 && value.front() == QLatin1Char('0') && value.at(1).isDigit())
            || value.front() == QLatin1Char('+') || value.size() > 15;
        return !code && numberFrom(value, format).has_value();
    }
    case FieldKind::Date:
        return dateFrom(value).has_value();
    case FieldKind::YesNo:
        return yesOrNo(value).has_value();
    case FieldKind::Url:
        return isLink(value);
    case FieldKind::Text:
    case FieldKind::Choice:
        return true;
    }
    Q_UNREACHABLE();
}

} // namespace AlwaysLeads
