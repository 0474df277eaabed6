#pragma once

#include "analytics/FigureTable.h"
#include "widgets/FocusRing.h"

#include <QWidget>

namespace AlwaysLeads {

/// One bar under the other, each with its count and its share of the one above.
class FunnelBars : public QWidget, public FocusOutline
{
    Q_OBJECT
public:
    explicit FunnelBars(QWidget *parent = nullptr);

    /// Rows of a name, a count and a share.
    void setTable(const FigureTable &table);
    /// The row that the keys are on.
    int currentRow() const { return m_current; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QRectF focusOutline() const override { return {}; }

Q_SIGNALS:
    /// A click on a row with a count, or Enter.
    void opened(int row);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    qreal nameWidth() const;
    int rowHeight() const;
    bool hasCount(int row) const;
    void goTo(int row);

    FigureTable m_table;
    int m_current = 0;
    int m_hovered = -1;
};

} // namespace AlwaysLeads
