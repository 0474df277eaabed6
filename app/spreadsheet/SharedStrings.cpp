#include "spreadsheet/SharedStrings.h"

#include <QDir>

namespace AlwaysLeads {

namespace {

constexpr qsizetype pendingBytes = 256 * 1024;
constexpr std::size_t mostTexts = 16'000'000;

} // namespace

QString withoutEscapes(const QString &text)
{
    qsizetype at = text.indexOf(QLatin1String("_x"));
    if (at < 0) {
        return text;
    }
    QString plain = text;
    for (; at >= 0 && at + 7 <= plain.size(); at = plain.indexOf(QLatin1String("_x"), at + 1)) {
        bool ok = false;
        const uint code = plain.mid(at + 2, 4).toUInt(&ok, 16);
        if (ok && plain.at(at + 6) == QLatin1Char('_')) {
            plain.replace(at, 7, QChar(char16_t(code)));
        }
    }
    return plain;
}

Result<> SharedStrings::read(XmlPart &part)
{
    m_file.setFileTemplate(QDir::tempPath() + QStringLiteral("/alwaysleads-texts"));
    if (!m_file.open()) {
        return failure(
            ErrorKind::Storage,
            tr("There is no room for temporary files, so the workbook cannot be read: %1").arg(m_file.errorString()));
    }
    QString text;
    bool inText = false;
    bool inReading = false; // how a Japanese text is read aloud stands beside it
    while (part.next()) {
        if (part.isText()) {
            if (inText && !inReading) {
                text += part.text();
            }
        } else if (part.starts(u"si")) {
            text.clear();
        } else if (part.starts(u"t") || part.ends(u"t")) {
            inText = part.starts(u"t");
        } else if (part.starts(u"rPh") || part.ends(u"rPh")) {
            inReading = part.starts(u"rPh");
        } else if (part.ends(u"si")) {
            if (Result<> appended = append(text); !appended) {
                return appended;
            }
        }
    }
    if (Result<> read = part.outcome(); !read) {
        return read;
    }
    if (m_file.write(m_pending) != m_pending.size() || !m_file.flush()) {
        return failure(ErrorKind::Storage, tr("The temporary file cannot be written: %1").arg(m_file.errorString()));
    }
    m_pending = QByteArray();
    if (m_file.size() > 0) {
        m_map = m_file.map(0, m_file.size());
        if (m_map == nullptr) {
            return failure(ErrorKind::Storage, tr("The temporary file cannot be read: %1").arg(m_file.errorString()));
        }
    }
    return {};
}

Result<> SharedStrings::append(const QString &text)
{
    if (m_ends.size() >= mostTexts) {
        return failure(ErrorKind::Invalid, tr("The workbook holds more texts than can be read. Save it as CSV."));
    }
    const QByteArray bytes = withoutEscapes(text).toUtf8();
    m_ends.push_back((m_ends.empty() ? 0 : m_ends.back()) + bytes.size());
    m_pending += bytes;
    if (m_pending.size() >= pendingBytes) {
        if (m_file.write(m_pending) != m_pending.size()) {
            return failure(ErrorKind::Storage,
                           tr("The temporary file cannot be written: %1").arg(m_file.errorString()));
        }
        m_pending.clear();
    }
    return {};
}

std::optional<QString> SharedStrings::at(qint64 number) const
{
    if (number < 0 || std::size_t(number) >= m_ends.size()) {
        return std::nullopt;
    }
    const qint64 start = number == 0 ? 0 : m_ends[std::size_t(number - 1)];
    const qint64 end = m_ends[std::size_t(number)];
    if (start == end) {
        return QString(QLatin1String(""));
    }
    return QString::fromUtf8(reinterpret_cast<const char *>(m_map + start), qsizetype(end - start));
}

} // namespace AlwaysLeads
