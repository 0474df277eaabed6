#pragma once

#include "widgets/ChipLook.h"

#include <QRectF>

class QPainter;
class QWidget;

namespace AlwaysLeads {

/// Pieces that delegates and widgets paint in the same way. `widget` is whose theme, fonts and icons are taken. Those
/// that take a point start at its x and centre vertically on its y; all return the width they take. In a right-to-left
/// layout pass the mirrored rectangle (QStyle::visualRect).
namespace CellPainting {

/// `key` decides the colours: the address, so that a person looks alike everywhere.
void avatar(QPainter *painter, const QWidget *widget, const QRectF &square, const QString &name, const QString &key);

qreal chipWidth(const QWidget *widget, const ChipLook &look);
qreal chip(QPainter *painter, const QWidget *widget, QPointF startMiddle, const ChipLook &look, qreal maxWidth = 1e6);

qreal scoreWidth(const QWidget *widget, int score);
qreal score(QPainter *painter, const QWidget *widget, QPointF startMiddle, int score, bool setByHand = false);

qreal tagWidth(const QWidget *widget, const QString &text);
qreal tag(QPainter *painter, const QWidget *widget, QPointF startMiddle, const QString &text);
/// As many tags as fit, then "+2".
void tags(QPainter *painter, const QWidget *widget, const QRectF &rect, const QStringList &tags);

qreal keyCapWidth(const QWidget *widget, const QString &keys);
/// The cap for "Ctrl K"; `ink`, `border`, `fill` override the theme's for caps on coloured ground (valid colours only).
qreal keyCap(QPainter *painter, const QWidget *widget, QPointF startMiddle, const QString &keys,
             const QColor &ink = QColor(), const QColor &border = QColor(), const QColor &fill = QColor());

/// A name over a muted second line, the pair centred in `rect`; one line is centred when the second is empty.
void twoLines(QPainter *painter, const QWidget *widget, const QRectF &rect, const QString &first, const QString &second,
              bool strong = false);
/// One line in body, elided at the end.
void line(QPainter *painter, const QWidget *widget, const QRectF &rect, const QString &text,
          QColor Theme::*colour = &Theme::text, Qt::Alignment alignment = Qt::AlignLeft);
/// Mark and address, elided in the middle.
void address(QPainter *painter, const QWidget *widget, const QRectF &rect, const QString &address, AddressState state);
/// An icon of 16 and words: "New", "Two @ signs in the address".
void iconAndText(QPainter *painter, const QWidget *widget, const QRectF &rect, Icon icon, const QString &text,
                 const QColor &iconColour, const QColor &textColour);

/// The 16 px box centred in `rect`. `faint` outlines it with a hairline instead of the strong border.
void checkBox(QPainter *painter, const QWidget *widget, const QRectF &rect, Qt::CheckState state, bool enabled = true,
              bool faint = false);
void radio(QPainter *painter, const QWidget *widget, const QRectF &rect, bool checked, bool enabled = true);

/// A bar of `rect`'s height with rounded ends; parts are shares of 1, drawn one after the other.
struct BarPart
{
    qreal share = 0;
    QColor colour;
};
void bar(QPainter *painter, const QWidget *widget, const QRectF &rect, const QList<BarPart> &parts);

/// Soft blocks in the shape of a row while its content is on the way.
void skeletonRow(QPainter *painter, const QWidget *widget, const QRectF &rect, qreal opacity = 1);

} // namespace CellPainting
} // namespace AlwaysLeads
