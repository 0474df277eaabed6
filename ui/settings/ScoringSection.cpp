#include "settings/ScoringSection.h"

#include "scoring/ScoreEffectCard.h"
#include "scoring/ScoreRulesEditor.h"
#include "scoring/Scoring.h"
#include "settings/Settings.h"
#include "shell/Shell.h"
#include "widgets/Button.h"
#include "widgets/Combo.h"

#include <QHBoxLayout>
#include <QPointer>
#include <QTimer>
#include <QVBoxLayout>

#include <array>
#include <utility>

namespace AlwaysLeads {

namespace {

constexpr int widest = 888;
constexpr int pauseInTyping = 350; // ms

Task<Result<>> nothingMore()
{
    co_return Result<>();
}

Task<Result<>> refused(QString why)
{
    Result<> outcome = failure(ErrorKind::Refused, std::move(why));
    co_return outcome;
}

constexpr std::array<std::pair<const char *, const char *>, 3> models{
    {{"claude-haiku-5-5", "Haiku 5.5"}, {"claude-sonnet-5-5", "Sonnet 5.5"}, {"claude-opus-5-5", "Opus 5.5"}}};

} // namespace

ScoringSection::ScoringSection(Scoring &scoring, Settings &settings, Shell &shell, QWidget *parent)
    : SettingsSection(tr("Scoring"),
                      tr("Points for what is known of a person, in four parts that give 100 together. Every score can "
                         "say which of these lines made it."),
                      parent)
    , m_scoring(scoring)
    , m_settings(settings)
    , m_shell(shell)
    , m_effect(new ScoreEffectCard)
    , m_editor(new ScoreRulesEditor)
    , m_suggest(new Button(Icon::WandSparkles, tr("Suggest from my ideal customer"), ButtonKind::Ghost))
    , m_model(new Combo)
    , m_soon(new QTimer(this))
    , m_keepSoon(new QTimer(this))
{
    setWidest(widest);
    lines()->addWidget(m_effect);
    lines()->addWidget(m_editor);
    m_suggest->setObjectName(QStringLiteral("scoreRulesSuggest"));
    m_suggest->setToolTip(
        tr("Rules made of who, which companies and where in your profile. Nothing changes until you use "
           "them."));
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_suggest);
    foot->addStretch(1);
    lines()->addLayout(foot);
    QVBoxLayout *card = addCard();
    m_model->setObjectName(QStringLiteral("qualificationModel"));
    m_model->setName(tr("Model that judges"));
    m_model->setMinimumWidth(180);
    for (const auto &[id, name] : models) {
        m_model->addChoice(QString::fromLatin1(name), QString::fromLatin1(id));
    }
    addChoice(card, tr("Model that judges people"),
              tr("Claude says how well somebody fits your ideal customer. Haiku is enough for that and costs least."),
              m_model);
    lines()->addStretch(1);
    m_soon->setSingleShot(true);
    m_soon->setInterval(pauseInTyping);
    connect(m_soon, &QTimer::timeout, this, &ScoringSection::readEffect);
    m_keepSoon->setSingleShot(true);
    m_keepSoon->setInterval(pauseInTyping);
    connect(m_keepSoon, &QTimer::timeout, this, &ScoringSection::keepDraft);
    connect(m_editor, &ScoreRulesEditor::changed, this, &ScoringSection::rulesEdited);
    connect(m_effect, &ScoreEffectCard::useRequested, this, &ScoringSection::use);
    connect(m_editor, &ScoreRulesEditor::removed, this, &ScoringSection::offerRuleBack);
    connect(m_effect, &ScoreEffectCard::revertRequested, this, &ScoringSection::goBack);
    connect(m_effect, &ScoreEffectCard::goOnRequested, this, [this] {
        m_scoring.goOn();
        showState();
    });
    connect(m_suggest, &QPushButton::clicked, this, &ScoringSection::suggest);
    connect(&m_scoring, &Scoring::rulesChanged, this, [this] {
        if (m_saving || !m_fields) {
            return;
        }
        // Taken back by Undo. What was typed since stays, and is compared with these rules.
        whenDone(m_scoring.rules(), this, [this, typedOn = isChanged()](const Result<ScoreRules> &rules) {
            if (!rules) {
                m_shell.showProblem(rules.error());
                return;
            }
            m_inForce = *rules;
            if (!typedOn) {
                m_editor->setRules(*m_fields, *rules);
            }
            rulesEdited();
        });
    });
    const auto showItsEnd = [this] {
        if (!isChanged()) {
            showState();
        }
    };
    connect(&m_scoring, &Scoring::finished, this, showItsEnd);
    connect(&m_scoring, &Scoring::failed, this, showItsEnd);
    connect(m_model, &QComboBox::currentIndexChanged, this, [this] {
        if (!m_filling) {
            whenDone(m_settings.setQualificationModel(m_model->currentData().toString()), this,
                     [this](const Result<> &outcome) {
                         if (!outcome) {
                             m_shell.showProblem(outcome.error());
                         }
                     });
        }
    });
}

ScoringSection::~ScoringSection()
{
    m_reading.request_stop();
    if (m_keepSoon->isActive()) {
        keepDraft(); // the program ends while somebody types
    }
}

QString ScoringSection::keeping() const
{
    return tr("Rules count once you use them");
}

