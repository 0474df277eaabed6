#pragma once

#include "analytics/Rate.h"

#include <QWidget>

namespace AlwaysLeads {

/// The end of a scale from 0 that holds `most` with some air: 5, 10, 15, 20, 25, 35, 50, 75 or 100 %, as a share of 1.
double scaleFor(double most);

/// A rate as a dot on a line, and where it likely lies as a thick part of it.
class RangeBar : public QWidget
{
    Q_OBJECT
public:
    explicit RangeBar(QWidget *parent = nullptr);

    void setRate(const Rate &rate, double scale);
    QSize sizeHint() const override { return {160, 16}; }

    /// The same inside a row. Nothing is known: the line alone.
    static void paint(QPainter *painter, const QWidget *widget, const QRectF &rect, const Rate &rate, double scale);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Rate m_rate;
    double m_scale = 1;
};

} // namespace AlwaysLeads
