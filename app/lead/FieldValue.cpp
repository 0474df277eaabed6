#include "lead/FieldValue.h"

#include <QDate>
#include <QUrl>

#include <cmath>

namespace AlwaysLeads {

namespace {

/// The shortest text that reads back as the same number, never in scientific notation for what people count.
QString canonicalNumber(double number)
{
    if (number == 0) {
        return QStringLiteral("0"); // also for minus zero
    }
    return QString::number(number, 'f', QLocale::FloatingPointShortest);
}

std::optional<double> numberFrom(const QString &typed, const QLocale &locale)
{
    QString text = typed;
    // Spaces group digits in many languages, and whichever space a spreadsheet took means the same.
    text.removeIf([](QChar character) { return character.isSpace() || character == QChar(0x202F); });
    bool ok = false;
    double number = locale.toDouble(text, &ok);
    if (!ok) {
        number = QLocale::c().toDouble(text, &ok); // 1234.5 from elsewhere
    }
    return ok && std::isfinite(number) ? std::optional<double>(number) : std::nullopt;
}

std::optional<QDate> dateFrom(const QString &typed, const QLocale &locale)
{
    const QString text = typed.simplified();
    QDate date = QDate::fromString(text, Qt::ISODate);
    if (date.isValid()) {
        return date;
    }
    for (const QLocale::FormatType format : {QLocale::ShortFormat, QLocale::LongFormat, QLocale::NarrowFormat}) {
        date = locale.toDate(text, format);
        if (date.isValid()) {
            break;
        }
    }
    if (!date.isValid()) {
        // The order of the language's own short date with four digits for the year and any separator.
        const QString order = locale.dateFormat(QLocale::ShortFormat);
        QString pattern;
        for (const QChar letter : order) {
            const QChar small = letter.toLower();
            if ((small == QLatin1Char('d') || small == QLatin1Char('m') || small == QLatin1Char('y'))
                && !pattern.contains(small)) {
                pattern += small;
            }
        }
        QString digits = text;
        digits.replace(QLatin1Char('/'), QLatin1Char(' ')).replace(QLatin1Char('.'), QLatin1Char(' '));
        digits.replace(QLatin1Char('-'), QLatin1Char(' '));
        const QStringList parts = digits.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        if (parts.size() == 3 && pattern.size() == 3) {
            const int year = parts.value(pattern.indexOf(QLatin1Char('y'))).toInt();
            const int month = parts.value(pattern.indexOf(QLatin1Char('m'))).toInt();
            const int day = parts.value(pattern.indexOf(QLatin1Char('d'))).toInt();
            date = QDate(year, month, day);
        }
    }
    if (date.isValid() && date.year() < 100) {
        date = date.addYears(2000); // nobody types the first century
    } else if (date.isValid() && date.year() < 1950 && !text.contains(QString::number(date.year()))) {
        date = date.addYears(100); // Qt reads a year of two digits as one of the last century
    }
    return date.isValid() ? std::optional<QDate>(date) : std::nullopt;
}

} // namespace

Result<QString> FieldValue::parse(const CustomField &field, const QString &typed, const QLocale &locale)
{
    const QString text = field.kind == FieldKind::Text ? cleanText(typed) : cleanLine(typed);
    if (text.isEmpty()) {
        return QString();
    }
    switch (field.kind) {
    case FieldKind::Text:
        return text;
    case FieldKind::Number:
        if (const std::optional<double> number = numberFrom(text, locale)) {
            return canonicalNumber(*number);
        }
        return failure(ErrorKind::Invalid,
                       tr("“%1” is not a number. Type one such as %2.").arg(text, locale.toString(1234.5, 'f', 1)));
    case FieldKind::Date:
        if (const std::optional<QDate> date = dateFrom(text, locale)) {
            return date->toString(Qt::ISODate);
        }
        return failure(ErrorKind::Invalid,
                       tr("“%1” is not a date. Type one such as %2.")
                           .arg(text, locale.toString(QDate(2026, 11, 25), QLocale::ShortFormat)));
    case FieldKind::Choice:
        for (const QString &choice : field.choices) {
            if (choice.compare(text, Qt::CaseInsensitive) == 0) {
                return choice;
            }
        }
        return failure(ErrorKind::Invalid,
                       field.choices.isEmpty()
                           ? tr("%1 has no choices yet. Add some under “Fields”.").arg(field.label)
                           : tr("“%1” is none of the choices: %2.").arg(text, field.choices.join(tr(", "))));
    case FieldKind::Url: {
        const QUrl url = QUrl::fromUserInput(text);
        const bool web = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
        if (!url.isValid() || !web || !url.host().contains(QLatin1Char('.')) || text.contains(QLatin1Char(' '))) {
            return failure(ErrorKind::Invalid, notWeb(text));
        }
        return url.toString(QUrl::FullyEncoded);
    }
    case FieldKind::YesNo: {
        static const QStringList yeses = {QStringLiteral("yes"), QStringLiteral("y"), QStringLiteral("true"),
                                          QStringLiteral("1"),   QStringLiteral("x"), QStringLiteral("✓")};
        static const QStringList noes = {QStringLiteral("no"), QStringLiteral("n"), QStringLiteral("false"),
                                         QStringLiteral("0"), QStringLiteral("-")};
        const QString word = text.toLower();
        if (yeses.contains(word) || word == tr("yes")) {
            return QStringLiteral("yes");
        }
        if (noes.contains(word) || word == tr("no")) {
            return QStringLiteral("no");
        }
        return failure(ErrorKind::Invalid, tr("“%1” is neither yes nor no.").arg(text));
    }
    }
    Q_UNREACHABLE();
}

QString FieldValue::shown(const CustomField &field, const QString &value, const QLocale &locale)
{
    switch (field.kind) {
    case FieldKind::Number: {
        bool ok = false;
        const double number = QLocale::c().toDouble(value, &ok);
        return ok ? locale.toString(number, 'f', QLocale::FloatingPointShortest) : value;
    }
    case FieldKind::Date: {
        const QDate date = QDate::fromString(value, Qt::ISODate);
        return date.isValid() ? locale.toString(date, tr("d MMM yyyy")) : value;
    }
    case FieldKind::YesNo:
        return value == QLatin1String("yes") ? tr("Yes") : value == QLatin1String("no") ? tr("No") : value;
    case FieldKind::Text:
    case FieldKind::Choice:
    case FieldKind::Url:
        break;
    }
    return value;
}

QString FieldValue::editable(const CustomField &field, const QString &value, const QLocale &locale)
{
    // A short date leaves out the century, and some languages write numbers with marks that nobody types.
    const QString typed = field.kind == FieldKind::Date
        ? locale.toString(QDate::fromString(value, Qt::ISODate), QLocale::ShortFormat)
        : shown(field, value, locale);
    const Result<QString> back = parse(field, typed, locale);
    return back && *back == value ? typed : value;
}

QString FieldValue::notWeb(const QString &typed)
{
    return tr("“%1” is not a web address. Type one such as https://company.example.").arg(typed);
}

} // namespace AlwaysLeads
