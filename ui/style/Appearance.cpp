#include "style/Appearance.h"

#include "style/AppStyle.h"
#include "style/Mark.h"

#include <QApplication>
#include <QEvent>
#include <QWidget>

namespace AlwaysLeads {

Appearance::Appearance(QApplication &application, QObject *parent)
    : QObject(parent)
    , m_application(application)
    , m_style(new AppStyle)
{
    connect(&m_system, &SystemScheme::changed, this, [this] {
        if (m_mode == ColourMode::System) {
            apply();
        }
    });
    apply();
}

bool Appearance::isDark() const
{
    return m_mode == ColourMode::Dark || (m_mode == ColourMode::System && m_system.isDark());
}

void Appearance::setMode(ColourMode mode)
{
    if (m_mode != mode) {
        m_mode = mode;
        apply();
    }
}

void Appearance::setTextFactor(qreal factor)
{
    factor = qBound(1.0, factor, 1.5);
    if (!qFuzzyCompare(m_textFactor, factor)) {
        m_textFactor = factor;
        apply();
    }
}

void Appearance::setMoreContrast(bool on)
{
    if (m_moreContrast != on) {
        m_moreContrast = on;
        apply();
    }
}

void Appearance::setReducedMotion(bool on)
{
    if (m_reducedMotion != on) {
        m_reducedMotion = on;
        apply();
    }
}

const Theme &Appearance::theme() const
{
    return m_style->theme();
}

void Appearance::apply()
{
    Theme theme = isDark() ? Theme::dark() : Theme::light();
    if (m_moreContrast) {
        theme = theme.withMoreContrast();
    }
    m_style->set(theme, Fonts(m_textFactor, m_application.devicePixelRatio()), Motion{m_reducedMotion});
    if (QApplication::style() != m_style) {
        QApplication::setStyle(m_style); // which takes it
    }
    QApplication::setPalette(theme.palette());
    QApplication::setFont(m_style->fonts().body());
    QApplication::setWindowIcon(markIcon(theme));
    // Qt hands palette and font on only while the event loop runs; ours take colours and fonts from the style.
    const QWidgetList widgets = QApplication::allWidgets();
    for (QWidget *widget : widgets) {
        for (const QEvent::Type type :
             {QEvent::ApplicationPaletteChange, QEvent::ApplicationFontChange, QEvent::StyleChange}) {
            QEvent event(type);
            QCoreApplication::sendEvent(widget, &event);
        }
        widget->update();
    }
    Q_EMIT changed();
}

} // namespace AlwaysLeads
