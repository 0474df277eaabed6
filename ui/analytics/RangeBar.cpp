#include "analytics/RangeBar.h"

#include "style/AppStyle.h"

#include <QPainter>

#include <algorithm>

namespace AlwaysLeads {

double scaleFor(double most)
{
    constexpr double ends[] = {0.05, 0.10, 0.15, 0.20, 0.25, 0.35, 0.50, 0.75};
    for (const double end : ends) {
        if (most * 1.1 <= end) {
            return end;
        }
    }
    return 1;
}

RangeBar::RangeBar(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void RangeBar::setRate(const Rate &rate, double scale)
{
    m_rate = rate;
    m_scale = scale;
    update();
}

void RangeBar::paint(QPainter *painter, const QWidget *widget, const QRectF &rect, const Rate &rate, double scale)
{
    const Theme &theme = themeOf(widget);
    const bool mirrored = widget->layoutDirection() == Qt::RightToLeft;
    const auto place = [&](double share) {
        const double along = std::clamp(share / scale, 0.0, 1.0) * rect.width();
        return mirrored ? rect.right() - along : rect.left() + along;
    };
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    const qreal middle = rect.center().y();
    painter->setBrush(theme.border);
    painter->drawRoundedRect(QRectF(rect.left(), middle - 1, rect.width(), 2), 1, 1);
    if (rate.isKnown()) {
        const LikelyRange likely = rate.likely();
        const qreal from = place(likely.from);
        const qreal to = place(likely.to);
        painter->setBrush(theme.accentBorder);
        painter->drawRoundedRect(QRectF(std::min(from, to), middle - 4, std::abs(to - from), 8), 4, 4);
        painter->setBrush(theme.surface);
        painter->drawEllipse(QPointF(place(rate.share()), middle), 6, 6);
        painter->setBrush(theme.accent);
        painter->drawEllipse(QPointF(place(rate.share()), middle), 4.5, 4.5);
    }
    painter->restore();
}

void RangeBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint(&painter, this, rect(), m_rate, m_scale);
}

} // namespace AlwaysLeads
