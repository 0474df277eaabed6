#pragma once

#include <QDate>
#include <QString>

namespace AlwaysLeads {

/// A day named in a sentence.
struct ReturnDate
{
    QDate day; ///< the first one the person is there again
    QString sentence; ///< that says so

    bool isValid() const { return day.isValid(); }
    bool operator==(const ReturnDate &) const = default;
};

/// When an absent person is back, from their own words in English, German, French, Spanish, Italian, Dutch, Portuguese,
/// Polish, Swedish, Danish, Norwegian, Finnish, Czech, Turkish, Russian or Japanese. "Until 7 December" means that they
/// are there on the 8th; "back on 7 December" on the 7th. Only days after `received` and within 400 days of it count.
/// Invalid: none is named.
ReturnDate returnDateIn(const QString &text, const QDate &received);

} // namespace AlwaysLeads
