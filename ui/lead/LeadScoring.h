#pragma once

#include "lead/Lead.h"

#include <QObject>

namespace AlwaysLeads {

class QualificationBatches;
class Scoring;
class Shell;
struct BatchSum;

/// Scoring of many people at once, as the leads page offers it: again by the rules, or by Claude with the cost said
/// first. Shows the progress of both in the window.
class LeadScoring : public QObject
{
    Q_OBJECT
public:
    LeadScoring(Scoring &scoring, QualificationBatches &batches, Shell &shell, QWidget *page);

    void scoreAgain(const QList<LeadId> &leads);
    void askClaude(const QList<LeadId> &leads);

private:
    void showEnded(const BatchSum &sum);

    Scoring &m_scoring;
    QualificationBatches &m_batches;
    Shell &m_shell;
    QWidget *m_page;
};

} // namespace AlwaysLeads
