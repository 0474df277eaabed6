#pragma once

#include "campaign/Campaign.h"
#include "widgets/DialogSheet.h"

namespace AlwaysLeads {

class TableView;

/// The people behind a line of the launch check, to be mended one by one or left out together.
class MissingSheet : public DialogSheet
{
    Q_OBJECT
public:
    MissingSheet(const LaunchCheckLine &line, const QList<EnrolledPerson> &people, QWidget *inside);

Q_SIGNALS:
    /// Their page, where the value is filled in.
    void opened(AlwaysLeads::LeadId lead);
    /// The preview shows this one.
    void previewed(AlwaysLeads::LeadId lead);
    void leaveOutWanted(const QList<AlwaysLeads::LeadId> &people);

private:
    LeadId current() const;

    TableView *m_table;
    QList<EnrolledPerson> m_people;
};

} // namespace AlwaysLeads
