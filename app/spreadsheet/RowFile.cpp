#include "spreadsheet/RowFile.h"

#include "spreadsheet/CsvReader.h"

#include <QDir>

namespace AlwaysLeads {

namespace {

constexpr qsizetype pendingBytes = 256 * 1024;
// A sheet of a million rows of two hundred cells; beyond it somebody wants to fill the disk.
constexpr qint64 largestFile = 4LL * 1024 * 1024 * 1024;

} // namespace

Result<std::unique_ptr<RowFile>> RowFile::create()
{
    std::unique_ptr<RowFile> file(new RowFile);
    file->m_file.setFileTemplate(QDir::tempPath() + QStringLiteral("/alwaysleads-rows"));
    if (!file->m_file.open()) {
        return failure(ErrorKind::Storage,
                       tr("There is no room for temporary files, so the workbook cannot be read: %1")
                           .arg(file->m_file.errorString()));
    }
    return file;
}

Result<> RowFile::append(qint64 number, const QStringList &cells)
{
    for (++m_number; m_number < number; ++m_number) {
        m_pending += '\n';
    }
    for (qsizetype place = 0; place < cells.size(); ++place) {
        if (place > 0) {
            m_pending += ',';
        }
        if (!cells.at(place).isEmpty()) {
            m_pending += '"' + cells.at(place).toUtf8().replace('"', "\"\"") + '"';
        }
    }
    m_pending += '\n';
    if (m_pending.size() < pendingBytes) {
        return {};
    }
    Result<> written = write(m_pending);
    m_pending.clear();
    return written;
}

Result<> RowFile::finish()
{
    if (Result<> written = write(m_pending); !written) {
        return written;
    }
    m_pending = QByteArray();
    if (!m_file.flush()) {
        return failure(ErrorKind::Storage, tr("The temporary file cannot be written: %1").arg(m_file.errorString()));
    }
    return {};
}

Result<> RowFile::write(const QByteArray &bytes)
{
    m_size += bytes.size();
    if (m_size > largestFile) {
        return failure(ErrorKind::Invalid, tr("The sheet is larger than 4 GB. Save the part you need as CSV."));
    }
    if (m_file.write(bytes) != bytes.size()) {
        return failure(ErrorKind::Storage, tr("The temporary file cannot be written: %1").arg(m_file.errorString()));
    }
    return {};
}

Result<std::unique_ptr<RowSource>> RowFile::rows() const
{
    auto file = std::make_unique<QFile>(m_file.fileName());
    if (!file->open(QIODevice::ReadOnly)) {
        return failure(ErrorKind::Storage, tr("The temporary file cannot be read: %1").arg(file->errorString()));
    }
    return std::make_unique<CsvReader>(std::move(file), CsvFormat{CsvEncoding::Utf8, ',', true});
}

} // namespace AlwaysLeads
