#include "lead/NotesEditor.h"

#include "lead/Leads.h"
#include "widgets/Label.h"
#include "widgets/TextArea.h"

#include <QTimer>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {
constexpr int pauseBeforeSaving = 600;
constexpr int lines = 4;
} // namespace

NotesEditor::NotesEditor(QWidget *parent)
    : QWidget(parent)
    , m_area(new TextArea(QString(), lines))
    , m_state(new Label(QString(), TextStyle::Meta, &Theme::text3))
    , m_soon(new QTimer(this))
{
    setObjectName(QStringLiteral("leadNotes"));
    m_area->edit()->setObjectName(QStringLiteral("leadNotesText"));
    m_area->edit()->setAccessibleName(tr("Notes"));
    m_area->setPlaceholder(tr("Write a note. It is saved as you type."));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_area);
    column->addWidget(m_state);
    m_soon->setSingleShot(true);
    m_soon->setInterval(pauseBeforeSaving);
    connect(m_soon, &QTimer::timeout, this, &NotesEditor::flush);
    connect(m_area, &TextArea::textEdited, this, [this] {
        if (m_area->text() != m_kept) {
            say(tr("Not saved yet"));
            m_soon->start();
        }
    });
    connect(m_area, &TextArea::editingFinished, this, &NotesEditor::flush);
    say(QString());
}

NotesEditor::~NotesEditor()
{
    flush();
}

void NotesEditor::say(const QString &text)
{
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
}

void NotesEditor::show(LeadId lead, const QString &notes, bool canChange)
{
    const bool same = lead == m_lead;
    if (same && (m_soon->isActive() || m_area->text() == notes)) {
        m_kept = m_soon->isActive() ? m_kept : notes;
        return;
    }
    flush();
    m_lead = lead;
    m_kept = notes;
    m_area->setText(notes);
    m_soon->stop();
    m_area->edit()->setReadOnly(!canChange);
    say(QString());
}

void NotesEditor::flush()
{
    m_soon->stop();
    const QString text = m_area->text();
    if (m_leads == nullptr || m_lead.isNull() || text == m_kept) {
        return;
    }
    m_kept = text;
    whenDone(m_leads->setNotes(m_lead, text), this, [this, lead = m_lead](Result<> saved) {
        if (lead != m_lead) {
            return;
        }
        if (saved) {
            say(m_soon->isActive() ? tr("Not saved yet") : tr("Saved"));
        } else {
            m_area->setError(saved.error().message);
        }
    });
}

} // namespace AlwaysLeads
