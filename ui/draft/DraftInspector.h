#pragma once

#include "draft/Review.h"
#include "widgets/SheetFrame.h"

class QVBoxLayout;

namespace AlwaysLeads {

/// Beside the mail: who gets it, which facts it uses, what the copy checks found, when it goes out and what it cost.
class DraftInspector : public Pane
{
    Q_OBJECT
public:
    explicit DraftInspector(QWidget *parent = nullptr);

    void show(const DraftPage &page);
    void clear();

Q_SIGNALS:
    void personOpened(AlwaysLeads::LeadId lead);

private:
    void addPerson(const DraftPage &page);
    void addFacts(const DraftPage &page);
    void addChecks(const DraftPage &page);
    void addDeparture(const DraftPage &page);
    QVBoxLayout *addSection(const QString &title, const QString &end);

    QVBoxLayout *m_lines;
};

} // namespace AlwaysLeads
