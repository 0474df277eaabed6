#pragma once

#include "analytics/FigureTable.h"
#include "widgets/DialogSheet.h"

namespace AlwaysLeads {

/// The numbers behind a chart, as a table.
class FigureSheet : public DialogSheet
{
    Q_OBJECT
public:
    FigureSheet(const FigureTable &table, QWidget *inside);

Q_SIGNALS:
    void saveRequested();
};

} // namespace AlwaysLeads
