#pragma once

#include "widgets/CommandPalette.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace AlwaysLeads {

/// A heading or an entry of the palette, with the letters that fit what was typed.
struct PaletteRow
{
    PaletteEntry entry;
    bool isHeading = false;
    int score = 0;
    QList<int> titleHits;
    QList<int> detailHits;
};

/// The rows that the palette shows now.
class PaletteList : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setRows(const QList<PaletteRow> &rows);
    const QList<PaletteRow> &rows() const { return m_rows; }

    int rowCount(const QModelIndex &parent = QModelIndex()) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    QList<PaletteRow> m_rows;
};

class PaletteDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit PaletteDelegate(QWidget *list);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    QWidget *m_list;
};

} // namespace AlwaysLeads
