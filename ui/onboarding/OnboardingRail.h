#pragma once

#include <QWidget>

namespace AlwaysLeads {

class Button;

/// The left side of the guided start: what this program promises, the steps with their state, the way into the sandbox.
class OnboardingRail : public QWidget
{
    Q_OBJECT
public:
    struct Step
    {
        QString title;
        QString text;
        bool isDone = false;
    };

    explicit OnboardingRail(QWidget *parent = nullptr);

    void setSteps(const QList<Step> &steps, int current);
    /// In the sandbox there is no other one to explore.
    void setOffersSandbox(bool on);

Q_SIGNALS:
    /// A click on a step.
    void stepChosen(int step);
    void sandboxRequested();

private:
    class StepLine;

    QList<StepLine *> m_lines;
    QWidget *m_list;
    QWidget *m_sandbox;
};

} // namespace AlwaysLeads
