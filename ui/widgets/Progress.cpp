#include "widgets/Progress.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/CellPainting.h"
#include "widgets/IconButton.h"

#include <QEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QTimer>

namespace AlwaysLeads {

ProgressRow::ProgressRow(Icon icon, const QString &verb, ToneName tone, QWidget *parent)
    : QWidget(parent)
    , m_icon(icon)
    , m_verb(verb)
    , m_tone(tone)
    , m_cross(new IconButton(Icon::X, tr("Cancel: %1").arg(verb), this))
    , m_repaint(new QTimer(this))
{
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(verb);
    m_cross->setControlSize(24);
    m_cross->setPictureSize(14);
    m_cross->setCursor(Qt::ArrowCursor);
    connect(m_cross, &QPushButton::clicked, this, &ProgressRow::cancelled);
    m_repaint->setSingleShot(true);
    m_repaint->setInterval(100);
    connect(m_repaint, &QTimer::timeout, this, qOverload<>(&QWidget::update));
}

void ProgressRow::setProgress(qint64 done, qint64 total)
{
    m_done = done;
    m_total = total;
    setAccessibleDescription(total > 0 ? tr("%1 of %2").arg(QLocale().toString(done), QLocale().toString(total))
                                       : QString());
    if (!m_repaint->isActive()) {
        m_repaint->start();
    }
}

void ProgressRow::setTimeLeft(const QString &text)
{
    m_left = text;
    update();
}

void ProgressRow::setCancellable(bool cancellable)
{
    m_cross->setVisible(cancellable);
    update();
}

QSize ProgressRow::sizeHint() const
{
    return {340, 56};
}

void ProgressRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_cross->setGeometry(layoutDirection() == Qt::RightToLeft ? 10 : width() - 34, 10, 24, 24);
}

void ProgressRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    const Theme &theme = themeOf(this);
    const Fonts &fonts = fontsOf(this);
    const Tone tone = theme.tone(m_tone);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    paintBox(&painter, rect(), 10, theme.isDark ? theme.surface : theme.raised, theme.border);
    const auto placed = [&](qreal left, qreal width) {
        return QRectF(mirrored ? this->width() - left - width : left, 12, width, 20);
    };
    iconsOf(this).paint(&painter, m_icon, placed(14, 16), tone.text);
    const qreal end = m_cross->isHidden() ? 15 : 36;
    qreal x = 39;
    const qreal verb = QFontMetricsF(fonts.bodyMedium()).horizontalAdvance(m_verb);
    paintLine(&painter, placed(x, verb + 1), m_verb, fonts.bodyMedium(), theme.text);
    x += verb + 9;
    if (m_total > 0) {
        TabularText::paint(&painter, placed(x, width() - x - end),
                           tr("%1 of %2").arg(QLocale().toString(m_done), QLocale().toString(m_total)), fonts.body(),
                           theme.text3);
    }
    if (!m_left.isEmpty()) {
        paintLine(&painter, placed(x, width() - x - end), m_left, fonts.meta(), theme.text3, Qt::AlignRight);
    }
    CellPainting::bar(&painter, this, QRectF(15, 40, width() - 30, 4),
                      {{m_total > 0 ? qreal(m_done) / qreal(m_total) : 0, tone.fill}});
}

void ProgressRow::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->pos())) {
        Q_EMIT opened();
    }
}

ProgressHost::ProgressHost(QWidget *window)
    : QObject(window)
    , m_window(window)
{
    m_window->installEventFilter(this);
}

void ProgressHost::add(ProgressRow *row)
{
    row->setParent(m_window);
    m_rows.append(row);
    connect(row, &QObject::destroyed, this, [this] { place(); });
    place();
}

void ProgressHost::finish(ProgressRow *row)
{
    m_rows.removeAll(row);
    row->hide();
    row->deleteLater();
    place();
}

void ProgressHost::setBottomMargin(int margin)
{
    m_bottomMargin = margin;
    place();
}

void ProgressHost::place()
{
    m_rows.removeIf([](const QPointer<ProgressRow> &row) { return row.isNull(); });
    constexpr int margin = 20;
    int bottom = m_window->height() - m_bottomMargin;
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        ProgressRow *row = m_rows.at(i);
        row->setVisible(i < 3);
        const QSize size = row->sizeHint();
        const int x =
            m_window->layoutDirection() == Qt::RightToLeft ? margin : m_window->width() - margin - size.width();
        row->setGeometry(x, bottom - size.height(), size.width(), size.height());
        row->raise();
        bottom -= size.height() + 8;
    }
}

bool ProgressHost::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize) {
        place();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace AlwaysLeads
