#pragma once

#include "prospecting/FoundPerson.h"

#include <QWidget>

namespace AlwaysLeads {

class Button;
class ElidedLabel;
class Label;

/// What is left to spend, what revealing the chosen people costs, and the button that does it.
class CostBar : public QWidget
{
    Q_OBJECT
public:
    explicit CostBar(QWidget *parent = nullptr);

    /// Nothing: not known yet.
    void setBudget(const std::optional<RevealBudget> &budget);
    /// `again` of the chosen were asked for before without an answer.
    void setChosen(int people, int again);
    void setRevealing(bool revealing);
    /// Why nothing can be revealed now, besides the budget: offline. Empty: it can.
    void setObstacle(const QString &reason);
    /// Why the button is off; empty when it is on.
    QString reason() const;
    /// The keyboard goes to the button that reveals.
    void focusReveal();

Q_SIGNALS:
    void revealRequested();
    void clearRequested();
    /// Keep only so many of the chosen: what the cap or the credits allow.
    void fewerRequested(int people);

protected:
    /// The second click of a double click on “Choose the first 50” must not drop them all.
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    class CreditMeter;
    /// What is in the way, and what can be done about it.
    struct Obstacle
    {
        QString what;
        QString wayOut;
        QString shortWayOut; ///< in a small window
    };
    Obstacle obstacle() const;
    /// How many of the chosen could be revealed now.
    int most() const;
    void renew();
    /// In a small window the sentence about the cost keeps its room; the rest gives way.
    void renewRoom();

    CreditMeter *m_meter;
    QWidget *m_creditsPart;
    Label *m_credits;
    Label *m_limit;
    ElidedLabel *m_cost;
    Label *m_after;
    Button *m_fewer;
    Button *m_clear;
    Button *m_reveal;
    std::optional<RevealBudget> m_budget;
    QString m_obstacle;
    int m_chosen = 0;
    int m_again = 0;
    bool m_revealing = false;
    bool m_narrow = false;
};

} // namespace AlwaysLeads
