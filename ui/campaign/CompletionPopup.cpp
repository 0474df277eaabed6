#include "campaign/CompletionPopup.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/Announce.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QMouseEvent>
#include <QPainter>
#include <QtMath>

namespace AlwaysLeads {

namespace {

constexpr int shadow = 12; // room around the box
constexpr int inset = 4;
constexpr int leastWidth = 240;
constexpr int mostWidth = 420;

Icon iconOf(TemplateOffer::Kind kind, const QString &label)
{
    if (label.startsWith(QLatin1String("claude"))) {
        return Icon::Sparkles;
    }
    return kind == TemplateOffer::Kind::Field ? Icon::Braces : Icon::CornerDownRight;
}

} // namespace

CompletionPopup::CompletionPopup(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("completion"));
    setAccessibleName(tr("What can be typed here"));
    setFocusPolicy(Qt::NoFocus);
    setMouseTracking(true);
    hide();
}

int CompletionPopup::rowHeight() const
{
    return qRound(30 * fontsOf(this).textFactor());
}

QRect CompletionPopup::box() const
{
    return rect().adjusted(shadow, shadow, -shadow, -shadow);
}

void CompletionPopup::offer(const QList<TemplateOffer> &offers, const QWidget *editor, const QRect &cursor)
{
    QWidget *top = editor->window();
    if (parentWidget() != top) {
        setParent(top);
    }
    const QString chosen = m_current < m_offers.size() ? m_offers.at(m_current).label : QString();
    m_offers = offers;
    m_current = 0;
    for (int row = 0; row < offers.size() && isVisible(); ++row) {
        if (offers.at(row).label == chosen) {
            m_current = row; // typing on does not move the choice
        }
    }
    const Fonts &fonts = fontsOf(this);
    qreal wanted = leastWidth;
    for (const TemplateOffer &each : offers) {
        wanted = qMax(wanted,
                      QFontMetricsF(fonts.bodyMedium()).horizontalAdvance(each.label)
                          + QFontMetricsF(fonts.meta()).horizontalAdvance(each.detail) + 72);
    }
    const int width = qMin(qMin(qCeil(wanted), mostWidth), top->width() - 16);
    const int height = int(offers.size()) * rowHeight() + 2 * inset;
    const QPoint below = editor->mapTo(top, cursor.bottomLeft()) + QPoint(-12, 6);
    const QPoint above = editor->mapTo(top, cursor.topLeft()) + QPoint(-12, -6 - height);
    QPoint corner = below.y() + height <= top->height() || above.y() < 0 ? below : above;
    corner.setX(qBound(8, corner.x(), qMax(8, top->width() - width - 8)));
    setGeometry(QRect(corner, QSize(width, height)).adjusted(-shadow, -shadow, shadow, shadow));
    show();
    raise();
    choose(m_current);
}

void CompletionPopup::choose(int row)
{
    m_current = row;
    if (row < m_offers.size()) {
        const TemplateOffer &offer = m_offers.at(row);
        announce(this, QStringLiteral("%1, %2").arg(offer.label, offer.detail));
    }
    update();
}

void CompletionPopup::moveChoice(int direction)
{
    const int count = int(m_offers.size());
    if (count > 0) {
        choose((m_current + direction + count) % count);
    }
}

int CompletionPopup::rowAt(const QPoint &point) const
{
    const QRect rows = box().adjusted(0, inset, 0, -inset);
    return rows.contains(point) ? (point.y() - rows.top()) / rowHeight() : -1;
}

void CompletionPopup::mouseMoveEvent(QMouseEvent *event)
{
    const int row = rowAt(event->position().toPoint());
    if (row >= 0 && row < m_offers.size() && row != m_current) {
        choose(row);
    }
}

void CompletionPopup::mousePressEvent(QMouseEvent *event)
{
    const int row = rowAt(event->position().toPoint());
    if (row >= 0 && row < m_offers.size()) {
        Q_EMIT clicked(row);
    }
}

bool CompletionPopup::event(QEvent *event)
{
    if (event->type() == QEvent::Wheel) {
        event->accept(); // the page below stays where it is
        return true;
    }
    return QWidget::event(event);
}

void CompletionPopup::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = themeOf(this);
    const Fonts &fonts = fontsOf(this);
    const QRectF frame = box();
    paintShadow(&painter, frame, 9, 4, shadow, theme.shadow);
    paintBox(&painter, frame, 9, theme.raised, theme.border);
    for (int row = 0; row < m_offers.size(); ++row) {
        const TemplateOffer &offer = m_offers.at(row);
        const QRectF line(frame.left() + inset, frame.top() + inset + row * rowHeight(), frame.width() - 2 * inset,
                          rowHeight());
        const bool chosen = row == m_current;
        if (chosen) {
            paintBox(&painter, line, 6, theme.isDark ? theme.selectionHover : theme.selection);
        }
        const bool claude = offer.label.startsWith(QLatin1String("claude"));
        iconsOf(this).paint(&painter, iconOf(offer.kind, offer.label),
                            QRectF(line.left() + 8, line.center().y() - 8, 16, 16),
                            claude       ? theme.ai.text
                                : chosen ? theme.accent
                                         : theme.text2);
        const qreal left = line.left() + 32;
        const qreal width =
            qMin(QFontMetricsF(fonts.bodyMedium()).horizontalAdvance(offer.label) + 1, line.right() - left - 8);
        paintLine(&painter, QRectF(left, line.top(), width, line.height()), offer.label, fonts.bodyMedium(),
                  theme.text);
        const qreal detail = left + width + 10;
        if (detail + 24 < line.right()) {
            paintLine(&painter, QRectF(detail, line.top(), line.right() - detail - 8, line.height()), offer.detail,
                      fonts.meta(), theme.text2, Qt::AlignRight);
        }
    }
}

} // namespace AlwaysLeads
