#include "campaign/ForecastBars.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/Announce.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qreal leastDay = 22;
constexpr qreal mostDay = 56;
constexpr int barHeight = 50;
constexpr int labelHeight = 18;

QString dayName(QDate day)
{
    return QLocale().toString(day, QStringLiteral("dddd d MMMM"));
}

} // namespace

ForecastBars::ForecastBars(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("forecastBars"));
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Mails to come, by day"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize ForecastBars::sizeHint() const
{
    return {300, barHeight + qRound(labelHeight * fontsOf(this).textFactor()) + 8};
}

QColor ForecastBars::colourOf(const QWidget *widget, qsizetype step, qsizetype steps)
{
    const Theme &theme = themeOf(widget);
    const qreal part = steps < 2 ? 1.0 : 1.0 - 0.72 * qreal(step) / qreal(steps - 1);
    const auto mixed = [&](int strong, int ground) { return qRound(strong * part + ground * (1 - part)); };
    return QColor(mixed(theme.accent.red(), theme.surface.red()), mixed(theme.accent.green(), theme.surface.green()),
                  mixed(theme.accent.blue(), theme.surface.blue()));
}

void ForecastBars::show(const Forecast &forecast, const QStringList &stepNames)
{
    const QDate kept = m_current < m_forecast.days.size() ? m_forecast.days.at(m_current).date : QDate();
    m_forecast = forecast;
    m_names = stepNames;
    m_current = 0;
    m_first = 0;
    for (qsizetype day = 0; day < forecast.days.size(); ++day) {
        if (forecast.days.at(day).date == kept) {
            m_current = day;
        }
    }
    if (!forecast.days.isEmpty()) {
        setAccessibleDescription(wordsOf(forecast.days.at(m_current)));
    }
    update();
}

QString ForecastBars::wordsOf(const ForecastDay &day) const
{
    QStringList parts;
    if (day.own() == 0) {
        parts.append(day.holiday.isEmpty() ? (day.isOff ? tr("nothing is sent on this day") : tr("no mails"))
                                           : tr("nothing is sent, %1").arg(day.holiday));
    } else {
        parts.append(tr("%n mail(s)", nullptr, day.own()));
        for (qsizetype step = 0; step < day.bySteps.size() && day.bySteps.size() > 1; ++step) {
            if (day.bySteps.at(step) > 0) {
                parts.append(
                    tr("%L1 × %2", "so many mails of a step").arg(day.bySteps.at(step)).arg(m_names.value(step)));
            }
        }
    }
    if (day.others > 0) {
        parts.append(tr("%n of other campaigns", nullptr, day.others));
    }
    const QString all = tr("%1: %2.").arg(dayName(day.date), parts.join(QStringLiteral(", ")));
    return day.own() + day.others >= day.limit && day.own() > 0 ? tr("%1 The day is full.").arg(all) : all;
}

qreal ForecastBars::dayWidth() const
{
    const qreal days = qreal(std::max<qsizetype>(1, m_forecast.days.size()));
    return std::clamp(width() / days, leastDay * fontsOf(this).textFactor(), mostDay);
}

qsizetype ForecastBars::visibleDays() const
{
    return std::max<qsizetype>(1, qsizetype(width() / dayWidth()));
}

QRectF ForecastBars::column(qsizetype day) const
{
    const qreal wide = dayWidth();
    return {qreal(day - m_first) * wide, 4, wide, qreal(barHeight)};
}

qsizetype ForecastBars::dayAt(const QPointF &point) const
{
    const auto day = m_first + qsizetype(point.x() / dayWidth());
    return day < m_forecast.days.size() && point.x() >= 0 ? day : -1;
}

void ForecastBars::choose(qsizetype day)
{
    if (m_forecast.days.isEmpty()) {
        return;
    }
    m_current = std::clamp<qsizetype>(day, 0, m_forecast.days.size() - 1);
    if (m_current < m_first) {
        m_first = m_current;
    } else if (m_current >= m_first + visibleDays()) {
        m_first = m_current - visibleDays() + 1;
    }
    const QString words = wordsOf(m_forecast.days.at(m_current));
    setAccessibleDescription(words);
    announce(this, words);
    update();
}

