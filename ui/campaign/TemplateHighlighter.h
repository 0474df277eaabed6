#pragma once

#include "campaign/Template.h"

#include <QSyntaxHighlighter>

class QWidget;

namespace AlwaysLeads {

/// Colours merge fields in a template and underlines what is wrong in it.
class TemplateHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT
public:
    TemplateHighlighter(QTextDocument *document, const QWidget *widget);

    void setFields(const QList<TemplateField> &fields);

protected:
    void highlightBlock(const QString &text) override;

private:
    const QWidget *m_widget;
    QList<TemplateField> m_fields = Template::commonFields();
};

} // namespace AlwaysLeads
