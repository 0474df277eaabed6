#include "spreadsheet/WorkbookPackage.h"

#include <quazip.h>
#include <quazipfile.h>

#include <QDir>
#include <QFile>

namespace AlwaysLeads {

namespace {

struct PackageText
{
    Q_DECLARE_TR_FUNCTIONS(Workbook)
};

constexpr int mostParts = 20'000;
constexpr qint64 beginning = 64 * 1024;
constexpr qint64 searched = 256 * 1024 * 1024;
constexpr int mostRelations = 100'000;

/// "EncryptedPackage" as a compound file names its streams.
QByteArray lockedStream()
{
    QByteArray name;
    for (const char letter : QByteArrayLiteral("EncryptedPackage")) {
        name += letter;
        name += '\0';
    }
    return name;
}

tl::unexpected<Error> damaged(const QString &detail)
{
    return failure(
        ErrorKind::Invalid,
        PackageText::tr("The workbook is damaged or was cut off. Open it in the program that made it and save it "
                        "again as .xlsx."),
        detail);
}

tl::unexpected<Error> locked()
{
    return failure(ErrorKind::Invalid,
                   PackageText::tr("The workbook is protected with a password. Open it in your spreadsheet program, "
                                   "save it without a password as .xlsx and bring that file."));
}

} // namespace

Result<TableKind> tableKindOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.isSequential()) {
        return failure(ErrorKind::Storage, PackageText::tr("The file cannot be read: %1").arg(file.errorString()),
                       path);
    }
    const QByteArray start = file.read(beginning);
    if (start.startsWith("PK\x03\x04") || start.startsWith("PK\x05\x06")) {
        return TableKind::Workbook;
    }
    if (start.startsWith("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) {
        // Where the list of streams stands is up to who wrote the file.
        QByteArray window = start;
        for (qint64 read = 0; read < searched && !window.isEmpty(); read += beginning) {
            if (window.contains(lockedStream())) {
                return locked();
            }
            const QByteArray next = file.read(beginning);
            window = next.isEmpty() ? next : window.right(lockedStream().size()) + next;
        }
        return failure(ErrorKind::Invalid,
                       PackageText::tr("This is an old Excel file (.xls). Open it in your spreadsheet program, save it "
                                       "as .xlsx and bring that file."));
    }
    if (start.startsWith("%PDF-")) {
        return failure(ErrorKind::Invalid,
                       PackageText::tr("This is a PDF, which holds no rows. Save the table as .xlsx or .csv."));
    }
    return TableKind::Text;
}

WorkbookPackage::WorkbookPackage() = default;
WorkbookPackage::~WorkbookPackage() = default;

Result<std::unique_ptr<WorkbookPackage>> WorkbookPackage::open(const QString &path)
{
    std::unique_ptr<WorkbookPackage> package(new WorkbookPackage);
    package->m_zip = std::make_unique<QuaZip>(path);
    if (!package->m_zip->open(QuaZip::mdUnzip)) {
        return damaged(QStringLiteral("zip error %1").arg(package->m_zip->getZipError()));
    }
    if (Result<> listed = package->readList(QFile(path).size()); !listed) {
        return failureOf(std::move(listed));
    }
    if (package->has(QStringLiteral("[Content_Types].xml"))) {
        return package;
    }
    if (package->has(QStringLiteral("content.xml"))) {
        return failure(ErrorKind::Invalid,
                       tr("This is an OpenDocument file (.ods). Open it in your spreadsheet program, save it as .xlsx "
                          "and bring that file."));
    }
    return failure(ErrorKind::Invalid,
                   tr("This archive holds no workbook. Save the table as .xlsx or .csv and bring that file."));
}

Result<> WorkbookPackage::readList(qint64 size)
{
    if (m_zip->getEntriesCount() > mostParts) {
        return damaged(QStringLiteral("%1 parts").arg(m_zip->getEntriesCount()));
    }
    for (bool more = m_zip->goToFirstFile(); more; more = m_zip->goToNextFile()) {
        QuaZipFileInfo64 info;
        if (!m_zip->getCurrentFileInfo(&info)) {
            return damaged(QStringLiteral("zip error %1").arg(m_zip->getZipError()));
        }
        // The size is what the archive says; more than the whole file is a lie.
        const Entry entry{info.name, qint64(std::min<quint64>(info.compressedSize, quint64(size))),
                          (info.flags & 1) != 0};
        if (!m_parts.contains(info.name.toLower())) {
            m_parts.insert(info.name.toLower(), entry);
        }
    }
    return {};
}

Result<std::unique_ptr<XmlPart>> WorkbookPackage::part(const QString &name, std::stop_token stop) const
{
    const auto entry = m_parts.constFind(name.toLower());
    if (entry == m_parts.cend()) {
        return failure(ErrorKind::Invalid,
                       tr("The workbook is incomplete: its part \"%1\" is missing. Open it in the program that made it "
                          "and save it again as .xlsx.")
                           .arg(name.left(100)));
    }
    if (entry->locked) {
        return locked();
    }
    auto file = std::make_unique<QuaZipFile>(m_zip.get());
    if (!m_zip->setCurrentFile(entry->name, QuaZip::csSensitive) || !file->open(QIODevice::ReadOnly)) {
        return damaged(QStringLiteral("%1: zip error %2").arg(name).arg(file->getZipError()));
    }
    return std::make_unique<XmlPart>(std::move(file), name, entry->packed, std::move(stop));
}

Result<QHash<QString, WorkbookPackage::Relation>> WorkbookPackage::relationsOf(const QString &part,
                                                                               std::stop_token stop) const
{
    const qsizetype slash = part.lastIndexOf(QLatin1Char('/'));
    const QString folder = part.left(slash + 1);
    QHash<QString, Relation> relations;
    const QString list = folder + QStringLiteral("_rels/") + part.mid(slash + 1) + QStringLiteral(".rels");
    Result<std::unique_ptr<XmlPart>> xml = this->part(list, std::move(stop));
    if (!xml) {
        return failureOf(std::move(xml));
    }
    while ((*xml)->next()) {
        if (!(*xml)->starts(u"Relationship") || (*xml)->attribute(u"TargetMode") == QLatin1String("External")) {
            continue;
        }
        const QString target = (*xml)->attribute(u"Target");
        const QString type = (*xml)->attribute(u"Type");
        // Only names inside the archive come out of this, whatever the target says.
        QString name =
            QDir::cleanPath(target.startsWith(QLatin1Char('/')) ? target : QLatin1Char('/') + folder + target);
        name.remove(0, 1);
        relations.insert((*xml)->attribute(u"Id"), {type.mid(type.lastIndexOf(QLatin1Char('/')) + 1), name});
        if (relations.size() > mostRelations) {
            return damaged(list + QStringLiteral(": too many relations"));
        }
    }
    if (Result<> read = (*xml)->outcome(); !read) {
        return failureOf(std::move(read));
    }
    return relations;
}

} // namespace AlwaysLeads
