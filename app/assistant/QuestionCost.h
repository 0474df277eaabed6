#pragma once

#include <QtGlobal>

namespace AlwaysLeads {

struct ClaudeQuestion;

/// What a question will cost, before it is asked: what is likely, and what it cannot pass.
struct QuestionCost
{
    qint64 likelyMicros = 0;
    qint64 mostMicros = 0;

    QuestionCost &operator+=(const QuestionCost &other)
    {
        likelyMicros += other.likelyMicros;
        mostMicros += other.mostMicros;
        return *this;
    }

    bool operator==(const QuestionCost &) const = default;
};
/// `likelyAnswer`: tokens of a usual answer, the model's thinking included.
QuestionCost costBefore(const ClaudeQuestion &question, bool inBatch, int likelyAnswer = 350);

} // namespace AlwaysLeads
