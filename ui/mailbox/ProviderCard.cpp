#include "mailbox/ProviderCard.h"

#include "style/AppStyle.h"
#include "style/Painting.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qreal inset = 16;
constexpr qreal box = 40; // with the icon in it
constexpr qreal gap = 12;
constexpr qreal between = 2; // the two lines
constexpr qreal check = 20;
constexpr qreal radius = 10;

} // namespace

ProviderCard::ProviderCard(Icon icon, const QString &name, const QString &covers, QWidget *parent)
    : QAbstractButton(parent)
    , m_icon(icon)
    , m_covers(covers)
{
    setText(name);
    setAccessibleName(name);
    setAccessibleDescription(covers);
    setCheckable(true);
    setAutoExclusive(true);
    setAttribute(Qt::WA_Hover);
    // Tab stops at the chosen one only; arrow keys go on from there.
    setFocusPolicy(Qt::ClickFocus);
    connect(this, &QAbstractButton::toggled, this,
            [this](bool chosen) { setFocusPolicy(chosen ? Qt::StrongFocus : Qt::ClickFocus); });
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize ProviderCard::sizeHint() const
{
    const Fonts &fonts = fontsOf(this);
    const int words = fonts.lineHeight(TextStyle::Strong) + fonts.lineHeight(TextStyle::Meta);
    return {minimumSizeHint().width(), std::max(74, words + 2 * int(inset))};
}

QSize ProviderCard::minimumSizeHint() const
{
    const Fonts &fonts = fontsOf(this);
    const qreal words = std::max(QFontMetricsF(fonts.of(TextStyle::Strong)).horizontalAdvance(text()),
                                 QFontMetricsF(fonts.of(TextStyle::Meta)).horizontalAdvance(m_covers));
    return {qCeil(inset + box + gap + words + gap + check + inset), 74};
}

void ProviderCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    const Fonts &fonts = fontsOf(this);
    const bool hovered = underMouse() && isEnabled();
    if (isChecked()) {
        paintBox(&painter, rect(), radius, theme.selection, theme.accent, 2);
    } else {
        paintBox(&painter, rect(), radius, hovered ? theme.hover : theme.raised, theme.borderStrong);
    }
    const QRectF inside = QRectF(rect()).adjusted(inset, 0, -inset, 0);
    const QRectF iconBox(inside.left(), inside.center().y() - box / 2, box, box);
    const QRectF words(iconBox.right() + gap, 0, inside.width() - box - 2 * gap - check, height());
    const QRectF checkBox(inside.right() - check, inside.center().y() - check / 2, check, check);
    const auto placed = [this](const QRectF &place) {
        return QRectF(QStyle::visualRect(layoutDirection(), rect(), place.toAlignedRect()));
    };
    paintBox(&painter, placed(iconBox), 9, isChecked() ? theme.surface : theme.neutralSoft);
    const qreal icon = 20;
    const QRectF iconPlace(placed(iconBox).center() - QPointF(icon / 2, icon / 2), QSizeF(icon, icon));
    iconsOf(this).paint(&painter, m_icon, iconPlace, isChecked() ? theme.accent : theme.text2);

    const int first = fonts.lineHeight(TextStyle::Strong);
    const int second = fonts.lineHeight(TextStyle::Meta);
    const qreal top = (height() - first - second - between) / 2.0;
    const Qt::Alignment leading = layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    const QRectF nameLine = placed(QRectF(words.left(), top, words.width(), first));
    const QRectF coversLine = placed(QRectF(words.left(), top + first + between, words.width(), second));
    paintLine(&painter, nameLine, text(), fonts.of(TextStyle::Strong), theme.text, leading);
    paintLine(&painter, coversLine, m_covers, fonts.of(TextStyle::Meta), theme.text2, leading);
    if (isChecked()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.accent);
        painter.drawEllipse(placed(checkBox));
        iconsOf(this).paint(&painter, Icon::Check, placed(checkBox).adjusted(4, 4, -4, -4), theme.onAccent);
    }
}

void ProviderCard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::StyleChange) {
        updateGeometry();
    }
    QAbstractButton::changeEvent(event);
}

} // namespace AlwaysLeads
