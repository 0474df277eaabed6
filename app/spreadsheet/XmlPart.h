#pragma once

#include "base/Result.h"

#include <QCoreApplication>
#include <QIODevice>
#include <QXmlStreamReader>

#include <memory>
#include <optional>
#include <stop_token>

namespace AlwaysLeads {

/// One XML file inside a workbook, read as a stream and never trusted: what unpacks to far more than it holds, nests
/// without end, brings entities of its own or a text without end is refused.
class XmlPart
{
    Q_DECLARE_TR_FUNCTIONS(Workbook)
public:
    /// `packed` is how many bytes of the archive the part can take at most.
    XmlPart(std::unique_ptr<QIODevice> device, QString name, qint64 packed, std::stop_token stop);
    ~XmlPart();
    XmlPart(const XmlPart &) = delete;
    XmlPart &operator=(const XmlPart &) = delete;

    /// Goes to the next token. False at the end and after a failure: outcome() tells which.
    bool next();
    Result<> outcome() const;

    bool starts(QStringView element) const { return m_xml.isStartElement() && m_xml.name() == element; }
    bool ends(QStringView element) const { return m_xml.isEndElement() && m_xml.name() == element; }
    bool isText() const { return m_xml.isCharacters(); }
    QStringView text() const { return m_xml.text(); }
    /// Empty when the element does not have it; the name without its namespace.
    QString attribute(QStringView name) const;

private:
    class Unpacked;
    bool fail(ErrorKind kind, const QString &sentence, const QString &detail);

    QString m_name;
    std::unique_ptr<Unpacked> m_device;
    QXmlStreamReader m_xml;
    int m_depth = 0;
    std::optional<Error> m_error;
};

} // namespace AlwaysLeads
