#include "lead/FieldEditor.h"

#include "lead/FieldValue.h"
#include "widgets/Combo.h"
#include "widgets/FieldMessage.h"
#include "widgets/Label.h"
#include "widgets/TextField.h"

#include <QVBoxLayout>

namespace AlwaysLeads {

FieldEditor::FieldEditor(const CustomField &field, QWidget *parent)
    : QWidget(parent)
    , m_field(field)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    const bool listed = field.kind == FieldKind::Choice || field.kind == FieldKind::YesNo;
    if (!listed) {
        m_line = new TextField(field.label);
        const QLocale locale;
        if (field.kind == FieldKind::Date) {
            m_line->setPlaceholder(locale.toString(QDate(2026, 11, 25), QLocale::ShortFormat));
        } else if (field.kind == FieldKind::Url) {
            m_line->setPlaceholder(QStringLiteral("https://company.example"));
        }
        column->addWidget(m_line, 0, Qt::AlignTop); // as high as an error of more lines needs it
        setFocusProxy(m_line);
        connect(m_line, &TextField::textEdited, this, &FieldEditor::edited);
        connect(m_line, &TextField::editingFinished, this, &FieldEditor::check);
        return;
    }
    m_list = new Combo;
    m_list->setName(field.label);
    m_list->addChoice(tr("Not known"), QString());
    if (field.kind == FieldKind::YesNo) {
        m_list->addChoice(tr("Yes"), QStringLiteral("yes"));
        m_list->addChoice(tr("No"), QStringLiteral("no"));
    } else {
        for (const QString &choice : field.choices) {
            m_list->addChoice(choice, choice);
        }
    }
    m_message = new FieldMessage;
    column->addWidget(new Label(field.label, TextStyle::BodyMedium));
    column->addWidget(m_list);
    column->addWidget(m_message);
    setFocusProxy(m_list);
    connect(m_list, &QComboBox::currentIndexChanged, this, [this] {
        m_message->setError(QString());
        Q_EMIT edited();
    });
}

void FieldEditor::setValue(const QString &value)
{
    m_value = value;
    m_stored = value;
    if (m_line != nullptr) {
        m_line->setText(FieldValue::editable(m_field, value, QLocale()));
        m_shown = text();
        return;
    }
    int at = m_list->findData(value);
    if (at < 0) { // from before the field had its choices
        m_list->addChoice(value, value);
        at = m_list->count() - 1;
    }
    const QSignalBlocker quiet(m_list);
    m_list->setCurrentIndex(at);
    m_shown = text();
}

QString FieldEditor::text() const
{
    return m_line != nullptr ? m_line->text() : m_list->currentData().toString();
}

bool FieldEditor::check()
{
    const QString typed = text();
    if (typed == m_shown) { // nobody touched it: it stays as it was stored, whether it fits or not
        m_value = m_stored;
        setError(QString());
        return true;
    }
    const Result<QString> value = FieldValue::parse(m_field, typed, QLocale());
    if (!value) {
        setError(value.error().message);
        return false;
    }
    m_value = *value;
    setError(QString());
    return true;
}

void FieldEditor::setError(const QString &message)
{
    m_line != nullptr ? m_line->setError(message) : m_message->setError(message);
}

void FieldEditor::setName(const QString &objectName)
{
    control()->setObjectName(objectName);
}

QWidget *FieldEditor::control() const
{
    return m_line != nullptr ? static_cast<QWidget *>(m_line->edit()) : m_list;
}

} // namespace AlwaysLeads
