#include "analytics/TimeChart.h"

#include "style/AppStyle.h"
#include "widgets/Announce.h"

#include <QBarSet>
#include <QCategoryAxis>
#include <QChart>
#include <QCursor>
#include <QEvent>
#include <QGraphicsLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QStackedBarSeries>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace AlwaysLeads {

namespace {
constexpr double barWidth = 0.74; // of the room of one
constexpr qreal headRadius = 3; // px
constexpr int aboveBars = 8; // px, for the upper half of the topmost label
constexpr int roomForDate = 76; // px at normal text size
} // namespace

TimeChart::TimeChart(const QString &name, QColor Theme::*whole, QColor Theme::*part, int height, QWidget *parent)
    : QChartView(parent)
    , m_wholeColour(whole)
    , m_partColour(part)
    , m_height(height)
    , m_series(new QStackedBarSeries)
    , m_part(new QBarSet(QString()))
    , m_rest(new QBarSet(QString()))
    , m_days(new QCategoryAxis)
    , m_values(new QCategoryAxis)
{
    setAccessibleName(name);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setFocusPolicy(Qt::NoFocus); // QGraphicsView gives it one of its own
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    setBackgroundBrush(Qt::NoBrush);
    QChart *drawn = chart();
    drawn->setAnimationOptions(QChart::NoAnimation);
    drawn->setBackgroundVisible(false);
    drawn->setBackgroundRoundness(0);
    drawn->setMargins(QMargins(0, aboveBars, 0, 0));
    drawn->legend()->hide();
    drawn->layout()->setContentsMargins(0, 0, 0, 0);
    m_series->append(m_part);
    m_series->append(m_rest);
    m_series->setBarWidth(barWidth);
    drawn->addSeries(m_series);
    for (QCategoryAxis *axis : {m_days, m_values}) {
        axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
        axis->setTruncateLabels(false);
    }
    m_days->setGridLineVisible(false);
    m_values->setLineVisible(false);
    drawn->addAxis(m_days, Qt::AlignBottom);
    drawn->addAxis(m_values, Qt::AlignLeft);
    m_series->attachAxis(m_days);
    m_series->attachAxis(m_values);
    connect(m_series, &QAbstractBarSeries::hovered, this, [this](bool over, int index) { tell(over, index); });
    connect(m_series, &QAbstractBarSeries::clicked, this, [this](int index) { Q_EMIT opened(index); });
    restyle();
}

TimeChart::~TimeChart() = default;

std::pair<double, int> TimeChart::axisFor(double most)
{
    if (most <= 0) {
        return {1, 1};
    }
    const double size = std::pow(10, std::floor(std::log10(most)));
    for (const auto &[end, parts] : {std::pair(1.0, 2), std::pair(2.0, 2), std::pair(3.0, 3), std::pair(5.0, 2),
                                     std::pair(6.0, 3), std::pair(8.0, 2), std::pair(10.0, 2)}) {
        if (most <= end * size) {
            return {end * size, parts};
        }
    }
    return {10 * size, 2};
}

void TimeChart::setUnit(const QString &format, int decimals)
{
    m_format = format;
    m_decimals = decimals;
}

void TimeChart::setBars(const QList<Bar> &bars)
{
    m_bars = bars;
    m_current = -1;
    m_part->remove(0, m_part->count());
    m_rest->remove(0, m_rest->count());
    QList<qreal> parts;
    QList<qreal> rests;
    QStringList words;
    for (const Bar &bar : bars) {
        parts.append(bar.part);
        rests.append(std::max(0.0, bar.whole - bar.part));
        if (bar.whole > 0 || bar.part > 0) {
            words.append(bar.words);
        }
    }
    m_part->append(parts);
    m_rest->append(rests);
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    relabel();
}

void TimeChart::relabel()
{
    const QLocale locale;
    double most = 0;
    for (const Bar &bar : std::as_const(m_bars)) {
        most = std::max({most, bar.whole, bar.part});
    }
    const auto clear = [](QCategoryAxis *axis) {
        const QStringList labels = axis->categoriesLabels();
        for (const QString &label : labels) {
            axis->remove(label);
        }
    };
    clear(m_values);
    const auto [end, wishedParts] = axisFor(m_decimals == 0 ? std::max(most, 1.0) : most);
    // Where only whole numbers are counted, only those stand beside the axis.
    const bool halves = m_decimals == 0 && std::fmod(end, wishedParts) != 0;
    const int parts = !halves ? wishedParts : end <= 5 ? int(end) : 1;
    for (int part = 0; part <= parts; ++part) {
        const double value = end * part / parts;
        const bool whole = value == std::floor(value);
        m_values->append(m_format.arg(locale.toString(value, 'f', whole ? 0 : std::max(m_decimals, 1))), value);
    }
    m_values->setRange(0, end);

    clear(m_days);
    const int count = int(m_bars.size());
    if (count == 0) {
        return;
    }
    const int room = std::max(1, int(width() / (roomForDate * fontsOf(this).textFactor())));
    // Weeks begin where the eye expects them; where there are more dates than room, every second of them and so on.
    const bool daily = m_bars.constFirst().from == m_bars.constFirst().to;
    int first = 0;
    int step = 1;
    if (daily && count > room) {
        while (first < count - 1 && m_bars.at(first).from.dayOfWeek() != Qt::Monday) {
            ++first;
        }
        step = 7;
    }
    while ((count - first) / step > room) {
        step *= 2;
    }
    const bool monthly = std::ranges::any_of(m_bars, [](const Bar &bar) { return bar.from.daysTo(bar.to) > 7; });
    for (int bar = first; bar < count; bar += step) {
        m_days->append(
            locale.toString(m_bars.at(bar).from, monthly ? QStringLiteral("MMM yyyy") : QStringLiteral("d MMM")), bar);
    }
    m_days->setRange(-0.5, count - 0.5);
}

