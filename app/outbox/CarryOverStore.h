#pragma once

#include "outbox/Queueing.h"

namespace AlwaysLeads {

/// What the file that a restored copy replaced knew of its mails, and the copy did not.
struct CarriedMails
{
    int left = 0;
    int mayHaveLeft = 0; ///< unknown now: each is shown and waits for a decision
    int refused = 0; ///< or taken out: they do not wait any more
    int apart = 0; ///< left, to people, campaigns or mailboxes that the copy does not have

    bool operator==(const CarriedMails &) const = default;
};

/// After going back to an older copy: a mail that has left since then must not wait there to leave again. Mails are
/// recognised by their Message-ID. Can be repeated.
class CarryOverStore
{
    Q_DECLARE_TR_FUNCTIONS(CarryOverStore)
public:
    /// Inside one transaction of `here`; `replaced` is only read.
    Result<CarriedMails> take(Connection &here, Connection &replaced, const QDateTime &now) const;

private:
    struct Row;
    struct Table;

    static Result<Table> shared(Connection &here, Connection &replaced, const QString &table, const QStringList &apart);
    static Result<QVariantList> read(Connection &from, const Table &table, const QString &name, qint64 id);
    Result<> takeOne(Connection &here, Connection &replaced, const Row &row, const Table &sends, const Table &drafts,
                     const QDateTime &now, CarriedMails &carried) const;
    /// The row of `here` for a mail that was queued after the copy was made; 0: it has no place for one.
    Result<qint64> makePlace(Connection &here, Connection &replaced, const Row &row, const Table &drafts) const;
    Result<> followOn(Connection &here, Connection &replaced, const Row &row, qint64 id, const QDateTime &now) const;
};

} // namespace AlwaysLeads
