#pragma once

#include "campaign/Campaign.h"
#include "widgets/SheetFrame.h"

class QVBoxLayout;

namespace AlwaysLeads {

class Button;
class StepCard;

/// Left of the editor: the steps of a campaign with the delays between them. Up and down go from card to card, with
/// Alt they move the step, Del takes it out.
class StepTimeline : public Pane
{
    Q_OBJECT
public:
    explicit StepTimeline(QWidget *parent = nullptr);

    void show(const QList<CampaignStep> &steps, StepId chosen);
    /// Less room, without the rules that stop a sequence.
    void setNarrow(bool narrow);
    /// The keyboard goes to the chosen card.
    void focusChosen();
    /// "3 working days"; "at once"; with whom it is for when that is not everybody who is silent.
    static QString whenText(const StepRule &rule);
    /// "First mail", "Follow-up", "Task": what a step without a title is called.
    static QString nameOf(const QList<CampaignStep> &steps, qsizetype index);

Q_SIGNALS:
    void chosen(AlwaysLeads::StepId step);
    void ruleWanted(AlwaysLeads::StepId step);
    void addWanted(AlwaysLeads::StepKind kind);
    void removeWanted(AlwaysLeads::StepId step);
    void moveWanted(AlwaysLeads::StepId step, int direction);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool takeKey(qsizetype index, const QKeyEvent &event);
    void focusCardOf(StepId step);
    void buildCards();
    void offerKinds();

    QVBoxLayout *m_lines;
    Button *m_add;
    QWidget *m_stops;
    QList<StepCard *> m_cards;
    QList<Button *> m_delays; ///< the one of step n is at n - 1
    QList<CampaignStep> m_steps;
    StepId m_chosen;
};

} // namespace AlwaysLeads
