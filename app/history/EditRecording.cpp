#include "history/EditRecording.h"

#include "history/SqliteSession.h"

#include <utility>

namespace AlwaysLeads {

namespace {

tl::unexpected<Error> notRecorded(const char *what, int code)
{
    return failure(ErrorKind::Storage,
                   EditRecording::tr("What was done could not be noted for undo, so nothing was saved."),
                   QStringLiteral("%1: SQLite %2").arg(QLatin1String(what)).arg(code));
}

} // namespace

Result<EditRecording> EditRecording::start(Connection &connection, const QStringList &tables)
{
    sqlite3_session *session = nullptr;
    if (const int code = sqlite3session_create(connection.handle(), "main", &session); code != SQLITE_OK) {
        return notRecorded("session", code);
    }
    EditRecording recording(session);
    if (tables.isEmpty()) {
        if (const int code = sqlite3session_attach(session, nullptr); code != SQLITE_OK) {
            return notRecorded("all tables", code);
        }
    }
    for (const QString &table : tables) { // their order is that of the change set
        if (const int code = sqlite3session_attach(session, table.toUtf8().constData()); code != SQLITE_OK) {
            return notRecorded("table", code);
        }
    }
    return recording;
}

EditRecording::EditRecording(EditRecording &&other) noexcept
    : m_session(std::exchange(other.m_session, nullptr))
{
}

EditRecording::~EditRecording()
{
    if (m_session != nullptr) {
        sqlite3session_delete(m_session);
    }
}

Result<ChangeSet> EditRecording::changes() const
{
    int size = 0;
    void *bytes = nullptr;
    if (const int code = sqlite3session_changeset(m_session, &size, &bytes); code != SQLITE_OK) {
        return notRecorded("change set", code);
    }
    ChangeSet changes(QByteArray(static_cast<const char *>(bytes), size));
    sqlite3_free(bytes);
    return changes;
}

} // namespace AlwaysLeads
