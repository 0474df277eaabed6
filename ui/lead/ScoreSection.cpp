#include "lead/ScoreSection.h"

#include "assistant/AssistantBudget.h"
#include "assistant/Qualification.h"
#include "lead/HandScoreSheet.h"
#include "lead/LeadEdit.h"
#include "lead/LeadWords.h"
#include "lead/ScoreWhySheet.h"
#include "lead/SettledLayout.h"
#include "scoring/Scoring.h"
#include "shell/Shell.h"
#include "widgets/Announce.h"
#include "widgets/Button.h"
#include "widgets/IconButton.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/Menu.h"

#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {

constexpr int inset = 16;

ChipLook chipOf(QualificationVerdict verdict)
{
    switch (verdict) {
    case QualificationVerdict::Good:
        return {Icon::ThumbsUp, shown(verdict), ToneName::Success};
    case QualificationVerdict::Maybe:
        return {Icon::CircleHelp, shown(verdict), ToneName::Warn};
    case QualificationVerdict::No:
        return {Icon::CircleX, shown(verdict), ToneName::Neutral};
    }
    Q_UNREACHABLE();
}

} // namespace

ScoreSection::ScoreSection(Leads &leads, Scoring &scoring, Qualification &qualification, Shell &shell, QWidget *parent)
    : QWidget(parent)
    , m_leads(leads)
    , m_scoring(scoring)
    , m_qualification(qualification)
    , m_shell(shell)
    , m_pill(new ScorePill)
    , m_unscored(new Label(tr("Not scored yet."), TextStyle::Meta, &Theme::text3))
    , m_parts(new QWidget)
    , m_hand(new Label(QString(), TextStyle::Meta, &Theme::text3))
    , m_verdict(new StatusChip)
    , m_saidAt(new Label(QString(), TextStyle::Meta, &Theme::text3))
    , m_reasons(new QVBoxLayout)
    , m_cost(new Label(QString(), TextStyle::Meta, &Theme::text3))
    , m_limit(new Button(tr("Raise the limit"), ButtonKind::Link))
    , m_ask(new Button(Icon::Sparkles, tr("Ask Claude"), ButtonKind::Secondary))
    , m_why(new Button(tr("Why?"), ButtonKind::Ghost))
    , m_more(new IconButton(Icon::More, tr("More for the score")))
{
    setObjectName(QStringLiteral("scoreSection"));
    setAccessibleName(tr("Score"));
    build();
}

void ScoreSection::build()
{
    auto *stack = new QVBoxLayout(this);
    stack->setContentsMargins(0, 0, 0, 14);
    stack->setSpacing(0);
    stack->addWidget(new Hairline);
    auto *inside = new QVBoxLayout;
    inside->setContentsMargins(inset, 12, inset, 0);
    inside->setSpacing(8);
    auto *head = new QHBoxLayout;
    head->addWidget(new Label(tr("Score"), TextStyle::Strong));
    head->addStretch(1);
    head->addWidget(m_unscored);
    head->addWidget(m_pill);
    m_pill->setObjectName(QStringLiteral("scoreSectionPill"));
    inside->addLayout(head);
    m_hand->setWordWrap(true);
    m_hand->setObjectName(QStringLiteral("scoreByHand"));
    inside->addWidget(m_hand);
    auto *parts = new QVBoxLayout(m_parts);
    parts->setContentsMargins(0, 0, 0, 0);
    parts->setSpacing(10);
    for (const ScorePart part : allScoreParts) {
        parts->addWidget(buildPart(part));
    }
    inside->addWidget(m_parts);
    m_claude = buildClaude();
    inside->addSpacing(2);
    inside->addWidget(m_claude);
    m_claude->hide(); // until Claude has said something of somebody
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(6);
    m_ask->setObjectName(QStringLiteral("scoreAskClaude"));
    m_why->setObjectName(QStringLiteral("scoreWhy"));
    m_more->setObjectName(QStringLiteral("scoreMore"));
    m_more->setControlSize(28);
    for (Button *button : {m_ask, m_why}) {
        button->setControlHeight(28);
        buttons->addWidget(button);
    }
    m_why->setToolTip(tr("Which rules count, and which do not"));
    buttons->addStretch(1);
    buttons->addWidget(m_more);
    inside->addSpacing(2);
    inside->addLayout(buttons);
    m_cost->setObjectName(QStringLiteral("scoreAskCost"));
    m_cost->setWordWrap(true);
    inside->addWidget(m_cost);
    m_limit->setObjectName(QStringLiteral("scoreLimit"));
    inside->addWidget(m_limit, 0, Qt::AlignLeading);
    m_limit->hide();
    stack->addLayout(inside);
    connect(m_limit, &QPushButton::clicked, this, [this] { m_shell.openSettings(QStringLiteral("keys")); });
    connect(m_ask, &QPushButton::clicked, this, &ScoreSection::askClaude);
    connect(m_why, &QPushButton::clicked, this, &ScoreSection::openWhy);
    connect(m_more, &QPushButton::clicked, this, &ScoreSection::openMenu);
}

