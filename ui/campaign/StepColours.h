#pragma once

#include "base/Result.h"
#include "campaign/TemplateSyntax.h"

#include <QObject>
#include <QTimer>

#include <functional>

class QLineEdit;
class QMenu;
class QPlainTextEdit;
class QPoint;

namespace AlwaysLeads {

class Spelling;
class SubjectColours;
class TemplateHighlighter;

/// How the words of a step look while they are written: fields, what is wrong in the template with its place, and words
/// that no dictionary knows, with a menu of better ones.
class StepColours : public QObject
{
    Q_OBJECT
public:
    StepColours(QLineEdit *subject, QPlainTextEdit *body);

    void setFields(const QList<TemplateField> &fields);
    /// Marks what is wrong now; the words have changed.
    void show(const QList<TemplateProblem> &subject, const QList<TemplateProblem> &body);
    /// The theme changed.
    void renew();
    /// It lives as long as this.
    void setSpelling(Spelling &spelling);

Q_SIGNALS:
    /// A word could not be kept.
    void failed(const AlwaysLeads::Error &error);

private:
    struct Place
    {
        int position = 0;
        int length = 0;
        QString word;
    };
    QList<Place> misspelled(const QString &text) const;
    void colourSubject();
    void markSpelling();
    void offerBody(const QPoint &where);
    void offerSubject(const QPoint &where);
    /// Goes to the next wrong word behind the cursor and opens its menu; behind the last comes the first.
    void goOnInBody();
    void goOnInSubject();
    /// The first of `places` behind `cursor`.
    static const Place *nextOf(const QList<Place> &places, int cursor);
    /// Adds the better words, and add and ignore, to the top of `menu`.
    void addWords(QMenu *menu, const Place &place, const std::function<void(const QString &)> &replace);

    QLineEdit *m_subject;
    QPlainTextEdit *m_body;
    TemplateHighlighter *m_highlighter;
    SubjectColours *m_line;
    Spelling *m_spelling = nullptr;
    QList<TemplateField> m_fields;
    QList<TemplateProblem> m_inSubject;
    QList<Place> m_wrongInSubject;
    QTimer m_soon; ///< a word is judged when one stops typing
};

} // namespace AlwaysLeads
