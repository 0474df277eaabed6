#pragma once

#include "widgets/RowDelegate.h"

namespace AlwaysLeads {

class InboxModel;

class InboxRowDelegate : public RowDelegate
{
    Q_OBJECT
public:
    InboxRowDelegate(QAbstractItemView *view, const InboxModel &model);
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const override;
    QString fullText(const QModelIndex &index) const override;

private:
    const InboxModel &m_model;
};

} // namespace AlwaysLeads