QWidget *ScoreSection::buildPart(ScorePart part)
{
    PartRow &row = m_rows[size_t(part)];
    row.got = new Label(QString(), TextStyle::Body, &Theme::text2);
    row.got->setObjectName(QStringLiteral("scorePart%1").arg(int(part)));
    row.bar = new Meter;
    row.reason = new Label(QString(), TextStyle::Meta, &Theme::text3);
    row.reason->setWordWrap(true);
    row.reason->setObjectName(QStringLiteral("scoreReason%1").arg(int(part)));
    auto *widget = new QWidget;
    auto *lines = new QVBoxLayout(widget);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(4);
    auto *head = new QHBoxLayout;
    head->addWidget(new Label(shown(part), TextStyle::Body));
    head->addStretch(1);
    head->addWidget(row.got);
    lines->addLayout(head);
    lines->addWidget(row.bar);
    lines->addWidget(row.reason);
    return widget;
}

QWidget *ScoreSection::buildClaude()
{
    auto *widget = new QWidget;
    widget->setObjectName(QStringLiteral("scoreClaude"));
    auto *lines = new QVBoxLayout(widget);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(6);
    auto *head = new QHBoxLayout;
    head->setSpacing(6);
    auto *mark = new IconView(Icon::Sparkles, 14);
    mark->setTone(ToneName::Ai);
    head->addWidget(mark);
    head->addWidget(new Label(tr("Claude says"), TextStyle::Body));
    head->addStretch(1);
    head->addWidget(m_verdict);
    m_verdict->setObjectName(QStringLiteral("scoreVerdict"));
    lines->addLayout(head);
    m_reasons->setSpacing(6);
    lines->addLayout(m_reasons);
    lines->addWidget(m_saidAt);
    return widget;
}

void ScoreSection::showLead(const Lead &lead)
{
    const bool another = lead.id != m_lead.id;
    m_lead = lead;
    if (another) {
        showScore(std::nullopt);
        showSaid(std::nullopt);
        m_ask->setBusy(m_asking == lead.id, tr("Asking…"));
        m_cost->setText(tr("Adding up what asking costs…")); // not that of somebody else, and in the same room
        m_ask->setToolTip(m_cost->text());
        m_limit->hide();
    }
    // Of two readings the older one may end last, and what it says is over by then.
    const int reading = ++m_readings;
    whenDone(m_scoring.of(lead.id), this, [this, reading](const Result<std::optional<LeadScore>> &score) {
        if (score && reading == m_readings) {
            showScore(*score);
            settleLayouts(this);
        }
    });
    whenDone(m_qualification.of(lead.id), this, [this, reading](const Result<std::optional<QualifiedLead>> &said) {
        if (said && reading == m_readings) {
            showSaid(*said);
            settleLayouts(this);
        }
    });
    if (m_limit->isHidden()) { // else the sentence stays: the person still reads it when the list is read again
        readCost();
    }
}

