#pragma once

#include "draft/DraftWriter.h"
#include "widgets/DialogSheet.h"

namespace AlwaysLeads {

class Label;
class RadioButton;

/// Says what writing the drafts of a campaign costs, before anything is asked, and lets the person choose when Claude
/// writes.
class WriteDraftsSheet : public DialogSheet
{
    Q_OBJECT
public:
    WriteDraftsSheet(const WritingCost &cost, QWidget *inside);

Q_SIGNALS:
    void chosen(AlwaysLeads::WritingWay way);

private:
    RadioButton *addWay(const QString &name, const QString &title, const QuestionCost &cost, const QString &when);
    void renew();

    WritingCost m_cost;
    RadioButton *m_atOnce;
    RadioButton *m_together;
    Label *m_left;
    Button *m_write;
};

} // namespace AlwaysLeads
