#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QDateTime>
#include <QString>

namespace AlwaysLeads {

/// A folder as LIST shows it.
struct ImapFolder
{
    QByteArray wireName; ///< for commands
    QString name; ///< for people
    QString separator; ///< between a folder and one in it; empty: none
    QByteArrayList attributes; ///< lower case: "\\sent"

    /// The name without the folders it is in.
    QString lastName() const { return separator.isEmpty() ? name : name.section(separator, -1); }
    bool has(const QByteArray &attribute) const { return attributes.contains(attribute); }
    bool operator==(const ImapFolder &) const = default;
};

/// What a server says of a folder. UIDs mean something only together with uidValidity: when that changed, all that was
/// known of the folder is void (RFC 9051 §2.3.1.1).
struct ImapFolderState
{
    quint32 uidValidity = 0;
    quint32 uidNext = 0; ///< 0: not told
    quint32 exists = 0; ///< mails in it
    quint64 highestModSeq = 0; ///< 0: the server counts none (RFC 7162)

    bool operator==(const ImapFolderState &) const = default;
};

/// One mail of an examined folder.
struct ImapMail
{
    quint32 uid = 0;
    QByteArrayList flags; ///< lower case: "\\seen"
    QDateTime arrivedAt; ///< by the server's clock, in UTC; invalid: not told
    qint64 size = 0; ///< bytes
    QByteArray header; ///< the fields asked for, as they stand in the mail

    bool operator==(const ImapMail &) const = default;
};

/// Where an appended mail lies (RFC 4315); zeros where the server does not tell.
struct ImapPlace
{
    quint32 uidValidity = 0;
    quint32 uid = 0;

    bool operator==(const ImapPlace &) const = default;
};

} // namespace AlwaysLeads
