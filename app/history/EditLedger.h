#pragma once

#include "history/EditProgress.h"
#include "history/EditRecording.h"
#include "history/EditStore.h"
#include "history/EditedRecords.h"

#include <memory>

namespace AlwaysLeads {

/// What the work of an edit says about itself.
struct EditNote
{
    QString label; ///< "4 people deleted"
    /// Edits that follow each other under the same words become one, such as a note that is saved while it is typed.
    QString joins;
    qint64 import = 0; ///< the import this is; 0: it is none
};

/// What can be undone and done again next.
struct EditState
{
    QString undo; ///< the label; empty when there is nothing
    QString redo;
    qint64 newest = 0;

    bool operator==(const EditState &) const = default;
};

struct EditLimits
{
    qint64 edits = 2000;
    qint64 bytes = 64 * 1024 * 1024;
    qint64 importBytes = 128 * 1024 * 1024; ///< what brings one import back that was undone
    int days = 30;
};

/// The part of the history that runs inside transactions on the writer's thread. It is shared with the work that waits
/// there, which may end later than the history itself.
class EditLedger
{
    Q_DECLARE_TR_FUNCTIONS(EditHistory)
public:
    /// What became of the recording of one edit.
    struct Kept
    {
        EditState state;
        bool isNew = false;
        QString label;
        QString joins;
    };
    /// One step back or forth; no edit: there was none. An import that is to be undone is only named.
    struct Step
    {
        std::optional<Edit> edit;
        EditedRows rows;
        EditState state;
    };

    EditLedger(std::unique_ptr<EditedRecords> records, EditLimits limits);

    const EditLimits &limits() const { return m_limits; }
    Result<EditState> open(Connection &connection, const QDateTime &oldest) const;
    Result<EditState> read(Connection &connection) const;
    Result<EditRecording> record(Connection &connection) const;
    /// `joining`: the newest entry may be joined under these words.
    Result<Kept> keep(Connection &connection, const EditRecording &recording, const EditNote &note,
                      const QString &joining, const QDateTime &now) const;
    /// `newest`: what the person saw that would be undone; refused where something came since. 0: whatever it is.
    Result<Step> step(Connection &connection, bool undoes, qint64 newest, const QDateTime &now, EditWatch &watch) const;
    Result<EditState> noteImport(Connection &connection, const Edit &edit) const;
    /// Of everything that goes with an import that is taken back.
    Result<EditRecording> recordReversal(Connection &connection) const;
    /// An import was taken back. With a recording it can be done again, unless that would be too much to keep.
    Result<EditState> keepReversal(Connection &connection, const EditRecording *recording, const Edit &import,
                                   const QDateTime &now) const;
    /// An import that is gone, and what was undone after it: it cannot be done again either.
    Result<EditState> forgetImport(Connection &connection, qint64 import) const;

private:
    Result<> put(Connection &connection, const ChangeSet &changes, const EditNote &note, const QString &joining,
                 const QDateTime &now, Kept &kept) const;
    Result<EditedRows> apply(Connection &connection, const ChangeSet &changes, const QString &label, bool undoes,
                             EditWatch &watch) const;
    Error inTheWay(Connection &connection, const EditClash &clash, const QString &label, bool undoes) const;

    const std::unique_ptr<EditedRecords> m_records;
    const EditLimits m_limits;
    EditStore m_store;
};

} // namespace AlwaysLeads
