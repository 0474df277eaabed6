#include "widgets/LineEdit.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/CellPainting.h"
#include "widgets/IconButton.h"
#include "widgets/UndoKeys.h"

#include <QEvent>
#include <QPainter>

namespace AlwaysLeads {

FieldState fieldStateOf(const QWidget *widget, bool focused, bool bad)
{
    if (!widget->isEnabled()) {
        return FieldState::Disabled;
    }
    if (bad) {
        return focused ? FieldState::BadFocus : FieldState::Bad;
    }
    return focused ? FieldState::Focus : widget->underMouse() ? FieldState::Hover : FieldState::Rest;
}

void paintFieldFrame(QPainter *painter, const QWidget *widget, const QRectF &rect, FieldState state)
{
    const Theme &theme = themeOf(widget);
    switch (state) {
    case FieldState::Rest:
        paintBox(painter, rect, 7, theme.surface, theme.borderStrong);
        break;
    case FieldState::Hover:
        paintBox(painter, rect, 7, theme.surface, theme.borderHigh);
        break;
    case FieldState::Focus:
        paintBox(painter, rect, 7, theme.surface, theme.accent);
        break;
    case FieldState::Bad:
    case FieldState::BadFocus:
        paintBox(painter, rect, 7, theme.surface, theme.danger.fill);
        break;
    case FieldState::Disabled:
        paintBox(painter, rect, 7, theme.neutralSoft);
        break;
    }
}

LineEdit::LineEdit(QWidget *parent)
    : QLineEdit(parent)
{
    setFrame(false);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    QPalette colours = palette();
    colours.setBrush(QPalette::Base, Qt::transparent);
    setPalette(colours);
    renewMargins();
    passUndoOn(this);
}

void LineEdit::setPicture(Icon icon)
{
    m_picture = icon;
    renewMargins();
}

void LineEdit::setKeyCap(const QString &keys)
{
    m_keyCap = keys;
    renewMargins();
}

void LineEdit::setSecret(bool secret)
{
    setEchoMode(secret ? QLineEdit::Password : QLineEdit::Normal);
    if (secret && m_eye == nullptr) {
        m_eye = new IconButton(Icon::Eye, tr("Show what is typed"), this);
        m_eye->setObjectName(QStringLiteral("showTyped"));
        m_eye->setControlSize(24);
        m_eye->setCheckable(true);
        m_eye->setCursor(Qt::ArrowCursor);
        connect(m_eye, &IconButton::toggled, this, [this](bool shown) {
            setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
            m_eye->setPicture(shown ? Icon::EyeOff : Icon::Eye);
            m_eye->setName(shown ? tr("Hide what is typed") : tr("Show what is typed"));
        });
    }
    if (m_eye != nullptr) {
        m_eye->setVisible(secret);
    }
    renewMargins();
}

void LineEdit::setBad(bool bad)
{
    m_bad = bad;
    update();
}

void LineEdit::setControlHeight(int height)
{
    m_height = height;
    updateGeometry();
}

void LineEdit::renewMargins()
{
    // QLineEdit adds 2 px of its own on both sides.
    const int start = m_picture != Icon::None ? 33 : 9;
    int end = 8;
    if (m_eye != nullptr && !m_eye->isHidden()) {
        end = 32;
    } else if (!m_keyCap.isEmpty()) {
        end = qCeil(CellPainting::keyCapWidth(this, m_keyCap)) + 10;
    }
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    setTextMargins(mirrored ? end : start, 0, mirrored ? start : end, 0);
    setFont(fontsOf(this).body());
    const Theme &theme = themeOf(this);
    QPalette colours = palette();
    colours.setColor(QPalette::Text, theme.text);
    colours.setColor(QPalette::PlaceholderText, theme.text3);
    colours.setColor(QPalette::Highlight, theme.textSelection);
    colours.setColor(QPalette::HighlightedText, theme.text);
    colours.setColor(QPalette::Disabled, QPalette::Text, theme.disabled);
    colours.setColor(QPalette::Disabled, QPalette::PlaceholderText, theme.disabled);
    if (colours != palette()) {
        setPalette(colours);
    }
    update();
}

QSize LineEdit::sizeHint() const
{
    return {200, qRound(m_height * fontsOf(this).textFactor())};
}

QSize LineEdit::minimumSizeHint() const
{
    return {60, sizeHint().height()};
}

void LineEdit::paintEvent(QPaintEvent *event)
{
    {
        QPainter painter(this);
        const Theme &theme = themeOf(this);
        paintFieldFrame(&painter, this, rect(), fieldStateOf(this, hasFocus(), m_bad));
        const bool mirrored = layoutDirection() == Qt::RightToLeft;
        if (m_picture != Icon::None) {
            const QRectF place(mirrored ? width() - 27 : 11, 0, 16, height());
            iconsOf(this).paint(&painter, m_picture, place, isEnabled() ? theme.text3 : theme.disabled);
        }
        if (!m_keyCap.isEmpty() && m_eye == nullptr) {
            const qreal wide = CellPainting::keyCapWidth(this, m_keyCap);
            CellPainting::keyCap(&painter, this, QPointF(mirrored ? 7 : width() - 7 - wide, height() / 2.0), m_keyCap);
        }
    }
    QLineEdit::paintEvent(event);
}

void LineEdit::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    if (m_eye != nullptr) {
        const bool mirrored = layoutDirection() == Qt::RightToLeft;
        m_eye->setGeometry(mirrored ? 4 : width() - 28, (height() - 24) / 2, 24, 24);
    }
}

void LineEdit::changeEvent(QEvent *event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::LayoutDirectionChange) {
        renewMargins();
    }
}

void LineEdit::enterEvent(QEnterEvent *event)
{
    QLineEdit::enterEvent(event);
    update();
}

void LineEdit::leaveEvent(QEvent *event)
{
    QLineEdit::leaveEvent(event);
    update();
}

} // namespace AlwaysLeads
