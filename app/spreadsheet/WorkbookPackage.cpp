#include "spreadsheet/WorkbookPackage.h"

#include <QDir>
#include <QFile>

#include <zip.h>

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

/// One unpacked part as Qt reads files.
class PartDevice final : public QIODevice
{
public:
    explicit PartDevice(zip_file_t *file)
        : m_file(file)
    {
        open(QIODevice::ReadOnly);
    }
    ~PartDevice() override { zip_fclose(m_file); }
    Q_DISABLE_COPY_MOVE(PartDevice)
    bool isSequential() const override { return true; }

protected:
    /// libzip compares the checksum when it has reached the end, so a part that was changed on its way ends in an
    /// error.
    qint64 readData(char *data, qint64 most) override { return zip_fread(m_file, data, zip_uint64_t(most)); }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    zip_file_t *m_file;
};

QString errorOf(zip_t *archive)
{
    return QString::fromUtf8(zip_strerror(archive));
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
    for (const char *picture : {"\x89PNG\r\n", "\xFF\xD8\xFF", "GIF8"}) {
        if (start.startsWith(picture)) {
            return failure(
                ErrorKind::Invalid,
                PackageText::tr("This is a picture, which holds no rows. Bring the table itself, as .xlsx or "
                                ".csv."));
        }
    }
    if (start.startsWith("\x1F\x8B") || start.startsWith("SQLite format 3")) {
        return failure(
            ErrorKind::Invalid,
            PackageText::tr("This is a compressed file or a database, not a table. Bring the table in it, as "
                            ".xlsx or .csv."));
    }
    return TableKind::Text;
}

void WorkbookPackage::Close::operator()(zip *archive) const
{
    zip_discard(archive);
}

WorkbookPackage::WorkbookPackage() = default;
WorkbookPackage::~WorkbookPackage() = default;

Result<std::unique_ptr<WorkbookPackage>> WorkbookPackage::open(const QString &path)
{
    std::unique_ptr<WorkbookPackage> package(new WorkbookPackage);
    int code = 0;
#ifdef Q_OS_WIN
    const QByteArray name = path.toUtf8();
#else
    const QByteArray name = QFile::encodeName(path);
#endif
    package->m_zip.reset(zip_open(name.constData(), ZIP_RDONLY, &code));
    if (!package->m_zip) {
        zip_error_t error;
        zip_error_init_with_code(&error, code);
        const QString detail = QString::fromUtf8(zip_error_strerror(&error));
        zip_error_fini(&error);
        return damaged(detail);
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
    const zip_int64_t count = zip_get_num_entries(m_zip.get(), 0);
    if (count > mostParts) {
        return damaged(QStringLiteral("%1 parts").arg(count));
    }
    for (zip_int64_t index = 0; index < count; ++index) {
        zip_stat_t entry;
        constexpr zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_COMP_SIZE;
        if (zip_stat_index(m_zip.get(), zip_uint64_t(index), 0, &entry) != 0 || (entry.valid & needed) != needed) {
            return damaged(errorOf(m_zip.get()));
        }
        const bool locked = (entry.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && entry.encryption_method != ZIP_EM_NONE;
        const QString name = QString::fromUtf8(entry.name).toLower();
        if (!m_parts.contains(name)) {
            // The size is what the archive says; more than the whole file is a lie.
            m_parts.insert(name, {quint64(index), qint64(std::min<quint64>(entry.comp_size, quint64(size))), locked});
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
    zip_file_t *file = zip_fopen_index(m_zip.get(), entry->index, 0);
    if (!file) {
        return damaged(name + QStringLiteral(": ") + errorOf(m_zip.get()));
    }
    return std::make_unique<XmlPart>(std::make_unique<PartDevice>(file), name, entry->packed, std::move(stop));
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
