#include "assistant/QuestionCost.h"

#include "assistant/ClaudeAnswer.h"
#include "assistant/ClaudePrices.h"
#include "net/Json.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr int frame = 60; // tokens around what we write

} // namespace

QuestionCost costBefore(const ClaudeQuestion &question, bool inBatch, int likelyAnswer)
{
    // Nobody but the service can count its tokens. About three letters are one; scripts of other letters need more, up
    // to one for each. Bytes count those right. What stands before the cache mark is at worst written to the cache.
    const qint64 fixed = question.rules.toUtf8().size() + Json::write(question.schema).size();
    const qint64 own = question.text.toUtf8().size();
    ClaudeUsage likely;
    likely.input = (fixed + own) / 3 + frame;
    likely.output = std::min(likelyAnswer, question.maxTokens);
    likely.inBatch = inBatch;
    ClaudeUsage most;
    most.cacheWrite5m = fixed / 2 + frame;
    most.input = own / 2 + frame;
    most.output = question.maxTokens;
    most.inBatch = inBatch;
    return {costOf(question.model, likely).micros, costOf(question.model, most).micros};
}

} // namespace AlwaysLeads
