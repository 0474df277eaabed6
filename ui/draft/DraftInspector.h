#pragma once

#include "draft/Review.h"
#include "widgets/SheetFrame.h"

#include <QPointer>

class QVBoxLayout;

namespace AlwaysLeads {

class FactList;

/// Beside the mail: who gets it, which facts it uses, what the copy checks found, when it goes out and what it cost.
class DraftInspector : public Pane
{
    Q_OBJECT
public:
    explicit DraftInspector(QWidget *parent = nullptr);

    void show(const DraftPage &page);
    void clear();
    /// Lights these facts of the page and says what is wrong with their sentence.
    void light(const QList<int> &facts);

Q_SIGNALS:
    /// The pointer or the keyboard is at this fact; -1: at none.
    void factEntered(int fact);
    void confirmed(const QString &sentence);
    /// Back to a text the draft had before.
    void versionChosen(const QString &subject, const QString &body);
    void personOpened(AlwaysLeads::LeadId lead);

private:
    void addPerson(const DraftPage &page);
    void addFacts(const DraftPage &page);
    void addChecks(const DraftPage &page);
    void addDeparture(const DraftPage &page);
    void addClaims(const DraftPage &page);
    void addVersions(const DraftPage &page);
    /// Tab comes to it after the one before, not after the bar below.
    void chain(QWidget *widget);
    QVBoxLayout *addSection(const QString &title, const QString &end);

    QVBoxLayout *m_lines;
    QPointer<FactList> m_facts;
    QPointer<QWidget> m_last; ///< in the order of Tab
};

} // namespace AlwaysLeads
