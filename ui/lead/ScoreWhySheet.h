#pragma once

#include "scoring/ScoreCard.h"
#include "widgets/DialogSheet.h"

namespace AlwaysLeads {

/// Every rule held against one person: what it looked at, and whether it counts.
class ScoreWhySheet : public DialogSheet
{
    Q_OBJECT
public:
    ScoreWhySheet(const QString &name, const QList<ScoreLine> &lines, QWidget *inside);

Q_SIGNALS:
    void rulesRequested();

private:
    void addPart(ScorePart part, const QList<ScoreLine> &lines);
};

} // namespace AlwaysLeads
