#pragma once

#include "analytics/FigureCard.h"
#include "analytics/Figures.h"

namespace AlwaysLeads {

class TimeChart;

/// Mails that left and answers that came in, over time.
class MailsCard : public FigureCard
{
    Q_OBJECT
public:
    explicit MailsCard(QWidget *parent = nullptr);

    void show(const Figures &figures);
    using QWidget::show;

Q_SIGNALS:
    /// The people of these days are asked for.
    void opened(QDate from, QDate to);

private:
    TimeChart *m_chart;
};

/// What Claude cost, over time and by purpose.
class CostCard : public FigureCard
{
    Q_OBJECT
public:
    explicit CostCard(QWidget *parent = nullptr);

    void show(const Figures &figures);
    using QWidget::show;

private:
    TimeChart *m_chart;
    Label *m_purposes;
};

/// "26 Oct", "26 Oct to 1 Nov", by locale.
QString daysText(QDate from, QDate to);

} // namespace AlwaysLeads
