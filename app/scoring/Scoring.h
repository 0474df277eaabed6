#pragma once

#include "base/Clock.h"
#include "base/TaskScope.h"
#include "scoring/ScoreBatch.h"
#include "scoring/ScoreEffect.h"
#include "storage/Database.h"

#include <QDate>
#include <QObject>

#include <functional>

namespace AlwaysLeads {

class Leads;
class Settings;

/// Keeps every person's score what the rules say: whoever changes a person, the schema notes it, and this scores them
/// anew in small transactions between the writes of others. Changed rules go over everybody, with progress; a cancelled
/// run leaves the rest with their scores of before, and goes on from there later.
class Scoring : public QObject
{
    Q_OBJECT
public:
    Scoring(Database &database, Clock &clock, Leads &leads, Settings &settings, QObject *parent = nullptr);

    /// Scores what changed while the program was not running, and from now on.
    void start();
    Task<> close();

    /// The rules in force; those the profile suggests when none were saved.
    Task<Result<ScoreRules>> rules();
    Task<Result<ScoreFields>> fields();
    /// What was typed and is not in force yet; nothing when that is nothing. Survives the program.
    std::optional<ScoreRules> draft() const;
    Task<Result<>> keepDraft(std::optional<ScoreRules> rules);
    /// Puts these in force and goes over everybody. ErrorKind::Invalid names the first rule that cannot be used.
    Task<Result<qint64>> save(ScoreRules rules);
    /// What these rules would do. Changes nothing. `progress` gets what is known so far, at most ten times a second.
    Task<Result<ScoreEffect>> effect(ScoreRules rules, std::function<void(const ScoreEffect &)> progress = {},
                                     std::stop_token stop = {});

    Task<Result<std::optional<LeadScore>>> of(LeadId lead);
    /// Every rule held against this person.
    Task<Result<QList<ScoreLine>>> why(LeadId lead);
    /// Now, and waits for it. How many have another score after it.
    Task<Result<qint64>> scoreAgain(QList<LeadId> ids);
    /// 0 to 100; nothing gives them back to the rules. One step of the history, to be undone like any other change of
    /// people. How many have another setting after it.
    Task<Result<qint64>> setByHand(QList<LeadId> ids, std::optional<int> score);

    /// Goes over those whose score is not by the rules in force: after a cancelled run.
    void goOn();
    void cancel();
    bool isRunning() const { return m_run.has_value(); }
    /// How many are scored by older rules, or not at all.
    Task<Result<qint64>> outdated();
    /// How the scores of now lie.
    Task<Result<ScoreSpread>> spread();

Q_SIGNALS:
    /// Of a run over everybody.
    void progressed(qint64 done, qint64 total);
    /// The run ended; `cancelled` when somebody stopped it.
    void finished(qint64 done, bool cancelled);
    /// A run broke off, such as at a full disk; who was not reached keeps the score of before. goOn() tries again.
    void failed(const AlwaysLeads::Error &error);
    void rulesChanged();

private:
    /// A run over everybody, or over those who are not scored by the rules in force.
    struct Run
    {
        int number = 0; ///< tells a run from the one that took its place
        bool everybody = false;
        LeadId after;
        qint64 done = 0;
        qint64 total = 0;
        bool counted = false;
        QDate day; ///< on which it began: it may end after midnight
    };

    void wake();
    Task<Result<>> work();
    Task<Result<bool>> scoreChanged();
    Task<Result<>> takeStep();
    Task<Result<>> followTheDays();
    /// Begins the day's run unless it was, or another is under way: that one's end looks again.
    Task<Result<>> lookAtTheDay();
    /// Notes that the run of that day was (empty: the run was of something else), then looks whether one is due.
    Task<Result<>> finishDay(QString day);
    void beginRun(bool everybody);
    void endRun(bool cancelled);
    void tell(const QList<LeadId> &changed);
    void tellOfRun();
    ScoreRules fallback() const;

    Database &m_database;
    Clock &m_clock;
    Leads &m_leads;
    Settings &m_settings;
    ScoreStore m_store;
    TaskScope m_scope{QStringLiteral("scoring")};
    std::optional<Run> m_run;
    int m_runs = 0;
    QList<LeadId> m_runChanged; ///< told once, at the end of the run
    bool m_working = false;
    bool m_again = false;
    bool m_telling = false;
    bool m_started = false;
};

} // namespace AlwaysLeads
