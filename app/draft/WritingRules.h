#pragma once

#include "draft/Draft.h"
#include "storage/Connection.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// Something Claude could learn from what the person changed, in words both can read.
struct WritingRule
{
    enum class State { Proposed, Kept, Deleted };

    qint64 id = 0;
    QString text; ///< "Write “call” instead of “meeting”."
    QString example; ///< where it was seen first: the changed words in their place
    int seen = 0; ///< in how many drafts
    State state = State::Proposed;

    bool operator==(const WritingRule &) const = default;
};

/// A text as Claude wrote it and as the person approved it.
struct WrittenAndApproved
{
    QString written;
    QString approved;
};

class WritingRules
{
    Q_DECLARE_TR_FUNCTIONS(WritingRules)
public:
    static constexpr int oftenEnough = 2; ///< drafts with the same change
    static constexpr int oftenEnoughForLength = 3;

    /// What the same change in several drafts says: words put in place of others, words taken out, texts made shorter.
    static QList<WritingRule> from(const QList<WrittenAndApproved> &texts);
};

/// The table writing_rule.
class WritingRuleStore
{
public:
    Result<QList<WritingRule>> list(Connection &connection, WritingRule::State state) const;
    Result<> setState(Connection &connection, qint64 rule, WritingRule::State state) const;
    /// Looks at the drafts of Claude's that were approved last, and proposes what is new. What was deleted is not
    /// proposed again.
    Result<> learn(Connection &connection, const QDateTime &now) const;
};

} // namespace AlwaysLeads
