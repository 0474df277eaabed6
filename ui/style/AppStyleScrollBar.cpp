#include "style/AppStyle.h"
#include "style/Painting.h"

#include <QStyleOption>

// Scroll bars as AppStyle paints them: a thumb of 6 px in a lane of 10, without arrows, wider and darker under the
// mouse.

namespace AlwaysLeads {

QRect AppStyle::scrollBarPart(const QStyleOptionSlider *option, SubControl part) const
{
    const QRect lane = option->rect;
    const bool horizontal = option->orientation == Qt::Horizontal;
    const int length = horizontal ? lane.width() : lane.height();
    const qint64 range = qint64(option->maximum) - option->minimum;
    int thumb = length;
    int start = 0;
    if (range > 0 && length > 0) {
        thumb = int(qint64(option->pageStep) * length / (range + option->pageStep));
        thumb = qBound(qMin(length, pixelMetric(PM_ScrollBarSliderMin, option, nullptr)), thumb, length);
        start = sliderPositionFromValue(option->minimum, option->maximum, option->sliderPosition, length - thumb,
                                        option->upsideDown);
    }
    const auto slice = [&](int from, int size) {
        const QRect rect = horizontal ? QRect(lane.left() + from, lane.top(), size, lane.height())
                                      : QRect(lane.left(), lane.top() + from, lane.width(), size);
        return horizontal ? visualRect(option->direction, lane, rect) : rect;
    };
    switch (part) {
    case SC_ScrollBarGroove:
        return lane;
    case SC_ScrollBarSlider:
        return slice(start, thumb);
    case SC_ScrollBarSubPage:
        return slice(0, start);
    case SC_ScrollBarAddPage:
        return slice(start + thumb, length - start - thumb);
    default:
        return {};
    }
}

void AppStyle::drawScrollBar(const QStyleOptionSlider *option, QPainter *painter) const
{
    if (option->maximum <= option->minimum) {
        return;
    }
    const bool active = option->state.testFlag(State_MouseOver) || option->state.testFlag(State_Sunken);
    const qreal width = active ? 8 : 6;
    QRectF thumb = scrollBarPart(option, SC_ScrollBarSlider);
    if (option->orientation == Qt::Horizontal) {
        thumb = QRectF(thumb.left() + 2, thumb.center().y() - width / 2, thumb.width() - 4, width);
    } else {
        thumb = QRectF(thumb.center().x() - width / 2, thumb.top() + 2, width, thumb.height() - 4);
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(active ? m_theme.text3 : m_theme.borderStrong);
    painter->drawRoundedRect(thumb, width / 2, width / 2);
    painter->restore();
}

} // namespace AlwaysLeads
