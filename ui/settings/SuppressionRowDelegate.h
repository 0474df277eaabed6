#pragma once

#include "widgets/RowDelegate.h"

namespace AlwaysLeads {

class SuppressionModel;

/// Paints an entry of the list of people who are never written to.
class SuppressionRowDelegate : public RowDelegate
{
    Q_OBJECT
public:
    SuppressionRowDelegate(QAbstractItemView *view, const SuppressionModel &model, int rowHeight);

protected:
    void paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const override;
    int partAt(const QPointF &position, const QRectF &cell, const QModelIndex &index) const override;
    QString fullText(const QModelIndex &index) const override;

private:
    const SuppressionModel &m_model;
};

} // namespace AlwaysLeads
