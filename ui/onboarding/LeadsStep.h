#pragma once

#include "base/LiveQuery.h"
#include "lead/LeadSearch.h"
#include "onboarding/OnboardingStep.h"

class QBoxLayout;

namespace AlwaysLeads {

class Label;
class LeadSearch;
class Leads;
class Shell;

/// The first people: a file, pasted rows, or Apollo.
class LeadsStep : public OnboardingStep
{
    Q_OBJECT
public:
    LeadsStep(LeadSearch &search, Leads &leads, Shell &shell, QWidget *parent = nullptr);

    void enter() override;
    QString proceedText() const override;
    QWidget *firstField() override;
    qint64 count() const { return m_count; }

Q_SIGNALS:
    void pasteRequested();
    void apolloRequested();
    void counted();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void arrange();

    LeadSearch &m_search;
    Shell &m_shell;
    Label *m_have;
    QBoxLayout *m_ways;
    QWidget *m_first = nullptr;
    qint64 m_count = 0;
    LiveQuery<LeadCounts> m_reading;
};

} // namespace AlwaysLeads
