#pragma once

#include "history/EditProgress.h"
#include "storage/Connection.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QMap>
#include <QStringList>

#include <optional>
#include <vector>

namespace AlwaysLeads {

/// The numbers of a row's primary key; 0 for a part that is missing or a text.
struct EditedKey
{
    qint64 first = 0;
    qint64 second = 0;

    bool operator==(const EditedKey &) const = default;
};

/// The rows a change set touches, by table.
using EditedRows = QMap<QString, std::vector<EditedKey>>;

/// Why a change set cannot be applied.
struct EditClash
{
    enum class Kind {
        Changed, ///< the row has other values by now
        Gone, ///< the row is not there any more
        Taken, ///< another row has what must be unique
        Needed, ///< something else refers to what would go
    };
    Kind kind = Kind::Changed;
    QString table;
    EditedKey key;
    QStringList values; ///< what was to be written, by column; empty where it is no text

    bool operator==(const EditClash &) const = default;
};

/// What is worked out again by itself and is nobody's doing: that it is another by now stands in the way of nothing.
struct EditedDerived
{
    QMap<QString, QStringList> columns; ///< by table
    QStringList tables; ///< whose rows go along with those they refer to
};

/// Changes of rows as SQLite's session extension writes them down: what was before and what is after.
class ChangeSet
{
    Q_DECLARE_TR_FUNCTIONS(EditHistory)
public:
    ChangeSet() = default;
    explicit ChangeSet(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
    }

    bool isEmpty() const { return m_bytes.isEmpty(); }
    const QByteArray &bytes() const { return m_bytes; }
    /// What takes these changes back.
    Result<ChangeSet> inverted() const;
    /// These changes and then those as one.
    Result<ChangeSet> followedBy(const ChangeSet &next) const;
    Result<EditedRows> rows() const;
    /// Inside the transaction in force: all, or nothing and what stood in the way. Cancelled when the watch says so.
    Result<std::optional<EditClash>> applyTo(Connection &connection, const EditedDerived &derived,
                                             EditWatch &watch) const;

private:
    Result<std::optional<EditClash>> tryOn(Connection &connection, const EditedDerived &derived,
                                           const QStringList &parks, EditWatch &watch) const;

    QByteArray m_bytes;
};

} // namespace AlwaysLeads
