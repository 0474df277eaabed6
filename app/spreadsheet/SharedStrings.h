#pragma once

#include "spreadsheet/XmlPart.h"

#include <QTemporaryFile>

#include <vector>

namespace AlwaysLeads {

/// The texts of a workbook, which its sheets name by number. They lie in a temporary file; only where each begins is
/// held in memory.
class SharedStrings
{
    Q_DECLARE_TR_FUNCTIONS(Workbook)
public:
    Result<> read(XmlPart &part);
    /// Nothing where there is no such text.
    std::optional<QString> at(qint64 number) const;

private:
    Result<> append(const QString &text);

    QTemporaryFile m_file;
    QByteArray m_pending;
    const uchar *m_map = nullptr;
    std::vector<qint64> m_ends;
};

/// Control characters in a workbook's text are written as _x000D_.
QString withoutEscapes(const QString &text);

} // namespace AlwaysLeads
