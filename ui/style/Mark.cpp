#include "style/Mark.h"

#include "style/Theme.h"

#include <QPainter>
#include <QPainterPath>

namespace AlwaysLeads {

void paintMark(QPainter *painter, const QRectF &rect, const Theme &theme)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(rect.topLeft());
    painter->scale(rect.width() / 24, rect.height() / 24);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.accent);
    painter->drawRoundedRect(QRectF(0, 0, 24, 24), 6.5, 6.5);
    QPainterPath path(QPointF(6.2, 17.4));
    path.lineTo(12, 6.2);
    path.lineTo(17.8, 17.4);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(theme.onAccent, 2.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->drawPath(path);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.onAccent);
    painter->drawEllipse(QPointF(12, 15.6), 1.9, 1.9);
    painter->restore();
}

QPixmap markPixmap(int size, const Theme &theme, qreal ratio)
{
    QPixmap pixmap(qCeil(size * ratio), qCeil(size * ratio));
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintMark(&painter, QRectF(0, 0, size, size), theme);
    return pixmap;
}

QIcon markIcon(const Theme &theme)
{
    QIcon icon;
    for (const int size : {16, 20, 22, 24, 32, 48, 64, 128, 256}) {
        icon.addPixmap(markPixmap(size, theme, 1));
    }
    return icon;
}

QIcon stoppedMarkIcon(const Theme &theme)
{
    QIcon icon;
    for (const int size : {16, 22, 24, 32, 48, 64}) {
        QPixmap pixmap = markPixmap(size, theme, 1.0);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        const qreal unit = size / 24.0;
        painter.setBrush(theme.danger.fill);
        painter.drawEllipse(QRectF(11 * unit, 11 * unit, 13 * unit, 13 * unit));
        painter.setBrush(theme.onDanger);
        painter.drawRoundedRect(QRectF(15 * unit, 14.5 * unit, 1.9 * unit, 6 * unit), unit, unit);
        painter.drawRoundedRect(QRectF(18.1 * unit, 14.5 * unit, 1.9 * unit, 6 * unit), unit, unit);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace AlwaysLeads
