#include "style/AppStyle.h"

#include "style/Compositor.h"
#include "style/Painting.h"
#include "style/ScrollBars.h"

#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QApplication>
#include <QBitmap>
#include <QMenu>
#include <QMenuBar>
#include <QPainterPath>
#include <QScrollBar>
#include <QStyleFactory>
#include <QStyleOption>
#include <QWindow>

namespace AlwaysLeads {

namespace {

/// Travels through styleHint(), which style sheets hand on to the style below them.
struct CarrierAnswer : QStyleHintReturn
{
    CarrierAnswer()
        : QStyleHintReturn(1, SH_Default)
    {
    }
    const AppStyle *style = nullptr;
};

constexpr auto carrierHint = QStyle::StyleHint(QStyle::SH_CustomBase + 0x414c);

constexpr int scrollBarExtent = 10;

/// Qt asks with the bar; a container lies between it and its area.
bool liesOverContent(const QWidget *widget)
{
    const auto *bar = qobject_cast<const QScrollBar *>(widget);
    if (bar == nullptr || bar->orientation() == Qt::Horizontal || bar->parentWidget() == nullptr) {
        return false;
    }
    const QWidget *area = bar->parentWidget()->parentWidget();
    return qobject_cast<const QAbstractItemView *>(area) != nullptr
        || (area != nullptr && area->property(barOverContentProperty).toBool());
}

} // namespace

AppStyle::AppStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
    , m_theme(Theme::light())
    , m_translucent(desktopComposes())
{
}

void AppStyle::set(const Theme &theme, const Fonts &fonts, const Motion &motion)
{
    m_theme = theme;
    m_fonts = fonts;
    m_motion = motion;
    m_icons.drop();
}

const AppStyle *AppStyle::of(const QWidget *widget)
{
    QStyle *style = widget != nullptr ? widget->style() : QApplication::style();
    if (const auto *own = qobject_cast<const AppStyle *>(style)) {
        return own;
    }
    CarrierAnswer answer;
    style->styleHint(carrierHint, nullptr, widget, &answer);
    return answer.style;
}

QPalette AppStyle::standardPalette() const
{
    return m_theme.palette();
}

void AppStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QMenu *>(widget) != nullptr || widget->inherits("QTipLabel")) {
        if (m_translucent) {
            widget->setAttribute(Qt::WA_TranslucentBackground);
        }
        if (qobject_cast<QMenu *>(widget) != nullptr) {
            widget->setWindowFlags(widget->windowFlags() | Qt::FramelessWindowHint | Qt::NoDropShadowWindowHint);
            widget->installEventFilter(this);
        }
    }
}

bool AppStyle::eventFilter(QObject *watched, QEvent *event)
{
    // Qt places a menu by its window; ours has the shadow around the panel, so the panel is brought to where the menu
    // would be.
    if (event->type() == QEvent::Show && menuShadow() > 0) {
        if (auto *menu = qobject_cast<QMenu *>(watched); menu != nullptr && menu->isWindow()) {
            const int side = menu->layoutDirection() == Qt::RightToLeft ? menuShadow() : -menuShadow();
            menu->move(menu->pos() + QPoint(side, -menuShadow() + 2));
        }
    }
    return QProxyStyle::eventFilter(watched, event);
}

int AppStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                        QStyleHintReturn *answer) const
{
    if (hint == carrierHint) {
        static_cast<CarrierAnswer *>(answer)->style = this;
        return 1;
    }
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ComboBox_Popup:
    case SH_ScrollBar_Transient:
    case SH_Menu_FlashTriggeredItem:
    case SH_ItemView_ActivateItemOnSingleClick:
    case SH_ItemView_ShowDecorationSelected:
    case SH_UnderlineShortcut:
        return 0;
    case SH_ToolTip_WakeUpDelay:
        return 500;
    case SH_ToolTip_FallAsleepDelay:
        return 300;
    case SH_ToolTipLabel_Opacity:
        return 255;
    case SH_Menu_MouseTracking:
    case SH_MenuBar_MouseTracking:
    case SH_Menu_Scrollable:
        return 1;
    case SH_Menu_SubMenuPopupDelay:
        return 120;
    case SH_Widget_Animation_Duration:
        return m_motion.duration(120);
    case SH_Table_GridLineColor:
        return int(m_theme.border.rgba());
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, answer);
    }
}

int AppStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return scrollBarExtent;
    case PM_ScrollBarSliderMin:
        return 28;
    case PM_ScrollView_ScrollBarOverlap:
        return liesOverContent(widget) ? scrollBarExtent : 0;
    case PM_ScrollView_ScrollBarSpacing:
    case PM_MenuPanelWidth:
    case PM_MenuTearoffHeight:
    case PM_MenuBarPanelWidth:
    case PM_MenuBarItemSpacing:
    case PM_MenuBarVMargin:
        return 0;
    case PM_MenuHMargin:
    case PM_MenuVMargin:
        return menuShadow() + 6;
    case PM_MenuBarHMargin:
        return 6;
    case PM_SubMenuOverlap:
        return -4 - 2 * menuShadow();
    case PM_ToolTipLabelFrameWidth:
        return 6;
    case PM_FocusFrameVMargin:
    case PM_FocusFrameHMargin:
        return 0;
    case PM_SplitterWidth:
    case PM_TextCursorWidth:
        return 1;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
        return 16;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QSize AppStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                 const QWidget *widget) const
{
    if (type == CT_MenuItem) {
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            return menuItemSize(item);
        }
    }
    if (type == CT_MenuBarItem) {
        return QSize(size.width() + 20, qRound(30 * m_fonts.textFactor()));
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

void AppStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                             const QWidget *widget) const
{
    switch (element) {
    case PE_FrameFocusRect: // the FocusRing and the delegates show the focus
    case PE_PanelItemViewRow: // RowDelegate paints rows whole
    case PE_FrameMenu:
    case PE_PanelMenuBar:
    case PE_FrameStatusBarItem:
        return;
    case PE_PanelMenu:
        drawMenuPanel(painter, option->rect);
        return;
    case PE_PanelTipLabel:
        if (!m_translucent) {
            painter->fillRect(option->rect, m_theme.tipBg);
        } else {
            paintBox(painter, option->rect, 6, m_theme.tipBg);
        }
        return;
    case PE_PanelLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame == nullptr || frame->lineWidth > 0) {
            const bool enabled = option->state.testFlag(State_Enabled);
            const bool focused = option->state.testFlag(State_HasFocus);
            const QColor border = !enabled ? m_theme.neutralSoft
                : focused                  ? m_theme.accent
                          : (option->state.testFlag(State_MouseOver) ? m_theme.borderHigh : m_theme.borderStrong);
            paintBox(painter, option->rect, 7, enabled ? m_theme.surface : m_theme.neutralSoft, border);
        }
        return;
    }
    case PE_FrameLineEdit:
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void AppStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                           const QWidget *widget) const
{
    switch (element) {
    case CE_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            drawMenuItem(item, painter, widget);
        }
        return;
    case CE_MenuEmptyArea:
        return;
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, m_theme.desk);
        return;
    case CE_MenuBarItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            drawMenuBarItem(item, painter);
        }
        return;
    case CE_Splitter:
        painter->fillRect(option->rect, m_theme.border);
        return;
    case CE_RubberBand:
        return;
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void AppStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                  const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            drawScrollBar(bar, painter);
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect AppStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                               const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            return scrollBarPart(bar, part);
        }
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

namespace {
const AppStyle &styleOf(const QWidget *widget)
{
    const AppStyle *style = AppStyle::of(widget);
    if (style == nullptr) {
        qFatal("AlwaysLeads' widgets need their style: make an Appearance before the first of them is painted or "
               "measured.");
    }
    return *style;
}
} // namespace

const Theme &themeOf(const QWidget *widget)
{
    return styleOf(widget).theme();
}

const Fonts &fontsOf(const QWidget *widget)
{
    return styleOf(widget).fonts();
}

const Icons &iconsOf(const QWidget *widget)
{
    return styleOf(widget).icons();
}

const Motion &motionOf(const QWidget *widget)
{
    return styleOf(widget).motion();
}

} // namespace AlwaysLeads
