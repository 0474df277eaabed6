#include "widgets/Button.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/CellPainting.h"

#include <QKeyEvent>
#include <QPainter>

namespace AlwaysLeads {

namespace {

struct ButtonColours
{
    QColor fill;
    QColor border;
    QColor ink;
};

ButtonColours coloursOf(const Theme &theme, ButtonKind kind, bool enabled, bool hovered, bool pressed)
{
    const auto pick = [&](const QColor &rest, const QColor &hover, const QColor &down) {
        return pressed ? down : hovered ? hover : rest;
    };
    if (!enabled) {
        return {kind == ButtonKind::Link ? QColor() : theme.neutralSoft, QColor(), theme.disabled};
    }
    switch (kind) {
    case ButtonKind::Primary:
        return {pick(theme.accent, theme.accentHover, theme.accentPressed), QColor(), theme.onAccent};
    case ButtonKind::Secondary:
        return {pick(theme.surface, theme.hover, theme.pressed), theme.borderStrong, theme.text};
    case ButtonKind::Outline:
        return {pick(theme.surface, theme.hover, theme.pressed), theme.borderStrong, theme.text2};
    case ButtonKind::Ghost:
        return {pick(QColor(), theme.hover, theme.pressed), QColor(), theme.text2};
    case ButtonKind::Danger:
        return {pick(theme.surface, theme.danger.soft, theme.danger.border), theme.danger.border, theme.danger.text};
    case ButtonKind::FinalDanger:
        return {pick(theme.danger.fill, theme.danger.fill.darker(108), theme.danger.fill.darker(120)), QColor(),
                theme.onDanger};
    case ButtonKind::Link:
        return {QColor(), QColor(), pressed ? theme.accentPressed : theme.accentText};
    }
    return {};
}

} // namespace

QString keyCapText(const QKeySequence &keys)
{
    QString text = keys.toString(QKeySequence::NativeText);
    if (text == QLatin1String("Return") || text == QLatin1String("Enter")) {
        return QStringLiteral("\u21B5");
    }
    text.replace(QLatin1String("+Return"), QLatin1String("+\u21B5"));
    // "Ctrl++" keeps its last plus.
    for (qsizetype at = text.indexOf(QLatin1Char('+')); at > 0 && at + 1 < text.size();
         at = text.indexOf(QLatin1Char('+'), at + 1)) {
        text[at] = QLatin1Char(' ');
    }
    return text;
}

Button::Button(const QString &text, ButtonKind kind, QWidget *parent)
    : QPushButton(text, parent)
    , m_kind(kind)
{
    setAutoDefault(false);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    if (kind == ButtonKind::Link) {
        setCursor(Qt::PointingHandCursor);
    }
    m_spinner.setStartValue(0.0);
    m_spinner.setEndValue(360.0);
    m_spinner.setDuration(900);
    m_spinner.setLoopCount(-1);
    connect(&m_spinner, &QVariantAnimation::valueChanged, this, qOverload<>(&Button::update));
}

Button::Button(Icon icon, const QString &text, ButtonKind kind, QWidget *parent)
    : Button(text, kind, parent)
{
    m_picture = icon;
}

void Button::setKind(ButtonKind kind)
{
    m_kind = kind;
    updateGeometry();
    update();
}

void Button::setPicture(Icon icon)
{
    m_picture = icon;
    updateGeometry();
    update();
}

void Button::setTrailingPicture(Icon icon)
{
    m_trailing = icon;
    updateGeometry();
    update();
}

void Button::setKeyCap(const QString &keys)
{
    m_keyCap = keys;
    updateGeometry();
    update();
}

void Button::setControlHeight(int height)
{
    m_height = height;
    updateGeometry();
}

void Button::setTextStyle(TextStyle style)
{
    m_textStyle = style;
    updateGeometry();
    update();
}

void Button::setBusy(bool busy, const QString &word)
{
    if (busy && !m_busy) {
        m_widthWhenBusy = isVisible() ? width() : sizeHint().width(); // before the first layout a width means nothing
    }
    m_busy = busy;
    m_busyWord = word;
    runSpinner();
    updateGeometry();
    update();
}

void Button::setDisabledReason(const QString &reason)
{
    if (!m_hasReason) {
        m_ownToolTip = toolTip();
    }
    m_hasReason = !reason.isEmpty();
    setToolTip(m_hasReason ? reason : m_ownToolTip);
    setAccessibleDescription(m_hasReason ? reason : QString());
    setEnabled(!m_hasReason);
}

QString Button::shownText() const
{
    QString words = m_busy && !m_busyWord.isEmpty() ? m_busyWord : text();
    return words.remove(QLatin1Char('&'));
}

int Button::controlHeight() const
{
    return qRound(m_height * fontsOf(this).textFactor());
}

int Button::widthFor(const QString &words, bool picture) const
{
    if (m_kind == ButtonKind::Link) {
        return qCeil(QFontMetricsF(fontsOf(this).of(m_textStyle)).horizontalAdvance(words)) + (picture ? 22 : 0);
    }
    const bool small = m_textStyle == TextStyle::MetaMedium;
    const int inset = small ? 8 : m_height >= 32 ? 12 : 10;
    qreal width = picture ? (m_height >= 32 ? 10 : 8) + 16 + 6 : inset;
    width += QFontMetricsF(fontsOf(this).of(m_textStyle)).horizontalAdvance(words);
    if (m_trailing != Icon::None) {
        width += 6 + 14 + (m_height >= 32 ? 10 : 8);
    } else if (!m_keyCap.isEmpty()) {
        width += 8 + CellPainting::keyCapWidth(this, m_keyCap) + (m_height >= 32 ? 8 : 6);
    } else {
        width += inset;
    }
    return qRound(width);
}

QSize Button::sizeHint() const
{
    const int width = widthFor(shownText(), m_picture != Icon::None || m_busy);
    return {m_busy ? qMax(width, m_widthWhenBusy) : width, m_kind == ButtonKind::Link ? 20 : controlHeight()};
}

QSize Button::minimumSizeHint() const
{
    return sizeHint();
}

void Button::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    const QFont font = fontsOf(this).of(m_textStyle);
    const bool hovered = underMouse() && !m_busy;
    const bool pressed = isDown() || isChecked();
    const ButtonColours colours = coloursOf(theme, m_kind, isEnabled(), hovered, pressed);
    const QRectF box(rect());
    const bool link = m_kind == ButtonKind::Link;
    if (colours.fill.isValid()) {
        paintBox(&painter, box, focusRadius(), colours.fill, colours.border);
    }

