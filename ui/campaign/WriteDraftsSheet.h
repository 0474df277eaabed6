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
    /// For chosen people of whatever campaigns: names those for whom nothing is written, and why.
    WriteDraftsSheet(const WritingPlan &plan, const WritingCost &cost, QWidget *inside);

Q_SIGNALS:
    void chosen(AlwaysLeads::WritingWay way);

private:
    WriteDraftsSheet(const QString &title, int drafts, const WritingCost &cost, QWidget *inside);
    void addLine(const QString &text, const QString &lead = {});
    void addParts(const WritingPlan &plan);
    void addUnwritten(const QList<Unwritten> &people);
    void addWays();
    void addRest(const QStringList &others);
    void addButtons(bool anything);
    RadioButton *addWay(const QString &name, const QString &title, const QuestionCost &cost, const QString &when);
    void renew();

    WritingCost m_cost;
    RadioButton *m_atOnce = nullptr; ///< both: not there while Claude writes none of them
    RadioButton *m_together = nullptr;
    Label *m_left;
    Button *m_write;
};

} // namespace AlwaysLeads
