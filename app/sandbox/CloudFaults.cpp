#include "sandbox/CloudFaults.h"

namespace AlwaysLeads {

std::optional<CloudFault> CloudFaults::take(int call)
{
    for (qsizetype at = 0; at < m_faults.size(); ++at) {
        CloudFault &fault = m_faults[at];
        if (fault.call >= 0 && fault.call != call) {
            continue;
        }
        if (fault.after > 0) {
            --fault.after;
            continue;
        }
        const CloudFault taken = fault;
        if (fault.times > 0 && --fault.times == 0) {
            m_faults.removeAt(at);
        }
        return taken;
    }
    return std::nullopt;
}

ServerAnswer CloudFaults::answer(int call, const std::function<ServerAnswer()> &work)
{
    using Harm = CloudFault::Harm;
    const std::optional<CloudFault> fault = take(call);
    if (!fault) {
        return work();
    }
    if (fault->harm == Harm::Refuse) {
        return fault->answer;
    }
    ServerAnswer answer;
    if (fault->harm != Harm::CutBefore) {
        answer = work();
    }
    switch (fault->harm) {
    case Harm::Refuse:
        break;
    case Harm::CutBefore:
    case Harm::CutAfter:
        answer.delivery = ServerAnswer::Delivery::Silent;
        break;
    case Harm::CutInside:
        answer.body += QByteArray(100, ' '); // an empty body would come whole
        answer.delivery = ServerAnswer::Delivery::CutInside;
        break;
    case Harm::NotHttp:
        answer.delivery = ServerAnswer::Delivery::Garbage;
        break;
    case Harm::Garbage:
        answer.body = "<!DOCTYPE html><html><title>Sign in to the guest network</title></html>";
        break;
    case Harm::WrongTypes:
        answer.body = R"({"id":{"a":1},"threadId":7,"internetMessageId":[],"conversationId":false,"isDraft":"no",)"
                      R"("value":{"id":"x"},"messages":"many","payload":3,"emailAddress":[1]})";
        break;
    case Harm::Oversized:
        answer.body = "{\"id\":\"" + QByteArray(2 * 1024 * 1024, 'a') + "\"}";
        break;
    case Harm::Slow:
        answer.wait = fault->wait;
        break;
    }
    return answer;
}

} // namespace AlwaysLeads
