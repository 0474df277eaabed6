#include "lead/FieldForm.h"

#include "lead/LeadWords.h"
#include "widgets/Button.h"
#include "widgets/Combo.h"
#include "widgets/FieldMessage.h"
#include "widgets/Label.h"
#include "widgets/TextArea.h"
#include "widgets/TextField.h"

#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {
constexpr int formWidth = 440;
}

FieldForm::FieldForm(CustomFields &fields, const CustomField &field, QWidget *inside)
    : DialogSheet(field.id == 0 ? tr("New field") : tr("Field “%1”").arg(field.label), formWidth, inside)
    , m_fields(fields)
    , m_field(field)
    , m_label(new TextField(tr("Name")))
    , m_kind(new Combo)
    , m_choices(new TextArea(tr("What can be chosen"), 4))
    , m_warning(new FieldMessage)
    , m_save(new Button(field.id == 0 ? tr("Add field") : tr("Save"), ButtonKind::Primary))
{
    setObjectName(QStringLiteral("fieldForm"));
    m_label->edit()->setObjectName(QStringLiteral("fieldFormName"));
    m_label->setText(field.label);
    if (field.id != 0) {
        m_label->setHint(tr("In templates it stays {%1}.").arg(field.key));
    }
    m_kind->setObjectName(QStringLiteral("fieldFormKind"));
    m_kind->setName(tr("What it holds"));
    for (const FieldKind kind :
         {FieldKind::Text, FieldKind::Number, FieldKind::Date, FieldKind::Choice, FieldKind::Url, FieldKind::YesNo}) {
        m_kind->addChoice(shown(kind), int(kind));
    }
    m_kind->setCurrentIndex(m_kind->findData(int(field.kind)));
    m_choices->edit()->setObjectName(QStringLiteral("fieldFormChoices"));
    m_choices->setText(field.choices.join(QLatin1Char('\n')));
    m_choices->setHint(tr("One on each line"));
    m_warning->setObjectName(QStringLiteral("fieldFormWarning"));
    body()->setSpacing(14);
    body()->addWidget(m_label);
    auto *kind = new QVBoxLayout;
    kind->setSpacing(6);
    kind->addWidget(new Label(tr("What it holds"), TextStyle::BodyMedium));
    kind->addWidget(m_kind);
    body()->addLayout(kind);
    body()->addWidget(m_choices);
    body()->addWidget(m_warning);
    auto *cancelButton = addButton(new Button(tr("Cancel"), ButtonKind::Ghost));
    connect(cancelButton, &QPushButton::clicked, this, &DialogSheet::cancel);
    m_save->setObjectName(QStringLiteral("fieldFormSave"));
    addButton(m_save);
    setDefaultButton(m_save);
    setInitialFocus(m_label->edit());
    connect(m_save, &QPushButton::clicked, this, &FieldForm::save);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &FieldForm::changed);
    connect(m_choices, &TextArea::textEdited, this, &FieldForm::changed);
    changed();
}

CustomField FieldForm::wanted() const
{
    CustomField field = m_field;
    field.label = m_label->text();
    field.kind = FieldKind(m_kind->currentData().toInt());
    field.choices = m_choices->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    return field;
}

void FieldForm::changed()
{
    const CustomField field = wanted();
    m_choices->setVisible(field.kind == FieldKind::Choice);
    m_warning->setError(QString());
    if (field.id == 0) {
        return;
    }
    whenDone(m_fields.wouldNotFit(field, QLocale()), this, [this, generation = ++m_generation](Result<qint64> count) {
        if (generation != m_generation || !count || *count == 0) {
            return;
        }
        m_warning->setError(*count == 1
                                ? tr("The value of 1 person does not fit and will be taken away. Undo brings it back.")
                                : tr("The values of %1 do not fit and will be taken away. Undo brings them back.")
                                      .arg(LeadWords::people(*count)));
    });
}

void FieldForm::save()
{
    if (m_save->isBusy()) {
        return;
    }
    const CustomField field = wanted();
    m_save->setBusy(true, tr("Saving…"));
    if (field.id == 0) {
        whenDone(m_fields.add(field.label, field.kind, field.choices), this, [this](Result<CustomField> added) {
            m_save->setBusy(false);
            if (!added) {
                failed(added.error());
                return;
            }
            Q_EMIT saved(tr("Field %1 added").arg(added->label));
            close();
        });
        return;
    }
    whenDone(m_fields.change(field, QLocale()), this, [this, label = field.label](Result<qint64> gone) {
        m_save->setBusy(false);
        if (!gone) {
            failed(gone.error());
            return;
        }
        Q_EMIT saved(*gone == 0 ? tr("Field %1 changed").arg(label)
                                : tr("Field %1 changed, %2 values taken away").arg(label, LeadWords::number(*gone)));
        close();
    });
}

void FieldForm::failed(const Error &error)
{
    const bool aboutChoices = m_choices->isVisible() && m_choices->text().trimmed().isEmpty();
    if (aboutChoices) {
        m_choices->setError(error.message);
        m_choices->edit()->setFocus();
        return;
    }
    m_label->setError(error.message);
    m_label->edit()->setFocus();
}

} // namespace AlwaysLeads
