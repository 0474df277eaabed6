#include "lead/RawStatement.h"

#include <sqlite3.h>

namespace AlwaysLeads {

namespace {

int bind(sqlite3_stmt *statement, int place, const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::UnknownType:
        return sqlite3_bind_null(statement, place);
    case QMetaType::Double:
        return sqlite3_bind_double(statement, place, value.toDouble());
    case QMetaType::QString: {
        const QByteArray text = value.toString().toUtf8();
        return sqlite3_bind_text(statement, place, text.constData(), int(text.size()), SQLITE_TRANSIENT);
    }
    case QMetaType::QDateTime:
        return sqlite3_bind_int64(statement, place, value.toDateTime().toMSecsSinceEpoch());
    default:
        return sqlite3_bind_int64(statement, place, value.toLongLong());
    }
}

} // namespace

RawStatement::RawStatement(Connection &connection, const QString &sql, const QVariantList &values)
    : m_connection(connection)
{
    const QByteArray text = sql.toUtf8();
    m_code = sqlite3_prepare_v2(connection.handle(), text.constData(), int(text.size()), &m_statement, nullptr);
    for (qsizetype place = 0; m_code == SQLITE_OK && place < values.size(); ++place) {
        m_code = bind(m_statement, int(place) + 1, values.at(place));
    }
}

RawStatement::~RawStatement()
{
    sqlite3_finalize(m_statement);
}

void RawStatement::again(qint64 first)
{
    if (m_statement == nullptr) {
        return; // it could not be prepared, as outcome() says
    }
    sqlite3_reset(m_statement);
    m_code = sqlite3_bind_int64(m_statement, 1, first);
    m_ended = false;
}

bool RawStatement::next()
{
    if (m_ended || (m_code != SQLITE_OK && m_code != SQLITE_ROW)) {
        m_ended = true;
        return false;
    }
    m_code = sqlite3_step(m_statement);
    m_ended = m_code != SQLITE_ROW;
    return !m_ended;
}

qint64 RawStatement::number(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

std::string_view RawStatement::text(int column) const
{
    const auto *bytes = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    return bytes == nullptr ? std::string_view()
                            : std::string_view(bytes, size_t(sqlite3_column_bytes(m_statement, column)));
}

Result<> RawStatement::outcome() const
{
    switch (m_code) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return {};
    case SQLITE_INTERRUPT:
        return failure(ErrorKind::Cancelled, tr("Cancelled."));
    default:
        return failure(ErrorKind::Storage, tr("The data file could not be searched. Start again, or open a backup."),
                       QString::fromUtf8(sqlite3_errmsg(m_connection.handle())));
    }
}

} // namespace AlwaysLeads
