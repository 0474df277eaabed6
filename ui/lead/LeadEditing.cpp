#include "lead/LeadEditing.h"

#include "lead/BulkEditSheet.h"
#include "lead/DuplicatesSheet.h"
#include "lead/FieldsSheet.h"
#include "lead/LeadCellEditor.h"
#include "lead/LeadEdit.h"
#include "lead/LeadWords.h"
#include "lead/MergeSheet.h"
#include "shell/Shell.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QTableView>

#include <utility>

namespace AlwaysLeads {

LeadEditing::LeadEditing(LeadEditServices services, Shell &shell, QWidget *page)
    : QObject(page)
    , m_services(services)
    , m_shell(shell)
    , m_page(page)
{
    connect(&m_services.fields, &CustomFields::changed, this, &LeadEditing::readFields);
    connect(&m_services.leads, &Leads::reset, this, &LeadEditing::readFields); // an import brings fields too
    readFields();
}

void LeadEditing::readFields()
{
    whenDone(m_services.values.fields(), this, [this](Result<QList<EditableField>> fields) {
        if (fields) {
            m_fields = *fields;
            m_fieldsKnown = true;
        }
        if (const auto go = std::exchange(m_whenKnown, {})) {
            go();
        }
    });
}

void LeadEditing::setTable(QTableView *table, LeadAt leadAt, FieldAt fieldAt)
{
    m_table = table;
    m_leadAt = std::move(leadAt);
    m_fieldAt = std::move(fieldAt);
    m_editor = new LeadCellEditor(m_services.values, table);
    table->installEventFilter(this);
    table->viewport()->installEventFilter(this);
    connect(m_editor, &LeadCellEditor::moved, this, &LeadEditing::moveOn);
    connect(m_editor, &LeadCellEditor::failed, this, [this](const Error &error) { m_shell.showProblem(error); });
    connect(m_editor, &LeadCellEditor::changed, this, [this](LeadId, const QString &label) {
        m_shell.offerUndo(editOf(m_services.leads, tr("%1 changed").arg(label)));
    });
}

const EditableField *LeadEditing::fieldOf(const QModelIndex &cell) const
{
    if (!cell.isValid() || m_leadAt(cell.row()).isNull()) {
        return nullptr;
    }
    const QString name = m_fieldAt(cell.column());
    for (const EditableField &field : m_fields) {
        if (!name.isEmpty() && field.name == name) {
            return &field;
        }
    }
    return nullptr;
}

bool LeadEditing::editCell(const QModelIndex &cell)
{
    const EditableField *field = m_editor ? fieldOf(cell) : nullptr;
    if (field == nullptr) {
        return false;
    }
    m_editor->edit(cell, m_leadAt(cell.row()), *field);
    return true;
}

/// The cell itself and those beside it, as they stand in the table, without the hidden ones.
QList<QModelIndex> LeadEditing::cellsFrom(const QModelIndex &cell, bool forward) const
{
    QList<QModelIndex> cells;
    if (!cell.isValid()) {
        return cells;
    }
    const QHeaderView *header = m_table->horizontalHeader();
    for (int place = header->visualIndex(cell.column()); place >= 0 && place < header->count();
         place += forward ? 1 : -1) {
        const int column = header->logicalIndex(place);
        if (!header->isSectionHidden(column)) {
            cells << cell.siblingAtColumn(column);
        }
    }
    return cells;
}

void LeadEditing::moveOn(bool forward)
{
    const QList<QModelIndex> cells = cellsFrom(m_table->currentIndex(), forward);
    for (const QModelIndex &next : cells.mid(1)) {
        if (fieldOf(next) != nullptr) {
            m_table->selectionModel()->setCurrentIndex(next, QItemSelectionModel::NoUpdate);
            editCell(next);
            return;
        }
    }
}

bool LeadEditing::eventFilter(QObject *watched, QEvent *event)
{
    // Looks at the kind of event first: a table that is being destroyed still loses its focus, and is no table any
    // more.
    if (event->type() == QEvent::KeyPress && m_table && watched == m_table
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_F2) {
        onceKnown(m_table->currentIndex(), [this](const QModelIndex &current) {
            const QList<QModelIndex> cells = cellsFrom(current, true);
            for (const QModelIndex &cell : cells) {
                if (editCell(cell)) {
                    break;
                }
            }
        });
        return true;
    }
    if (event->type() == QEvent::MouseButtonDblClick && m_table && watched == m_table->viewport()) {
        const QModelIndex wanted = m_table->indexAt(static_cast<QMouseEvent *>(event)->pos());
        if (m_fieldsKnown && fieldOf(wanted) == nullptr) {
            return QObject::eventFilter(watched, event); // a double click there opens the person
        }
        onceKnown(wanted, [this](const QModelIndex &cell) {
            if (editCell(cell)) {
                m_table->selectionModel()->setCurrentIndex(cell, QItemSelectionModel::NoUpdate);
            }
        });
        return true;
    }
    return QObject::eventFilter(watched, event);
}

/// At once, or when the fields of the cells have been read: until then nothing can say what a cell is.
void LeadEditing::onceKnown(const QModelIndex &cell, std::function<void(const QModelIndex &)> act)
{
    if (m_fieldsKnown) {
        act(cell);
        return;
    }
    m_editor->expect();
    m_whenKnown = [this, kept = QPersistentModelIndex(cell), act = std::move(act)] {
        if (m_table && m_editor && m_editor->isReading() && kept.isValid()) { // not given up by Esc
            act(kept);
        }
        if (m_editor) {
            m_editor->expectNoMore();
        }
    };
}

void LeadEditing::editMany()
{
    const QList<LeadId> people = m_chosen ? m_chosen() : QList<LeadId>();
    if (people.isEmpty()) {
        return;
    }
    auto *sheet = new BulkEditSheet(m_services.values, people, m_page);
    connect(sheet, &BulkEditSheet::applied, this,
            [this](const QString &text) { m_shell.offerUndo(editOf(m_services.leads, text)); });
    sheet->open();
}

void LeadEditing::mergeChosen()
{
    const QList<LeadId> people = m_chosen ? m_chosen() : QList<LeadId>();
    if (people.size() < 2 || people.size() > LeadMerge::atMost) {
        m_shell.showToast(tr("Choose two to %1 people who are the same one.").arg(LeadMerge::atMost));
        return;
    }
    openMerge(people);
}

void LeadEditing::openMerge(const QList<LeadId> &people)
{
    auto *sheet = new MergeSheet(m_services.merge, people, m_page);
    connect(sheet, &MergeSheet::merged, this, [this](LeadId kept, const QString &text) {
        Q_EMIT merged(kept);
        m_shell.offerUndo(editOf(m_services.leads, text));
        if (m_duplicates) {
            m_duplicates->look();
        }
    });
    sheet->open();
}

void LeadEditing::findDuplicates()
{
    m_duplicates = new DuplicatesSheet(m_services.merge, m_page);
    connect(m_duplicates, &DuplicatesSheet::chosen, this, &LeadEditing::openMerge);
    connect(m_duplicates, &DuplicatesSheet::keptApart, this,
            [this](const QString &label) { m_shell.offerUndo(editOf(m_services.leads, label)); });
    connect(m_duplicates, &DuplicatesSheet::failed, this, [this](const Error &error) { m_shell.showProblem(error); });
    m_duplicates->open();
}

void LeadEditing::manageFields()
{
    auto *sheet = new FieldsSheet(m_services.fields, m_services.leads, m_shell, m_page);
    sheet->open();
}

} // namespace AlwaysLeads