void ScoringSection::enter()
{
    m_filling = true;
    const QString model = m_settings.qualificationModel();
    if (m_model->findData(model) < 0) {
        m_model->addChoice(model, model);
    }
    m_model->setCurrentIndex(m_model->findData(model));
    m_filling = false;
    if (!m_fields || !isChanged()) {
        read(); // what was typed and not used stays
    }
}

bool ScoringSection::isChanged() const
{
    return m_editor->rules().rules != m_inForce.rules;
}

void ScoringSection::read()
{
    m_reading.request_stop();
    m_soon->stop();
    whenDone(m_scoring.fields(), this, [this](const Result<ScoreFields> &fields) {
        if (!fields) {
            m_shell.showProblem(fields.error());
            return;
        }
        m_fields = std::make_unique<ScoreFields>(*fields);
        whenDone(m_scoring.rules(), this, [this](const Result<ScoreRules> &rules) {
            if (!rules) {
                m_shell.showProblem(rules.error());
                return;
            }
            const bool typedOn = m_isRead && isChanged();
            m_inForce = *rules;
            if (!typedOn) {
                // What an earlier start of the program left is taken up once; from then on the table has it.
                m_editor->setRules(*m_fields, m_isRead ? *rules : m_scoring.draft().value_or(*rules));
            }
            m_isRead = true;
            rulesEdited();
        });
    });
}

void ScoringSection::showState()
{
    whenDone(m_scoring.outdated(), this, [this](const Result<qint64> &outdated) {
        whenDone(m_scoring.spread(), this, [this, outdated = outdated.value_or(0)](const Result<ScoreSpread> &spread) {
            if (!isChanged()) {
                m_effect->showInForce(outdated, m_scoring.isRunning(), spread.value_or(ScoreSpread()));
            }
        });
    });
}

void ScoringSection::rulesEdited()
{
    m_reading.request_stop();
    m_keepSoon->start();
    if (!isChanged()) {
        m_soon->stop();
        showState();
        return;
    }
    const QString problem = m_editor->problem();
    if (!problem.isEmpty()) {
        m_soon->stop();
        m_effect->showProblem(problem);
        return;
    }
    m_effect->showReading();
    m_soon->start();
}

void ScoringSection::readEffect()
{
    m_reading = std::stop_source();
    const std::stop_token stop = m_reading.get_token();
    const QPointer<ScoreEffectCard> card(m_effect);
    const auto progress = [card, stop](const ScoreEffect &effect) {
        if (card && !stop.stop_requested()) {
            card->showEffect(effect, false);
        }
    };
    whenDone(m_scoring.effect(m_editor->rules(), progress, stop), this,
             [this, stop](const Result<ScoreEffect> &effect) {
                 if (stop.stop_requested()) {
                     return; // an older question
                 }
                 effect ? m_effect->showEffect(*effect, true) : m_effect->showProblem(effect.error().message);
             });
}

void ScoringSection::use()
{
    if (m_saving) {
        return;
    }
    m_reading.request_stop();
    m_soon->stop();
    m_saving = true;
    m_effect->setSaving(true);
    const ScoreRules rules = m_editor->rules();
    whenDone(m_scoring.save(rules), this, [this, rules, before = m_inForce](const Result<qint64> &saved) {
        m_saving = false;
        m_effect->setSaving(false);
        if (!saved) {
            m_shell.showProblem(saved.error());
            return;
        }
        m_inForce = rules;
        m_shell.offerUndo({tr("The rules are in force, everybody is scored by them now"),
                           [&scoring = m_scoring, before] { return withoutValue(scoring.save(before)); }});
        rulesEdited(); // somebody may have typed on while they were saved
    });
}

/// So that neither another page nor the end of the program loses what was typed.
void ScoringSection::keepDraft()
{
    m_keepSoon->stop();
    whenDone(m_scoring.keepDraft(isChanged() ? std::optional(m_editor->rules()) : std::nullopt), this,
             [this](const Result<> &kept) {
                 if (!kept) {
                     m_shell.showProblem(kept.error());
                 }
             });
}

void ScoringSection::suggest()
{
    replaceRules(ScoreRules::suggested(m_settings.senderProfile()), tr("The rules you typed were replaced"));
}

void ScoringSection::goBack()
{
    replaceRules(m_inForce, tr("Back to the rules in force"));
    m_editor->setFocus(); // the button is gone
}

void ScoringSection::replaceRules(const ScoreRules &rules, const QString &said)
{
    if (!m_fields) {
        return;
    }
    const ScoreRules typed = m_editor->rules();
    const bool lost = isChanged() && typed.rules != rules.rules;
    m_editor->setRules(*m_fields, rules);
    rulesEdited();
    if (lost) {
        m_shell.offerUndo({said, [self = QPointer(this), typed] {
                               if (self) {
                                   self->m_editor->setRules(*self->m_fields, typed);
                                   self->rulesEdited();
                               }
                               return nothingMore();
                           }});
    }
}

void ScoringSection::offerRuleBack(int index, const ScoreRule &rule)
{
    m_shell.offerUndo({tr("Rule removed"), [self = QPointer(this), index, rule] {
                           if (self) {
                               if (!self->isVisible()) { // Ctrl Z on another page
                                   self->m_shell.openSettings(QStringLiteral("scoring"));
                               }
                               if (!self->m_editor->putBack(index, rule)) {
                                   return refused(tr("There are as many rules as there may be. Remove one first."));
                               }
                           }
                           return nothingMore();
                       }});
}

} // namespace AlwaysLeads
