#pragma once

#include "analytics/FigureCard.h"
#include "analytics/Figures.h"

class QGridLayout;

namespace AlwaysLeads {

class Button;

/// What has not left yet, with the reason of each and a way to it.
class WaitingCard : public FigureCard
{
    Q_OBJECT
public:
    explicit WaitingCard(QWidget *parent = nullptr);

    void show(const QList<WaitingFigure> &figures);
    using QWidget::show;

Q_SIGNALS:
    void draftsRequested();
    void outboxRequested();

private:
    QWidget *m_list;
    QGridLayout *m_lines;
    Button *m_drafts;
    Button *m_outbox;
    QList<WaitingFigure> m_shown;
};

} // namespace AlwaysLeads
