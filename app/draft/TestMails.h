#pragma once

#include "base/Clock.h"
#include "draft/DraftStore.h"
#include "mail/MailTransport.h"
#include "storage/Database.h"

#include <QCoreApplication>

#include <functional>

namespace AlwaysLeads {

/// Sends a draft to the person themself, from the mailbox it would leave from. It is the same mail but for To, its
/// Message-ID and the reader's unsubscribe link, which must not be pressed by anybody else. It stands in no ledger and
/// counts as no contact.
class TestMails
{
    Q_DECLARE_TR_FUNCTIONS(TestMails)
public:
    using Account = std::function<Task<Result<MailAccount>>(MailboxId)>;

    TestMails(Database &database, const Clock &clock, MailTransport &transport, Account account);

    /// A sentence that says where it went.
    Task<Result<QString>> send(DraftId draft, std::stop_token stop = {});

private:
    struct Ready
    {
        MailboxId mailbox;
        EmailAddress address;
        QByteArray mime;
    };

    Database &m_database;
    const Clock &m_clock;
    MailTransport &m_transport;
    Account m_account;
};

} // namespace AlwaysLeads
