#include "campaign/StepColours.h"

#include "campaign/SubjectColours.h"
#include "campaign/Template.h"
#include "campaign/TemplateHighlighter.h"
#include "campaign/TemplateLexer.h"
#include "spelling/Spelling.h"
#include "spelling/SpellingWords.h"
#include "style/AppStyle.h"
#include "widgets/Announce.h"

#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QTextBlock>

#include <algorithm>
#include <functional>

namespace AlwaysLeads {

namespace {

constexpr int judgeAfter = 400; // milliseconds without a key
constexpr qsizetype mostMarks = 200;

QTextCharFormat misspelledFormat(const QWidget *widget)
{
    QTextCharFormat format;
    format.setUnderlineStyle(QTextCharFormat::SpellCheckUnderline);
    format.setUnderlineColor(themeOf(widget).warn.fill);
    return format;
}

} // namespace

StepColours::StepColours(QLineEdit *subject, QPlainTextEdit *body)
    : QObject(body)
    , m_subject(subject)
    , m_body(body)
    , m_highlighter(new TemplateHighlighter(body->document(), body))
    , m_line(new SubjectColours(subject))
    , m_fields(Template::commonFields())
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(judgeAfter);
    connect(&m_soon, &QTimer::timeout, this, &StepColours::markSpelling);
}

void StepColours::setFields(const QList<TemplateField> &fields)
{
    m_fields = fields;
    m_highlighter->setFields(fields);
    colourSubject();
}

void StepColours::show(const QList<TemplateProblem> &subject, const QList<TemplateProblem> &body)
{
    m_inSubject = subject;
    m_wrongInSubject.clear(); // their places moved
    m_highlighter->setProblems(body);
    colourSubject();
    m_soon.start();
}

void StepColours::renew()
{
    m_highlighter->rehighlight();
    colourSubject();
    m_soon.start();
}

void StepColours::setSpelling(Spelling &spelling)
{
    m_spelling = &spelling;
    connect(m_spelling, &Spelling::changed, this, &StepColours::markSpelling);
    m_body->setContextMenuPolicy(Qt::CustomContextMenu);
    m_subject->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_body, &QWidget::customContextMenuRequested, this, &StepColours::offerBody);
    connect(m_subject, &QWidget::customContextMenuRequested, this, &StepColours::offerSubject);
    const auto go = [this](QWidget *where, void (StepColours::*on)()) {
        auto *keys = new QShortcut(QKeySequence(Qt::Key_F7), where);
        keys->setContext(Qt::WidgetShortcut);
        connect(keys, &QShortcut::activated, this, on);
    };
    go(m_body, &StepColours::goOnInBody);
    go(m_subject, &StepColours::goOnInSubject);
    markSpelling();
}

const StepColours::Place *StepColours::nextOf(const QList<Place> &places, int cursor)
{
    const auto next = std::ranges::find_if(places, [cursor](const Place &each) { return each.position >= cursor; });
    return next != places.end() ? &*next : places.isEmpty() ? nullptr : &places.first();
}

void StepColours::goOnInBody()
{
    const QList<Place> places = misspelled(m_body->toPlainText());
    const QTextCursor now = m_body->textCursor();
    const Place *place = nextOf(places, now.hasSelection() ? now.selectionEnd() : now.position());
    if (place == nullptr) {
        announce(m_body, tr("No word is wrong that is known."));
        return;
    }
    QTextCursor cursor = now;
    cursor.setPosition(place->position);
    cursor.setPosition(place->position + place->length, QTextCursor::KeepAnchor);
    m_body->setTextCursor(cursor);
    m_body->ensureCursorVisible();
    offerBody(m_body->cursorRect().bottomLeft());
}

void StepColours::goOnInSubject()
{
    const QList<Place> places = misspelled(m_subject->text());
    const int from = m_subject->hasSelectedText() ? m_subject->selectionEnd() : m_subject->cursorPosition();
    const Place *place = nextOf(places, from);
    if (place == nullptr) {
        announce(m_subject, tr("No word is wrong that is known."));
        return;
    }
    m_subject->setSelection(place->position, place->length);
    offerSubject(m_subject->inputMethodQuery(Qt::ImCursorRectangle).toRect().bottomLeft());
}

void StepColours::colourSubject()
{
    QList<QTextLayout::FormatRange> formats;
    const QString text = m_subject->text();
    const TemplateLexer lexer(text, m_fields);
    for (const TemplateToken &token : lexer.tokens()) {
        if (token.kind != TemplateToken::Kind::Text) {
            formats.append(
                {int(token.position), int(token.length), TemplateHighlighter::formatOf(token.kind, m_subject)});
        }
    }
    for (const TemplateProblem &problem : std::as_const(m_inSubject)) {
        const qsizetype length = std::min(std::max<qsizetype>(1, problem.length), text.size() - problem.position);
        if (length > 0) {
            formats.append({int(problem.position), int(length), TemplateHighlighter::wrongFormat(m_subject)});
        }
    }
    for (const Place &place : std::as_const(m_wrongInSubject)) {
        formats.append({place.position, place.length, misspelledFormat(m_subject)});
    }
    m_line->setFormats(formats);
}

