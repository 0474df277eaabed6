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
    /// `offersHelp` is false where what would happen has happened.
    explicit ImportRowDelegate(QAbstractItemView *view, bool offersHelp = true);

    /// The part that partClicked() names: the word for what can be done about the row.
    static constexpr int help = 0;

protected:
    void paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const override;
    int partAt(const QPointF &position, const QRectF &cell, const QModelIndex &index) const override;
    QString fullText(const QModelIndex &index) const override;

private:
    QRectF linkRect(const QRectF &cell, const QString &word) const;
    void paintFaulty(QPainter *painter, const QRectF &rect, const QString &text, ToneName tone) const;
    void paintFate(QPainter *painter, const QRectF &rect, const ImportPreviewRow &row) const;

    const bool m_offersHelp;
};

} // namespace AlwaysLeads
