#include "scoring/ScoreRulesEditor.h"

#include "scoring/ScoreRuleRow.h"
#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/Segmented.h"
#include "widgets/SheetFrame.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace AlwaysLeads {

namespace {

/// The words above the columns, as wide as those of a row.
QWidget *headLine()
{
    auto *head = new QWidget;
    auto *line = new QHBoxLayout(head);
    line->setContentsMargins(0, 0, 0, 0);
    const auto words = [](const QString &text) { return new Label(text, TextStyle::MetaMedium, &Theme::text3); };
    ScoreRuleRow::arrange(line,
                          {words(ScoreRulesEditor::tr("Field")), words(ScoreRulesEditor::tr("Comparison")),
                           words(ScoreRulesEditor::tr("Value")), words(ScoreRulesEditor::tr("Points")),
                           words(ScoreRulesEditor::tr("Reason shown")), words(QString())});
    return head;
}

/// What is wrong, below the rules: the card above them may be scrolled away.
void sayWhatIsWrong(const ScoreRulesEditor &editor)
{
    auto *wrong = editor.findChild<Label *>(QStringLiteral("scoreRulesWrong"));
    wrong->setText(editor.problem());
    wrong->setToolTip(wrong->text());
}

} // namespace

ScoreRulesEditor::ScoreRulesEditor(QWidget *parent)
    : QWidget(parent)
    , m_fields(std::make_unique<ScoreFields>(QList<CustomField>(), QStringList()))
    , m_parts(new Segmented(tr("Part of the score")))
    , m_sum(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_list(new QVBoxLayout)
    , m_none(new Label(tr("No rule yet, so everybody gets 0 of this part."), TextStyle::Body, &Theme::text3))
    , m_add(new Button(Icon::Plus, tr("Add a rule"), ButtonKind::Secondary))
{
    setObjectName(QStringLiteral("scoreRulesEditor"));
    setFocusProxy(m_parts);
    m_parts->setObjectName(QStringLiteral("scoreRulesParts"));
    for (const ScorePart part : allScoreParts) {
        m_parts->addSegment(shown(part), 0);
    }
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(12);
    auto *head = new QHBoxLayout;
    head->addWidget(m_parts);
    head->addStretch(1);
    head->addWidget(m_sum);
    lines->addLayout(head);
    auto *card = new Card;
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(20, 14, 14, 16);
    inside->setSpacing(8);
    inside->addWidget(headLine());
    m_list->setSpacing(6);
    inside->addLayout(m_list);
    inside->addWidget(m_none);
    m_add->setObjectName(QStringLiteral("scoreRulesAdd"));
    m_add->setControlHeight(28);
    auto *foot = new QHBoxLayout;
    auto *wrong = new Label(QString(), TextStyle::Meta);
    wrong->setObjectName(QStringLiteral("scoreRulesWrong"));
    wrong->setTone(ToneName::Danger);
    wrong->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // it gives way
    foot->setSpacing(12);
    foot->addWidget(m_add);
    foot->addWidget(wrong, 1);
    inside->addLayout(foot);
    auto *reasons = new Label(tr("Reason shown is what stands beside a person's score. {} in it becomes the person's "
                                 "own value: “{} people” reads “240 people”. Left empty, it is made from the rule."),
                              TextStyle::Meta, &Theme::text3);
    reasons->setObjectName(QStringLiteral("scoreRulesReasons"));
    reasons->setWordWrap(true);
    inside->addWidget(reasons);
    lines->addWidget(card);
    connect(m_parts, &Segmented::currentChanged, this, &ScoreRulesEditor::showPart);
    connect(m_add, &QPushButton::clicked, this, &ScoreRulesEditor::addRule);
}

ScorePart ScoreRulesEditor::part() const
{
    return allScoreParts[size_t(m_parts->current())];
}

void ScoreRulesEditor::setRules(const ScoreFields &fields, const ScoreRules &rules)
{
    // The rows of before look at the fields of before.
    qDeleteAll(m_rows);
    m_rows.clear();
    m_fields = std::make_unique<ScoreFields>(fields);
    m_rules = rules;
    showPart();
}

void ScoreRulesEditor::showPart()
{
    for (ScoreRuleRow *row : std::as_const(m_rows)) {
        row->setParent(nullptr); // it may be the one whose button was clicked
        row->deleteLater();
    }
    m_rows.clear();
    for (int i = 0; i < int(m_rules.rules.size()); ++i) {
        if (m_rules.rules.at(i).part == part()) {
            addRow(i);
        }
    }
    m_none->setVisible(m_rows.isEmpty());
    orderTabs();
    m_sum->setText(tr("%1 points at most, added up").arg(mostOf(part())));
    renewCounts();
    sayWhatIsWrong(*this);
}

/// The rows are made later than the button below them.
void ScoreRulesEditor::orderTabs()
{
    QWidget *before = m_parts;
    for (ScoreRuleRow *row : std::as_const(m_rows)) {
        before = row->placeInTabOrder(before);
    }
    setTabOrder(before, m_add);
}

void ScoreRulesEditor::addRow(int index)
{
    auto *row = new ScoreRuleRow(*m_fields, m_rules.rules.at(index), int(m_rows.size()) + 1);
    m_list->addWidget(row);
    m_rows << row;
    connect(row, &ScoreRuleRow::changed, this, [this, row, index] {
        m_rules.rules[index] = row->rule();
        sayWhatIsWrong(*this);
        Q_EMIT changed();
    });
    connect(row, &ScoreRuleRow::removeRequested, this, [this, index] { removeRule(index); });
    row->show();
}

void ScoreRulesEditor::addRule()
{
    m_rules.rules.append({part(), QStringLiteral("title"), ScoreTest::ContainsAny, {}, 5, {}});
    addRow(int(m_rules.rules.size()) - 1);
    m_none->hide();
    orderTabs();
    renewCounts();
    m_rows.last()->focusField();
    sayWhatIsWrong(*this);
    Q_EMIT changed();
}

void ScoreRulesEditor::removeRule(int index)
{
    const ScoreRule rule = m_rules.rules.takeAt(index);
    showPart();
    m_add->setFocus();
    Q_EMIT changed();
    Q_EMIT removed(index, rule);
}

bool ScoreRulesEditor::putBack(int index, const ScoreRule &rule)
{
    if (m_rules.rules.size() >= ScoreRules::mostRules) {
        return false;
    }
    index = std::clamp(index, 0, int(m_rules.rules.size()));
    m_rules.rules.insert(index, rule);
    if (part() != rule.part) {
        m_parts->setCurrent(int(rule.part)); // shows its rows
    } else {
        showPart();
    }
    const auto row = std::count_if(m_rules.rules.cbegin(), m_rules.rules.cbegin() + index,
                                   [&](const ScoreRule &one) { return one.part == rule.part; });
    m_rows.at(row)->focusField();
    Q_EMIT changed();
    return true;
}

void ScoreRulesEditor::renewCounts()
{
    for (const ScorePart one : allScoreParts) {
        m_parts->setCount(int(one), std::ranges::count(m_rules.rules, one, &ScoreRule::part));
    }
    m_add->setDisabledReason(m_rules.rules.size() < ScoreRules::mostRules
                                 ? QString()
                                 : tr("There can be %1 rules at most.").arg(ScoreRules::mostRules));
}

QString ScoreRulesEditor::problem() const
{
    for (const ScoreRule &rule : m_rules.rules) {
        const QString wrong = m_fields->problemOf(rule);
        if (!wrong.isEmpty()) {
            return tr("%1, %2: %3").arg(shown(rule.part), m_fields->sentenceFor(rule).trimmed(), wrong);
        }
    }
    return {};
}

} // namespace AlwaysLeads
