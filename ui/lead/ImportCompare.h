#pragma once

#include "lead/ImportPlan.h"
#include "widgets/DialogSheet.h"

class QButtonGroup;
class QGridLayout;

namespace AlwaysLeads {

class Label;

/// A row of the file beside the person there is already, field by field, and which of the two wins.
class ImportCompare : public DialogSheet
{
    Q_OBJECT
public:
    ImportCompare(const ImportPreviewRow &row, QWidget *inside);

Q_SIGNALS:
    void decided(qint64 row, const QMap<QString, AlwaysLeads::Winner> &decisions);

private:
    void addHead(QGridLayout *grid) const;
    void addField(QGridLayout *grid, int line, const FieldDifference &difference);
    void renew();
    void chooseAll(Winner winner);

    const qint64 m_row;
    QStringList m_fields;
    QList<QButtonGroup *> m_groups;
    QList<std::pair<Label *, Label *>> m_values;
};

} // namespace AlwaysLeads
