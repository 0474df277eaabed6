#pragma once

#include "storage/Connection.h"

#include <memory>

namespace AlwaysLeads {

/// A connection with the settings every one of ours has, closed with this object. Lives and dies on one thread.
class OpenConnection
{
    Q_DECLARE_TR_FUNCTIONS(AlwaysLeads::OpenConnection)

public:
    enum class Mode {
        Look, ///< changes nothing, not even the journal mode
        Read, ///< for queries, beside a writer
        Write, ///< makes the file where missing
    };

    static Result<std::unique_ptr<OpenConnection>> open(const QString &path, Mode mode);
    ~OpenConnection();

    Connection &connection() { return *m_connection; }

private:
    OpenConnection();
    Result<> prepare(Mode mode);

    QString m_name;
    std::unique_ptr<Connection> m_connection;
};

} // namespace AlwaysLeads
