#pragma once

#include "dnscheck/DomainReport.h"
#include "widgets/SheetFrame.h"

class QBoxLayout;
class QGridLayout;

namespace AlwaysLeads {

/// One check of a sender's domain: its verdict, what it means, the record as it is, and the one to put there, each part
/// ready to copy.
class DnsFindingCard : public Card
{
    Q_OBJECT

public:
    explicit DnsFindingCard(const DnsFinding &finding, QWidget *parent = nullptr);

Q_SIGNALS:
    /// `what` names it for the person: "The value".
    void copyWanted(const QString &text, const QString &what);

private:
    void addRecord(QBoxLayout *lines, const DnsFinding &finding);
    void addPart(QGridLayout *grid, const QString &label, const QString &text, const QString &objectName,
                 const QString &spoken);
};

} // namespace AlwaysLeads
