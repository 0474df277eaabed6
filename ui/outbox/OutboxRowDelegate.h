#pragma once

#include "widgets/ChipLook.h"
#include "widgets/RowDelegate.h"

namespace AlwaysLeads {

class OutboxModel;
struct OutboxRow;

/// How the state of a mail looks wherever it is shown.
ChipLook sendChip(const OutboxRow &row);

class OutboxRowDelegate : public RowDelegate
{
    Q_OBJECT
public:
    enum Part { MorePart, FoldPart };

    OutboxRowDelegate(QAbstractItemView *view, const OutboxModel &model);

protected:
    void paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const override;
    int partAt(const QPointF &position, const QRectF &cell, const QModelIndex &index) const override;
    QString fullText(const QModelIndex &index) const override;
    bool isGroup(const QModelIndex &index) const override;

private:
    const OutboxModel &m_model;
};

} // namespace AlwaysLeads
