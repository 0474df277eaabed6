#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <utility>

namespace AlwaysLeads {

/// Writes .xlsx files by hand, as other programs write them, or as nobody should.
struct WorkbookMaker
{
    QByteArray sheet; ///< what stands inside <sheetData>
    QByteArray texts; ///< what stands inside <sst>; empty: no such part
    QByteArray styles; ///< what stands inside <styleSheet>
    QByteArray workbookProperties;
    QByteArray sheets = R"(<sheet name="People" sheetId="1" r:id="rId1"/>)";
    QByteArray relations; ///< further ones of the workbook
    QList<std::pair<QString, QByteArray>> parts; ///< further ones, or instead of those that are made

    void write(const QString &path) const;
};

/// A zip archive of these parts.
void writeZip(const QString &path, const QList<std::pair<QString, QByteArray>> &parts);

} // namespace AlwaysLeads
