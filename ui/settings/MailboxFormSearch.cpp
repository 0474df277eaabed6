// From the address to the servers: found, or guessed.
#include "mailbox/ProviderSignIn.h"
#include "mailbox/ServerFields.h"
#include "mailbox/ServerSearch.h"
#include "settings/MailboxForm.h"
#include "widgets/Choices.h"
#include "widgets/Combo.h"
#include "widgets/TextField.h"

namespace AlwaysLeads {

void MailboxForm::connectSearch()
{
    connect(m_search, &ServerSearch::resized, this, &MailboxForm::refit);
    connect(m_search, &ServerSearch::found, this, [this](const FoundServers &servers) {
        if (m_serverTyped) {
            m_search->offerToUse(); // what a person typed is not taken away
        } else {
            use(servers);
        }
    });
    connect(m_search, &ServerSearch::useWanted, this, &MailboxForm::use);
    connect(m_search, &ServerSearch::signInWanted, this, [this] {
        Q_EMIT signInWanted();
        close();
    });
}

void MailboxForm::addressTyped()
{
    if (m_address->text().trimmed().isEmpty() || !isByServer()) {
        return;
    }
    const Result<EmailAddress> address = EmailAddress::parse(m_address->text());
    if (!address) {
        m_address->setError(address.error().message);
        return;
    }
    if (!m_userTyped) {
        m_userName->setText(address->toString());
    }
    if (!m_search) {
        guess(*address);
        if (isByProvider()) {
            findProvider();
        }
    } else if (*address != m_searched) {
        const bool sameDomain = !m_searched.isNull() && m_searched.domain() == address->domain();
        m_searched = *address;
        if (!sameDomain) {
            m_search->search(*address);
        }
    }
}

void MailboxForm::guess(const EmailAddress &address)
{
    if (m_serverTyped) {
        return;
    }
    const Mailbox guessed = guessedMailbox(address);
    m_outgoing->set(guessed.host, guessed.port, ServerFields::Security(guessed.security));
    m_incoming->set(guessed.imapHost, guessed.imapPort, ServerFields::Security(guessed.imapSecurity));
}

void MailboxForm::use(const FoundServers &servers)
{
    const auto security = [](const MailServerOffer &offer) {
        return offer.security == MailServerOffer::Security::ImplicitTls ? ServerFields::Security::ImplicitTls
                                                                        : ServerFields::Security::StartTls;
    };
    QString user = m_userName->text();
    if (servers.outgoing) {
        const MailServerOffer &offer = servers.outgoing->offer;
        m_outgoing->set(offer.host, offer.port, security(offer));
        if (!m_userTyped && !offer.userName.isEmpty()) {
            user = offer.userName;
            m_userName->setText(user);
        }
    }
    if (servers.incoming) {
        const MailServerOffer &offer = servers.incoming->offer;
        m_incoming->set(offer.host, offer.port, security(offer));
        const bool other = !m_userTyped && !offer.userName.isEmpty() && offer.userName != user;
        m_incomingUser->setText(other ? offer.userName : QString());
        m_ownSignIn->setChecked(other);
    }
    m_published = servers.issuer;
    const bool wantsBrowser = servers.outgoing && servers.outgoing->offer.oauth && !servers.outgoing->offer.password;
    if (m_providers && wantsBrowser) {
        m_way->setCurrentIndex(m_way->findData(int(Way::Provider)));
    }
    if (isByProvider()) {
        findProvider();
    }
}

} // namespace AlwaysLeads
