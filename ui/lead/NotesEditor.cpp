#include "lead/NotesEditor.h"

#include "lead/Leads.h"
#include "widgets/Label.h"
#include "widgets/TextArea.h"

#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace AlwaysLeads {

namespace {
constexpr int pauseBeforeSaving = 600;
constexpr int pauseBeforeTryingAgain = 5000;
constexpr int lines = 4;
} // namespace

NotesEditor::NotesEditor(QWidget *parent)
    : QWidget(parent)
    , m_kept(QString())
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
    connect(m_soon, &QTimer::timeout, this, &NotesEditor::flush);
    connect(m_area, &TextArea::textEdited, this, [this] {
        if (isTyping()) {
            say(tr("Not saved yet"));
            m_soon->start(pauseBeforeSaving);
        }
    });
    connect(m_area, &TextArea::editingFinished, this, &NotesEditor::flush);
    say(QString());
}

NotesEditor::~NotesEditor()
{
    flush();
    for (auto typed = m_typed.constBegin(); typed != m_typed.constEnd(); ++typed) {
        if (!typed->problem.isEmpty()) {
            letRun(m_leads->setNotes(typed.key(), typed->text));
        }
    }
}

bool NotesEditor::isTyping() const
{
    return m_area->text() != m_kept;
}

void NotesEditor::say(const QString &text)
{
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
}

void NotesEditor::show(LeadId lead, const QString &notes, bool canChange)
{
    m_area->edit()->setReadOnly(!canChange);
    if (lead != m_lead) {
        flush();
        m_lead = lead;
        const Typed typed = m_typed.value(lead, {notes, false, {}});
        put(typed.text);
        if (!typed.problem.isEmpty()) {
            showProblem(typed.problem);
            return;
        }
    }
    if (isTyping() || cleanText(m_area->text()) == notes) {
        return;
    }
    const auto typed = m_typed.constFind(lead);
    if (typed == m_typed.cend()) {
        put(notes);
    } else if (!typed->isBeingSaved) {
        readAgain(); // changed elsewhere since, or read before the last words were saved
    }
}

void NotesEditor::readAgain()
{
    whenDone(m_leads->lead(m_lead), this, [this, lead = m_lead, saves = m_saves](Result<Lead> now) {
        if (!now || lead != m_lead || saves != m_saves || isTyping()) {
            return;
        }
        m_typed.insert(lead, {now->notes, false, {}});
        if (cleanText(m_area->text()) != now->notes) {
            put(now->notes);
        }
    });
}

void NotesEditor::put(const QString &text)
{
    m_kept = text;
    if (m_area->text() != text) {
        const int place = m_area->edit()->textCursor().position();
        m_area->setText(text);
        QTextCursor cursor = m_area->edit()->textCursor();
        cursor.setPosition(std::min(place, int(m_area->text().size())));
        m_area->edit()->setTextCursor(cursor);
    }
    m_kept = m_area->text(); // which makes other spaces plain ones: nobody typed that
    m_soon->stop();
    m_area->setError(QString());
    say(QString());
}

void NotesEditor::flush()
{
    m_soon->stop();
    if (m_leads == nullptr || m_lead.isNull() || !isTyping()) {
        return;
    }
    m_kept = m_area->text();
    save(m_lead, *m_kept);
}

void NotesEditor::save(LeadId lead, const QString &text)
{
    ++m_saves;
    m_typed.insert(lead, {text, true, {}});
    whenDone(m_leads->setNotes(lead, text), this,
             [this, lead, text](const Result<> &outcome) { saved(lead, text, outcome); });
}

void NotesEditor::saved(LeadId lead, const QString &text, const Result<> &outcome)
{
    const auto typed = m_typed.find(lead);
    if (typed == m_typed.end() || typed->text != text) {
        return; // more was typed, and is on its way
    }
    typed->isBeingSaved = false;
    typed->problem = outcome ? QString() : outcome.error().message;
    if (lead == m_lead) {
        outcome ? say(isTyping() ? tr("Not saved yet") : tr("Saved")) : showProblem(typed->problem);
    } else if (!outcome) {
        Q_EMIT failed({outcome.error().kind,
                       tr("A note could not be saved. It stands with its person, and is tried again: %1")
                           .arg(outcome.error().message),
                       outcome.error().detail});
    }
}

void NotesEditor::showProblem(const QString &problem)
{
    if (!isTyping() || !m_kept) {
        m_kept.reset();
        m_soon->start(pauseBeforeTryingAgain);
    }
    m_area->setError(problem);
    say(tr("Not saved yet"));
}

void NotesEditor::hideEvent(QHideEvent *event)
{
    flush();
    QWidget::hideEvent(event);
}

} // namespace AlwaysLeads
