#pragma once

#include "storage/Connection.h"

#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace AlwaysLeads {

/// Tells whether one row of the full-text index fits a text, with the index's own tokenizer: what the index itself
/// would say, without walking its lists. Much faster than it where a word is in a great many rows.
class LeadTextMatch
{
public:
    /// The tokenizer of lead_search, as the schema names it.
    LeadTextMatch(Connection &connection, const QStringList &words);
    ~LeadTextMatch();
    LeadTextMatch(const LeadTextMatch &) = delete;
    LeadTextMatch &operator=(const LeadTextMatch &) = delete;

    /// False where the index alone can tell: no tokenizer, or a word of which it keeps nothing.
    bool isUsable() const;
    /// Every word begins a word of one of the columns.
    bool matches(std::span<const std::string_view> columns);

private:
    struct Tokenizer;
    bool has(std::string_view column, const std::vector<std::string> &phrase, bool &isRead);
    std::unique_ptr<Tokenizer> m_tokenizer;
    std::vector<std::vector<std::string>> m_phrases; ///< the tokens of each word typed; the last is a beginning
    std::vector<bool> m_found;
};

} // namespace AlwaysLeads
