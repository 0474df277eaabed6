#pragma once

#include "campaign/TemplateSyntax.h"

#include <QLineEdit>
#include <QTextCharFormat>
#include <QTextLayout>

namespace AlwaysLeads {

/// Colours a one-line field as TemplateHighlighter colours the text below it. A line edit has no formats of its own; it
/// takes those that an input method may give to what is there.
class SubjectColours : public QObject
{
    Q_OBJECT
public:
    explicit SubjectColours(QLineEdit *line);

    void setFormats(const QList<QTextLayout::FormatRange> &formats);
    const QList<QTextLayout::FormatRange> &formats() const { return m_formats; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();

    QLineEdit *m_line;
    QList<QTextLayout::FormatRange> m_formats;
    bool m_applying = false;
    bool m_composing = false; ///< an input method is at work: its own formats stand there
};

} // namespace AlwaysLeads
