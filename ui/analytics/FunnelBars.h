#pragma once

#include "analytics/FigureTable.h"

#include <QWidget>

namespace AlwaysLeads {

/// One bar under the other, each with its count and its share of the one above.
class FunnelBars : public QWidget
{
    Q_OBJECT
public:
    explicit FunnelBars(QWidget *parent = nullptr);

    /// Rows of a name, a count and a share.
    void setTable(const FigureTable &table);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    qreal nameWidth() const;
    int rowHeight() const;

    FigureTable m_table;
};

} // namespace AlwaysLeads
