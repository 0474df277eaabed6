#pragma once

#include "lead/LeadQueryAnswer.h"
#include "lead/LeadTextMatch.h"
#include "lead/RawStatement.h"

#include <optional>

namespace AlwaysLeads {

/// Goes through people in the order of the list, a while at a time, until enough of them fit. Where many fit, that is
/// sooner than reading who they are from the full-text index; and how many it met tells how long the rest would take.
class LeadQueryAnswer::Walk
{
public:
    Walk(LeadQueryAnswer &answer, size_t most);

    /// There is an order to go by.
    bool isPossible() const { return m_kept || !m_statements.isEmpty(); }
    /// True when found() holds the first `most` people, or all there are; false when the time was up before.
    Result<bool> goOn(double milliseconds);
    /// How many milliseconds more it would take, going by what was met.
    double rest() const;
    std::vector<LeadId> found() const { return leadIds(m_found); }
    bool isAll() const { return m_found.size() < m_most; }

private:
    Result<bool> takeSome();
    Result<bool> fits(qint64 id);

    LeadQueryAnswer &m_answer;
    const size_t m_most;
    std::shared_ptr<const LeadOrder> m_kept;
    size_t m_place = 0; ///< in it
    QList<LeadSql> m_statements; ///< where no order is kept: those that give everybody
    std::optional<RawStatement> m_everybody;
    std::optional<LeadTextMatch> m_text;
    std::optional<RawStatement> m_words; ///< of one person, right where the full-text index keeps them
    std::vector<qint64> m_some; ///< whom the rest of the query lets through, of those met last
    size_t m_next = 0; ///< of them
    size_t m_atOnce;
    std::vector<qint64> m_found;
    double m_walked = 0;
};

} // namespace AlwaysLeads
