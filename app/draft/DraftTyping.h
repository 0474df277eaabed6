#pragma once

#include "draft/Draft.h"
#include "storage/Connection.h"

#include <optional>

namespace AlwaysLeads {

/// Words that a person is typing into a draft and has not kept yet. They outlive a crash.
struct DraftTyping
{
    DraftId draft;
    QString subject;
    QString body;
    int place = 0; ///< of the cursor, in characters
    bool inSubject = false; ///< where the cursor is

    bool operator==(const DraftTyping &) const = default;
};

/// The table draft_typing.
class DraftTypingStore
{
public:
    Result<> put(Connection &connection, const DraftTyping &typing, const QDateTime &now) const;
    Result<> remove(Connection &connection, DraftId draft) const;
    Result<std::optional<DraftTyping>> find(Connection &connection, DraftId draft) const;
    /// The last one typed at, of a draft that can still be edited.
    Result<std::optional<DraftTyping>> last(Connection &connection) const;
};

} // namespace AlwaysLeads
