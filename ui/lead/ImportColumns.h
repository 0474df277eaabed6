#pragma once

#include "lead/ImportPlan.h"
#include "widgets/SheetFrame.h"

class QVBoxLayout;

namespace AlwaysLeads {

class Combo;
class Label;
class LineEdit;
class Toggle;
class ScrollArea;

/// The left pane of the import sheet: where each column of the file goes, how the file is read, and a tag for
/// everybody.
class ImportColumns : public Pane
{
    Q_OBJECT
public:
    explicit ImportColumns(QWidget *parent = nullptr);

    /// Shows a look into a file and asks nothing.
    void show(const ImportLook &look);
    const ImportPlan &plan() const { return m_plan; }
    /// What the person chose in the merge view for one row of the file.
    void decide(qint64 row, const QMap<QString, Winner> &decisions);
    /// What the person typed in place of cells of one row; adds to what was typed before.
    void correct(qint64 row, const QMap<qsizetype, QString> &cells);
    void leaveOut(qint64 row, bool out);
    /// The row is nobody whom its name and company suggest.
    void setApart(qint64 row, bool apart);
    /// Offers to check the addresses after the import; `on` as the person last chose.
    void offerCheck(bool on);
    /// Takes in what stands in a field that is still being typed into.
    void takeTyped();

Q_SIGNALS:
    /// A column goes elsewhere: the rows have another fate.
    void planChanged();
    /// The rows have the fate they had; what is said of them may be another.
    void tagChanged();
    /// The file has to be read again.
    void formatChanged();
    void checkChosen(bool on);

private:
    QWidget *buildFormat();
    QWidget *buildTag();
    void buildRows(const ImportLook &look);
    void fillTargets(Combo *combo, const ImportLook &look, qsizetype column);
    QVariant targetOf(const ColumnChoice &choice) const;
    void readFormat();
    void chooseTarget(int column);
    void renewLooks();

    ImportPlan m_plan;
    QStringList m_names;
    QList<CustomField> m_fields; ///< that there are
    QList<FieldKind> m_kinds; ///< guessed, by column
    Label *m_used;
    QVBoxLayout *m_rows;
    QList<QWidget *> m_rowWidgets;
    QList<Combo *> m_targets;
    Combo *m_sheet;
    Combo *m_encoding;
    Combo *m_separator;
    Combo *m_firstRow;
    Combo *m_duplicates;
    LineEdit *m_tag;
    Toggle *m_check; ///< of the addresses
};

} // namespace AlwaysLeads
