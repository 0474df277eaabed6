#pragma once

#include "scoring/ScoreCard.h"
#include "scoring/ScoreFields.h"
#include "scoring/ScoreSubject.h"

#include <QDate>
#include <QRegularExpression>

#include <vector>

namespace AlwaysLeads {

/// Rules read once and held against many people. Knows nothing of the database; the same subject and the same day give
/// the same card, whatever the order of the rules. A rule that cannot be used (ScoreFields::problemOf) counts nothing.
class ScoreJudge
{
public:
    ScoreJudge(const ScoreRules &rules, const ScoreFields &fields, QDate today);

    ScoreCard cardFor(const ScoreSubject &subject) const;
    /// Every rule with what it looked at.
    QList<ScoreLine> linesFor(const ScoreSubject &subject) const;

    qint64 rulesVersion() const { return m_version; }
    /// What has to be read of a person at all.
    bool needsCustom() const { return m_needsCustom; }
    bool needsTags() const { return m_needsTags; }
    bool needsEvents() const { return m_needsEvents; }

private:
    struct Word
    {
        QString text; ///< folded
        bool openStart = false; ///< "*leiter"
        bool openEnd = false; ///< "operat*"
    };
    struct Rule
    {
        ScoreRule rule;
        ScoreFieldKind kind = ScoreFieldKind::Text;
        QString key; ///< of an event: its kind
        std::vector<Word> words;
        double low = 0;
        double high = 0;
        QString reason; ///< with "{}" for the value
        QString sentence;
        QList<QPair<QString, QString>> choices; ///< to say a value in words
    };
    struct Verdict
    {
        bool counts = false;
        QString value; ///< what it looked at, for the reason
    };

    Verdict judge(const Rule &rule, const ScoreSubject &subject) const;
    Verdict judgeTags(const Rule &rule, const ScoreSubject &subject) const;
    Verdict judgeEvent(const Rule &rule, const ScoreSubject &subject) const;
    bool passes(const Rule &rule, const QString &value) const;
    bool isWithinDays(const Rule &rule, QDate date) const;
    static bool holdsWord(const QString &folded, const Word &word);

    std::vector<Rule> m_rules;
    qint64 m_version = 0;
    QDate m_today;
    bool m_needsCustom = false;
    bool m_needsTags = false;
    bool m_needsEvents = false;
};

} // namespace AlwaysLeads
