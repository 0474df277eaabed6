#include "spreadsheet/XmlPart.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qint64 largestPart = 4LL * 1024 * 1024 * 1024;
// A real sheet packs ten to forty times; deflate itself cannot do more than a thousand.
constexpr qint64 largestRatio = 250;
constexpr qint64 ratioCountsFrom = 64 * 1024 * 1024;
constexpr qint64 longestToken = 64 * 1024 * 1024;
constexpr int deepest = 64;

} // namespace

/// Counts what comes out of the archive.
class XmlPart::Unpacked final : public QIODevice
{
public:
    Unpacked(std::unique_ptr<QIODevice> device, qint64 packed, std::stop_token stop)
        : m_inner(std::move(device))
        , m_packed(packed)
        , m_stop(std::move(stop))
    {
        open(QIODevice::ReadOnly);
    }

    enum class Verdict { Fine, Stopped, TooLarge, Damaged };
    Verdict verdict() const { return m_verdict; }
    void markToken() { m_tokenStart = m_total; }
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        if (m_stop.stop_requested()) {
            return refuse(Verdict::Stopped);
        }
        const qint64 got = m_inner->read(data, most);
        if (got < 0) {
            return refuse(Verdict::Damaged);
        }
        m_total += got;
        if (m_total > largestPart || m_total - m_tokenStart > longestToken
            || (m_total > ratioCountsFrom && m_total / std::max<qint64>(m_packed, 1) > largestRatio)) {
            return refuse(Verdict::TooLarge);
        }
        return got;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    qint64 refuse(Verdict why)
    {
        m_verdict = why;
        return -1;
    }

    std::unique_ptr<QIODevice> m_inner;
    qint64 m_packed;
    std::stop_token m_stop;
    qint64 m_total = 0;
    qint64 m_tokenStart = 0;
    Verdict m_verdict = Verdict::Fine;
};

XmlPart::XmlPart(std::unique_ptr<QIODevice> device, QString name, qint64 packed, std::stop_token stop)
    : m_name(std::move(name))
    , m_device(std::make_unique<Unpacked>(std::move(device), packed, std::move(stop)))
    , m_xml(m_device.get())
{
}

XmlPart::~XmlPart() = default;

bool XmlPart::fail(ErrorKind kind, const QString &sentence, const QString &detail)
{
    m_error = Error{kind, sentence, m_name + QStringLiteral(": ") + detail};
    return false;
}

bool XmlPart::next()
{
    if (m_error || m_xml.atEnd()) {
        return false;
    }
    m_device->markToken();
    const QXmlStreamReader::TokenType token = m_xml.readNext();
    switch (m_device->verdict()) {
    case Unpacked::Verdict::Stopped:
        return fail(ErrorKind::Cancelled, tr("Cancelled."), QStringLiteral("stopped"));
    case Unpacked::Verdict::TooLarge:
        return fail(ErrorKind::Invalid,
                    tr("The workbook unpacks to far more than a workbook of its size holds, so it was not read. Open "
                       "it in the program that made it and save it again as .xlsx."),
                    QStringLiteral("too large"));
    case Unpacked::Verdict::Damaged:
    case Unpacked::Verdict::Fine:
        break;
    }
    switch (token) {
    case QXmlStreamReader::DTD:
    case QXmlStreamReader::EntityReference:
        return fail(ErrorKind::Invalid,
                    tr("The workbook holds definitions that no spreadsheet program writes, so it was not read."),
                    QStringLiteral("document type definition"));
    case QXmlStreamReader::StartElement:
        if (++m_depth > deepest) {
            return fail(ErrorKind::Invalid, tr("The workbook is nested deeper than any that can be read."),
                        QStringLiteral("too deep"));
        }
        return true;
    case QXmlStreamReader::EndElement:
        --m_depth;
        return true;
    case QXmlStreamReader::EndDocument:
        return false;
    case QXmlStreamReader::Invalid:
        return fail(ErrorKind::Invalid,
                    tr("The workbook is damaged. Open it in the program that made it and save it again as .xlsx."),
                    m_xml.errorString());
    default:
        return true;
    }
}

Result<> XmlPart::outcome() const
{
    return m_error ? Result<>(tl::unexpected<Error>(*m_error)) : Result<>();
}

QString XmlPart::attribute(QStringView name) const
{
    for (const QXmlStreamAttribute &attribute : m_xml.attributes()) {
        if (attribute.name() == name) {
            return attribute.value().toString();
        }
    }
    return {};
}

} // namespace AlwaysLeads