void ScoreSection::showScore(const std::optional<LeadScore> &score)
{
    m_score = score;
    const bool byRules = score && score->rulesVersion >= 0;
    const bool byHand = score && score->byHand;
    m_pill->setVisible(m_lead.score.has_value());
    m_unscored->setVisible(!m_lead.score);
    m_pill->setScore(m_lead.score.value_or(0), byHand);
    m_pill->setAccessibleName(byHand ? tr("Score %1, set by hand").arg(m_lead.score.value_or(0))
                                     : tr("Score %1").arg(m_lead.score.value_or(0)));
    m_hand->setVisible(byHand);
    if (byHand) {
        m_hand->setText(byRules ? tr("Set by hand. The rules say %1.").arg(score->card.sum()) : tr("Set by hand."));
    }
    m_parts->setVisible(byRules);
    m_why->setVisible(byRules);
    if (!byRules) {
        return;
    }
    for (const ScorePart part : allScoreParts) {
        const auto at = size_t(part);
        const int got = score->card.got[at];
        const int most = mostOf(part);
        m_rows[at].got->setLead(QString::number(got));
        m_rows[at].got->setText(tr("/ %1").arg(most));
        m_rows[at].got->setAccessibleName(tr("%1: %2 of %3").arg(shown(part)).arg(got).arg(most));
        m_rows[at].bar->setShare(double(got) / most, scoreTone(100 * got / most));
        const QString reason = score->card.reasons[at];
        m_rows[at].reason->setText(reason.isEmpty() ? tr("Nothing that counts is known") : reason);
    }
}

void ScoreSection::showSaid(const std::optional<QualifiedLead> &said)
{
    for (QWidget *row : std::as_const(m_reasonRows)) {
        row->hide();
        row->deleteLater();
    }
    m_reasonRows.clear();
    m_claude->setVisible(said.has_value());
    m_ask->setText(said ? tr("Ask again") : tr("Ask Claude"));
    if (!said) {
        return;
    }
    ChipLook look = chipOf(said->verdict);
    look.word = tr("%1, %2").arg(look.word).arg(said->score);
    m_verdict->setLook(look);
    m_verdict->setAccessibleName(look.word);
    for (const QualificationReason &reason : said->reasons) {
        auto *row = new QWidget;
        auto *line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(6);
        auto *mark = new IconView(!reason.holds          ? Icon::CircleHelp
                                      : reason.speaksFor ? Icon::Plus
                                                         : Icon::Minus,
                                  12, &Theme::text3);
        line->addWidget(mark, 0, Qt::AlignTop);
        auto *words =
            new Label(reason.holds ? tr("%1 (%2)").arg(reason.text, reason.field)
                                   : tr("%1 Not counted: we know no %2 of this person.").arg(reason.text, reason.field),
                      TextStyle::Meta, reason.holds ? &Theme::text2 : &Theme::text3);
        words->setWordWrap(true);
        words->setAccessibleName(
            reason.holds ? (reason.speaksFor ? tr("For: %1").arg(words->text()) : tr("Against: %1").arg(words->text()))
                         : words->text());
        line->addWidget(words, 1);
        m_reasons->addWidget(row);
        m_reasonRows << row;
        row->show();
    }
    m_saidAt->setText(
        tr("%1, %2").arg(LeadWords::ago(said->at, m_shell.now()), AssistantBudget::shown(said->costMicros)));
}

void ScoreSection::readCost()
{
    const int reading = ++m_costReadings;
    whenDone(m_qualification.cost(m_lead.id), this, [this, reading](const Result<QuestionCost> &cost) {
        if (reading != m_costReadings) {
            return;
        }
        m_ask->setDisabledReason(cost ? QString() : cost.error().message);
        m_cost->setText(
            cost ? tr("Asking costs about %1, at most %2.")
                       .arg(AssistantBudget::shown(cost->likelyMicros), AssistantBudget::shown(cost->mostMicros))
                 : cost.error().message);
        settleLayouts(this);
        if (cost) {
            m_ask->setToolTip(
                tr("%1 Claude is told title, company, place and your own fields, and no name, address or phone "
                   "number.")
                    .arg(m_cost->text()));
        }
    });
}

