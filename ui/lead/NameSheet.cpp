#include "lead/NameSheet.h"

#include "lead/Lead.h"
#include "widgets/Button.h"
#include "widgets/TextField.h"

#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {
constexpr int longestName = 60;
} // namespace

NameSheet::NameSheet(const QString &title, const QString &label, const QString &action, const QString &name,
                     QWidget *inside)
    : DialogSheet(title, 420, inside)
    , m_field(new TextField(label))
{
    setObjectName(QStringLiteral("nameSheet"));
    m_field->edit()->setObjectName(QStringLiteral("nameSheetField"));
    m_field->edit()->setMaxLength(longestName);
    m_field->setText(name);
    m_field->edit()->selectAll();
    body()->addWidget(m_field);
    auto *cancelButton = addButton(new Button(tr("Cancel"), ButtonKind::Ghost));
    connect(cancelButton, &QPushButton::clicked, this, &DialogSheet::cancel);
    auto *go = addButton(new Button(action, ButtonKind::Primary));
    go->setObjectName(QStringLiteral("nameSheetGo"));
    connect(go, &QPushButton::clicked, this, &NameSheet::accept);
    setDefaultButton(go);
    setInitialFocus(m_field->edit());
}

void NameSheet::accept()
{
    const QString name = cleanLine(m_field->text());
    if (name.isEmpty()) {
        m_field->setError(tr("Type a name."));
        m_field->edit()->setFocus();
        return;
    }
    Q_EMIT named(name);
    close();
}

} // namespace AlwaysLeads
