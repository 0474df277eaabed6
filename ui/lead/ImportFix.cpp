#include "lead/ImportFix.h"

#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/TextField.h"

#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {

constexpr int sheetWidth = 480;

} // namespace

ImportFix::ImportFix(const ImportPreviewRow &row, const ImportPlan &plan, QWidget *inside)
    : DialogSheet(tr("Row %1").arg(QString::number(row.number)), sheetWidth, inside)
    , m_row(row)
    , m_columns(plan.columns)
{
    setObjectName(QStringLiteral("importFix"));
    setCloseButton(true);
    auto *words =
        new Label(tr("Type what this row should say. Your file stays as it is."), TextStyle::Body, &Theme::text2);
    words->setWordWrap(true);
    body()->setSpacing(14);
    body()->addWidget(words);
    for (qsizetype column = 0; column < m_columns.size(); ++column) {
        const ColumnChoice &choice = m_columns.at(column);
        if (choice.target == ColumnTarget::DoNotImport) {
            continue;
        }
        auto *field = new TextField(choice.target == ColumnTarget::Custom ? choice.label : shown(choice.target));
        field->setObjectName(QStringLiteral("importFix%1").arg(column));
        field->setText(row.cells.value(column));
        field->edit()->setCursorPosition(0);
        body()->addWidget(field);
        m_fields.insert(column, field);
        const bool faulty = choice.target == row.faulty;
        if (faulty) {
            field->setError(row.sentence + QLatin1Char('.'));
            setInitialFocus(field->edit());
        }
        connect(field, &TextField::editingFinished, this, [this, column] { check(column); });
    }
    auto *cancel = addButton(new Button(tr("Cancel"), ButtonKind::Ghost));
    cancel->setObjectName(QStringLiteral("importFixCancel"));
    auto *use = addButton(new Button(tr("Use this"), ButtonKind::Primary));
    use->setObjectName(QStringLiteral("importFixUse"));
    setDefaultButton(use);
    connect(cancel, &QPushButton::clicked, this, &DialogSheet::cancel);
    connect(use, &QPushButton::clicked, this, &ImportFix::apply);
}

void ImportFix::check(qsizetype column)
{
    TextField *field = m_fields.value(column);
    if (m_columns.at(column).target != ColumnTarget::Email || field->text().trimmed().isEmpty()) {
        return; // the other cells are judged with the row
    }
    const Result<EmailAddress> address = EmailAddress::parse(field->text());
    field->setError(address ? QString() : address.error().message);
}

void ImportFix::apply()
{
    QMap<qsizetype, QString> changed;
    for (auto field = m_fields.cbegin(); field != m_fields.cend(); ++field) {
        check(field.key());
        const QString text = field.value()->text();
        if (text != m_row.cells.value(field.key())) {
            changed.insert(field.key(), text);
        } else if (m_row.fate == ImportFate::Refused && m_columns.at(field.key()).target == m_row.faulty
                   && field.value()->error().isEmpty()) {
            field.value()->setError(m_row.sentence + QLatin1Char('.')); // still as it was refused
        }
        const bool stays = m_row.fate != ImportFate::Refused && m_columns.at(field.key()).target == m_row.faulty;
        if (!stays && !field.value()->error().isEmpty()) { // what is imported all the same may stay as it is
            field.value()->edit()->setFocus();
            return;
        }
    }
    if (!changed.isEmpty()) {
        Q_EMIT corrected(m_row.number, changed);
    }
    close();
}

} // namespace AlwaysLeads
