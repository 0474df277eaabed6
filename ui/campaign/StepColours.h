#pragma once

#include "campaign/TemplateSyntax.h"

#include <QObject>

class QLineEdit;
class QPlainTextEdit;

namespace AlwaysLeads {

class SubjectColours;
class TemplateHighlighter;

/// How the words of a step look while they are written: fields, and what is wrong in the template with its place, in
/// the subject as in the text.
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

private:
    void colourSubject();

    QLineEdit *m_subject;
    TemplateHighlighter *m_highlighter;
    SubjectColours *m_line;
    QList<TemplateField> m_fields;
    QList<TemplateProblem> m_inSubject;
};

} // namespace AlwaysLeads
