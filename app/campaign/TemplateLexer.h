#pragma once

#include "campaign/TemplateSyntax.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// Cuts a template into its tokens. What is never closed stays text and is a problem.
class TemplateLexer
{
    Q_DECLARE_TR_FUNCTIONS(TemplateLexer)
public:
    /// `open`: how many alternatives are open where the text begins, for who looks at a template line by line.
    TemplateLexer(const QString &text, const QList<TemplateField> &known, int open = 0);

    const QList<TemplateToken> &tokens() const { return m_tokens; }
    const QList<TemplateProblem> &problems() const { return m_problems; }
    /// How many are open where it ends.
    int open() const { return m_open; }

private:
    void run();
    void endText(qsizetype end);
    void mark(TemplateToken::Kind kind, qsizetype length);
    void tag(qsizetype close);
    QString neverClosed(qsizetype end) const;
    bool isKnown(const QString &name) const;
    QChar at(qsizetype place) const { return place < m_text.size() ? m_text[place] : QChar(); }

    const QString &m_text;
    const QList<TemplateField> &m_known;
    QList<TemplateToken> m_tokens;
    QList<TemplateProblem> m_problems;
    QString m_plain; ///< text since m_plainFrom, its escapes resolved
    qsizetype m_plainFrom = 0;
    qsizetype m_at = 0;
    int m_open = 0;
};

} // namespace AlwaysLeads
