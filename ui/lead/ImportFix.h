#pragma once

#include "lead/ImportPlan.h"
#include "widgets/DialogSheet.h"

#include <QMap>

namespace AlwaysLeads {

class TextField;

/// The cells of a row that is refused, to be typed right. The file itself stays as it is.
class ImportFix : public DialogSheet
{
    Q_OBJECT
public:
    /// `plan` says which columns there are and what they hold.
    ImportFix(const ImportPreviewRow &row, const ImportPlan &plan, QWidget *inside);

Q_SIGNALS:
    /// Only the cells that were changed, by column.
    void corrected(qint64 row, const QMap<qsizetype, QString> &cells);

private:
    void check(qsizetype column);
    void apply();

    const ImportPreviewRow m_row;
    const QList<ColumnChoice> m_columns;
    QMap<qsizetype, TextField *> m_fields;
};

} // namespace AlwaysLeads
