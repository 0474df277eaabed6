#include "scoring/ScoreRuleRow.h"

#include "widgets/Combo.h"
#include "widgets/IconButton.h"
#include "widgets/LineEdit.h"

#include <QHBoxLayout>

#include <initializer_list>

namespace AlwaysLeads {

namespace {
constexpr int controlHeight = 28;
}

ScoreRuleRow::ScoreRuleRow(const ScoreFields &fields, const ScoreRule &rule, int number, QWidget *parent)
    : QWidget(parent)
    , m_fields(fields)
    , m_rule(rule)
    , m_field(new Combo)
    , m_test(new Combo)
    , m_value(new LineEdit)
    , m_points(new LineEdit)
    , m_label(new LineEdit)
    , m_remove(new IconButton(Icon::X, tr("Remove rule %1").arg(number)))
{
    setObjectName(QStringLiteral("scoreRule%1").arg(number));
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    m_field->setObjectName(objectName() + QStringLiteral("Field"));
    m_field->setName(tr("Field of rule %1").arg(number));
    m_test->setObjectName(objectName() + QStringLiteral("Test"));
    m_test->setName(tr("Comparison of rule %1").arg(number));
    m_value->setObjectName(objectName() + QStringLiteral("Value"));
    m_value->setAccessibleName(tr("Value of rule %1").arg(number));
    m_points->setObjectName(objectName() + QStringLiteral("Points"));
    m_points->setAccessibleName(tr("Points of rule %1").arg(number));
    m_label->setObjectName(objectName() + QStringLiteral("Label"));
    m_label->setAccessibleName(tr("Reason shown for rule %1").arg(number));
    m_remove->setObjectName(objectName() + QStringLiteral("Remove"));
    m_remove->setControlSize(controlHeight);
    for (Combo *combo : {m_field, m_test}) {
        combo->setControlHeight(controlHeight);
    }
    for (LineEdit *edit : {m_value, m_points, m_label}) {
        edit->setControlHeight(controlHeight);
    }
    m_points->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    arrange(line, {m_field, m_test, m_value, m_points, m_label, m_remove});

    m_filling = true;
    for (const ScoreField &field : fields.all()) {
        m_field->addChoice(field.label, field.name);
    }
    if (fields.find(rule.field) == nullptr) {
        m_field->addChoice(tr("%1 (gone)").arg(rule.field), rule.field);
    }
    m_field->setCurrentIndex(m_field->findData(rule.field));
    fillTests();
    m_value->setText(rule.value);
    m_points->setText(QString::number(rule.points));
    m_label->setText(rule.label);
    for (LineEdit *edit : {m_value, m_label}) {
        edit->setCursorPosition(0); // a long text is shown from its beginning
    }
    m_filling = false;
    renew();

    connect(m_field, &QComboBox::currentIndexChanged, this, &ScoreRuleRow::chooseField);
    connect(m_test, &QComboBox::currentIndexChanged, this, &ScoreRuleRow::read);
    for (LineEdit *edit : {m_value, m_points, m_label}) {
        connect(edit, &QLineEdit::textEdited, this, &ScoreRuleRow::read);
    }
    connect(m_remove, &QPushButton::clicked, this, &ScoreRuleRow::removeRequested);
}

void ScoreRuleRow::fillTests()
{
    const ScoreField *field = m_fields.find(m_field->currentData().toString());
    const bool event = field != nullptr && field->kind == ScoreFieldKind::Event;
    m_test->clear();
    QList<ScoreTest> tests = field == nullptr ? QList<ScoreTest>{m_rule.test} : ScoreFields::testsOf(field->kind);
    for (const ScoreTest test : tests) {
        QString words = shown(test);
        if (event) {
            words = test == ScoreTest::Known ? tr("at any time")
                : test == ScoreTest::Unknown ? tr("never")
                : test == ScoreTest::AtLeast ? tr("at least, times")
                                             : words;
        }
        m_test->addChoice(words, int(test));
    }
    const int place = m_test->findData(int(m_rule.test));
    m_test->setCurrentIndex(place < 0 ? 0 : place);
}

void ScoreRuleRow::chooseField()
{
    if (m_filling) {
        return;
    }
    m_filling = true;
    fillTests();
    m_filling = false;
    read();
}

void ScoreRuleRow::read()
{
    if (m_filling) {
        return;
    }
    m_rule.field = m_field->currentData().toString();
    m_rule.test = ScoreTest(m_test->currentData().toInt());
    m_rule.value = m_value->text();
    bool isNumber = false;
    const int points = m_points->text().trimmed().toInt(&isNumber);
    m_rule.points = isNumber ? points : 0;
    m_rule.label = m_label->text();
    renew();
    Q_EMIT changed();
}

void ScoreRuleRow::arrange(QHBoxLayout *line, const std::array<QWidget *, 6> &columns)
{
    struct Width
    {
        int least;
        int share; ///< of what is left; 0: stays so
    };
    constexpr std::array<Width, 6> widths{{{142, 6}, {142, 6}, {104, 9}, {52, 0}, {90, 7}, {28, 0}}};
    line->setSpacing(6);
    for (std::size_t column = 0; column < columns.size(); ++column) {
        QWidget *widget = columns.at(column);
        const auto &[least, share] = widths.at(column);
        if (share == 0) {
            widget->setFixedWidth(least);
        } else {
            // What stands in it must not move the columns of one line away from those of the others.
            widget->setSizePolicy(QSizePolicy::Ignored, widget->sizePolicy().verticalPolicy());
            widget->setMinimumWidth(least);
        }
        line->addWidget(widget, share);
    }
}

QString ScoreRuleRow::problem() const
{
    return m_fields.problemOf(m_rule);
}

void ScoreRuleRow::renew()
{
    const ScoreField *field = m_fields.find(m_rule.field);
    const bool needsValue = ScoreFields::needsValue(m_rule.test);
    m_value->setEnabled(needsValue);
    QString placeholder;
    if (needsValue && field != nullptr) {
        QStringList words;
        for (const auto &choice : field->choices) {
            words << choice.first;
        }
        placeholder = !words.isEmpty()             ? words.join(QStringLiteral(", "))
            : m_rule.test == ScoreTest::Between    ? QStringLiteral("50-200")
            : m_rule.test == ScoreTest::WithinDays ? QStringLiteral("30")
            : field->kind == ScoreFieldKind::Text  ? tr("operations, head*")
                                                   : QString();
    }
    m_value->setPlaceholderText(placeholder);
    m_value->setToolTip(
        placeholder.isEmpty()
            ? QString()
            : tr("For example: %1. Divide words by commas; * stands for any letters.").arg(placeholder));
    ScoreRule unlabelled = m_rule;
    unlabelled.label.clear();
    m_label->setPlaceholderText(m_fields.reasonFor(unlabelled, QStringLiteral("…")));
    m_label->setToolTip(tr("What stands as the reason beside the score. {} becomes the person's value."));
    const QString wrong = problem();
    const bool pointsWrong = m_rule.points == 0 || m_rule.points < -100 || m_rule.points > 100;
    m_points->setBad(pointsWrong);
    m_points->setToolTip(pointsWrong ? wrong : tr("From -100 to 100"));
    m_value->setBad(!wrong.isEmpty() && !pointsWrong);
    if (!wrong.isEmpty() && !pointsWrong) {
        m_value->setToolTip(wrong);
    }
}

QWidget *ScoreRuleRow::placeInTabOrder(QWidget *before)
{
    for (QWidget *control : std::initializer_list<QWidget *>{m_field, m_test, m_value, m_points, m_label, m_remove}) {
        setTabOrder(before, control);
        before = control;
    }
    return before;
}

void ScoreRuleRow::focusField()
{
    m_field->setFocus(Qt::TabFocusReason);
}

} // namespace AlwaysLeads
