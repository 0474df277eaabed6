#pragma once

#include "lead/Lead.h"

#include <QHash>
#include <QWidget>

#include <optional>

class QTimer;

namespace AlwaysLeads {

class Label;
class Leads;
class TextArea;

/// The notes on a person, changed in place: saved by themselves while they are typed, one step to undo. Nothing typed
/// is given up: what could not be saved stays with its person and is tried again.
class NotesEditor : public QWidget
{
    Q_OBJECT
public:
    explicit NotesEditor(QWidget *parent = nullptr);
    ~NotesEditor() override;

    void setLeads(Leads &leads) { m_leads = &leads; }
    /// `notes` as they were read, maybe before the last words were saved: those stay, as does what is being typed.
    void show(LeadId lead, const QString &notes, bool canChange);
    /// Keeps what was typed now instead of soon.
    void flush();

Q_SIGNALS:
    /// The note on somebody who is not shown any more. It stands there when they are shown again.
    void failed(const AlwaysLeads::Error &error);

protected:
    void hideEvent(QHideEvent *event) override;

private:
    struct Typed
    {
        QString text;
        bool isBeingSaved = false;
        QString problem; ///< why it is not saved; empty: it is, or will be
    };

    void put(const QString &text);
    void save(LeadId lead, const QString &text);
    void saved(LeadId lead, const QString &text, const Result<> &outcome);
    void readAgain();
    void showProblem(const QString &problem);
    void say(const QString &text);
    bool isTyping() const;

    Leads *m_leads = nullptr;
    LeadId m_lead;
    std::optional<QString> m_kept; ///< nothing: what stands there could not be saved
    QHash<LeadId, Typed> m_typed; ///< the last words typed here about each
    int m_saves = 0;
    TextArea *m_area;
    Label *m_state;
    QTimer *m_soon;
};

} // namespace AlwaysLeads
