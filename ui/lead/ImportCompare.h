#pragma once

#include "lead/ImportPlan.h"
#include "widgets/DialogSheet.h"

class QButtonGroup;
class QGridLayout;

namespace AlwaysLeads {

class Label;

/// A row of the file beside the person there is already, or beside another row that is the same person, field by field,
/// and which of the two wins.
class ImportCompare : public DialogSheet
{
    Q_OBJECT
public:
    /// Beside somebody who is there already.
    ImportCompare(const ImportPreviewRow &row, QWidget *inside);
    /// Beside the row above that is the same person; `differences` are those of the two rows.
    ImportCompare(const ImportPreviewRow &row, const QList<FieldDifference> &differences, QWidget *inside);

Q_SIGNALS:
    void decided(qint64 row, const QMap<QString, AlwaysLeads::Winner> &decisions);
    void leftOut(qint64 row);
    /// They are two people.
    void parted(qint64 row);

private:
    void build(const QString &sentence, const QList<FieldDifference> &differences, bool canBeApart,
               const QString &applies);
    void addHead(QGridLayout *grid) const;
    void addField(QGridLayout *grid, int line, const FieldDifference &difference);
    void renew();
    void chooseAll(Winner winner);

    const qint64 m_row;
    const QString m_yours; ///< above the column of what is there: "You have", "Row 214"
    const QString m_files;
    const QString m_allYours; ///< takes the whole column: "All of row 214"
    const QString m_allFiles;
    QStringList m_fields;
    QList<QButtonGroup *> m_groups;
    QList<std::pair<Label *, Label *>> m_values;
};

} // namespace AlwaysLeads
