#pragma once

#include "style/Fonts.h"
#include "style/Icons.h"
#include "style/Theme.h"

#include <QProxyStyle>

class QStyleOptionMenuItem;
class QStyleOptionSlider;

namespace AlwaysLeads {

/// Whether things move. Reduced motion makes every duration 0 and the spinner a still hourglass.
struct Motion
{
    bool reduced = false;
    int duration(int milliseconds) const { return reduced ? 0 : milliseconds; }
};

/// The application's style: Fusion underneath, the theme's look for what Qt paints itself (menus, scroll bars,
/// tooltips, bare fields, splitters), and the carrier of theme, fonts, icons and motion for our own widgets and
/// delegates.
class AppStyle : public QProxyStyle
{
    Q_OBJECT

public:
    AppStyle();

    const Theme &theme() const { return m_theme; }
    const Fonts &fonts() const { return m_fonts; }
    const Icons &icons() const { return m_icons; }
    const Motion &motion() const { return m_motion; }
    /// Appearance calls this; it sends the events that make widgets look again.
    void set(const Theme &theme, const Fonts &fonts, const Motion &motion);

    /// The AppStyle at the bottom of a widget's style, found through any style sheet on top of it; null when there is
    /// none.
    static const AppStyle *of(const QWidget *widget);

    using QProxyStyle::polish;
    void polish(QWidget *widget) override;
    QPalette standardPalette() const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *answer) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                         const QWidget *widget) const override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void drawMenuPanel(QPainter *painter, const QRect &rect) const;
    void drawMenuItem(const QStyleOptionMenuItem *option, QPainter *painter, const QWidget *widget) const;
    void drawMenuBarItem(const QStyleOptionMenuItem *option, QPainter *painter) const;
    QSize menuItemSize(const QStyleOptionMenuItem *option) const;
    /// Room around a menu for its shadow; 0 where windows cannot be translucent.
    int menuShadow() const;
    void drawScrollBar(const QStyleOptionSlider *option, QPainter *painter) const;
    QRect scrollBarPart(const QStyleOptionSlider *option, SubControl part) const;

    Theme m_theme;
    Fonts m_fonts;
    Icons m_icons;
    Motion m_motion;
    bool m_translucent; ///< the desktop composes windows
};

/// A property of a QAction (bool): the menu shows it as dangerous.
inline constexpr char dangerousProperty[] = "alwaysleadsDangerous";
/// A property of a QAction (int of an Icon): the menu draws it in the theme's colours.
inline constexpr char pictureProperty[] = "alwaysleadsPicture";

/// What a widget, a delegate or a page paints with. They need an Appearance to have been made before (one line in main
/// and in a test); without it they stop the program with that sentence. Do not keep a reference over a return to the
/// event loop.
const Theme &themeOf(const QWidget *widget);
const Fonts &fontsOf(const QWidget *widget);
const Icons &iconsOf(const QWidget *widget);
const Motion &motionOf(const QWidget *widget);

} // namespace AlwaysLeads
