#pragma once

#include "widgets/RowDelegate.h"

namespace AlwaysLeads {

class DraftQueueModel;

class DraftQueueDelegate : public RowDelegate
{
    Q_OBJECT
public:
    DraftQueueDelegate(QAbstractItemView *view, const DraftQueueModel &model);

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const override;
    QString fullText(const QModelIndex &index) const override;
    bool isGroup(const QModelIndex &index) const override;

private:
    const DraftQueueModel &m_model;
};

} // namespace AlwaysLeads
