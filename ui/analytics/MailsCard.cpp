#include "analytics/MailsCard.h"

#include "analytics/TimeChart.h"
#include "assistant/AssistantBudget.h"
#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/Label.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {

constexpr int mailsHigh = 206;
constexpr int costHigh = 130;
constexpr double million = 1e6;

/// A square in a colour, for a legend.
class Swatch : public QWidget
{
public:
    explicit Swatch(QColor Theme::*colour)
        : m_colour(colour)
    {
        setFixedSize(10, 10);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        paintBox(&painter, rect(), 3, themeOf(this).*m_colour);
    }

private:
    QColor Theme::*m_colour;
};

void addLegend(QHBoxLayout *line, QColor Theme::*colour, const QString &text)
{
    auto *both = new QWidget;
    auto *parts = new QHBoxLayout(both);
    parts->setContentsMargins(0, 0, 0, 0);
    parts->setSpacing(6);
    parts->addWidget(new Swatch(colour));
    parts->addWidget(new Label(text, TextStyle::Meta, &Theme::text2));
    both->setFixedHeight(28); // as the button behind it: they stand in one line, also when the words before take two
    line->insertWidget(line->count() - 1, both, 0, Qt::AlignTop);
}

} // namespace

QString daysText(QDate from, QDate to)
{
    const QLocale locale;
    const auto text = [&](QDate day) { return locale.toString(day, QStringLiteral("d MMM yyyy")); };
    return from == to ? text(from) : MailsCard::tr("%1 to %2").arg(text(from), text(to));
}

MailsCard::MailsCard(QWidget *parent)
    : FigureCard(tr("Mails and replies"), QStringLiteral("mails"), parent)
    , m_chart(new TimeChart(tr("Mails and replies over time"), &Theme::accentBorder, &Theme::accent, mailsHigh))
{
    m_chart->setObjectName(QStringLiteral("mailsChart"));
    addLegend(header(), &Theme::accentBorder, tr("Mails"));
    addLegend(header(), &Theme::accent, tr("Replies"));
    body()->addWidget(m_chart);
    connect(m_chart, &TimeChart::opened, this, [this](int bar) {
        const TimeChart::Bar &days = m_chart->bars().at(bar);
        Q_EMIT opened(days.from, days.to);
    });
}

void MailsCard::show(const Figures &figures)
{
    const QString replies = tr("%n reply(s)", nullptr, int(figures.replies));
    setCount(tr("%n mail(s), %1", nullptr, int(figures.mails)).arg(replies));
    QList<TimeChart::Bar> bars;
    for (const TimeBucket &bucket : figures.overTime) {
        TimeChart::Bar bar;
        bar.from = bucket.from;
        bar.to = bucket.to;
        bar.whole = double(bucket.mails);
        bar.part = double(bucket.replies);
        bar.words = tr("%1: %2, %3")
                        .arg(daysText(bucket.from, bucket.to), tr("%n mail(s)", nullptr, int(bucket.mails)),
                             tr("%n reply(s)", nullptr, int(bucket.replies)));
        bars.append(bar);
    }
    m_chart->setBars(bars);
}

CostCard::CostCard(QWidget *parent)
    : FigureCard(tr("Cost of Claude"), QStringLiteral("costs"), parent)
    , m_chart(new TimeChart(tr("Cost of Claude over time"), &Theme::accentBorder, &Theme::accent, costHigh))
    , m_purposes(new Label(QString(), TextStyle::Meta, &Theme::text2))
{
    m_chart->setObjectName(QStringLiteral("costChart"));
    m_chart->setFocusPolicy(Qt::NoFocus); // nobody stands behind a cost
    m_chart->setUnit(QStringLiteral("$%1"), 2);
    m_purposes->setObjectName(QStringLiteral("costPurposes"));
    m_purposes->setWordWrap(true);
    body()->addWidget(m_chart);
    body()->addWidget(m_purposes);
}

void CostCard::show(const Figures &figures)
{
    setCount(AssistantBudget::shown(figures.costMicros));
    QList<TimeChart::Bar> bars;
    for (const TimeBucket &bucket : figures.overTime) {
        TimeChart::Bar bar;
        bar.from = bucket.from;
        bar.to = bucket.to;
        bar.whole = double(bucket.costMicros) / million;
        bar.words = tr("%1: %2").arg(daysText(bucket.from, bucket.to), AssistantBudget::shown(bucket.costMicros));
        bars.append(bar);
    }
    m_chart->setBars(bars);
    m_chart->setVisible(figures.costMicros > 0);
    QStringList words;
    for (const CostFigure &figure : figures.costs) {
        words << tr("%1 %2 for %3")
                     .arg(figure.purpose, AssistantBudget::shown(figure.micros),
                          tr("%n question(s)", nullptr, int(figure.calls)));
    }
    if (figures.mails > 0 && figures.costMicros > 0) {
        words << tr("%1 for each mail that left").arg(AssistantBudget::shown(figures.costMicros / figures.mails));
    }
    m_purposes->setText(words.isEmpty() ? tr("Claude was not asked anything in this time.")
                                        : words.join(QStringLiteral(". ")) + QLatin1Char('.'));
}

} // namespace AlwaysLeads
