#pragma once

#include "widgets/RowDelegate.h"

namespace AlwaysLeads {

/// Paints the people of the leads table.
class LeadRowDelegate : public RowDelegate
{
    Q_OBJECT
public:
    explicit LeadRowDelegate(QAbstractItemView *view);

    /// Lower rows, one line each.
    void setCompact(bool compact);

protected:
    void paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const override;
    QString fullText(const QModelIndex &index) const override;

private:
    bool m_compact = false;
};

} // namespace AlwaysLeads
