#include "lead/LeadConditionEditor.h"

#include "widgets/Caption.h"
#include "widgets/Choices.h"
#include "widgets/Combo.h"
#include "widgets/Label.h"
#include "widgets/LineEdit.h"
#include "widgets/ScrollArea.h"

#include <QHBoxLayout>
#include <QLocale>

namespace AlwaysLeads {

namespace {

using Operator = LeadOperator;
using Kind = LeadFieldKind;

constexpr int fieldWidth = 96;
constexpr int tallestChecks = 220;

/// The number as a person writes it, in the form filters keep it.
QString canonicalNumber(const QString &typed)
{
    bool fine = false;
    const double number = QLocale().toDouble(typed, &fine);
    return fine ? QString::number(number, 'g', 15) : typed;
}

} // namespace

LeadConditionEditor::LeadConditionEditor(const LeadFields &fields, LeadCondition condition, Shape shape,
                                         QWidget *parent)
    : QWidget(parent)
    , m_field(fields.find(condition.field) != nullptr ? *fields.find(condition.field) : LeadField())
    , m_start(std::move(condition))
    , m_shape(shape)
    , m_asks(new Combo)
    , m_place(new QWidget)
{
    setObjectName(QStringLiteral("conditionEditor"));
    auto *lines = new QBoxLayout(shape == Shape::Row ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom, this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(8);
    m_asks->setObjectName(QStringLiteral("conditionAsks"));
    m_asks->setName(tr("How %1 is asked").arg(m_field.label));
    for (const Operator one : operatorsOf(m_field.kind)) {
        m_asks->addChoice(shown(one, m_field.kind), int(one));
    }
    m_asks->setCurrentIndex(std::max(0, m_asks->findData(int(m_start.asks))));
    lines->addWidget(m_asks, 0, shape == Shape::Row ? Qt::AlignTop : Qt::Alignment());
    m_asks->setVisible(m_asks->count() > 1); // in its place by now: alone it would be a window for a moment
    auto *place = new QVBoxLayout(m_place);
    place->setContentsMargins(0, 0, 0, 0);
    lines->addWidget(m_place, 1);
    rebuild();
    connect(m_asks, &QComboBox::currentIndexChanged, this, [this] {
        m_start.values = values();
        rebuild();
        Q_EMIT edited();
    });
}

LeadOperator LeadConditionEditor::asks() const
{
    return Operator(m_asks->currentData().toInt());
}

LineEdit *LeadConditionEditor::addField(const QString &name, const QString &hint, const QString &text)
{
    auto *field = new LineEdit;
    field->setObjectName(QStringLiteral("conditionValue%1").arg(m_fields.size()));
    field->setAccessibleName(name);
    field->setPlaceholderText(hint);
    field->setText(text);
    field->setMaxLength(LeadFilter::longestValue);
    connect(field, &QLineEdit::textEdited, this, &LeadConditionEditor::edited);
    connect(field, &QLineEdit::returnPressed, this, &LeadConditionEditor::accepted);
    m_values->layout()->addWidget(field);
    m_fields << field;
    return field;
}

void LeadConditionEditor::addChoices(const QStringList &chosen)
{
    m_choice = new Combo;
    m_choice->setObjectName(QStringLiteral("conditionChoice"));
    m_choice->setName(m_field.label);
    if (m_field.kind == Kind::YesNo) {
        m_choice->addChoice(tr("Yes"), QStringLiteral("yes"));
        m_choice->addChoice(tr("No"), QStringLiteral("no"));
    }
    for (const LeadFieldChoice &choice : m_field.choices) {
        m_choice->addChoice(choice.label, choice.value);
    }
    m_choice->setCurrentIndex(std::max(0, m_choice->findData(chosen.value(0))));
    connect(m_choice, &QComboBox::currentIndexChanged, this, &LeadConditionEditor::edited);
    m_values->layout()->addWidget(m_choice);
}

void LeadConditionEditor::addChecks(const QStringList &chosen)
{
    auto *list = new QWidget;
    auto *lines = new QVBoxLayout(list);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    for (const LeadFieldChoice &choice : m_field.choices) {
        auto *box = new CheckBox(captionOf(choice.label));
        box->setObjectName(QStringLiteral("conditionCheck-") + choice.value);
        box->setProperty("value", choice.value);
        box->setChecked(chosen.contains(choice.value, Qt::CaseInsensitive));
        connect(box, &QCheckBox::toggled, this, &LeadConditionEditor::edited);
        lines->addWidget(box);
        m_checks << box;
    }
    if (m_checks.isEmpty()) {
        lines->addWidget(
            new Label(m_field.kind == Kind::Tags ? tr("No tags yet") : tr("None yet"), TextStyle::Body, &Theme::text3));
    }
    if (list->sizeHint().height() > tallestChecks) {
        auto *scroll = new ScrollArea(list);
        scroll->setMinimumHeight(tallestChecks);
        scroll->setMaximumHeight(tallestChecks);
        m_values->layout()->addWidget(scroll);
    } else {
        m_values->layout()->addWidget(list);
    }
}

void LeadConditionEditor::rebuild()
{
    const QStringList kept = m_start.values;
    m_fields.clear();
    m_checks.clear();
    m_choice = nullptr;
    delete m_values;
    m_values = new QWidget;
    auto *lines = new QBoxLayout(QBoxLayout::LeftToRight, m_values);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(8);
    m_place->layout()->addWidget(m_values);
    const Operator wanted = asks();
    const std::optional<int> count = valuesOf(wanted);
    const bool many = !count;
    const QString dayHint = tr("2026-11-25");
    if (count == 0) {
        m_values->hide();
        return;
    }
    if (m_field.kind == Kind::Event) {
        addChoices(kept);
        if (countsDays(wanted)) {
            addField(tr("Days"), tr("30"), kept.value(1))->setFixedWidth(fieldWidth);
            lines->addWidget(new Label(tr("days"), TextStyle::Body, &Theme::text2));
        } else if (wanted == Operator::HappenedBefore) {
            addField(tr("Day"), dayHint, kept.value(1))->setFixedWidth(fieldWidth + 24);
        }
        return;
    }
    const bool chooses = m_field.kind == Kind::YesNo || m_field.kind == Kind::Tags || m_field.kind == Kind::Lists
        || m_field.kind == Kind::Segments || m_field.kind == Kind::Imports
        || (m_field.kind == Kind::Choice && !m_field.choices.isEmpty());
    if (chooses && many) {
        addChecks(kept);
    } else if (chooses) {
        addChoices(kept);
    } else if (countsDays(wanted)) {
        addField(tr("Days"), tr("30"), kept.value(0))->setFixedWidth(fieldWidth);
        lines->addWidget(new Label(tr("days"), TextStyle::Body, &Theme::text2));
        lines->addStretch(1);
    } else if (m_field.kind == Kind::Number || m_field.kind == Kind::Date) {
        const QString hint = m_field.kind == Kind::Date ? dayHint : QString();
        addField(m_field.label, hint, kept.value(0));
        if (wanted == Operator::Between) {
            lines->addWidget(new Label(tr("and"), TextStyle::Body, &Theme::text2));
            addField(tr("%1, until").arg(m_field.label), hint, kept.value(1));
        }
    } else {
        addField(m_field.label, many ? tr("Separate by commas") : QString(),
                 many ? kept.join(QStringLiteral(", ")) : kept.value(0));
    }
}

QStringList LeadConditionEditor::values() const
{
    QStringList chosen;
    if (m_choice != nullptr && m_choice->currentIndex() >= 0) {
        chosen << m_choice->currentData().toString();
    }
    for (const CheckBox *box : m_checks) {
        if (box->isChecked()) {
            chosen << box->property("value").toString();
        }
    }
    const bool many = !valuesOf(asks()).has_value();
    for (const LineEdit *field : m_fields) {
        if (many) {
            for (const QString &part : field->text().split(QLatin1Char(','), Qt::SkipEmptyParts)) {
                if (!part.trimmed().isEmpty()) {
                    chosen << part.trimmed();
                }
            }
        } else {
            const QString text = field->text().trimmed();
            chosen << (m_field.kind == Kind::Number ? canonicalNumber(text) : text);
        }
    }
    return chosen;
}

LeadCondition LeadConditionEditor::condition() const
{
    return {m_field.key, asks(), values()};
}

QWidget *LeadConditionEditor::firstControl() const
{
    if (!m_fields.isEmpty()) {
        return m_fields.first();
    }
    return m_checks.isEmpty() ? (m_choice != nullptr ? static_cast<QWidget *>(m_choice) : m_asks) : m_checks.first();
}

} // namespace AlwaysLeads
