#pragma once

#include "assistant/MailBrief.h"
#include "storage/Connection.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace AlwaysLeads {

/// How the person wants Claude to write, besides who they are.
struct WritingProfile
{
    QStringList proofs; ///< what they can prove, one sentence each
    QString tone;
    QStringList neverSay;

    bool operator==(const WritingProfile &) const = default;
};

/// Kept among the settings, each list as lines.
class WritingProfileStore
{
public:
    static Result<WritingProfile> read(Connection &connection);
    static Result<QStringList> proofs(Connection &connection);
    /// Cleaned: no control characters, at most 40 lines of 300 characters.
    static Result<> write(Connection &connection, const WritingProfile &profile);
    /// Adds it and the rules that were kept to what Claude is told of the sender.
    static Result<> addTo(Connection &connection, MailAuthor &author);
};

} // namespace AlwaysLeads