    const bool picture = m_picture != Icon::None || m_busy;
    const QString words = shownText();
    const int inset = m_textStyle == TextStyle::MetaMedium ? 8 : m_height >= 32 ? 12 : 10;
    const int edge = m_height >= 32 ? 10 : 8;
    // Wider than needed: the content stays together in the middle.
    qreal x = link ? 0 : qMax(0.0, (box.width() - widthFor(words, picture)) / 2);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const auto placed = [&](qreal left, qreal width) {
        return QRectF(mirrored ? box.width() - left - width : left, 0, width, box.height());
    };
    if (picture) {
        x += link ? 0 : edge;
        const QRectF place = placed(x, 16);
        const Icons &icons = iconsOf(this);
        if (!m_busy) {
            icons.paint(&painter, m_picture, place, colours.ink);
        } else if (motionOf(this).reduced) {
            icons.paint(&painter, Icon::Hourglass, place, colours.ink);
        } else {
            icons.paintTurned(&painter, Icon::LoaderCircle, QRectF(place.left(), place.center().y() - 8, 16, 16),
                              colours.ink, m_spinner.currentValue().toReal());
        }
        x += 16 + 6;
    } else if (!link) {
        x += inset;
    }
    painter.setLayoutDirection(layoutDirection());
    QFont shownFont = font;
    if (link && hovered && isEnabled()) {
        shownFont.setUnderline(true);
    }
    const qreal width = QFontMetricsF(font).horizontalAdvance(words);
    const qreal room = qMin(width + 1, box.width() - x - (link ? 0 : 4));
    paintLine(&painter, placed(x, room), words, shownFont, colours.ink);
    x += width;
    if (m_trailing != Icon::None) {
        iconsOf(this).paint(&painter, m_trailing, placed(x + 6, 14), colours.ink);
    } else if (!m_keyCap.isEmpty()) {
        const QRectF place = placed(x + 8, CellPainting::keyCapWidth(this, m_keyCap));
        const QPointF start(place.left(), place.center().y());
        if (m_kind == ButtonKind::Primary || m_kind == ButtonKind::FinalDanger || !isEnabled()) {
            QColor ground = colours.ink;
            ground.setAlphaF(isEnabled() ? 0.2F : 0.1F);
            CellPainting::keyCap(&painter, this, start, m_keyCap, colours.ink, Qt::transparent, ground);
        } else {
            CellPainting::keyCap(&painter, this, start, m_keyCap);
        }
    }
}

bool Button::event(QEvent *event)
{
    // A disabled button still says why it is: Qt sends it no other tooltip event than this one.
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ContentsRectChange) {
        updateGeometry();
    }
    return QPushButton::event(event);
}

void Button::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::StyleChange) {
        updateGeometry();
        runSpinner();
    }
    QPushButton::changeEvent(event);
}

void Button::runSpinner()
{
    const bool run = m_busy && isVisible() && !motionOf(this).reduced;
    if (run != (m_spinner.state() == QAbstractAnimation::Running)) {
        run ? m_spinner.start() : m_spinner.stop();
    }
}

void Button::hideEvent(QHideEvent *event)
{
    QPushButton::hideEvent(event);
    m_spinner.stop();
}

void Button::showEvent(QShowEvent *event)
{
    QPushButton::showEvent(event);
    runSpinner();
}

void Button::keyPressEvent(QKeyEvent *event)
{
    if (m_busy && (event->key() == Qt::Key_Space || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click(); // outside of a QDialog Qt gives Enter no meaning
        return;
    }
    QPushButton::keyPressEvent(event);
}

void Button::mousePressEvent(QMouseEvent *event)
{
    if (!m_busy) {
        QPushButton::mousePressEvent(event);
    }
}

} // namespace AlwaysLeads
