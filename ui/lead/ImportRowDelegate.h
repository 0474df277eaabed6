#pragma once

#include "style/Theme.h"
#include "widgets/RowDelegate.h"

namespace AlwaysLeads {

struct ImportPreviewRow;

/// Paints the rows of a file: what was read, with a wave under a faulty cell, and what will happen.
class ImportRowDelegate : public RowDelegate
{
    Q_OBJECT
public:
    explicit ImportRowDelegate(QAbstractItemView *view);

    /// The part that partClicked() names.
    static constexpr int compare = 0;

protected:
    void paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const override;
    int partAt(const QPointF &position, const QRectF &cell, const QModelIndex &index) const override;
    QString fullText(const QModelIndex &index) const override;

private:
    QRectF linkRect(const QRectF &cell) const;
    void paintFaulty(QPainter *painter, const QRectF &rect, const QString &text, ToneName tone) const;
    void paintFate(QPainter *painter, const QRectF &rect, const ImportPreviewRow &row) const;
};

} // namespace AlwaysLeads
