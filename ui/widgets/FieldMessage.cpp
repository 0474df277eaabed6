#include "widgets/FieldMessage.h"

#include "style/AppStyle.h"
#include "widgets/Label.h"

#include <QHBoxLayout>
#include <QPainter>

namespace AlwaysLeads {

FieldMessage::FieldMessage(QWidget *parent)
    : QWidget(parent)
    , m_label(new Label(QString(), TextStyle::Meta, &Theme::text3, this))
{
    m_label->setWordWrap(true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_label, 1);
    hide();
}

void FieldMessage::setHint(const QString &hint)
{
    m_isError = false;
    layout()->setContentsMargins(0, 0, 0, 0);
    m_label->setColour(&Theme::text3);
    m_label->setText(hint);
    setVisible(!hint.isEmpty());
}

void FieldMessage::setError(const QString &message)
{
    m_isError = true;
    layout()->setContentsMargins(20, 0, 0, 0);
    m_label->setTone(ToneName::Danger);
    m_label->setText(message);
    setVisible(!message.isEmpty());
}

QString FieldMessage::text() const
{
    return m_label->text();
}

void FieldMessage::paintEvent(QPaintEvent *)
{
    if (m_isError) {
        QPainter painter(this);
        const qreal x = layoutDirection() == Qt::RightToLeft ? width() - 14 : 0;
        iconsOf(this).paint(&painter, Icon::CircleAlert, QRectF(x, 1, 14, 14), themeOf(this).danger.text);
    }
}

} // namespace AlwaysLeads
