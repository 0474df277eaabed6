#pragma once

#include "mail/SentFolder.h"

#include <QByteArrayList>
#include <QCoroFuture>
#include <QHash>
#include <QPromise>

#include <memory>
#include <optional>

namespace AlwaysLeads {

/// The mails of one mailbox's folder of sent ones, and what goes wrong with it. Shared by all folders that a
/// FakeSentFolder source gives: it outlives a restart as a server does.
struct FakeSentStore
{
    QStringList ids; ///< with brackets; twice where there are two copies
    QHash<QString, QByteArray> mimes;
    std::optional<Error> problem; ///< of every question
    bool cutsAfterAppend = false; ///< the copy arrives, its news does not
    bool hangsAfterAppend = false; ///< the same, and nothing is heard any more until the request is stopped
    QList<SoughtMail> sought;
    QStringList drafts; ///< by what a service calls them
    QHash<QString, RemoteMail> leftAs; ///< the same, whatever their Message-ID
    int looks = 0;
    int appends = 0;
    int opened = 0;
    std::function<void()> meanwhile; ///< while it is being asked
};

class FakeSentFolder final : public SentFolder
{
public:
    explicit FakeSentFolder(FakeSentStore &store)
        : m_store(store)
    {
    }

    Task<Result<SentFinding>> find(SoughtMail mail, std::stop_token stop) override
    {
        m_store.sought.append(mail);
        auto looking = SentFolder::find(mail, stop);
        Result<SentFinding> found = co_await looking;
        if (found && m_store.drafts.contains(mail.remoteId)) {
            found->isDraft = true;
        }
        if (found && m_store.leftAs.contains(mail.remoteId)) {
            found->hasLeft = true;
        }
        if (found && found->hasLeft) {
            found->mail = m_store.leftAs.value(mail.remoteId);
        }
        co_return found;
    }
    Task<Result<bool>> contains(QString messageId, QDateTime, std::stop_token) override
    {
        ++m_store.looks;
        if (m_store.meanwhile) {
            m_store.meanwhile();
        }
        if (m_store.problem) {
            co_return tl::unexpected<Error>(*m_store.problem);
        }
        co_return m_store.ids.contains(messageId);
    }
    Task<Result<>> keepCopy(QString messageId, QByteArray mime, QDateTime, std::stop_token stop) override
    {
        ++m_store.looks;
        if (m_store.problem) {
            co_return tl::unexpected<Error>(*m_store.problem);
        }
        if (m_store.ids.contains(messageId)) {
            co_return Result<>();
        }
        m_store.ids.append(messageId);
        m_store.mimes.insert(messageId, mime);
        ++m_store.appends;
        if (m_store.hangsAfterAppend) {
            auto never = std::make_shared<QPromise<void>>();
            never->start();
            const std::stop_callback wake(stop, [never] { never->finish(); });
            QFuture<void> waiting = never->future();
            co_await waiting;
            co_return failure(ErrorKind::Cancelled, QStringLiteral("Stopped."));
        }
        if (m_store.cutsAfterAppend) {
            co_return failure(ErrorKind::Network, QStringLiteral("The connection broke."));
        }
        co_return Result<>();
    }

private:
    FakeSentStore &m_store;
};

} // namespace AlwaysLeads
