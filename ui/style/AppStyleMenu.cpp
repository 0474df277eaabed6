#include "style/AppStyle.h"
#include "style/Painting.h"

#include <QAction>
#include <QMenu>
#include <QStyleOption>

// Menus as AppStyle paints them: rows of 30, icons in text2, keys as caps at the end, dangerous entries in red.

namespace AlwaysLeads {

namespace {

constexpr int shadowRoom = 20;

QString wordsOf(const QStyleOptionMenuItem *option)
{
    QString words = option->text.section(QLatin1Char('\t'), 0, 0);
    // "&&" is an ampersand, a single one marks the mnemonic.
    words.replace(QStringLiteral("&&"), QStringLiteral("\x01"));
    words.remove(QLatin1Char('&'));
    return words.replace(QLatin1Char('\x01'), QLatin1Char('&'));
}

QString keysOf(const QStyleOptionMenuItem *option)
{
    QString keys = option->text.section(QLatin1Char('\t'), 1, 1);
    if (keys == QLatin1String("Return") || keys == QLatin1String("Enter")) {
        return QStringLiteral("\u21B5");
    }
    // A plus that is a key itself stays.
    return keys.size() > 1 ? keys.replace(QLatin1Char('+'), QLatin1Char(' ')) : keys;
}

} // namespace

int AppStyle::menuShadow() const
{
    return m_translucent ? shadowRoom : 0;
}

QSize AppStyle::menuItemSize(const QStyleOptionMenuItem *option) const
{
    if (option->menuItemType == QStyleOptionMenuItem::Separator) {
        return QSize(40, 9);
    }
    const QFontMetricsF words(m_fonts.body());
    const QString keys = keysOf(option);
    const qreal keyWidth = keys.isEmpty() ? 0 : QFontMetricsF(m_fonts.key()).horizontalAdvance(keys) + 11 + 14;
    const qreal arrow = option->menuItemType == QStyleOptionMenuItem::SubMenu ? 24 : 0;
    const qreal check = option->checkType != QStyleOptionMenuItem::NotCheckable ? 24 : 0;
    const int width = qCeil(10 + 26 + words.horizontalAdvance(wordsOf(option)) + keyWidth + arrow + check + 14);
    return QSize(qMax(160, width), qRound(30 * m_fonts.textFactor()));
}

void AppStyle::drawMenuPanel(QPainter *painter, const QRect &rect) const
{
    const int room = menuShadow();
    if (room == 0) {
        painter->fillRect(rect, m_theme.raised);
        paintBox(painter, rect, 0, m_theme.raised, m_theme.borderStrong);
        return;
    }
    const QRectF panel = QRectF(rect).adjusted(room, room, -room, -room);
    paintShadow(painter, panel, 9, 8, 24, m_theme.shadow);
    paintBox(painter, panel, 9, m_theme.raised, m_theme.borderStrong);
}

void AppStyle::drawMenuItem(const QStyleOptionMenuItem *option, QPainter *painter, const QWidget *widget) const
{
    const QRectF rect(option->rect);
    if (option->menuItemType == QStyleOptionMenuItem::Separator) {
        paintHairline(painter, QRectF(rect.left() - 6, rect.center().y(), rect.width() + 12, 1), Qt::TopEdge,
                      m_theme.border);
        return;
    }
    const auto *menu = qobject_cast<const QMenu *>(widget);
    const QAction *action = menu != nullptr ? menu->actionAt(option->rect.center()) : nullptr;
    const bool dangerous = action != nullptr && action->property(dangerousProperty).toBool();
    const bool enabled = option->state.testFlag(State_Enabled);
    const bool current = option->state.testFlag(State_Selected) && enabled;
    const bool mirrored = option->direction == Qt::RightToLeft;
    if (current) {
        paintBox(painter, rect, 6, dangerous ? m_theme.danger.soft : m_theme.selection);
    }
    const QColor ink = !enabled ? m_theme.disabled : dangerous ? m_theme.danger.text : m_theme.text;
    const QColor pictureInk = !enabled ? m_theme.disabled : dangerous ? m_theme.danger.text : m_theme.text2;

    painter->setLayoutDirection(option->direction);
    const auto placed = [&](qreal left, qreal width) {
        const qreal x = mirrored ? rect.right() - left - width : rect.left() + left;
        return QRectF(x, rect.top(), width, rect.height());
    };
    const auto picture = Icon(action != nullptr ? action->property(pictureProperty).toInt() : 0);
    if (option->checkType != QStyleOptionMenuItem::NotCheckable) {
        if (option->checked) { // beside its picture, or in the picture's place
            m_icons.paint(painter, Icon::Check, picture != Icon::None ? placed(rect.width() - 24, 16) : placed(8, 16),
                          enabled ? m_theme.accent : m_theme.disabled);
        }
        if (picture != Icon::None) {
            m_icons.paint(painter, picture, placed(8, 16), pictureInk);
        }
    } else if (picture != Icon::None) {
        m_icons.paint(painter, picture, placed(8, 16), pictureInk);
    } else if (!option->icon.isNull()) {
        const QRectF place = placed(8, 16);
        option->icon.paint(painter, QRect(qRound(place.left()), qRound(place.center().y() - 8), 16, 16),
                           Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    }
    // Menus without any picture start their words where pictures would stand.
    const qreal start = option->maxIconWidth > 0 || option->menuHasCheckableItems || picture != Icon::None ? 33 : 10;
    paintLine(painter, placed(start, rect.width() - start - 10), wordsOf(option), m_fonts.body(), ink, Qt::AlignLeft,
              Qt::ElideNone);

    if (option->menuItemType == QStyleOptionMenuItem::SubMenu) {
        m_icons.paint(painter, Icon::ChevronRight, placed(rect.width() - 22, 14), m_theme.text3);
        return;
    }
    const QString keys = keysOf(option);
    if (!keys.isEmpty()) {
        const QFont font = m_fonts.key();
        const qreal width = qMax(18.0, QFontMetricsF(font).horizontalAdvance(keys) + 11);
        QRectF cap = placed(rect.width() - 6 - width, width);
        cap = QRectF(cap.left(), cap.center().y() - 9, width, 18);
        paintBox(painter, cap, 4, m_theme.raised, m_theme.borderStrong);
        painter->setLayoutDirection(Qt::LeftToRight);
        paintLine(painter, cap, keys, font, enabled ? m_theme.text2 : m_theme.disabled, Qt::AlignHCenter,
                  Qt::ElideNone);
    }
}

void AppStyle::drawMenuBarItem(const QStyleOptionMenuItem *option, QPainter *painter) const
{
    painter->fillRect(option->rect, m_theme.desk);
    const bool open = option->state.testFlag(State_Sunken);
    const bool hovered = option->state.testFlag(State_Selected);
    if (open || hovered) {
        paintBox(painter, QRectF(option->rect).adjusted(0, 3, 0, -3), 6, open ? m_theme.pressed : m_theme.deskHover);
    }
    const QColor ink = !option->state.testFlag(State_Enabled) ? m_theme.disabled : open ? m_theme.text : m_theme.text2;
    paintLine(painter, option->rect, wordsOf(option), m_fonts.body(), ink, Qt::AlignHCenter, Qt::ElideNone);
}

} // namespace AlwaysLeads
