#pragma once

#include "analytics/FigureCard.h"
#include "analytics/Figures.h"

#include <array>

class QGridLayout;

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

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Small
    {
        QWidget *block = nullptr;
        Label *name = nullptr;
        Label *count = nullptr;
        Label *share = nullptr;
    };

    /// In one line, or two by two where that is too narrow.
    void arrange();

    Label *m_figure;
    Label *m_of;
    RangeBar *m_range;
    Label *m_from;
    Label *m_to;
    Label *m_likely;
    std::array<Small, 4> m_small;
    QGridLayout *m_grid;
    int m_columns = 0; ///< of it; 0: nothing is placed yet
};

/// "11.8 %", by locale.
QString percent(double share);

} // namespace AlwaysLeads
