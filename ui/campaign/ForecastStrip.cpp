#include "campaign/ForecastStrip.h"

#include "campaign/ForecastBars.h"
#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/Button.h"
#include "widgets/Label.h"

#include <QFontMetricsF>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>
#include <QtMath>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qsizetype mostNames = 4;

/// The colours of the steps in one line of text.
class Legend : public QWidget
{
public:
    void show(const QStringList &names, int limit)
    {
        m_names = names;
        m_limit = limit;
        updateGeometry();
        update();
    }
    QSize sizeHint() const override
    {
        qreal width = 0;
        const QFontMetricsF metrics(fontsOf(this).meta());
        for (const QString &name : words()) {
            width += metrics.horizontalAdvance(name) + 30;
        }
        return {qCeil(width), fontsOf(this).lineHeight(TextStyle::Meta)};
    }
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const Theme &theme = themeOf(this);
        const QFont font = fontsOf(this).meta();
        const QFontMetricsF metrics(font);
        qreal x = 0;
        const QStringList all = words();
        for (qsizetype at = 0; at < all.size(); ++at) {
            const qreal width = metrics.horizontalAdvance(all.at(at)) + 1;
            if (x + width + 18 > this->width()) {
                return; // no room: the tooltips of the days name them
            }
            if (at < m_names.size()) {
                paintBox(&painter, QRectF(x, height() / 2.0 - 5, 10, 10), 3,
                         ForecastBars::colourOf(this, at, m_names.size()));
            } else {
                painter.setPen(QPen(theme.warn.fill, 1.5, Qt::DashLine));
                painter.drawLine(QPointF(x, height() / 2.0), QPointF(x + 12, height() / 2.0));
            }
            paintLine(&painter, QRectF(x + 16, 0, width, height()), all.at(at), font, theme.text2);
            x += width + 30;
        }
    }

private:
    QStringList words() const
    {
        QStringList all = m_names.first(std::min(m_names.size(), mostNames));
        if (m_limit > 0) {
            all.append(ForecastStrip::tr("Daily limit %L1").arg(m_limit));
        }
        return all;
    }
    QStringList m_names;
    int m_limit = 0;
};

} // namespace

ForecastStrip::ForecastStrip(QWidget *parent)
    : Pane(&Theme::surface, Qt::TopEdge, parent)
    , m_summary(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_legend(new Legend)
    , m_bars(new ForecastBars)
    , m_all(new Button(tr("All mails…"), ButtonKind::Link))
{
    setObjectName(QStringLiteral("forecastStrip"));
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(20, 8, 20, 6);
    lines->setSpacing(4);
    auto *first = new QHBoxLayout;
    first->setSpacing(10);
    first->addWidget(new Label(tr("Forecast"), TextStyle::Strong));
    m_summary->setObjectName(QStringLiteral("forecastSummary"));
    first->addWidget(m_summary, 1);
    first->addWidget(m_legend);
    m_all->setObjectName(QStringLiteral("forecastAll"));
    m_all->setControlHeight(24);
    first->addWidget(m_all);
    lines->addLayout(first);
    lines->addWidget(m_bars);
    connect(m_bars, &ForecastBars::dayChosen, this, &ForecastStrip::dayChosen);
    connect(m_all, &QPushButton::clicked, this, &ForecastStrip::allWanted);
}

QString ForecastStrip::summary(const Forecast &forecast)
{
    if (!forecast.problem.isEmpty()) {
        return forecast.problem;
    }
    if (forecast.mails.isEmpty()) {
        return tr("No mail is to come.");
    }
    const QString people = tr("%n person(s)", nullptr, forecast.people);
    const QString mails = tr("%n mail(s)", nullptr, int(forecast.mails.size()));
    const QString last = QLocale().toString(forecast.days.last().date, QStringLiteral("d MMMM"));
    return forecast.isCut ? tr("at least %1, %2, until %3 and later").arg(people, mails, last)
                          : tr("%1, %2, the last one on %3").arg(people, mails, last);
}

QString ForecastStrip::assumptions(const Forecast &forecast)
{
    const QString usual = tr("Each draft is approved as soon as it is written, each task is done on its day, nobody "
                             "answers, and the computer is on.");
    return forecast.isStopped ? tr("All sending is stopped; this is what comes if it goes on now. %1").arg(usual)
                              : tr("What this takes for granted: %1").arg(usual);
}

QString ForecastStrip::without(const Forecast &forecast)
{
    QStringList parts;
    if (forecast.blocked > 0) {
        parts.append(tr("%n draft(s) need something from you first", nullptr, forecast.blocked));
    }
    if (forecast.paused > 0) {
        parts.append(tr("%n person(s) are paused", nullptr, forecast.paused));
    }
    if (forecast.held > 0) {
        parts.append(tr("%n mail(s) in the outbox wait for your word", nullptr, forecast.held));
    }
    if (forecast.withoutFollowUps > 0) {
        parts.append(tr("%n person(s) get no follow-ups, since replies to their mailbox are not read", nullptr,
                        forecast.withoutFollowUps));
    }
    if (forecast.withPausedMailbox > 0) {
        parts.append(tr("%n mail(s) wait for a mailbox that is paused", nullptr, forecast.withPausedMailbox));
    }
    if (forecast.never > 0) {
        parts.append(tr("for %n mail(s) the rules of the mailbox leave no time", nullptr, forecast.never));
    }
    return parts.join(QStringLiteral("; "));
}

void ForecastStrip::show(const Forecast &forecast, const QStringList &stepNames)
{
    const QString missing = without(forecast);
    m_summary->setText(missing.isEmpty() ? summary(forecast)
                                         : QStringLiteral("%1 (%2)").arg(summary(forecast), missing));
    m_summary->setToolTip(missing.isEmpty() ? assumptions(forecast)
                                            : QStringLiteral("%1\n%2.").arg(assumptions(forecast), missing));
    m_bars->show(forecast, stepNames);
    m_bars->setVisible(!forecast.days.isEmpty());
    m_all->setVisible(!forecast.mails.isEmpty());
    m_legend->setVisible(!forecast.days.isEmpty());
    static_cast<Legend *>(m_legend)->show(stepNames, forecast.days.isEmpty() ? 0 : forecast.days.first().limit);
}

} // namespace AlwaysLeads
