#include "widgets/Label.h"

#include "style/AppStyle.h"

#include <QEvent>
#include <QPainter>
#include <QTextLayout>
#include <memory>

namespace AlwaysLeads {

/// The text laid out in lines of the style's height.
struct Label::Paragraph
{
    std::unique_ptr<QTextLayout> layout;
    qreal lineHeight = 0;
    qreal width = 0;

    void arrange(qreal room)
    {
        layout->beginLayout();
        int number = 0;
        width = 0;
        for (QTextLine line = layout->createLine(); line.isValid(); line = layout->createLine()) {
            line.setLineWidth(room);
            line.setPosition(QPointF(0, number * lineHeight + (lineHeight - line.ascent() - line.descent()) / 2));
            width = qMax(width, line.naturalTextWidth());
            ++number;
        }
        layout->endLayout();
    }
    qreal height() const { return layout->lineCount() * lineHeight; }
};

Label::Label(const QString &text, TextStyle style, QColor Theme::*colour, QWidget *parent)
    : QLabel(parent)
    , m_style(style)
    , m_colour(colour)
{
    setTextFormat(Qt::PlainText); // outside text must never be read as markup
    setText(text);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    renew();
}

void Label::setWordWrap(bool wrap)
{
    QLabel::setWordWrap(wrap);
    QSizePolicy policy = sizePolicy();
    policy.setVerticalPolicy(wrap ? QSizePolicy::Minimum : QSizePolicy::Fixed);
    setSizePolicy(policy);
    setAlignment((alignment() & Qt::AlignHorizontal_Mask) | (wrap ? Qt::AlignTop : Qt::AlignVCenter));
}

void Label::setTextStyle(TextStyle style)
{
    m_style = style;
    renew();
}

void Label::setColour(QColor Theme::*colour)
{
    m_colour = colour;
    m_hasTone = false;
    update();
}

void Label::setTone(ToneName tone)
{
    m_tone = tone;
    m_hasTone = true;
    update();
}

void Label::setLead(const QString &lead, QColor Theme::*colour)
{
    m_lead = lead;
    m_leadColour = colour;
    setAccessibleName(lead + QLatin1Char(' ') + text());
    renew();
}

QColor Label::ink() const
{
    const Theme &theme = themeOf(this);
    return !isEnabled() ? theme.disabled : m_hasTone ? theme.tone(m_tone).text : theme.*m_colour;
}

void Label::renew()
{
    setFont(fontsOf(this).of(m_style));
    updateGeometry();
    update();
}

Label::Paragraph Label::paragraph() const
{
    const Fonts &fonts = fontsOf(this);
    const bool joined = !m_lead.isEmpty() && !text().isEmpty();
    QString words = m_lead + (joined ? QStringLiteral(" ") : QString()) + text();
    words.replace(QLatin1Char('\n'), QChar::LineSeparator);
    Paragraph result;
    result.lineHeight = fonts.lineHeight(m_style);
    result.layout = std::make_unique<QTextLayout>(words, fonts.of(m_style));
    QTextOption option(alignment() & Qt::AlignHorizontal_Mask);
    option.setWrapMode(wordWrap() ? QTextOption::WrapAtWordBoundaryOrAnywhere : QTextOption::ManualWrap);
    option.setTextDirection(layoutDirection());
    result.layout->setTextOption(option);
    if (!m_lead.isEmpty()) {
        QTextLayout::FormatRange range;
        range.start = 0;
        range.length = int(m_lead.size());
        QFont bold = fonts.of(m_style);
        bold.setWeight(QFont::DemiBold);
        range.format.setFont(bold);
        range.format.setForeground(isEnabled() ? themeOf(this).*m_leadColour : themeOf(this).disabled);
        result.layout->setFormats({range});
    }
    return result;
}

QSize Label::sizeHint() const
{
    Paragraph whole = paragraph();
    whole.arrange(wordWrap() ? qMax(qreal(320), width() > 0 ? qreal(width()) : 0) : 1e6);
    const QMargins margins = contentsMargins();
    return {qCeil(whole.width) + margins.left() + margins.right(),
            qCeil(whole.height()) + margins.top() + margins.bottom()};
}

QSize Label::minimumSizeHint() const
{
    if (!wordWrap()) {
        return {qMin(sizeHint().width(), 40), sizeHint().height()};
    }
    return {qMin(sizeHint().width(), 60), fontsOf(this).lineHeight(m_style)};
}

int Label::heightForWidth(int width) const
{
    Paragraph lines = paragraph();
    const QMargins margins = contentsMargins();
    lines.arrange(qMax(1, width - margins.left() - margins.right()));
    return qCeil(lines.height()) + margins.top() + margins.bottom();
}

void Label::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(ink());
    const QRectF area(contentsRect());
    Paragraph lines = paragraph();
    lines.arrange(area.width());
    if (!wordWrap() && lines.width > area.width() + 0.5 && m_lead.isEmpty()) {
        const QString shown = QFontMetricsF(font()).elidedText(text(), Qt::ElideRight, area.width());
        lines.layout->setText(shown);
        lines.arrange(area.width());
    }
    qreal top = area.top();
    if (alignment() & Qt::AlignVCenter) {
        top += qRound((area.height() - lines.height()) / 2);
    } else if (alignment() & Qt::AlignBottom) {
        top = area.bottom() - lines.height();
    }
    lines.layout->draw(&painter, QPointF(area.left(), top));
}

void Label::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::StyleChange) {
        renew();
    }
    QLabel::changeEvent(event);
}

} // namespace AlwaysLeads
