#pragma once

#include "autoconfig/ServerProbe.h"

#include <QCoreApplication>
#include <QList>
#include <QObject>
#include <QSslCertificate>

#include <chrono>

namespace AlwaysLeads {

class TlsServerProbe final : public ServerProbe
{
    Q_DECLARE_TR_FUNCTIONS(TlsServerProbe)
public:
    /// `trusted` are certificates of authorities to trust beside the system's. `patience` is for each step.
    explicit TlsServerProbe(QList<QSslCertificate> trusted = {},
                            std::chrono::milliseconds patience = std::chrono::seconds(8));

    Task<Result<ReachedServer>> reach(MailServerOffer offer, std::stop_token stop) override;

private:
    QList<QSslCertificate> m_trusted;
    std::chrono::milliseconds m_patience;
    QObject m_keeper; ///< of lines that are saying good-bye
};

} // namespace AlwaysLeads
