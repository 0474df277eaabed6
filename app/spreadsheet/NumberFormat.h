#pragma once

#include <QString>

namespace AlwaysLeads {

/// How a workbook shows a number, as far as it matters for what a person reads.
struct NumberFormat
{
    enum class Look { Plain, Percent, Date, Time, DateTime, Duration };
    Look look = Look::Plain;
    int digits = 0; ///< at least so many, filled with zeros: "00000" shows a postal code

    bool operator==(const NumberFormat &) const = default;

    /// By the number of a built-in format, or the code of one of the workbook's own ("dd.mm.yyyy", "[h]:mm").
    static NumberFormat builtIn(int id);
    static NumberFormat fromCode(const QString &code);
};

enum class DateSystem { From1900, From1904 };

/// The number that stands in the file ("4.512345678E9", "46351.5") as a person sees it: whole numbers without an
/// exponent, dates as 2026-11-25, with a time as 2026-11-25 12:00. What is no number stays as it is.
QString shownNumber(const QString &stored, const NumberFormat &format, DateSystem system);

} // namespace AlwaysLeads
