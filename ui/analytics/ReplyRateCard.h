#pragma once

#include "analytics/FigureCard.h"
#include "analytics/Figures.h"

#include <array>

namespace AlwaysLeads {

class RangeBar;

/// The first number of the dashboard: how many people answered, of how many, and how sure that is.
class ReplyRateCard : public FigureCard
{
    Q_OBJECT
public:
    explicit ReplyRateCard(QWidget *parent = nullptr);

    void show(const Tally &people);
    using QWidget::show;

Q_SIGNALS:
    void opened(AlwaysLeads::FigurePeople::Who who);

private:
    struct Small
    {
        Label *name = nullptr;
        Label *count = nullptr;
        Label *share = nullptr;
    };

    Label *m_figure;
    Label *m_of;
    RangeBar *m_range;
    Label *m_from;
    Label *m_to;
    Label *m_likely;
    std::array<Small, 4> m_small;
};

/// "11.8 %", by locale.
QString percent(double share);

} // namespace AlwaysLeads