void TimeChart::restyle()
{
    const Theme &theme = themeOf(this);
    const Fonts &fonts = fontsOf(this);
    setMinimumHeight(qRound(m_height * (0.6 + 0.4 * fonts.textFactor())));
    for (QBarSet *set : {m_part, m_rest}) { // they take the pointer; drawForeground() draws them
        set->setColor(Qt::transparent);
        set->setBorderColor(Qt::transparent);
        set->setPen(Qt::NoPen);
        set->setSelectedColor(Qt::transparent);
    }
    for (QCategoryAxis *axis : {m_days, m_values}) {
        axis->setLabelsFont(fonts.key());
        axis->setLabelsColor(theme.text3);
        axis->setLinePen(QPen(theme.borderStrong, 1));
        axis->setGridLinePen(QPen(theme.border, 1));
    }
    relabel();
}

/// Bars with a round head; Qt Charts knows only square ones.
void TimeChart::drawForeground(QPainter *painter, const QRectF &)
{
    const Theme &theme = themeOf(this);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    const auto placeOf = [this](double bar, double value) { return chart()->mapToPosition({bar, value}, m_series); };
    for (int bar = 0; bar < m_bars.size(); ++bar) {
        const double part = m_bars.at(bar).part;
        const double whole = std::max(m_bars.at(bar).whole, part);
        if (whole <= 0) {
            continue;
        }
        const QRectF box = QRectF(placeOf(bar - barWidth / 2, whole), placeOf(bar + barWidth / 2, 0)).normalized();
        const qreal round = std::min({headRadius, box.width() / 2, box.height()});
        QPainterPath shape;
        shape.addRoundedRect(box.adjusted(0, 0, 0, round), round, round);
        painter->save();
        painter->setClipRect(box, Qt::IntersectClip);
        painter->fillPath(shape, bar == m_current ? theme.focus : theme.*m_wholeColour);
        if (part > 0 && bar != m_current) {
            painter->setClipRect(QRectF(QPointF(box.left(), placeOf(bar, part).y()), box.bottomRight()),
                                 Qt::IntersectClip);
            painter->fillPath(shape, theme.*m_partColour);
        }
        painter->restore();
    }
}

void TimeChart::tell(bool over, int index)
{
    if (over && index >= 0 && index < m_bars.size()) {
        QToolTip::showText(QCursor::pos(), m_bars.at(index).words, this);
    } else {
        QToolTip::hideText();
    }
}

void TimeChart::goTo(int bar)
{
    m_current = bar;
    viewport()->update();
    if (bar >= 0) {
        announce(this, m_bars.at(bar).words);
        QToolTip::showText(mapToGlobal(QPoint(width() * (2 * bar + 1) / (2 * int(m_bars.size())), 0)),
                           m_bars.at(bar).words, this);
    }
}

/// Days on which nothing was are passed over.
void TimeChart::keyPressEvent(QKeyEvent *event)
{
    const int way = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    const int count = int(m_bars.size());
    if (way != 0) {
        int bar = m_current < 0 ? (way > 0 ? 0 : count - 1) : m_current + way;
        while (bar >= 0 && bar < count && m_bars.at(bar).whole <= 0 && m_bars.at(bar).part <= 0) {
            bar += way;
        }
        if (bar >= 0 && bar < count) {
            goTo(bar);
        }
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_current >= 0) {
        Q_EMIT opened(m_current);
    } else {
        event->ignore();
    }
}

void TimeChart::focusOutEvent(QFocusEvent *event)
{
    QChartView::focusOutEvent(event);
    goTo(-1);
}

void TimeChart::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange
        || event->type() == QEvent::FontChange) {
        restyle();
    }
}

void TimeChart::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // the page scrolls
}

void TimeChart::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    relabel();
}

} // namespace AlwaysLeads
