#pragma once

#include "lead/LeadMerge.h"
#include "widgets/DialogSheet.h"

#include <stop_token>

namespace AlwaysLeads {

class Label;

/// People who are probably the same one, group by group, each with a way to the merge.
class DuplicatesSheet : public DialogSheet
{
    Q_OBJECT
public:
    DuplicatesSheet(LeadMerge &merge, QWidget *inside);
    ~DuplicatesSheet() override;

    /// Again, after some have become one.
    void look();

Q_SIGNALS:
    void chosen(const QList<AlwaysLeads::LeadId> &people);

private:
    void show(const QList<DuplicateGroup> &groups);

    LeadMerge &m_merge;
    std::stop_source m_looking;
    Label *m_state;
    QWidget *m_list = nullptr;
};

} // namespace AlwaysLeads
