#pragma once

#include "lead/LeadMerge.h"
#include "widgets/DialogSheet.h"

#include <stop_token>

namespace AlwaysLeads {

class Button;
class Label;

/// People who are probably the same one, group by group, each with a way to the merge, or to say that they are
/// different ones.
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
    /// They are not asked about again; `label` says it, and undo takes it back.
    void keptApart(const QString &label);
    void failed(const AlwaysLeads::Error &error);

private:
    QWidget *lineOf(const DuplicateGroup &group);
    void keepApart(const QList<LeadId> &people);
    void show(const QList<DuplicateGroup> &groups);

    LeadMerge &m_merge;
    std::stop_source m_looking;
    Label *m_state;
    Button *m_close;
    QWidget *m_list = nullptr;
};

} // namespace AlwaysLeads
