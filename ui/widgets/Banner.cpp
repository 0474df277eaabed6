#include "widgets/Banner.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/Announce.h"
#include "widgets/Button.h"
#include "widgets/Label.h"

#include <QHBoxLayout>
#include <QPainter>

namespace AlwaysLeads {

Banner::Banner(ToneName tone, Icon icon, const QString &fact, const QString &rest, QWidget *parent)
    : QWidget(parent)
    , m_tone(tone)
    , m_icon(icon)
    , m_label(new Label(QString(), TextStyle::Body, &Theme::text2, this))
    , m_line(new QHBoxLayout(this))
{
    m_label->setWordWrap(true);
    m_label->setAlignment(Qt::AlignVCenter | Qt::AlignLeft);
    m_line->setContentsMargins(40, 5, 8, 5);
    m_line->setSpacing(8);
    m_line->addWidget(m_label, 1);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    setText(fact, rest);
}

void Banner::setText(const QString &fact, const QString &rest)
{
    m_label->setText(rest);
    m_label->setLead(fact);
    setAccessibleName(rest.isEmpty() ? fact : fact + QLatin1Char(' ') + rest);
}

void Banner::setLook(ToneName tone, Icon icon)
{
    m_tone = tone;
    m_icon = icon;
    update();
}

Button *Banner::addButton(const QString &text)
{
    auto *button = new Button(text, ButtonKind::Secondary, this);
    button->setControlHeight(28);
    button->setTextStyle(TextStyle::MetaMedium);
    m_line->addWidget(button, 0, Qt::AlignVCenter);
    return button;
}

void Banner::announceIt()
{
    announce(this, accessibleName());
}

QSize Banner::minimumSizeHint() const
{
    return {200, 40};
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tone tone = themeOf(this).tone(m_tone);
    paintBox(&painter, rect(), 8, tone.soft, tone.border);
    const qreal x = layoutDirection() == Qt::RightToLeft ? width() - 30 : 14;
    // Beside the first line, also when the text has more of them.
    const bool oneLine = m_label->heightForWidth(m_label->width()) <= fontsOf(this).lineHeight(TextStyle::Body);
    const qreal y = oneLine ? (height() - 16) / 2.0 : m_label->y() + 2;
    iconsOf(this).paint(&painter, m_icon, QRectF(x, y, 16, 16), tone.text);
}

} // namespace AlwaysLeads
