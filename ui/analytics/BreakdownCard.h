#pragma once

#include "analytics/FigureCard.h"
#include "analytics/Figures.h"

#include <optional>

namespace AlwaysLeads {

class BreakdownModel;
class Segmented;
class TableView;

/// People put side by side: by campaign, step, variant, mailbox, segment or hour, with likely ranges.
class BreakdownCard : public FigureCard
{
    Q_OBJECT
public:
    explicit BreakdownCard(QWidget *parent = nullptr);

    void show(const Figures &figures);
    using QWidget::show;
    Dimension dimension() const;

Q_SIGNALS:
    /// Enter or a double click on a row.
    void opened(AlwaysLeads::Dimension dimension, qint64 id);
    /// A click on one of its numbers, or Shift Enter: those who were written to.
    void peopleWanted(const AlwaysLeads::BreakdownRow &row, AlwaysLeads::FigurePeople::Who who);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fill();
    /// By this column, or the other way round where it is so already.
    void sortBy(int column);
    QList<BreakdownRow> sorted(QList<BreakdownRow> rows) const;
    void markOrder();

    void fit();

    struct Order
    {
        int column = 0; ///< of BreakdownModel
        Qt::SortOrder way = Qt::DescendingOrder;
    };

    Figures m_figures;
    std::optional<Order> m_order; ///< nothing: as the figures come
    Segmented *m_choice;
    BreakdownModel *m_model;
    TableView *m_table;
    Label *m_hint;
};

} // namespace AlwaysLeads
