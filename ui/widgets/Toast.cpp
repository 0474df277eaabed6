#include "widgets/Toast.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/Announce.h"
#include "widgets/Button.h"
#include "widgets/CellPainting.h"
#include "widgets/IconButton.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

namespace AlwaysLeads {

namespace {

constexpr int room = 32; // round the box, for its shadow
constexpr int boxHeight = 44;

/// "Undo" and its keys, or where to go, in the colours of the dark strip.
class StripButton : public QPushButton, public FocusOutline
{
public:
    StripButton(const QString &text, const QString &keys, QWidget *parent)
        : QPushButton(text, parent)
        , m_keys(keys)
    {
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setAutoDefault(false);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override
    {
        const qreal words = QFontMetricsF(fontsOf(this).strong()).horizontalAdvance(text());
        const qreal cap = m_keys.isEmpty() ? 2 : 8 + CellPainting::keyCapWidth(this, m_keys);
        return {qCeil(4 + words + cap + 2), 28};
    }
    QRectF focusOutline() const override { return QRectF(rect()); }
    qreal focusRadius() const override { return 5; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Theme &theme = themeOf(this);
        QFont font = fontsOf(this).strong();
        const qreal words = QFontMetricsF(font).horizontalAdvance(text());
        font.setUnderline(underMouse());
        paintLine(&painter, QRectF(4, 0, words + 1, height()), text(), font, theme.tipText);
        if (m_keys.isEmpty()) {
            return;
        }
        QColor line = theme.tipText;
        line.setAlphaF(0.3F);
        CellPainting::keyCap(&painter, this, QPointF(4 + words + 8, height() / 2.0), m_keys, theme.tipText, line,
                             theme.tipBg);
    }

private:
    QString m_keys;
};

} // namespace

Toast::Toast(const QString &text, bool undoable, QWidget *parent)
    : QWidget(parent)
    , m_text(text)
{
    QPushButton *undo = nullptr;
    if (undoable) {
        undo = new StripButton(tr("Undo"), keyCapText(QKeySequence(QKeySequence::Undo)), this);
        undo->setObjectName(QStringLiteral("toastUndo"));
        connect(undo, &QPushButton::clicked, this, &Toast::undone);
    }
    build(undo);
}

Toast::Toast(const QString &text, const QString &way, QWidget *parent)
    : QWidget(parent)
    , m_text(text)
{
    auto *go = new StripButton(way, {}, this);
    go->setObjectName(QStringLiteral("toastWay"));
    connect(go, &QPushButton::clicked, this, &Toast::followed);
    build(go);
}

void Toast::build(QPushButton *button)
{
    setAccessibleName(m_text);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(room + 40, room, room + 10, room);
    layout->setSpacing(2);
    layout->addStretch(1);
    if (button != nullptr) {
        layout->addWidget(button);
    }
    auto *cross = new IconButton(Icon::X, tr("Close"), this);
    cross->setObjectName(QStringLiteral("toastClose"));
    cross->setControlSize(24);
    cross->setPictureSize(14);
    cross->setColour(&Theme::tipText);
    layout->addWidget(cross);
    connect(cross, &QPushButton::clicked, this, &Toast::closed);
}

void Toast::setPicture(Icon picture)
{
    m_picture = picture;
    update();
}

QSize Toast::sizeHint() const
{
    const qreal words = QFontMetricsF(fontsOf(this).body()).horizontalAdvance(m_text);
    int buttons = 10;
    for (const auto *button : findChildren<QPushButton *>(QString(), Qt::FindDirectChildrenOnly)) {
        buttons += button->sizeHint().width() + 8;
    }
    return {qMax(280, qCeil(40 + words + 24 + buttons)) + 2 * room, boxHeight + 2 * room};
}

void Toast::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    const Theme &theme = themeOf(this);
    const QRectF box = QRectF(rect()).adjusted(room, room, -room, -room);
    paintShadow(&painter, box, 10, 8, 24, theme.shadow);
    paintBox(&painter, box, 10, theme.tipBg);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    iconsOf(this).paint(&painter, m_picture,
                        QRectF(mirrored ? box.right() - 30 : box.left() + 14, box.center().y() - 8, 16, 16),
                        theme.tipText);
    int end = 10;
    for (const auto *button : findChildren<QPushButton *>(QString(), Qt::FindDirectChildrenOnly)) {
        end += button->width() + 8;
    }
    paintLine(&painter, mirrored ? box.adjusted(end, 0, -40, 0) : box.adjusted(40, 0, -end, 0), m_text,
              fontsOf(this).body(), theme.tipText);
}

ToastHost::ToastHost(QWidget *window)
    : QObject(window)
    , m_window(window)
{
    m_window->installEventFilter(this);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ToastHost::expire);
}

void ToastHost::show(const QString &text, std::function<void()> undo)
{
    dismiss();
    m_undo = std::move(undo);
    auto *toast = new Toast(text, bool(m_undo), m_window);
    connect(toast, &Toast::undone, this, [this] { this->undo(); });
    present(toast);
}

void ToastHost::showProblem(const QString &text)
{
    show(text);
    m_toast->setPicture(Icon::TriangleAlert);
}

void ToastHost::showWay(const QString &text, const QString &way, std::function<void()> go)
{
    dismiss();
    auto *toast = new Toast(text, way, m_window);
    connect(toast, &Toast::followed, this, [this, go = std::move(go)] {
        const std::function<void()> follow = go; // the toast, and this with it, goes first
        dismiss();
        follow();
    });
    present(toast);
}

void ToastHost::present(Toast *toast)
{
    m_toast = toast;
    m_toast->setObjectName(QStringLiteral("toast"));
    connect(m_toast, &Toast::closed, this, &ToastHost::dismiss);
    place();
    m_toast->show();
    m_toast->raise();
    announce(m_toast, m_toast->text());
    const int duration = motionOf(m_window).duration(160);
    if (duration > 0) {
        m_rise = new QPropertyAnimation(m_toast, "pos", m_toast);
        m_rise->setDuration(duration);
        m_rise->setEasingCurve(QEasingCurve::OutCubic);
        m_rise->setStartValue(m_toast->pos() + QPoint(0, 8));
        m_rise->setEndValue(m_toast->pos());
        m_rise->start(QAbstractAnimation::DeleteWhenStopped);
    }
    m_timer.start(m_stay);
}

bool ToastHost::undo()
{
    if (!m_toast || !m_undo) {
        return false;
    }
    const std::function<void()> undo = std::exchange(m_undo, {});
    dismiss();
    undo();
    return true;
}

void ToastHost::dismiss()
{
    m_timer.stop();
    m_undo = {};
    if (m_toast) {
        Toast *gone = m_toast;
        m_toast = nullptr;
        gone->hide();
        gone->deleteLater();
    }
}

void ToastHost::expire()
{
    if (m_toast && (m_toast->underMouse() || m_toast->isAncestorOf(QApplication::focusWidget()))) {
        m_timer.start(1500);
        return;
    }
    dismiss();
}

void ToastHost::setBottomMargin(int px)
{
    m_bottom = px;
    place();
}

void ToastHost::place()
{
    if (m_toast) {
        delete m_rise; // it would end where the toast was to stand before
        const QSize size = m_toast->sizeHint().boundedTo(QSize(m_window->width(), 400));
        m_toast->setGeometry((m_window->width() - size.width()) / 2,
                             m_window->height() - m_bottom - size.height() + room, size.width(), size.height());
    }
}

bool ToastHost::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize) {
        place();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace AlwaysLeads
