#include "campaign/TemplateTyping.h"

#include "campaign/CompletionPopup.h"
#include "campaign/Template.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QScrollBar>
#include <QTextBlock>

namespace AlwaysLeads {

TemplateTyping::TemplateTyping(QLineEdit *line, QPlainTextEdit *lines, QObject *parent)
    : QObject(parent)
    , m_line(line)
    , m_lines(lines)
    , m_popup(new CompletionPopup(lines))
    , m_fields(Template::commonFields())
{
    for (QWidget *editor : {static_cast<QWidget *>(m_line), static_cast<QWidget *>(m_lines)}) {
        editor->installEventFilter(this);
    }
    connect(m_line, &QLineEdit::textEdited, this, [this] { look(m_line, true); });
    connect(m_line, &QLineEdit::cursorPositionChanged, this, [this] { look(m_line, false); });
    connect(m_lines, &QPlainTextEdit::textChanged, this, [this] {
        if (m_lines->hasFocus() && m_lines->document()->isUndoAvailable()) {
            look(m_lines, true);
        }
    });
    connect(m_lines, &QPlainTextEdit::cursorPositionChanged, this, [this] { look(m_lines, false); });
    connect(m_lines->verticalScrollBar(), &QScrollBar::valueChanged, this, &TemplateTyping::close);
    connect(m_popup, &CompletionPopup::clicked, this, &TemplateTyping::take);
}

TemplateTyping::~TemplateTyping()
{
    if (m_popup) { // it lies in the window, which may stay, or be taking its children away at this moment
        m_popup->hide();
        m_popup->deleteLater();
    }
}

bool TemplateTyping::isOpen() const
{
    return m_popup && m_popup->isVisible();
}

void TemplateTyping::close()
{
    if (m_popup) {
        m_popup->hide();
    }
}

QString TemplateTyping::textOf(QWidget *editor) const
{
    return editor == m_line ? m_line->text() : m_lines->toPlainText();
}

int TemplateTyping::cursorOf(QWidget *editor) const
{
    return editor == m_line ? m_line->cursorPosition() : m_lines->textCursor().position();
}

QRect TemplateTyping::cursorRectOf(QWidget *editor) const
{
    if (editor == m_line) {
        return m_line->inputMethodQuery(Qt::ImCursorRectangle).toRect();
    }
    return m_lines->cursorRect().translated(m_lines->viewport()->pos());
}

void TemplateTyping::look(QWidget *editor, bool typed)
{
    if (!typed && (!isOpen() || editor != m_editor)) {
        return; // moving about opens nothing
    }
    if (!editor->hasFocus()) {
        close();
        return;
    }
    m_offers = TemplateCompletion::at(textOf(editor), cursorOf(editor), m_fields);
    if (m_offers.offers.isEmpty()) {
        m_closedAt = -1;
        close();
        return;
    }
    if (m_offers.from == m_closedAt) {
        return;
    }
    m_closedAt = -1;
    m_editor = editor;
    if (!m_popup) {
        return; // the window is going away
    }
    m_popup->offer(m_offers.offers, editor, cursorRectOf(editor));
}

void TemplateTyping::take(int row)
{
    if (row < 0 || row >= m_offers.offers.size() || m_editor == nullptr) {
        return;
    }
    const TemplateOffers offers = m_offers;
    const TemplateOffer offer = offers.offers.at(row);
    close();
    const auto from = int(offers.from);
    const auto cursor = int(offers.from + offer.cursor);
    if (m_editor == m_line) {
        m_line->setSelection(from, int(offers.length));
        m_line->insert(offer.insert);
        m_line->setCursorPosition(cursor);
    } else {
        QTextCursor change = m_lines->textCursor();
        change.setPosition(from);
        change.setPosition(from + int(offers.length), QTextCursor::KeepAnchor);
        change.insertText(offer.insert);
        change.setPosition(cursor);
        m_lines->setTextCursor(change);
    }
    m_editor->setFocus();
    if (offer.kind != TemplateOffer::Kind::Field) {
        look(m_editor, true); // a condition goes on
    }
}

bool TemplateTyping::eventFilter(QObject *watched, QEvent *event)
{
    if (!isOpen() || watched != m_editor) {
        return false;
    }
    if (event->type() == QEvent::FocusOut || event->type() == QEvent::Hide) {
        close();
        return false;
    }
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape || key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab
            || key == Qt::Key_Up || key == Qt::Key_Down) {
            event->accept(); // ours, not the window's
            return true;
        }
        return false;
    }
    if (event->type() != QEvent::KeyPress) {
        return false;
    }
    const auto *pressed = static_cast<QKeyEvent *>(event);
    if (pressed->modifiers() != Qt::NoModifier && pressed->modifiers() != Qt::KeypadModifier) {
        return false;
    }
    switch (pressed->key()) {
    case Qt::Key_Down:
        m_popup->moveChoice(1);
        return true;
    case Qt::Key_Up:
        m_popup->moveChoice(-1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        take(m_popup->current());
        return true;
    case Qt::Key_Escape:
        m_closedAt = m_offers.from;
        close();
        return true;
    default:
        return false;
    }
}

} // namespace AlwaysLeads
