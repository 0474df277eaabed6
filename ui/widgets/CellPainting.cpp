#include "widgets/CellPainting.h"

#include "style/AppStyle.h"
#include "style/Painting.h"

#include <QPainterPath>
#include <QWidget>

namespace AlwaysLeads::CellPainting {

namespace {

constexpr qreal pillHeight = 20;
constexpr qreal gapOfTags = 4;

qreal textWidth(const QFont &font, const QString &text)
{
    return QFontMetricsF(font).horizontalAdvance(text);
}

QRectF pill(QPointF startMiddle, qreal width)
{
    return {startMiddle.x(), startMiddle.y() - pillHeight / 2, width, pillHeight};
}

QString moreWords(qsizetype count)
{
    return QStringLiteral("+%1").arg(count);
}

qreal moreWidth(const QFont &font, qsizetype count)
{
    return qCeil(textWidth(font, moreWords(count))) + 1;
}

void paintTag(QPainter *painter, const QWidget *widget, const QRectF &box, const QString &text)
{
    const Theme &theme = themeOf(widget);
    paintBox(painter, box, 5, theme.neutralSoft);
    paintLine(painter, box.adjusted(7, 0, -6, 0), text, fontsOf(widget).meta(), theme.text2);
}

} // namespace

void avatar(QPainter *painter, const QWidget *widget, const QRectF &square, const QString &name, const QString &key)
{
    const AvatarPair &pair = themeOf(widget).avatar(key.isEmpty() ? name : key);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(pair.ground);
    painter->drawEllipse(snapped(painter, square));
    painter->restore();
    paintLine(painter, square, initialsOf(name),
              fontsOf(widget).initials(square.height() * (square.height() < 32 ? 0.385 : 0.4)), pair.ink,
              Qt::AlignHCenter, Qt::ElideNone);
}

qreal chipWidth(const QWidget *widget, const ChipLook &look)
{
    const qreal picture = look.icon == Icon::None ? 8 : 6 + 12 + 4;
    return qRound(picture + textWidth(fontsOf(widget).metaMedium(), look.word) + 7.5);
}

qreal chip(QPainter *painter, const QWidget *widget, QPointF startMiddle, const ChipLook &look, qreal maxWidth)
{
    const Tone tone = themeOf(widget).tone(look.tone);
    const QRectF box = pill(startMiddle, qMin(maxWidth, chipWidth(widget, look)));
    paintBox(painter, box, 10, tone.soft);
    const bool mirrored = widget->layoutDirection() == Qt::RightToLeft;
    const qreal text = look.icon == Icon::None ? 8 : 6 + 12 + 4;
    iconsOf(widget).paint(painter, look.icon,
                          QRectF(mirrored ? box.right() - 18 : box.left() + 6, box.top() + 4, 12, 12), tone.text);
    paintLine(painter, mirrored ? box.adjusted(8, 0, -text, 0) : box.adjusted(text, 0, -7, 0), look.word,
              fontsOf(widget).metaMedium(), tone.text);
    return box.width();
}

qreal scoreWidth(const QWidget *widget, int score)
{
    return qCeil(6 + 4 + 6 + TabularText::width(QString::number(score), fontsOf(widget).metaStrong()) + 7);
}

qreal score(QPainter *painter, const QWidget *widget, QPointF startMiddle, int score, bool setByHand)
{
    const Theme &theme = themeOf(widget);
    const Tone tone = theme.tone(scoreTone(score));
    const qreal extra = setByHand ? 8 : 0;
    const QRectF box = pill(startMiddle, scoreWidth(widget, score) + extra);
    paintBox(painter, box, 6, tone.soft);
    if (setByHand) {
        iconsOf(widget).paint(painter, Icon::Hand, QRectF(box.left() + 6, box.top() + 4, 12, 12), tone.text);
    } else {
        const QRectF gauge(box.left() + 6, box.top() + 4, 4, 12);
        QColor empty = tone.text;
        empty.setAlphaF(0.2F);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(empty);
        painter->drawRoundedRect(gauge, 1.5, 1.5);
        const qreal height = qRound(gauge.height() * qBound(0, score, 100) / 100.0);
        painter->setClipRect(QRectF(gauge.left(), gauge.bottom() - height, gauge.width(), height));
        painter->setBrush(tone.text);
        painter->drawRoundedRect(gauge, 1.5, 1.5);
        painter->restore();
    }
    TabularText::paint(painter, box.adjusted(16 + extra, 0, 0, 0), QString::number(score), fontsOf(widget).metaStrong(),
                       tone.text, Qt::AlignLeft | Qt::AlignAbsolute);
    return box.width();
}

qreal tagWidth(const QWidget *widget, const QString &text)
{
    return qCeil(7 + textWidth(fontsOf(widget).meta(), text) + 7);
}

qreal tag(QPainter *painter, const QWidget *widget, QPointF startMiddle, const QString &text)
{
    const QRectF box = pill(startMiddle, tagWidth(widget, text));
    paintTag(painter, widget, box, text);
    return box.width();
}

void tags(QPainter *painter, const QWidget *widget, const QRectF &rect, const QStringList &tags)
{
    const QFont font = fontsOf(widget).meta();
    qreal x = rect.left();
    for (qsizetype i = 0; i < tags.size(); ++i) {
        const qsizetype rest = tags.size() - i - 1;
        const qreal room = rest > 0 ? gapOfTags + moreWidth(font, rest) : 0;
        const qreal left = rect.right() - x;
        qreal width = tagWidth(widget, tags.at(i));
        if (i > 0 && width + room > left) {
            paintLine(painter, QRectF(x, rect.top(), left, rect.height()), moreWords(rest + 1), font,
                      themeOf(widget).text3);
            return;
        }
        width = std::min(width, left - room); // a long one is cut, not the number of the others
        painter->save();
        painter->setClipRect(rect, Qt::IntersectClip);
        paintTag(painter, widget, pill(QPointF(x, rect.center().y()), std::max<qreal>(width, 0)), tags.at(i));
        painter->restore();
        x += width + gapOfTags;
    }
}

qreal keyCapWidth(const QWidget *widget, const QString &keys)
{
    return qMax(18.0, qCeil(textWidth(fontsOf(widget).key(), keys)) + 11.0);
}

qreal keyCap(QPainter *painter, const QWidget *widget, QPointF startMiddle, const QString &keys, const QColor &ink,
             const QColor &border, const QColor &fill)
{
    const Theme &theme = themeOf(widget);
    const qreal width = keyCapWidth(widget, keys);
    const qreal height = border == QColor(Qt::transparent) ? 16 : 18;
    const QRectF box(startMiddle.x(), startMiddle.y() - height / 2, width, height);
    if (border == QColor(Qt::transparent)) {
        paintBox(painter, box, 4, fill);
    } else {
        paintBox(painter, box, 4, fill.isValid() ? fill : theme.raised, border.isValid() ? border : theme.borderStrong);
    }
    const QColor colour = ink.isValid() ? ink : theme.text2;
    if (keys == QStringLiteral("\u21B5")) { // Inter's own arrow is too thin beside the icons
        iconsOf(widget).paint(painter, Icon::CornerDownLeft, QRectF(box.center().x() - 6, box.center().y() - 6, 12, 12),
                              colour);
        return width;
    }
    paintLine(painter, box, keys, fontsOf(widget).key(), colour, Qt::AlignHCenter, Qt::ElideNone);
    return width;
}

void twoLines(QPainter *painter, const QWidget *widget, const QRectF &rect, const QString &first, const QString &second,
              bool strong)
{
    const Theme &theme = themeOf(widget);
    const Fonts &fonts = fontsOf(widget);
    const QFont upper = strong ? fonts.strong() : fonts.bodyMedium();
    if (second.isEmpty()) {
        paintLine(painter, rect, first, upper, theme.text);
        return;
    }
    const qreal factor = fonts.textFactor();
    const qreal top = qRound(rect.center().y() - 17 * factor);
    paintLine(painter, QRectF(rect.left(), top - 1, rect.width(), 18 * factor), first, upper, theme.text);
    paintLine(painter, QRectF(rect.left(), top + 18 * factor, rect.width(), 16 * factor), second, fonts.meta(),
              theme.text3);
}

void line(QPainter *painter, const QWidget *widget, const QRectF &rect, const QString &text, QColor Theme::*colour,
          Qt::Alignment alignment)
{
    paintLine(painter, rect, text, fontsOf(widget).body(), themeOf(widget).*colour, alignment);
}

void address(QPainter *painter, const QWidget *widget, const QRectF &rect, const QString &address, AddressState state)
{
    const Theme &theme = themeOf(widget);
    const bool mirrored = widget->layoutDirection() == Qt::RightToLeft;
    const QRectF mark(mirrored ? rect.right() - 14 : rect.left(), rect.center().y() - 7, 14, 14);
    iconsOf(widget).paint(painter, AddressLook::icon(state), mark, AddressLook::colour(state, theme));
    paintLine(painter, mirrored ? rect.adjusted(0, 0, -20, 0) : rect.adjusted(20, 0, 0, 0), address,
              fontsOf(widget).body(), theme.text2, Qt::AlignLeft, Qt::ElideMiddle);
}

void iconAndText(QPainter *painter, const QWidget *widget, const QRectF &rect, Icon icon, const QString &text,
                 const QColor &iconColour, const QColor &textColour)
{
    const bool mirrored = widget->layoutDirection() == Qt::RightToLeft;
    const QRectF picture(mirrored ? rect.right() - 14 : rect.left(), rect.center().y() - 7, 14, 14);
    iconsOf(widget).paint(painter, icon, picture, iconColour);
    paintLine(painter, mirrored ? rect.adjusted(0, 0, -21, 0) : rect.adjusted(21, 0, 0, 0), text,
              fontsOf(widget).body(), textColour);
}

void checkBox(QPainter *painter, const QWidget *widget, const QRectF &rect, Qt::CheckState state, bool enabled,
              bool faint)
{
    const Theme &theme = themeOf(widget);
    const QRectF box = snapped(painter, QRectF(rect.center().x() - 8, rect.center().y() - 8, 16, 16));
    if (state == Qt::Unchecked) {
        paintBox(painter, box, 4.5, enabled ? theme.surface : theme.neutralSoft,
                 faint || !enabled ? theme.borderStrong : theme.borderHigh);
        return;
    }
    paintBox(painter, box, 4.5, enabled ? theme.accent : theme.neutralFill);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(box.topLeft());
    painter->setPen(QPen(theme.onAccent, 1.75, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (state == Qt::PartiallyChecked) {
        painter->drawLine(QPointF(4.75, 8), QPointF(11.25, 8));
    } else {
        painter->drawPolyline(QPolygonF({QPointF(4.2, 8.3), QPointF(6.8, 10.9), QPointF(11.8, 5.5)}));
    }
    painter->restore();
}

void radio(QPainter *painter, const QWidget *widget, const QRectF &rect, bool checked, bool enabled)
{
    const Theme &theme = themeOf(widget);
    const QRectF box = snapped(painter, QRectF(rect.center().x() - 8, rect.center().y() - 8, 16, 16));
    if (!checked) {
        paintBox(painter, box, 8, enabled ? theme.surface : theme.neutralSoft,
                 enabled ? theme.borderHigh : theme.borderStrong);
        return;
    }
    paintBox(painter, box, 8, enabled ? theme.accent : theme.neutralFill);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.onAccent);
    painter->drawEllipse(box.center(), 3, 3);
    painter->restore();
}

void bar(QPainter *painter, const QWidget *widget, const QRectF &rect, const QList<BarPart> &parts)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    const qreal radius = qMin(rect.height() / 2, 4.0);
    shape.addRoundedRect(snapped(painter, rect), radius, radius);
    painter->fillPath(shape, themeOf(widget).neutralSoft);
    painter->setClipPath(shape, Qt::IntersectClip);
    const bool mirrored = widget->layoutDirection() == Qt::RightToLeft;
    qreal from = 0;
    for (const BarPart &part : parts) {
        const qreal width = rect.width() * qBound(0.0, part.share, 1.0);
        painter->fillRect(
            QRectF(mirrored ? rect.right() - from - width : rect.left() + from, rect.top(), width, rect.height()),
            part.colour);
        from += width;
    }
    painter->restore();
}

void skeletonRow(QPainter *painter, const QWidget *widget, const QRectF &rect, qreal opacity)
{
    painter->save();
    painter->setOpacity(opacity);
    const QColor soft = themeOf(widget).neutralSoft;
    const qreal middle = rect.center().y();
    const qreal left = rect.left() + 12;
    paintBox(painter, QRectF(left, middle - 8, 16, 16), 4.5, soft);
    paintBox(painter, QRectF(left + 28, middle - 14, 28, 28), 14, soft);
    paintBox(painter, QRectF(left + 68, middle - 13, 110, 9), 4.5, soft);
    paintBox(painter, QRectF(left + 68, middle + 4, 76, 9), 4.5, soft);
    if (rect.width() > 420) {
        paintBox(painter, QRectF(rect.right() - 134, middle - 9, 70, 18), 9, soft);
        paintBox(painter, QRectF(rect.right() - 52, middle - 9, 36, 18), 9, soft);
    }
    painter->restore();
}

} // namespace AlwaysLeads::CellPainting
