#pragma once

#include "lead/Lead.h"

#include <QObject>

namespace AlwaysLeads {

class AddressChecks;
class Shell;
struct AddressCheckSum;

/// "Check the addresses" as the leads page offers it, and what the window says of it while and after it runs.
class LeadAddresses : public QObject
{
    Q_OBJECT
public:
    LeadAddresses(AddressChecks &checks, Shell &shell, QObject *page);

    void check(const QList<LeadId> &leads);
    /// "2 addresses can get no mail"
    static QString unreachable(qint64 addresses);

private:
    void showEnded(const AddressCheckSum &sum);

    AddressChecks &m_checks;
    Shell &m_shell;
};

} // namespace AlwaysLeads
