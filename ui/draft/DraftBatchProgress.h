#pragma once

#include <QObject>

namespace AlwaysLeads {

class DraftBatches;
class Shell;
struct DraftBatchSum;

/// Shows in the window how drafts that are written together come along, and what became of them.
class DraftBatchProgress : public QObject
{
    Q_OBJECT
public:
    DraftBatchProgress(DraftBatches &batches, Shell &shell, QObject *parent);

private:
    void showProgress(qint64 done, qint64 total);
    void showEnded(const DraftBatchSum &sum);

    DraftBatches &m_batches;
    Shell &m_shell;
};

} // namespace AlwaysLeads
