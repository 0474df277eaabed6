#include "mail/MailRoutes.h"

namespace AlwaysLeads {

MailTransport &MailRoutes::routeOf(const MailAccount &account) const
{
    const auto *cloud = std::get_if<CloudAccount>(&account);
    if (!cloud) {
        return m_smtp;
    }
    return cloud->service == CloudAccount::Service::Google ? m_google : m_microsoft;
}

Task<HandOverOutcome> MailRoutes::handOver(MailAccount account, Envelope envelope, QByteArray mime,
                                           std::function<void(HandOverStage)> reached, std::stop_token stop)
{
    return routeOf(account).handOver(account, envelope, mime, reached, stop);
}

Task<Result<>> MailRoutes::probe(MailAccount account, std::stop_token stop)
{
    return routeOf(account).probe(account, stop);
}

} // namespace AlwaysLeads
