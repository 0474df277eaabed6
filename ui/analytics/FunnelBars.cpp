#include "analytics/FunnelBars.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/Announce.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr int countRoom = 64; // px at normal text size
constexpr int shareRoom = 66;
constexpr int gap = 12;
constexpr qreal thinnest = 8; // of a bar that is not 0

QColor mixed(const QColor &from, const QColor &to, qreal share)
{
    const auto part = [share](int one, int other) { return int(one + (other - one) * share); };
    return QColor(part(from.red(), to.red()), part(from.green(), to.green()), part(from.blue(), to.blue()));
}

} // namespace

FunnelBars::FunnelBars(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("funnelBars"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
}

void FunnelBars::setTable(const FigureTable &table)
{
    m_table = table;
    QStringList words;
    for (qsizetype row = 0; row < table.rows.size(); ++row) {
        words << tr("%1: %2").arg(table.shown(row, 0), hasCount(int(row)) ? table.shown(row, 1) : tr("not tracked"));
    }
    setAccessibleName(table.title);
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

int FunnelBars::rowHeight() const
{
    return qRound(36 * fontsOf(this).textFactor());
}

qreal FunnelBars::nameWidth() const
{
    const QFontMetricsF metrics(fontsOf(this).body());
    qreal widest = 0;
    for (qsizetype row = 0; row < m_table.rows.size(); ++row) {
        widest = std::max(widest, metrics.horizontalAdvance(m_table.shown(row, 0)));
    }
    return widest + gap;
}

QSize FunnelBars::sizeHint() const
{
    return {480, rowHeight() * int(m_table.rows.size())};
}

QSize FunnelBars::minimumSizeHint() const
{
    return {240, sizeHint().height()};
}

void FunnelBars::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    updateGeometry();
}

void FunnelBars::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = themeOf(this);
    const Fonts &fonts = fontsOf(this);
    const qreal factor = fonts.textFactor();
    const qreal names = nameWidth();
    const qreal counts = countRoom * factor;
    const qreal shares = shareRoom * factor;
    const qreal room = std::max(0.0, width() - names - counts - shares - gap);
    const int high = rowHeight();
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const auto place = [&](QRectF rect) {
        return mirrored ? QRectF(width() - rect.right(), rect.top(), rect.width(), rect.height()) : rect;
    };
    qreal most = 0;
    for (const QVariantList &row : std::as_const(m_table.rows)) {
        most = std::max(most, row.at(1).toDouble());
    }
    const Qt::Alignment start = mirrored ? Qt::AlignRight : Qt::AlignLeft;
    const Qt::Alignment end = mirrored ? Qt::AlignLeft : Qt::AlignRight;
    for (qsizetype row = 0; row < m_table.rows.size(); ++row) {
        const qreal top = qreal(row) * high;
        const QRectF whole(0.5, top + 0.5, width() - 1, high - 1);
        if (row == m_hovered && hasCount(int(row))) {
            paintBox(&painter, whole, 6, theme.hover);
        }
        if (row == m_current && hasFocus() && FocusRing::keyboardIsLeading(this)) {
            painter.setPen(QPen(theme.focus, 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), 6, 6);
        }
        paintLine(&painter, place({0, top, names, qreal(high)}), m_table.shown(row, 0), fonts.body(), theme.text,
                  start);
        const qreal count = m_table.rows.at(row).at(1).toDouble();
        if (count > 0) {
            const qreal wide = std::max(thinnest, room * count / most);
            const qreal depth = m_table.rows.size() > 1 ? qreal(row) / qreal(m_table.rows.size() - 1) : 0;
            paintBox(&painter, place({names, top + high / 2.0 - 14 * factor, wide, 28 * factor}), 4,
                     mixed(theme.accentBorder, theme.accent, depth));
        }
        if (!hasCount(int(row))) {
            paintLine(&painter, place({names, top, room, qreal(high)}), tr("not tracked"), fonts.body(), theme.text3,
                      start);
            continue;
        }
        TabularText::paint(&painter, place({names + room, top, counts, qreal(high)}), m_table.shown(row, 1),
                           fonts.strong(), theme.text, end);
        if (!m_table.rows.at(row).at(2).isNull()) {
            TabularText::paint(&painter, place({names + room + counts, top, shares + gap, qreal(high)}),
                               m_table.shown(row, 2), fonts.body(), theme.text2, end);
        }
    }
}

bool FunnelBars::hasCount(int row) const
{
    return row >= 0 && row < m_table.rows.size() && !m_table.rows.at(row).at(1).isNull();
}

void FunnelBars::goTo(int row)
{
    m_current = std::clamp(row, 0, std::max(0, int(m_table.rows.size()) - 1));
    if (m_current < m_table.rows.size()) {
        announce(this,
                 tr("%1: %2").arg(m_table.shown(m_current, 0),
                                  hasCount(m_current) ? m_table.shown(m_current, 1) : tr("not tracked")));
    }
    update();
}

void FunnelBars::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Down:
    case Qt::Key_J:
        goTo(m_current + 1);
        break;
    case Qt::Key_Up:
    case Qt::Key_K:
        goTo(m_current - 1);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (hasCount(m_current)) {
            Q_EMIT opened(m_current);
        }
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void FunnelBars::mouseReleaseEvent(QMouseEvent *event)
{
    const int row = int(event->position().y()) / rowHeight();
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()) && hasCount(row)) {
        m_current = row;
        Q_EMIT opened(row);
    }
}

void FunnelBars::mouseMoveEvent(QMouseEvent *event)
{
    const int row = int(event->position().y()) / rowHeight();
    if (row != m_hovered) {
        m_hovered = row;
        setCursor(hasCount(row) ? Qt::PointingHandCursor : Qt::ArrowCursor);
        update();
    }
}

void FunnelBars::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    m_hovered = -1;
    update();
}

void FunnelBars::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void FunnelBars::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

} // namespace AlwaysLeads
