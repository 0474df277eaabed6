#pragma once

#include <QObject>

namespace AlwaysLeads {

/// Hears when the system asks the program to end (SIGTERM when somebody logs out, SIGHUP, SIGINT), so that it can end
/// in order: what is being sent comes to its end, and the next start need not read the whole data file. Asked once
/// more, the system ends it at once. Nothing on systems without signals.
class EndSignals : public QObject
{
    Q_OBJECT
public:
    explicit EndSignals(QObject *parent = nullptr);
    ~EndSignals() override;

Q_SIGNALS:
    void endRequested();
};

} // namespace AlwaysLeads
