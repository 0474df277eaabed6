#pragma once

#include "lead/Lead.h"

#include <QWidget>

class QTimer;

namespace AlwaysLeads {

class Label;
class Leads;
class TextArea;

/// The notes on a person, changed in place: saved by themselves while they are typed, one step to undo.
class NotesEditor : public QWidget
{
    Q_OBJECT
public:
    explicit NotesEditor(QWidget *parent = nullptr);
    ~NotesEditor() override;

    void setLeads(Leads &leads) { m_leads = &leads; }
    /// What is being typed about the same person is not touched.
    void show(LeadId lead, const QString &notes, bool canChange);
    /// Keeps what was typed now instead of soon.
    void flush();

private:
    void say(const QString &text);

    Leads *m_leads = nullptr;
    LeadId m_lead;
    QString m_kept;
    TextArea *m_area;
    Label *m_state;
    QTimer *m_soon;
};

} // namespace AlwaysLeads
