#include "WorkbookMaker.h"

#include <QFile>

#include <algorithm>

#include <zip.h>

namespace AlwaysLeads {

namespace {

const QByteArray head = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
const QByteArray mainSpace = R"(xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" )"
                             R"(xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships")";
const QByteArray relationSpace = R"(xmlns="http://schemas.openxmlformats.org/package/2006/relationships")";
const QByteArray type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

QByteArray relation(const QByteArray &id, const QByteArray &kind, const QByteArray &target)
{
    return "<Relationship Id=\"" + id + "\" Type=\"" + type + kind + "\" Target=\"" + target + "\"/>";
}

} // namespace

void writeZip(const QString &path, const QList<std::pair<QString, QByteArray>> &parts)
{
    zip_t *archive = zip_open(QFile::encodeName(path).constData(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    if (!archive) {
        qFatal("cannot write %s", qPrintable(path));
    }
    for (const auto &[name, content] : parts) {
        zip_source_t *source = zip_source_buffer(archive, content.constData(), zip_uint64_t(content.size()), 0);
        if (zip_file_add(archive, name.toUtf8().constData(), source, ZIP_FL_ENC_UTF_8) < 0) {
            qFatal("cannot write %s", qPrintable(name));
        }
    }
    if (zip_close(archive) != 0) {
        qFatal("cannot write %s", qPrintable(path));
    }
}

void WorkbookMaker::write(const QString &path) const
{
    QByteArray links =
        relation("rId1", "worksheet", "worksheets/sheet1.xml") + relation("rId8", "styles", "styles.xml");
    if (!texts.isEmpty()) {
        links += relation("rId9", "sharedStrings", "sharedStrings.xml");
    }
    QList<std::pair<QString, QByteArray>> all{
        {QStringLiteral("[Content_Types].xml"),
         head + R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>)"},
        {QStringLiteral("_rels/.rels"),
         head + "<Relationships " + relationSpace + ">" + relation("rId1", "officeDocument", "xl/workbook.xml")
             + "</Relationships>"},
        {QStringLiteral("xl/workbook.xml"),
         head + "<workbook " + mainSpace + ">" + workbookProperties + "<sheets>" + sheets + "</sheets></workbook>"},
        {QStringLiteral("xl/_rels/workbook.xml.rels"),
         head + "<Relationships " + relationSpace + ">" + links + relations + "</Relationships>"},
        {QStringLiteral("xl/styles.xml"), head + "<styleSheet " + mainSpace + ">" + styles + "</styleSheet>"},
        {QStringLiteral("xl/worksheets/sheet1.xml"),
         head + "<worksheet " + mainSpace + "><sheetData>" + sheet + "</sheetData></worksheet>"},
    };
    if (!texts.isEmpty()) {
        all.append({QStringLiteral("xl/sharedStrings.xml"), head + "<sst " + mainSpace + ">" + texts + "</sst>"});
    }
    for (const auto &[name, content] : parts) {
        const QString part = name;
        const auto made = std::ranges::find_if(all, [&part](const auto &known) { return known.first == part; });
        if (made == all.end()) {
            all.append({name, content});
        } else if (content.isNull()) {
            all.erase(made);
        } else {
            made->second = content;
        }
    }
    writeZip(path, all);
}

} // namespace AlwaysLeads
