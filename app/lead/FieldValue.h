#pragma once

#include "base/Result.h"
#include "lead/Lead.h"

#include <QLocale>

namespace AlwaysLeads {

/// Values of a person's own columns: what people type in their language, what is stored (12.5, 2026-11-25, yes), and
/// what is shown.
class FieldValue
{
    Q_DECLARE_TR_FUNCTIONS(FieldValue)
public:
    /// The canonical value; empty for nothing. Invalid: a sentence that says what would fit.
    static Result<QString> parse(const CustomField &field, const QString &typed, const QLocale &locale);
    /// A value that is not canonical, from before the field had its kind, is shown as it is.
    static QString shown(const CustomField &field, const QString &value, const QLocale &locale);
    /// What stands in an editor: like shown(), but always readable by parse().
    static QString editable(const CustomField &field, const QString &value, const QLocale &locale);
    /// "“soon” is not a web address. Type one such as …"
    static QString notWeb(const QString &typed);
};

} // namespace AlwaysLeads
