#include "lead/LeadConditionEditor.h"

#include "lead/FieldValue.h"
#include "widgets/Caption.h"
#include "widgets/Choices.h"
#include "widgets/Combo.h"
#include "widgets/Label.h"
#include "widgets/LineEdit.h"
#include "widgets/ScrollArea.h"

#include <QDate>
#include <QHBoxLayout>
#include <QLocale>

namespace AlwaysLeads {

namespace {

using Operator = LeadOperator;
using Kind = LeadFieldKind;

constexpr int fieldWidth = 96;
constexpr int tallestChecks = 220;

/// What a value says about time: 7 as a count of days is no 7 of anything else.
enum class Time { None, Days, Day };

Time timeOf(Kind kind, Operator asks)
{
    if (countsDays(asks)) {
        return Time::Days;
    }
    return kind == Kind::Date || asks == Operator::HappenedBefore ? Time::Day : Time::None;
}

CustomField like(FieldKind kind)
{
    CustomField field;
    field.kind = kind;
    return field;
}

/// A day as people write it, or as the program does: "25 Nov 2026".
QString canonicalDay(const QString &typed)
{
    if (const Result<QString> day = FieldValue::parse(like(FieldKind::Date), typed, QLocale())) {
        return *day;
    }
    for (const QString &form : {QStringLiteral("d MMM yyyy"), QStringLiteral("d. MMM yyyy"),
                                QStringLiteral("d MMMM yyyy"), QStringLiteral("d. MMMM yyyy")}) {
        if (const QDate day = QLocale().toDate(typed.simplified(), form); day.isValid()) {
            return day.toString(Qt::ISODate);
        }
    }
    return typed;
}

/// What is typed in the form filters keep it; as it stands where it does not read as one.
QString canonical(Kind kind, Time time, const QString &typed)
{
    if (time == Time::Day) {
        return canonicalDay(typed);
    }
    if (time == Time::None && kind == Kind::Number) {
        const Result<QString> number = FieldValue::parse(like(FieldKind::Number), typed, QLocale());
        return number ? *number : typed;
    }
    return typed;
}

bool reads(Kind kind, Time time, const QString &value)
{
    bool number = true;
    if (time == Time::Day) {
        return QDate::fromString(value, Qt::ISODate).isValid();
    }
    if (time == Time::Days) {
        return value.toInt(&number) > 0;
    }
    if (kind == Kind::Number) {
        value.toDouble(&number);
    }
    return number && !value.isEmpty();
}

/// For every way to ask, of whichever field.
int operatorWidth()
{
    Combo all;
    for (const Kind kind : {Kind::Text, Kind::Number, Kind::Date, Kind::Choice, Kind::YesNo, Kind::Tags, Kind::Lists,
                            Kind::Segments, Kind::Imports, Kind::Event}) {
        for (const Operator one : operatorsOf(kind)) {
            all.addChoice(shown(one, kind));
        }
    }
    return all.sizeHint().width();
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
    m_start.asks = asks();
    m_asked = m_start.asks;
    lines->addWidget(m_asks, 0, shape == Shape::Row ? Qt::AlignTop : Qt::Alignment());
    if (shape == Shape::Row) {
        m_asks->setFixedWidth(operatorWidth()); // so that the values stand below each other
    } else {
        m_asks->setVisible(m_asks->count() > 1); // in its place by now: alone it would be a window for a moment
    }
    auto *place = new QVBoxLayout(m_place);
    place->setContentsMargins(0, 0, 0, 0);
    lines->addWidget(m_place, 1);
    rebuild();
    connect(m_asks, &QComboBox::currentIndexChanged, this, &LeadConditionEditor::changeOperator);
}

void LeadConditionEditor::changeOperator()
{
    if (valuesOf(m_asked) != 0) { // "is known" asks for none, and those from before it come back after it
        m_start.values = values();
        m_start.asks = m_asked;
    }
    m_asked = asks();
    if (valuesOf(m_asked) != 0 && timeOf(m_field.kind, m_start.asks) != timeOf(m_field.kind, m_asked)) {
        // What happened stays, when does not: a count of days is no day.
        m_start.values = m_start.values.mid(0, m_field.kind == Kind::Event ? 1 : 0);
    }
    rebuild();
    Q_EMIT rebuilt();
    Q_EMIT edited();
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

void LeadConditionEditor::addDays(const QString &kept)
{
    LineEdit *days = addField(tr("Days"), QString(), kept.isEmpty() ? QStringLiteral("30") : kept);
    days->setFixedWidth(fieldWidth);
    if (kept.isEmpty()) {
        days->selectAll(); // typing takes its place
    }
    m_values->layout()->addWidget(new Label(tr("days"), TextStyle::Body, &Theme::text2));
}

LineEdit *LeadConditionEditor::addDay(const QString &name, const QString &kept)
{
    const QLocale locale;
    const QString example = locale.toString(QDate(2026, 11, 25), QLocale::ShortFormat);
    const bool isDay = QDate::fromString(kept, Qt::ISODate).isValid();
    return addField(name, tr("e.g. %1").arg(example),
                    isDay ? FieldValue::editable(like(FieldKind::Date), kept, locale) : kept);
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
    if (count == 0) {
        m_values->hide();
        return;
    }
    if (m_field.kind == Kind::Event) {
        addChoices(kept);
        if (countsDays(wanted)) {
            addDays(kept.value(1));
        } else if (wanted == Operator::HappenedBefore) {
            addDay(tr("Day"), kept.value(1))->setFixedWidth(fieldWidth + 24);
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
        addDays(kept.value(0));
        lines->addStretch(1);
    } else if (m_field.kind == Kind::Number || m_field.kind == Kind::Date) {
        const auto add = [this](const QString &name, const QString &value) {
            if (m_field.kind == Kind::Date) {
                addDay(name, value);
            } else {
                addField(name, QString(), FieldValue::editable(like(FieldKind::Number), value, QLocale()));
            }
        };
        add(m_field.label, kept.value(0));
        if (wanted == Operator::Between) {
            lines->addWidget(new Label(tr("and"), TextStyle::Body, &Theme::text2));
            add(tr("%1, until").arg(m_field.label), kept.value(1));
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
            chosen << canonical(m_field.kind, timeOf(m_field.kind, m_asked), field->text().trimmed());
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

QWidget *LeadConditionEditor::wrongControl() const
{
    const Time time = timeOf(m_field.kind, m_asked);
    for (LineEdit *field : m_fields) {
        if (!reads(m_field.kind, time, canonical(m_field.kind, time, field->text().trimmed()))) {
            return field;
        }
    }
    return firstControl();
}

QList<QWidget *> LeadConditionEditor::stops() const
{
    QList<QWidget *> all{m_asks};
    if (m_choice != nullptr) {
        all << m_choice;
    }
    all.append(QList<QWidget *>(m_checks.cbegin(), m_checks.cend()));
    all.append(QList<QWidget *>(m_fields.cbegin(), m_fields.cend()));
    return all;
}

} // namespace AlwaysLeads
