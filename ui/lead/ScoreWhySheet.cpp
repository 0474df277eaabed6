#include "lead/ScoreWhySheet.h"

#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace AlwaysLeads {

namespace {

QString signedPoints(int points)
{
    return points > 0 ? QStringLiteral("+%1").arg(points) : QStringLiteral("−%1").arg(-points);
}

QWidget *lineFor(const ScoreLine &line)
{
    auto *row = new QWidget;
    auto *columns = new QHBoxLayout(row);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(8);
    auto *mark = new IconView(line.counts ? Icon::Check : Icon::Minus, 14, &Theme::text3);
    if (line.counts) {
        mark->setTone(line.points > 0 ? ToneName::Success : ToneName::Danger);
    }
    columns->addWidget(mark, 0, Qt::AlignTop);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(0);
    auto *rule = new Label(line.rule, TextStyle::Body, line.counts ? &Theme::text : &Theme::text3);
    rule->setWordWrap(true);
    texts->addWidget(rule);
    auto *value =
        new Label(line.value.isEmpty() ? ScoreWhySheet::tr("Not known") : line.value, TextStyle::Meta, &Theme::text3);
    value->setWordWrap(true);
    texts->addWidget(value);
    columns->addLayout(texts, 1);
    columns->addWidget(new Label(signedPoints(line.points), line.counts ? TextStyle::BodyMedium : TextStyle::Body,
                                 line.counts ? &Theme::text : &Theme::text3),
                       0, Qt::AlignTop);
    row->setAccessibleName(line.counts ? ScoreWhySheet::tr("%1: counts %2").arg(line.rule, signedPoints(line.points))
                                       : ScoreWhySheet::tr("%1: does not count").arg(line.rule));
    return row;
}

} // namespace

ScoreWhySheet::ScoreWhySheet(const QString &name, const QList<ScoreLine> &lines, QWidget *inside)
    : DialogSheet(name.isEmpty() ? tr("Why this score?") : tr("Why this score for %1?").arg(name), 560, inside)
{
    setObjectName(QStringLiteral("scoreWhySheet"));
    setCloseButton(true);
    for (const ScorePart part : allScoreParts) {
        addPart(part, lines);
    }
    auto *rules = new Button(Icon::Settings, tr("Scoring rules…"), ButtonKind::Ghost);
    rules->setObjectName(QStringLiteral("scoreWhyRules"));
    auto *close = new Button(tr("Close"), ButtonKind::Primary);
    close->setObjectName(QStringLiteral("scoreWhyClose"));
    addButton(rules);
    addButton(close);
    setDefaultButton(close);
    connect(close, &QPushButton::clicked, this, &DialogSheet::close);
    connect(rules, &QPushButton::clicked, this, [this] {
        Q_EMIT rulesRequested();
        DialogSheet::close();
    });
}

void ScoreWhySheet::addPart(ScorePart part, const QList<ScoreLine> &lines)
{
    int sum = 0;
    for (const ScoreLine &line : lines) {
        sum += line.part == part && line.counts ? line.points : 0;
    }
    const int got = std::clamp(sum, 0, mostOf(part));
    auto *head = new QHBoxLayout;
    head->addWidget(new Label(shown(part), TextStyle::Strong));
    head->addStretch(1);
    const QString said = sum == got ? tr("%1 of %2").arg(got).arg(mostOf(part))
                                    : tr("%1 of %2 (the rules add up to %3)").arg(got).arg(mostOf(part)).arg(sum);
    head->addWidget(new Label(said, TextStyle::Body, &Theme::text2));
    body()->addSpacing(4);
    body()->addLayout(head);
    // What counts comes first; the rest is there to be seen, too.
    for (const bool counting : {true, false}) {
        for (const ScoreLine &line : lines) {
            if (line.part == part && line.counts == counting) {
                body()->addWidget(lineFor(line));
            }
        }
    }
    body()->addWidget(new Hairline);
}

} // namespace AlwaysLeads
