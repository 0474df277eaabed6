#pragma once

#include "widgets/RowDelegate.h"

namespace AlwaysLeads {

struct FoundPerson;

/// Paints the people of a search, 44 px a row.
class FoundRowDelegate : public RowDelegate
{
    Q_OBJECT
public:
    explicit FoundRowDelegate(QAbstractItemView *view);

protected:
    void paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const override;
    QString fullText(const QModelIndex &index) const override;

private:
    void paintEmail(QPainter *painter, const QRectF &rect, const FoundPerson &person) const;
};

} // namespace AlwaysLeads