void ForecastBars::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        return choose(m_current - 1);
    case Qt::Key_Right:
        return choose(m_current + 1);
    case Qt::Key_Home:
        return choose(0);
    case Qt::Key_End:
        return choose(m_forecast.days.size() - 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_current < m_forecast.days.size()) {
            Q_EMIT dayChosen(m_forecast.days.at(m_current).date);
        }
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void ForecastBars::mouseReleaseEvent(QMouseEvent *event)
{
    const qsizetype day = dayAt(event->position());
    if (event->button() == Qt::LeftButton && day >= 0) {
        choose(day);
        Q_EMIT dayChosen(m_forecast.days.at(day).date);
    }
}

void ForecastBars::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

bool ForecastBars::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const qsizetype day = dayAt(help->pos());
        QToolTip::showText(help->globalPos(), day < 0 ? QString() : wordsOf(m_forecast.days.at(day)), this);
        return true;
    }
    if (event->type() == QEvent::FocusOut) {
        update();
    }
    return QWidget::event(event);
}

void ForecastBars::paintDay(QPainter &painter, qsizetype number, qreal scale) const
{
    const Theme &theme = themeOf(this);
    const Fonts &fonts = fontsOf(this);
    const ForecastDay &day = m_forecast.days.at(number);
    const QRectF whole = column(number);
    const QRectF bar = whole.adjusted(2, 0, -2, 0);
    if (hasFocus() && number == m_current) {
        paintBox(&painter, whole.adjusted(0, -3, 0, labelHeight * fonts.textFactor() + 3), 5, theme.selection);
    }
    if (day.isOff && day.own() == 0) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(QBrush(theme.borderStrong, Qt::BDiagPattern));
        painter.drawRoundedRect(bar, 3, 3);
    }
    qreal bottom = bar.bottom();
    const auto stack = [&](int mails, const QColor &colour) {
        if (mails > 0) {
            const qreal height = std::max(2.0, mails * scale);
            paintBox(&painter, QRectF(bar.left(), bottom - height, bar.width(), height - 1), 2, colour);
            bottom -= height;
        }
    };
    for (qsizetype step = 0; step < day.bySteps.size(); ++step) {
        stack(day.bySteps.at(step), colourOf(this, step, day.bySteps.size()));
    }
    stack(day.others, theme.neutralBorder);
    const QRectF label(whole.left(), whole.bottom() + 1, whole.width(), labelHeight * fonts.textFactor());
    const bool begins = number == 0 || day.date.day() == 1;
    const QString text = begins && whole.width() > 44 ? QLocale().toString(day.date, QStringLiteral("d MMM"))
                                                      : QString::number(day.date.day());
    paintLine(&painter, label, text, fonts.meta(), day.isOff ? theme.text3 : theme.text2, Qt::AlignHCenter,
              Qt::ElideNone);
}

void ForecastBars::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qsizetype end = std::min(m_forecast.days.size(), m_first + visibleDays());
    int most = 1;
    for (const ForecastDay &day : std::as_const(m_forecast.days)) {
        most = std::max(most, day.own() + day.others);
    }
    const qreal scale = qreal(barHeight - 2) / most;
    for (qsizetype day = m_first; day < end; ++day) {
        paintDay(painter, day, scale);
    }
    // The limit, day by day: it grows while a mailbox is warming up.
    painter.setPen(QPen(themeOf(this).warn.fill, 1, Qt::DashLine));
    for (qsizetype day = m_first; day < end; ++day) {
        const int limit = m_forecast.days.at(day).limit;
        const QRectF whole = column(day);
        const qreal height = limit * scale;
        if (height <= barHeight) {
            painter.drawLine(QPointF(whole.left(), whole.bottom() - height),
                             QPointF(whole.right(), whole.bottom() - height));
        }
    }
}

} // namespace AlwaysLeads
