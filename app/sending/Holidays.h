#pragma once

#include <QDate>
#include <QList>
#include <QLocale>
#include <QString>

namespace AlwaysLeads {

struct Holiday
{
    QDate date;
    QString name;

    bool operator==(const Holiday &) const = default;
};

/// The days on which nearly all businesses of a country are closed, by date: its nationwide public holidays, and the
/// few eves that are kept as such. Those of regions are not among them. Empty for a country whose holidays are not
/// known here.
QList<Holiday> holidaysOf(QLocale::Territory country, int year);
/// Its name when that day is one of them; empty for any other day.
QString holidayIn(QLocale::Territory country, QDate date);
/// Those whose holidays are known, by name.
QList<QLocale::Territory> countriesWithHolidays();
/// Western Easter Sunday, for the years 1583 and later.
QDate easterSunday(int year);

} // namespace AlwaysLeads