QList<StepColours::Place> StepColours::misspelled(const QString &text) const
{
    QList<Place> places;
    if (m_spelling == nullptr || m_spelling->language().isEmpty()) {
        return places;
    }
    const TemplateLexer lexer(text, m_fields);
    for (const TemplateToken &token : lexer.tokens()) {
        if (token.kind != TemplateToken::Kind::Text) {
            continue;
        }
        for (const SpellingWord &word : wordsToSpell(text.mid(token.position, token.length))) {
            if (places.size() >= mostMarks) {
                return places;
            }
            if (m_spelling->isWrong(word.word)) {
                places.append({int(token.position + word.position), int(word.length), word.word});
            }
        }
    }
    return places;
}

void StepColours::markSpelling()
{
    m_soon.stop();
    QList<QTextEdit::ExtraSelection> marks;
    for (const Place &place : misspelled(m_body->toPlainText())) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(m_body->document());
        mark.cursor.setPosition(place.position);
        mark.cursor.setPosition(place.position + place.length, QTextCursor::KeepAnchor);
        mark.format = misspelledFormat(m_body);
        marks.append(mark);
    }
    m_body->setExtraSelections(marks);
    m_wrongInSubject = misspelled(m_subject->text());
    colourSubject();
}

void StepColours::addWords(QMenu *menu, const Place &place, const std::function<void(const QString &)> &replace)
{
    QAction *first = menu->actions().value(0);
    const auto add = [&](const QString &text) {
        auto *action = new QAction(text, menu);
        menu->insertAction(first, action);
        return action;
    };
    const QStringList better = m_spelling->suggestions(place.word);
    for (const QString &word : better) {
        connect(add(word), &QAction::triggered, this, [replace, word] { replace(word); });
    }
    if (better.isEmpty()) {
        add(tr("No better word is known"))->setEnabled(false);
    }
    menu->insertSeparator(first);
    connect(add(tr("Add “%1” to my words").arg(place.word)), &QAction::triggered, this, [this, word = place.word] {
        whenDone(m_spelling->add(word), this, [this](const Result<> &outcome) {
            if (!outcome) {
                Q_EMIT failed(outcome.error());
            }
        });
    });
    connect(add(tr("Ignore “%1” until I quit").arg(place.word)), &QAction::triggered, this,
            [this, word = place.word] { m_spelling->ignore(word); });
    menu->insertSeparator(first);
}

void StepColours::offerBody(const QPoint &where)
{
    QMenu *menu = m_body->createStandardContextMenu(where);
    menu->setObjectName(QStringLiteral("wordMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    // By the mouse it is the word under it, by the key the one the cursor stands in.
    const int atMouse = m_body->cursorForPosition(where).position();
    const int atCursor = m_body->textCursor().position();
    const QList<Place> places = misspelled(m_body->toPlainText());
    for (const int at : {atMouse, atCursor}) {
        const auto place = std::ranges::find_if(
            places, [&](const Place &each) { return at >= each.position && at <= each.position + each.length; });
        if (place != places.end()) {
            addWords(menu, *place, [this, place = *place](const QString &word) {
                QTextCursor cursor = m_body->textCursor();
                cursor.setPosition(place.position);
                cursor.setPosition(place.position + place.length, QTextCursor::KeepAnchor);
                cursor.insertText(word);
                m_body->setTextCursor(cursor);
            });
            break;
        }
    }
    menu->popup(m_body->viewport()->mapToGlobal(where));
}

void StepColours::offerSubject(const QPoint &where)
{
    QMenu *menu = m_subject->createStandardContextMenu();
    menu->setObjectName(QStringLiteral("wordMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const int atMouse = m_subject->cursorPositionAt(where);
    const QList<Place> places = misspelled(m_subject->text());
    for (const int at : {atMouse, m_subject->cursorPosition()}) {
        const auto place = std::ranges::find_if(
            places, [&](const Place &each) { return at >= each.position && at <= each.position + each.length; });
        if (place != places.end()) {
            addWords(menu, *place, [this, place = *place](const QString &word) {
                m_subject->setSelection(place.position, place.length);
                m_subject->insert(word);
            });
            break;
        }
    }
    menu->popup(m_subject->mapToGlobal(where));
}

} // namespace AlwaysLeads
