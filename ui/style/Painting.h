#pragma once

#include "style/Theme.h"

#include <QFont>
#include <QPainter>
#include <QRectF>
#include <QString>

namespace AlwaysLeads {

/// One physical pixel up to a ratio of 1.5, one logical px above.
qreal hairlineWidth(const QPainter *painter);
/// `rect` with its edges moved onto the device's pixels.
QRectF snapped(const QPainter *painter, const QRectF &rect);

/// A filled box with a border inside its edge, crisp. An invalid colour leaves that part out. `borderWidth` 0 =
/// hairline.
void paintBox(QPainter *painter, const QRectF &rect, qreal radius, const QColor &fill, const QColor &border = QColor(),
              qreal borderWidth = 0);
void paintDashedBox(QPainter *painter, const QRectF &rect, qreal radius, const QColor &border);
/// A hairline along the top or the bottom edge inside `rect`.
void paintHairline(QPainter *painter, const QRectF &rect, Qt::Edge edge, const QColor &colour);
/// 2 px of focus colour whose inner edge is `gap` outside of `control`; a negative gap puts it inside.
void paintFocusRing(QPainter *painter, const QRectF &control, qreal radius, const QColor &colour, qreal gap = 2);
/// A soft shadow under a box: drawn from a nine-patch that is made once per look and ratio and cached by Qt.
void paintShadow(QPainter *painter, const QRectF &box, qreal radius, qreal dy, qreal blur, const QColor &colour);

/// Text on one line, vertically centred by the font's capital height as the designs are, elided at the end.
void paintLine(QPainter *painter, const QRectF &rect, const QString &text, const QFont &font, const QColor &colour,
               Qt::Alignment alignment = Qt::AlignLeft, Qt::TextElideMode elide = Qt::ElideRight);

/// Words of others inside a line of ours: without characters that turn letters round, and apart from what stands beside
/// them, so that a name can never make an address read differently.
QString isolated(const QString &text);

/// Digits of equal width (Inter's differ and Qt 6.4 has no font features): for columns, counts and times.
namespace TabularText {
qreal width(const QString &text, const QFont &font);
void paint(QPainter *painter, const QRectF &rect, const QString &text, const QFont &font, const QColor &colour,
           Qt::Alignment alignment = Qt::AlignLeft);
} // namespace TabularText

} // namespace AlwaysLeads
