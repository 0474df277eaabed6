#include "scoring/ScoreEffectCard.h"

#include "scoring/ScoreHistogram.h"
#include "style/AppStyle.h"
#include "widgets/Button.h"
#include "widgets/ElidedLabel.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace AlwaysLeads {

namespace {

QString number(qint64 count)
{
    return QLocale().toString(count);
}

/// It keeps its room while it is hidden.
void keepRoom(QWidget *widget)
{
    QSizePolicy policy = widget->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    widget->setSizePolicy(policy);
}

constexpr qsizetype exampleRows = 4;

/// The greatest changes of both directions: two each, or more of one where the other has fewer.
QList<ScoreEffect::Example> greatest(const ScoreEffect &effect)
{
    const qsizetype falling =
        std::min(effect.falling.size(), std::max(exampleRows / 2, exampleRows - effect.rising.size()));
    return effect.rising.mid(0, exampleRows - falling) + effect.falling.mid(0, falling);
}

} // namespace

/// Somebody whom the rules move: who, why, and from which score to which.
class ScoreEffectCard::ExampleRow : public QWidget
{
public:
    ExampleRow()
        : m_arrow(new IconView(Icon::ArrowUp, 14))
        , m_who(new ElidedLabel(QString(), TextStyle::Body))
        , m_reason(new ElidedLabel(QString(), TextStyle::Meta, &Theme::text3))
        , m_before(new ScorePill)
        , m_after(new ScorePill)
    {
        auto *line = new QHBoxLayout(this);
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(8);
        line->addWidget(m_arrow);
        auto *texts = new QVBoxLayout;
        texts->setSpacing(0);
        texts->addWidget(m_who);
        texts->addWidget(m_reason);
        line->addLayout(texts, 1);
        line->addWidget(m_before);
        line->addWidget(new IconView(Icon::ArrowRight, 12, &Theme::text3));
        line->addWidget(m_after);
        keepRoom(this);
    }

    void show(const ScoreEffect::Example &example)
    {
        const bool up = example.after > example.before;
        m_arrow->setPicture(up ? Icon::ArrowUp : Icon::ArrowDown);
        m_arrow->setTone(up ? ToneName::Success : ToneName::Danger);
        const QString who =
            example.company.isEmpty() ? example.name : QStringLiteral("%1, %2").arg(example.name, example.company);
        m_who->setText(who);
        m_reason->setText(example.reason);
        m_before->setScore(example.before);
        m_after->setScore(example.after);
        setAccessibleName(ScoreEffectCard::tr("%1, from %2 to %3").arg(who).arg(example.before).arg(example.after));
        setVisible(true);
    }

private:
    IconView *m_arrow;
    ElidedLabel *m_who;
    ElidedLabel *m_reason;
    ScorePill *m_before;
    ScorePill *m_after;
};

ScoreEffectCard::ScoreEffectCard(QWidget *parent)
    : Card(parent)
    , m_title(new Label(QString(), TextStyle::BigStrong))
    , m_text(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_detail(new QWidget)
    , m_histogram(new ScoreHistogram)
    , m_caption(new Label(QString(), TextStyle::Meta, &Theme::text3))
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
    keepRoom(m_use);
    keepRoom(m_detail);
    lines->addLayout(head);
    m_text->setWordWrap(true);
    lines->addWidget(m_text);
    auto *detail = new QHBoxLayout(m_detail);
    detail->setContentsMargins(0, 0, 0, 0);
    detail->setSpacing(24);
    auto *chart = new QVBoxLayout;
    chart->setSpacing(4);
    chart->addWidget(m_histogram);
    chart->addWidget(m_caption);
    chart->addStretch(1);
    detail->addLayout(chart, 1);
    auto *right = new QVBoxLayout;
    right->setSpacing(8);
    for (qsizetype row = 0; row < exampleRows; ++row) {
        m_rows << new ExampleRow;
        right->addWidget(m_rows.last());
    }
    right->addStretch(1);
    detail->addLayout(right, 1);
    lines->addWidget(m_detail);
    connect(m_use, &QPushButton::clicked, this, &ScoreEffectCard::useRequested);
    connect(m_revert, &QPushButton::clicked, this, &ScoreEffectCard::revertRequested);
    connect(m_goOn, &QPushButton::clicked, this, &ScoreEffectCard::goOnRequested);
    renewRoom();
    showInForce(0, false, {});
}

/// Two lines of text: what stands there is of one in a wide window.
void ScoreEffectCard::renewRoom()
{
    m_text->setMinimumHeight(2 * fontsOf(this).lineHeight(TextStyle::Body));
}

void ScoreEffectCard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::StyleChange) {
        renewRoom();
    }
    Card::changeEvent(event);
}

void ScoreEffectCard::showInForce(qint64 outdated, bool running, const ScoreSpread &now)
{
    m_title->setText(tr("These rules are in force"));
    m_text->setText(running ? tr("People are being scored by them now. You can go on working.")
                        : outdated > 0
                        ? tr("%1 people still have a score of earlier rules, or none.").arg(number(outdated))
                        : tr("Change one, and you see here whom it moves. Nothing changes until you use it."));
    m_goOn->setVisible(outdated > 0 && !running);
    m_use->hide();
    m_revert->hide();
    m_histogram->showSpread(now);
    m_caption->setText(tr("People by score."));
    showExamples({});
    m_detail->show();
}

void ScoreEffectCard::setSaving(bool saving)
{
    m_use->setBusy(saving, tr("Saving…"));
}

void ScoreEffectCard::showChange()
{
    m_title->setText(tr("What this changes"));
    m_goOn->hide();
    m_use->show();
    m_revert->show();
    m_use->setDisabledReason(QString());
}

void ScoreEffectCard::showReading()
{
    showChange();
    m_text->setText(tr("Adding it up…")); // beside what is known of before, until the first people are added up
}

void ScoreEffectCard::showProblem(const QString &problem)
{
    showChange();
    m_text->setText(problem);
    m_use->setDisabledReason(problem);
    m_detail->hide();
}

void ScoreEffectCard::showEffect(const ScoreEffect &effect, bool whole)
{
    showChange();
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
    m_caption->setText(tr("People by score. Outlined: now. Filled: by these rules."));
    showExamples(effect);
    m_detail->setVisible(effect.looked > 0);
}

void ScoreEffectCard::showExamples(const ScoreEffect &effect)
{
    const QList<ScoreEffect::Example> examples = greatest(effect);
    for (qsizetype row = 0; row < m_rows.size(); ++row) {
        if (row < examples.size()) {
            m_rows.at(row)->show(examples.at(row));
        } else {
            m_rows.at(row)->hide();
        }
    }
}

} // namespace AlwaysLeads
