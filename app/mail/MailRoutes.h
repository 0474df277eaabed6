#pragma once

#include "mail/MailTransport.h"

namespace AlwaysLeads {

/// Gives each mail to the transport of its account.
class MailRoutes final : public MailTransport
{
public:
    MailRoutes(MailTransport &smtp, MailTransport &microsoft, MailTransport &google)
        : m_smtp(smtp)
        , m_microsoft(microsoft)
        , m_google(google)
    {
    }

    Task<HandOverOutcome> handOver(MailAccount account, Envelope envelope, QByteArray mime,
                                   std::function<void(HandOverStage)> reached, std::stop_token stop) override;
    Task<Result<>> probe(MailAccount account, std::stop_token stop) override;

private:
    MailTransport &routeOf(const MailAccount &account) const;

    MailTransport &m_smtp;
    MailTransport &m_microsoft;
    MailTransport &m_google;
};

} // namespace AlwaysLeads
