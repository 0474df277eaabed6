#pragma once

#include "history/ChangeSet.h"

struct sqlite3_session;

namespace AlwaysLeads {

/// Writes down what happens to the rows of a connection's tables while it lives.
class EditRecording
{
    Q_DECLARE_TR_FUNCTIONS(EditHistory)
public:
    /// Of these tables, or of all when there are none.
    static Result<EditRecording> start(Connection &connection, const QStringList &tables);
    EditRecording(EditRecording &&other) noexcept;
    EditRecording &operator=(EditRecording &&other) = delete;
    EditRecording(const EditRecording &) = delete;
    EditRecording &operator=(const EditRecording &) = delete;
    ~EditRecording();

    Result<ChangeSet> changes() const;

private:
    explicit EditRecording(sqlite3_session *session)
        : m_session(session)
    {
    }

    sqlite3_session *m_session;
};

} // namespace AlwaysLeads
