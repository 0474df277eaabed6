#include "campaign/StepEditor.h"

#include "campaign/StepColours.h"
#include "campaign/Template.h"
#include "shell/Shell.h"
#include "widgets/Button.h"
#include "widgets/LineEdit.h"
#include "widgets/Menu.h"

#include <QPlainTextEdit>

namespace AlwaysLeads {

void StepEditor::offerFields()
{
    auto *menu = new Menu(tr("Fields"), this);
    menu->setObjectName(QStringLiteral("fieldMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const TemplateField &field : std::as_const(m_fields)) {
        connect(menu->addEntry(Icon::Braces, field.label), &QAction::triggered, this,
                [this, field] { insertField(field); });
    }
    menu->addSeparator();
    const auto offer = [&](Icon icon, const QString &name, const QString &words) {
        connect(menu->addEntry(icon, name), &QAction::triggered, this, [this, words] { insertWords(words); });
    };
    offer(Icon::Braces, tr("If … else"), QStringLiteral("{if city}{city}{else}{end}"));
    offer(Icon::Braces, tr("One of several"), QStringLiteral("{~Hello|Hi|Good morning}"));
    menu->popup(m_fieldButton->mapToGlobal(QPoint(0, m_fieldButton->height() + 4)));
}

void StepEditor::setSpelling(Spelling &spelling)
{
    m_colours->setSpelling(spelling);
    connect(m_colours, &StepColours::failed, this, [this](const Error &error) { m_shell.showProblem(error); });
}

QString StepEditor::words() const
{
    return m_subject->text() + QLatin1Char('\n') + m_body->toPlainText();
}

void StepEditor::insertField(const TemplateField &field)
{
    insertWords(QStringLiteral("{%1}").arg(field.name));
}

void StepEditor::insertWords(const QString &words)
{
    if (m_fieldsGoToSubject) {
        m_subject->insert(words);
        m_subject->setFocus();
    } else {
        m_body->insertPlainText(words);
        m_body->setFocus();
    }
}

} // namespace AlwaysLeads
