#include "lead/FieldsSheet.h"

#include "lead/FieldForm.h"
#include "lead/LeadEdit.h"
#include "lead/LeadWords.h"
#include "widgets/Button.h"
#include "widgets/ElidedLabel.h"
#include "widgets/IconButton.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"

#include <QHBoxLayout>

namespace AlwaysLeads {

namespace {
constexpr int sheetWidth = 560;
}

FieldsSheet::FieldsSheet(CustomFields &fields, Leads &leads, Shell &shell, QWidget *inside)
    : DialogSheet(tr("Your own fields"), sheetWidth, inside)
    , m_fields(fields)
    , m_leads(leads)
    , m_shell(shell)
    , m_state(new Label(tr("Fields that you or your files add to people. Every change can be undone."), TextStyle::Body,
                        &Theme::text2))
    , m_reading(
          this, [this] { return m_fields.list(); },
          [this](const Result<QList<CustomFieldUse>> &uses) {
              uses ? show(*uses) : m_state->setText(uses.error().message);
          })
{
    setObjectName(QStringLiteral("fieldsSheet"));
    m_state->setWordWrap(true);
    body()->setSpacing(12);
    body()->addWidget(m_state);
    auto *add = new Button(Icon::Plus, tr("New field…"), ButtonKind::Secondary);
    add->setObjectName(QStringLiteral("fieldsAdd"));
    connect(add, &QPushButton::clicked, this, [this] { openForm({}); });
    footer()->addWidget(add);
    auto *done = addButton(new Button(tr("Done"), ButtonKind::Primary));
    done->setObjectName(QStringLiteral("fieldsDone"));
    connect(done, &QPushButton::clicked, this, &DialogSheet::close);
    setInitialFocus(add);
    connect(&m_fields, &CustomFields::changed, this, [this] { m_reading.renew(); });
    m_reading.renew();
}

void FieldsSheet::show(const QList<CustomFieldUse> &uses)
{
    if (m_list != nullptr) {
        m_list->hide();
        m_list->deleteLater();
    }
    m_list = new QWidget;
    auto *column = new QVBoxLayout(m_list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (qsizetype at = 0; at < uses.size(); ++at) {
        column->addWidget(new Hairline);
        column->addWidget(lineOf(uses, at));
    }
    if (uses.isEmpty()) {
        column->addWidget(new Label(tr("None yet. An import makes them from columns it does not know."),
                                    TextStyle::Body, &Theme::text3));
    }
    body()->addWidget(m_list);
}

QWidget *FieldsSheet::lineOf(const QList<CustomFieldUse> &uses, qsizetype at)
{
    const CustomFieldUse &use = uses.at(at);
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 6, 0, 6);
    line->setSpacing(4);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(new ElidedLabel(use.field.label, TextStyle::BodyMedium));
    const QString choices = use.field.kind == FieldKind::Choice
        ? tr("%1: %2").arg(shown(use.field.kind), use.field.choices.join(tr(", ")))
        : shown(use.field.kind);
    words->addWidget(
        new ElidedLabel(tr("%1 · %2").arg(choices, LeadWords::people(use.people)), TextStyle::Meta, &Theme::text3));
    line->addLayout(words, 1);
    const auto addButton = [&](Icon icon, const QString &name, const QString &objectName, bool enabled,
                               std::function<void()> act) {
        auto *button = new IconButton(icon, name.arg(use.field.label));
        button->setObjectName(objectName);
        button->setControlSize(28);
        button->setEnabled(enabled);
        connect(button, &QPushButton::clicked, this, std::move(act));
        line->addWidget(button);
    };
    addButton(Icon::ArrowUp, tr("Move %1 up"), QStringLiteral("fieldsUp"), at > 0,
              [this, uses, at] { move(uses, at, at - 1); });
    addButton(Icon::ArrowDown, tr("Move %1 down"), QStringLiteral("fieldsDown"), at + 1 < uses.size(),
              [this, uses, at] { move(uses, at, at + 1); });
    addButton(Icon::PencilLine, tr("Change %1"), QStringLiteral("fieldsEdit"), true,
              [this, field = use.field] { openForm(field); });
    addButton(Icon::Trash, tr("Delete %1"), QStringLiteral("fieldsDelete"), true, [this, use] { remove(use); });
    return row;
}

void FieldsSheet::move(const QList<CustomFieldUse> &uses, qsizetype at, qsizetype to)
{
    QList<qint64> ids;
    for (const CustomFieldUse &use : uses) {
        ids << use.field.id;
    }
    ids.swapItemsAt(at, to);
    whenDone(m_fields.setOrder(ids), this, [this](Result<> moved) {
        if (!moved) {
            m_shell.showProblem(moved.error());
        }
    });
}

void FieldsSheet::remove(const CustomFieldUse &use)
{
    whenDone(m_fields.remove(use.field.id), this, [this, use](Result<> removed) {
        if (!removed) {
            m_shell.showProblem(removed.error());
            return;
        }
        m_shell.offerUndo(editOf(
            m_leads,
            use.people == 0 ? tr("Field %1 deleted").arg(use.field.label)
                            : tr("Field %1 deleted, known of %2").arg(use.field.label, LeadWords::people(use.people))));
    });
}

void FieldsSheet::openForm(const CustomField &field)
{
    auto *form = new FieldForm(m_fields, field, this);
    connect(form, &FieldForm::saved, this, [this](const QString &text) { m_shell.offerUndo(editOf(m_leads, text)); });
    form->open();
}

} // namespace AlwaysLeads
