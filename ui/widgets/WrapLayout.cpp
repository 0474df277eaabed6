#include "widgets/WrapLayout.h"

#include "widgets/ElidedLabel.h"

#include <QWidget>

#include <algorithm>
#include <numeric>

namespace AlwaysLeads {

namespace {
constexpr int leastElided = 120;
}

WrapLayout::WrapLayout(QWidget *parent)
    : QLayout(parent)
{
}

WrapLayout::~WrapLayout()
{
    for (const Part &part : std::as_const(m_parts)) {
        delete part.item;
    }
}

void WrapLayout::addWidget(QWidget *widget, Side side)
{
    QLayout::addWidget(widget);
    Part part = m_parts.takeLast();
    part.side = side;
    const auto place = side == Side::End ? m_parts.end() : std::ranges::find(m_parts, Side::End, &Part::side);
    m_parts.insert(place, part);
}

void WrapLayout::setLineSpacing(int px)
{
    m_lineSpacing = px;
    invalidate();
}

void WrapLayout::addItem(QLayoutItem *item)
{
    m_parts.append({item});
}

QLayoutItem *WrapLayout::itemAt(int index) const
{
    return m_parts.value(index).item;
}

QLayoutItem *WrapLayout::takeAt(int index)
{
    return index >= 0 && index < m_parts.size() ? m_parts.takeAt(index).item : nullptr;
}

QList<WrapLayout::Part> WrapLayout::shown() const
{
    QList<Part> parts;
    std::ranges::copy_if(m_parts, std::back_inserter(parts), [](const Part &part) { return !part.item->isEmpty(); });
    return parts;
}

int WrapLayout::leastWidth(const Part &part)
{
    const int wish = part.item->sizeHint().width();
    return qobject_cast<ElidedLabel *>(part.item->widget()) == nullptr ? wish : std::min(wish, leastElided);
}

QList<WrapLayout::Line> WrapLayout::lines(int room) const
{
    const QList<Part> parts = shown();
    // Those of the end stay together, as long as one line holds them.
    const auto firstOfEnd = std::ranges::find(parts, Side::End, &Part::side);
    int endWidth = -spacing();
    for (auto part = firstOfEnd; part != parts.end(); ++part) {
        endWidth += spacing() + leastWidth(*part);
    }
    QList<Line> lines;
    int used = 0;
    for (auto part = parts.begin(); part != parts.end(); ++part) {
        const int least = leastWidth(*part);
        const int needed = part == firstOfEnd && endWidth <= room ? endWidth : least;
        if (lines.isEmpty() || used + spacing() + needed > room) {
            lines.append(Line());
            used = -spacing();
        }
        Line &line = lines.last();
        const QSize wish = part->item->sizeHint();
        used += spacing() + least;
        line.wish += (line.parts.isEmpty() ? 0 : spacing()) + wish.width();
        line.height = std::max(line.height, wish.height());
        line.parts.append(*part);
    }
    return lines;
}

int WrapLayout::heightOf(const QList<Line> &lines) const
{
    return std::accumulate(lines.begin(), lines.end(), lines.isEmpty() ? 0 : -m_lineSpacing,
                           [this](int sum, const Line &line) { return sum + m_lineSpacing + line.height; });
}

QSize WrapLayout::sizeHint() const
{
    const QList<Line> one = lines(QLAYOUTSIZE_MAX);
    const QMargins margins = contentsMargins();
    return QSize(one.isEmpty() ? 0 : one.first().wish, heightOf(one)).grownBy(margins);
}

QSize WrapLayout::minimumSize() const
{
    QSize least;
    const QList<Part> parts = shown();
    for (const Part &part : parts) {
        least = least.expandedTo({leastWidth(part), part.item->sizeHint().height()});
    }
    return least.grownBy(contentsMargins());
}

int WrapLayout::heightForWidth(int width) const
{
    const QMargins margins = contentsMargins();
    return heightOf(lines(width - margins.left() - margins.right())) + margins.top() + margins.bottom();
}

void WrapLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    const QRect room = contentsRect();
    const QList<Line> all = lines(room.width());
    const bool mirrored = parentWidget() != nullptr && parentWidget()->layoutDirection() == Qt::RightToLeft;
    int top = room.top() + std::max(0, (room.height() - heightOf(all)) / 2);
    for (const Line &line : all) {
        place(line, {room.left(), top, room.width(), line.height}, mirrored);
        top += line.height + m_lineSpacing;
    }
}

void WrapLayout::place(const Line &line, const QRect &room, bool mirrored) const
{
    int missing = std::max(0, line.wish - room.width());
    int x = 0;
    bool atEnd = false;
    for (const Part &part : line.parts) {
        const QSize wish = part.item->sizeHint();
        const int given = std::min(missing, wish.width() - leastWidth(part));
        missing -= given;
        if (part.side == Side::End && !atEnd) {
            atEnd = true;
            x += std::max(0, room.width() - line.wish);
        }
        const QSize size(wish.width() - given, wish.height());
        const int left = mirrored ? room.right() + 1 - x - size.width() : room.left() + x;
        part.item->setGeometry({QPoint(left, room.top() + (room.height() - size.height()) / 2), size});
        x += size.width() + spacing();
    }
}

} // namespace AlwaysLeads
