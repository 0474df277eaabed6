#pragma once

#include "base/Clock.h"
#include "mail/MailTransport.h"
#include "probe/ProbeReport.h"
#include "probe/ProbeStore.h"
#include "reply/MailSource.h"
#include "storage/Database.h"

#include <QDateTime>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QStringList>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace AlwaysLeads {

class Mailboxes;
class Settings;

/// How long a test mail is waited for.
struct ProbePolicy
{
    std::chrono::milliseconds pause = std::chrono::seconds(2); ///< between two looks
    std::chrono::milliseconds pauseAfterFailure = std::chrono::seconds(10); ///< the service may want to be left alone
    std::chrono::milliseconds patience = std::chrono::seconds(90);
};

/// Has a mailbox send one mail to itself, finds it again, and says what became of it on the way. Only when a person
/// asks for it, and never twice for one asking: the row of a test mail is on the disk before its first byte leaves, and
/// while it is not known what became of it, it is only looked for.
class MailProbe : public QObject
{
    Q_OBJECT

public:
    enum class Step {
        Opening, ///< the mailbox, for reading: before anything is sent
        Sending,
        Waiting,
    };
    using Progress = std::function<void(Step)>;
    /// The Message-ID, with its brackets, that a sent mail really has at a service with an API, by the service's id.
    using KeptMessageId = std::function<Task<Result<QString>>(CloudAccount, QString, std::stop_token)>;

    struct Needs
    {
        Database &database;
        Clock &clock;
        Mailboxes &mailboxes;
        MailTransport &transport;
        const Settings &settings;
        MailSources sources;
        KeptMessageId keptMessageId{}; ///< may be empty
    };
    explicit MailProbe(Needs needs, ProbePolicy policy = {}, QObject *parent = nullptr);

    /// Nothing when none was ever sent.
    Task<Result<std::optional<ProbeReport>>> latest(MailboxId mailbox);
    /// Sends a new test mail and looks for it; of a mailbox that only sends it is not looked for. A report that is
    /// still open means that it was not there in time. Errors: NotFound, the mailbox is not read, so nothing was sent;
    /// SignedOut, Network, Timeout before sending; Refused, a test of it is running; Cancelled: what had left is looked
    /// for with look() later.
    Task<Result<ProbeReport>> send(MailboxId mailbox, Progress progress, std::stop_token stop);
    /// Looks for the last test mail, and sends none. ErrorKind::NotFound when none was sent.
    Task<Result<ProbeReport>> look(MailboxId mailbox, Progress progress, std::stop_token stop);
    /// Await it before destroying this.
    Task<> close();

Q_SIGNALS:
    /// A test mail was sent, found or refused.
    void changed(AlwaysLeads::MailboxId mailbox);
    /// A test ended, well or not.
    void ended();

private:
    struct Reading
    {
        std::shared_ptr<MailSource> source;
        QStringList folders;
        QHash<QString, FolderMark> marks;
        QDateTime since; ///< nothing older is asked for
    };
    using Source = std::shared_ptr<Reading>;

    enum class Wish { Send, Look };
    Task<Result<ProbeReport>> run(Wish wish, MailboxId mailbox, Progress progress, std::stop_token stop);
    Task<Result<ProbeReport>> sendNow(Mailbox mailbox, Progress progress, std::stop_token stop);
    Task<Result<ProbeReport>> lookNow(Mailbox mailbox, Progress progress, std::stop_token stop);
    /// Opens the mailbox and passes over what is there: before a test mail is sent.
    Task<Result<Source>> openForSending(MailboxId mailbox, std::stop_token stop);
    Task<Result<Source>> open(MailboxId mailbox, QDateTime sentAt, std::stop_token stop);
    /// Notes where each folder ends, so that only what comes afterwards is read.
    Task<Result<>> passOver(Source reading, std::stop_token stop);
    Task<Result<ProbeReport>> handOver(ProbeReport probe, Mailbox mailbox, QByteArray mime, std::stop_token stop);
    /// What the service calls a mail that it took; ours when it does not tell.
    Task<QString> nameAtService(MailAccount account, ProbeReport probe, std::stop_token stop);
    Task<Result<ProbeReport>> waitFor(ProbeReport probe, QByteArray mime, Source reading, std::stop_token stop);
    /// Still open when it is not there.
    Task<Result<ProbeReport>> lookOnce(ProbeReport probe, QByteArray mime, Source reading, std::stop_token stop);
    /// Reads the whole mail and notes what became of it; still open when it is not there any more.
    Task<Result<ProbeReport>> judge(ProbeReport probe, QByteArray mime, Source reading, MailHead head, bool junk,
                                    std::stop_token stop);
    Task<Result<>> note(ProbeReport probe);
    Result<QByteArray> compose(const ProbeReport &probe, const Mailbox &mailbox) const;

    Needs m_needs;
    ProbePolicy m_policy;
    ProbeStore m_store;
    QSet<MailboxId> m_busy;
    std::stop_source m_closing;
};

} // namespace AlwaysLeads
