#include "spreadsheet/Workbook.h"

#include "spreadsheet/WorksheetReader.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qsizetype mostSheets = 10'000;
constexpr qsizetype mostFormats = 100'000; // the format itself allows 65,490

} // namespace

Result<std::unique_ptr<Workbook>> Workbook::open(const QString &path, std::stop_token stop)
{
    std::unique_ptr<Workbook> workbook(new Workbook);
    Result<std::unique_ptr<WorkbookPackage>> package = WorkbookPackage::open(path);
    if (!package) {
        return failureOf(std::move(package));
    }
    workbook->m_package = std::move(*package);
    if (Result<> read = workbook->readSheets(stop); !read) {
        return failureOf(std::move(read));
    }
    return workbook;
}

Result<> Workbook::readSheets(std::stop_token stop)
{
    QString main = QStringLiteral("xl/workbook.xml");
    Result<QHash<QString, WorkbookPackage::Relation>> root = m_package->relationsOf(QString(), stop);
    if (!root) {
        return failureOf(std::move(root));
    }
    for (const WorkbookPackage::Relation &relation : *root) {
        if (relation.kind == QLatin1String("officeDocument")) {
            main = relation.part;
        }
    }
    if (main.endsWith(QLatin1String(".bin"))) {
        return failure(ErrorKind::Invalid,
                       tr("This is a binary workbook (.xlsb). Open it in your spreadsheet program, save it as .xlsx "
                          "and bring that file."));
    }
    Result<QHash<QString, WorkbookPackage::Relation>> relations = m_package->relationsOf(main, stop);
    if (!relations) {
        return failureOf(std::move(relations));
    }
    m_relations = *relations;
    Result<std::unique_ptr<XmlPart>> xml = m_package->part(main, stop);
    if (!xml) {
        return failureOf(std::move(xml));
    }
    bool isWorkbook = false;
    while ((*xml)->next()) {
        const XmlPart &part = **xml;
        isWorkbook = isWorkbook || part.starts(u"workbook");
        if (part.starts(u"workbookPr")) {
            const QString system = part.attribute(u"date1904");
            m_dates = system == QLatin1String("1") || system == QLatin1String("true") ? DateSystem::From1904
                                                                                      : DateSystem::From1900;
        } else if (part.starts(u"sheet") && m_sheets.size() < mostSheets) {
            const WorkbookPackage::Relation relation = m_relations.value(part.attribute(u"id"));
            const QString state = part.attribute(u"state");
            const bool visible = state.isEmpty() || state == QLatin1String("visible");
            // A sheet that holds a chart has no rows; one that names nothing is told when it is asked for.
            if (visible && (relation.kind == QLatin1String("worksheet") || relation.kind.isEmpty())) {
                m_sheets.append({part.attribute(u"name"), relation.part});
            }
        }
    }
    if (Result<> read = (*xml)->outcome(); !read) {
        return read;
    }
    if (!isWorkbook || m_sheets.isEmpty()) {
        return failure(ErrorKind::Invalid,
                       isWorkbook ? tr("The workbook shows no sheet with rows.")
                                  : tr("This file holds no workbook. Save the table as .xlsx or .csv."));
    }
    return {};
}

QStringList Workbook::sheets() const
{
    QStringList names;
    for (const Sheet &sheet : m_sheets) {
        names << sheet.name;
    }
    return names;
}

QString Workbook::partOfKind(const QString &kind) const
{
    for (const WorkbookPackage::Relation &relation : m_relations) {
        if (relation.kind == kind) {
            return relation.part;
        }
    }
    return {};
}

Result<QList<NumberFormat>> Workbook::readFormats(std::stop_token stop) const
{
    QList<NumberFormat> formats;
    const QString name = partOfKind(QStringLiteral("styles"));
    if (name.isEmpty()) {
        return formats;
    }
    Result<std::unique_ptr<XmlPart>> xml = m_package->part(name, std::move(stop));
    if (!xml) {
        return failureOf(std::move(xml));
    }
    QHash<int, NumberFormat> own;
    bool inCells = false;
    while ((*xml)->next()) {
        const XmlPart &part = **xml;
        if (part.starts(u"numFmt") && own.size() < mostFormats) {
            own.insert(part.attribute(u"numFmtId").toInt(), NumberFormat::fromCode(part.attribute(u"formatCode")));
        } else if (part.starts(u"cellXfs") || part.ends(u"cellXfs")) {
            inCells = part.starts(u"cellXfs");
        } else if (inCells && part.starts(u"xf") && formats.size() < mostFormats) {
            const int id = part.attribute(u"numFmtId").toInt();
            const auto found = own.constFind(id);
            formats.append(found == own.cend() ? NumberFormat::builtIn(id) : *found);
        }
    }
    if (Result<> read = (*xml)->outcome(); !read) {
        return failureOf(std::move(read));
    }
    return formats;
}

Result<std::shared_ptr<const RowFile>> Workbook::rows(const QString &name, std::stop_token stop) const
{
    const auto sheet = name.isEmpty() ? m_sheets.cbegin() : std::ranges::find(m_sheets, name, &Sheet::name);
    if (sheet == m_sheets.cend()) {
        return failure(ErrorKind::NotFound, tr("The workbook has no sheet \"%1\".").arg(name));
    }
    if (!m_package->has(sheet->part)) {
        return failure(ErrorKind::Invalid,
                       tr("The sheet \"%1\" is missing in the workbook. Open it in the program that made it and save "
                          "it again as .xlsx.")
                           .arg(sheet->name.left(100)));
    }
    Result<QList<NumberFormat>> formats = readFormats(stop);
    if (!formats) {
        return failureOf(std::move(formats));
    }
    SharedStrings texts;
    if (const QString list = partOfKind(QStringLiteral("sharedStrings")); !list.isEmpty()) {
        Result<std::unique_ptr<XmlPart>> xml = m_package->part(list, stop);
        Result<> read = xml ? texts.read(**xml) : Result<>(tl::unexpected<Error>(xml.error()));
        if (!read) {
            return failureOf(std::move(read));
        }
    }
    Result<std::unique_ptr<RowFile>> rows = RowFile::create();
    if (!rows) {
        return failureOf(std::move(rows));
    }
    (*rows)->sheet = sheet->name;
    (*rows)->sheets = sheets();
    Result<std::unique_ptr<XmlPart>> xml = m_package->part(sheet->part, stop);
    if (!xml) {
        return failureOf(std::move(xml));
    }
    WorksheetReader reader(texts, *formats, m_dates);
    if (Result<> read = reader.read(**xml, **rows); !read) {
        return failureOf(std::move(read));
    }
    if (Result<> finished = (*rows)->finish(); !finished) {
        return failureOf(std::move(finished));
    }
    return std::shared_ptr<const RowFile>(std::move(*rows));
}

} // namespace AlwaysLeads
