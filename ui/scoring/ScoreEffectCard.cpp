#include "scoring/ScoreEffectCard.h"

#include "scoring/ScoreHistogram.h"
#include "widgets/Button.h"
#include "widgets/ElidedLabel.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {

QString number(qint64 count)
{
    return QLocale().toString(count);
}

QWidget *exampleRow(const ScoreEffect::Example &example)
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    const bool up = example.after > example.before;
    auto *arrow = new IconView(up ? Icon::ArrowUp : Icon::ArrowDown, 14);
    arrow->setTone(up ? ToneName::Success : ToneName::Danger);
    line->addWidget(arrow);
    const QString who =
        example.company.isEmpty() ? example.name : QStringLiteral("%1, %2").arg(example.name, example.company);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(0);
    texts->addWidget(new ElidedLabel(who, TextStyle::Body));
    if (!example.reason.isEmpty()) {
        texts->addWidget(new ElidedLabel(example.reason, TextStyle::Meta, &Theme::text3));
    }
    line->addLayout(texts, 1);
    line->addWidget(new ScorePill(example.before));
    line->addWidget(new IconView(Icon::ArrowRight, 12, &Theme::text3));
    line->addWidget(new ScorePill(example.after));
    row->setAccessibleName(ScoreEffectCard::tr("%1, from %2 to %3").arg(who).arg(example.before).arg(example.after));
    return row;
}

} // namespace

ScoreEffectCard::ScoreEffectCard(QWidget *parent)
    : Card(parent)
    , m_title(new Label(QString(), TextStyle::BigStrong))
    , m_text(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_detail(new QWidget)
    , m_histogram(new ScoreHistogram)
    , m_examples(new QVBoxLayout)
    , m_use(new Button(Icon::Check, tr("Use these rules"), ButtonKind::Primary))
    , m_revert(new Button(tr("Go back"), ButtonKind::Ghost))
    , m_goOn(new Button(Icon::Gauge, tr("Score them now"), ButtonKind::Secondary))
{
    setObjectName(QStringLiteral("scoreEffectCard"));
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(20, 16, 20, 18);
    lines->setSpacing(12);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_title, 1);
    m_revert->setObjectName(QStringLiteral("scoreRulesRevert"));
    m_use->setObjectName(QStringLiteral("scoreRulesUse"));
    m_goOn->setObjectName(QStringLiteral("scoreRulesGoOn"));
    m_text->setObjectName(QStringLiteral("scoreEffectText"));
    for (Button *button : {m_revert, m_use, m_goOn}) {
        head->addWidget(button);
    }
    lines->addLayout(head);
    m_text->setWordWrap(true);
    lines->addWidget(m_text);
    auto *detail = new QHBoxLayout(m_detail);
    detail->setContentsMargins(0, 0, 0, 0);
    detail->setSpacing(24);
    auto *chart = new QVBoxLayout;
    chart->setSpacing(4);
    chart->addWidget(m_histogram);
    chart->addWidget(
        new Label(tr("People by score. Outlined: now. Filled: by these rules."), TextStyle::Meta, &Theme::text3));
    chart->addStretch(1);
    detail->addLayout(chart, 1);
    auto *right = new QVBoxLayout;
    m_examples->setSpacing(8);
    right->addLayout(m_examples);
    right->addStretch(1);
    detail->addLayout(right, 1);
    lines->addWidget(m_detail);
    connect(m_use, &QPushButton::clicked, this, &ScoreEffectCard::useRequested);
    connect(m_revert, &QPushButton::clicked, this, &ScoreEffectCard::revertRequested);
    connect(m_goOn, &QPushButton::clicked, this, &ScoreEffectCard::goOnRequested);
    showInForce(0, false);
}

void ScoreEffectCard::showInForce(qint64 outdated, bool running)
{
    m_title->setText(tr("These rules are in force"));
    m_text->setText(running ? tr("People are being scored by them now. You can go on working.")
                        : outdated > 0
                        ? tr("%1 people still have a score of earlier rules, or none.").arg(number(outdated))
                        : tr("Change one, and you see here whom it moves. Nothing changes until you use it."));
    m_goOn->setVisible(outdated > 0 && !running);
    m_use->hide();
    m_revert->hide();
    m_detail->hide();
}

void ScoreEffectCard::setSaving(bool saving)
{
    m_use->setBusy(saving, tr("Saving…"));
}

void ScoreEffectCard::showReading()
{
    m_title->setText(tr("What this changes"));
    m_text->setText(tr("Adding it up…"));
    m_goOn->hide();
    m_use->show();
    m_revert->show();
    m_use->setDisabledReason(QString());
}

void ScoreEffectCard::showProblem(const QString &problem)
{
    showReading();
    m_text->setText(problem);
    m_use->setDisabledReason(problem);
    m_detail->hide();
}

void ScoreEffectCard::showEffect(const ScoreEffect &effect, bool whole)
{
    m_title->setText(tr("What this changes"));
    m_goOn->hide();
    m_use->show();
    m_revert->show();
    m_use->setDisabledReason(QString());
    QStringList words{
        tr("%1 rise, %2 fall, %3 stay.").arg(number(effect.up), number(effect.down), number(effect.same))};
    if (effect.fresh > 0) {
        words << tr("%1 get their first score.").arg(number(effect.fresh));
    }
    if (effect.byHand > 0) {
        words << tr("%1 set by hand keep theirs.").arg(number(effect.byHand));
    }
    if (!whole) {
        words << tr("So far %1 of %2.").arg(number(effect.looked), number(effect.people));
    }
    m_text->setText(words.join(u' '));
    m_histogram->showEffect(effect);
    showExamples(effect);
    m_detail->setVisible(effect.looked > 0);
}

void ScoreEffectCard::showExamples(const ScoreEffect &effect)
{
    for (QWidget *row : std::as_const(m_rows)) {
        row->hide();
        row->deleteLater();
    }
    m_rows.clear();
    for (const auto *examples : {&effect.rising, &effect.falling}) {
        for (const ScoreEffect::Example &example : *examples) {
            QWidget *row = exampleRow(example);
            m_examples->addWidget(row);
            m_rows << row;
            row->show();
        }
    }
}

} // namespace AlwaysLeads
