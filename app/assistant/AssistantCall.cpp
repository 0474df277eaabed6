#include "assistant/AssistantCall.h"

#include "assistant/AssistantLog.h"

namespace AlwaysLeads {

CallCost AssistantCall::take(const ClaudeAnswer &answer)
{
    if (!answer.model.isEmpty()) {
        model = answer.model;
    }
    requestId = answer.requestId;
    usage = answer.usage;
    const CallCost cost = costOf(model, usage);
    costMicros = cost.micros;
    if (!cost.priceKnown) {
        qCWarning(assistantLog).noquote() << "no price is known for the model" << model << "- counted at the dearest";
    }
    switch (answer.ending) {
    case ClaudeAnswer::Ending::Refused:
        outcome = Outcome::Refused;
        break;
    case ClaudeAnswer::Ending::CutOff:
    case ClaudeAnswer::Ending::ContextFull:
        outcome = Outcome::CutOff;
        break;
    case ClaudeAnswer::Ending::Complete:
    case ClaudeAnswer::Ending::Other:
        outcome = Outcome::Used;
        break;
    }
    return cost;
}

bool AssistantCall::mayBeOnTheBill(const Error &error)
{
    return error.kind == ErrorKind::Network || error.kind == ErrorKind::Timeout || error.kind == ErrorKind::Cancelled
        || error.kind == ErrorKind::Invalid;
}

} // namespace AlwaysLeads
