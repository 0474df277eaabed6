#include "widgets/ElidedLabel.h"

#include "style/AppStyle.h"
#include "style/Painting.h"

#include <QHelpEvent>
#include <QPainter>
#include <QTextDocument>
#include <QToolTip>

namespace AlwaysLeads {

ElidedLabel::ElidedLabel(const QString &text, TextStyle style, QColor Theme::*colour, QWidget *parent)
    : QWidget(parent)
    , m_style(style)
    , m_colour(colour)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setText(text);
}

void ElidedLabel::setText(const QString &text)
{
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void ElidedLabel::setTextStyle(TextStyle style)
{
    m_style = style;
    updateGeometry();
    update();
}

void ElidedLabel::setColour(QColor Theme::*colour)
{
    m_colour = colour;
    update();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_elide = mode;
    update();
}

void ElidedLabel::setAlignment(Qt::Alignment alignment)
{
    m_alignment = alignment;
    update();
}

void ElidedLabel::setTabular(bool tabular)
{
    m_tabular = tabular;
    updateGeometry();
    update();
}

QSize ElidedLabel::sizeHint() const
{
    const QFont font = fontsOf(this).of(m_style);
    const qreal width = m_tabular ? TabularText::width(m_text, font) : QFontMetricsF(font).horizontalAdvance(m_text);
    return {qCeil(width) + 1, fontsOf(this).lineHeight(m_style)};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {qMin(24, sizeHint().width()), fontsOf(this).lineHeight(m_style)};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    const QFont font = fontsOf(this).of(m_style);
    const QColor ink = isEnabled() ? themeOf(this).*m_colour : themeOf(this).disabled;
    if (m_tabular && TabularText::width(m_text, font) <= width()) {
        TabularText::paint(&painter, rect(), m_text, font, ink, m_alignment);
    } else {
        paintLine(&painter, rect(), m_text, font, ink, m_alignment, m_elide);
    }
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty() && sizeHint().width() > width() + 1) {
        // Escaped by Qt's own means: a text that looks like markup must not be read as such.
        const QString whole = Qt::mightBeRichText(m_text) ? m_text.toHtmlEscaped() : m_text;
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), whole, this);
        return true;
    }
    if (event->type() == QEvent::StyleChange) {
        updateGeometry();
    }
    return QWidget::event(event);
}

} // namespace AlwaysLeads
