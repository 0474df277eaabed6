#pragma once

#include "base/Result.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <functional>
#include <stop_token>

namespace AlwaysLeads {

/// How far an undo or a redo is.
struct EditProgress
{
    qint64 done = 0;
    qint64 total = 0; ///< rows of the table in which it changes most: the people, as a rule

    bool operator==(const EditProgress &) const = default;
};

/// Is told how far it is.
using EditListener = std::function<void(EditProgress)>;

/// Goes along with an undo or a redo on the database's thread: tells how far it is, at most ten times a second, and
/// ends it when it shall stop.
class EditWatch
{
    Q_DECLARE_TR_FUNCTIONS(EditHistory)
public:
    EditWatch(EditListener listener, std::stop_token stop);

    void setTotal(qint64 total) { m_total = total; }
    /// What follows takes so much of the whole.
    void begin(double from, double to);
    /// How much of it is done. Cancelled when it shall stop; the transaction then leaves everything as it was.
    Result<> at(double share);

private:
    const EditListener m_listener;
    const std::stop_token m_stop;
    QElapsedTimer m_sinceReport;
    qint64 m_total = 0;
    double m_from = 0;
    double m_to = 1;
};

} // namespace AlwaysLeads
