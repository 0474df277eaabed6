#pragma once

#include "sandbox/HttpServer.h"

#include <functional>
#include <optional>

namespace AlwaysLeads {

/// What goes wrong with the calls to a stand-in of a mail service.
struct CloudFault
{
    enum class Harm {
        Refuse, ///< `answer` instead of the usual one, and nothing is done
        CutBefore, ///< the connection is closed, nothing is done
        CutAfter, ///< it is done, then the connection is closed without a byte
        CutInside, ///< it is done, half of the answer comes
        NotHttp, ///< it is done, bytes come that are not HTTP
        Garbage, ///< it is done, the answer is a page instead of JSON
        WrongTypes, ///< it is done, the answer has values of other types than it should
        Oversized, ///< it is done, the answer is 2 MB of JSON
        Slow, ///< it is done, the usual answer comes after `wait`
    };

    int call = -1; ///< of the server's enum Call; -1: any
    Harm harm = Harm::Refuse;
    ServerAnswer answer = ServerAnswer();
    std::chrono::milliseconds wait{0};
    int times = 1; ///< how often it strikes; -1: always
    int after = 0; ///< so many calls of this kind go well before
};

/// The faults of one stand-in, in the order they were added.
class CloudFaults
{
public:
    void add(CloudFault fault) { m_faults += std::move(fault); }
    void clear() { m_faults.clear(); }
    /// `work` does what is asked; it is left out where the fault says so.
    ServerAnswer answer(int call, const std::function<ServerAnswer()> &work);

private:
    std::optional<CloudFault> take(int call);

    QList<CloudFault> m_faults;
};

} // namespace AlwaysLeads