/// The sentence stands where the cost did, with the way to the limit below.
void ScoreSection::showLimit(const QString &sentence)
{
    ++m_costReadings; // what is read of the cost at the moment must not take its place
    m_cost->setText(sentence);
    m_limit->show();
    settleLayouts(this);
    announce(this, sentence);
}

void ScoreSection::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_limit->isHidden()) { // the person may have been at the limit
        m_limit->hide();
        readCost();
    }
}

void ScoreSection::askClaude()
{
    const LeadId id = m_lead.id;
    m_asking = id;
    m_ask->setBusy(true, tr("Asking…"));
    whenDone(m_qualification.ask(id), this, [this, id](const Result<QualifiedLead> &said) {
        m_asking = LeadId();
        if (id == m_lead.id) {
            m_ask->setBusy(false);
        }
        if (!said && id == m_lead.id && AssistantBudget::isLimit(said.error())) {
            showLimit(said.error().message);
            return;
        }
        if (!said) {
            m_shell.showProblem(said.error());
            return;
        }
        if (id == m_lead.id) {
            showSaid(*said);
            m_limit->hide();
            settleLayouts(this);
            showLead(m_lead); // a reading under way may be of before
            announce(this, tr("Claude says: %1").arg(shown(said->verdict)));
        }
    });
}

void ScoreSection::setByHand()
{
    auto *sheet = new HandScoreSheet(m_lead.score.value_or(50), this);
    connect(sheet, &HandScoreSheet::chosen, this, [this, id = m_lead.id](int score) {
        whenDone(m_scoring.setByHand({id}, score), this, [this, score](const Result<qint64> &changed) {
            offerUndo(changed, tr("Score set to %1").arg(score));
        });
    });
    sheet->open();
}

void ScoreSection::giveBack()
{
    whenDone(m_scoring.setByHand({m_lead.id}, std::nullopt), this,
             [this](const Result<qint64> &changed) { offerUndo(changed, tr("The rules decide again")); });
}

void ScoreSection::offerUndo(const Result<qint64> &changed, const QString &said)
{
    if (!changed) {
        m_shell.showProblem(changed.error());
    } else if (*changed > 0) { // otherwise undo would take back what was done before
        m_shell.offerUndo(editOf(m_leads, said));
    }
}

void ScoreSection::scoreAgain()
{
    whenDone(m_scoring.scoreAgain({m_lead.id}), this, [this](const Result<qint64> &changed) {
        if (!changed) {
            m_shell.showProblem(changed.error());
            return;
        }
        m_shell.showToast(*changed > 0 ? tr("Scored again") : tr("Scored again, nothing changed"));
    });
}

void ScoreSection::openWhy()
{
    whenDone(m_scoring.why(m_lead.id), this, [this](const Result<QList<ScoreLine>> &lines) {
        if (!lines) {
            m_shell.showProblem(lines.error());
            return;
        }
        auto *sheet = new ScoreWhySheet(m_lead.fullName(), *lines, this);
        connect(sheet, &ScoreWhySheet::rulesRequested, this,
                [this] { m_shell.openSettings(QStringLiteral("scoring")); });
        sheet->open();
    });
}

void ScoreSection::openMenu()
{
    Menu menu(tr("Score"), this);
    connect(menu.addEntry(Icon::Hand, tr("Set by hand…")), &QAction::triggered, this, &ScoreSection::setByHand);
    if (m_score && m_score->byHand) {
        connect(menu.addEntry(Icon::Undo, tr("Let the rules decide")), &QAction::triggered, this,
                &ScoreSection::giveBack);
    }
    connect(menu.addEntry(Icon::Gauge, tr("Score again")), &QAction::triggered, this, &ScoreSection::scoreAgain);
    menu.addSeparator();
    connect(menu.addEntry(Icon::Settings, tr("Scoring rules…")), &QAction::triggered, this,
            [this] { m_shell.openSettings(QStringLiteral("scoring")); });
    menu.exec(m_more->mapToGlobal(QPoint(0, m_more->height() + 4)));
}

} // namespace AlwaysLeads
