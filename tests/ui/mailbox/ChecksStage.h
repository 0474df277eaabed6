#pragma once

#include "app/dnscheck/FakeDns.h"
#include "app/keychain/MemoryKeychain.h"
#include "autoconfig/MailAutoConfig.h"
#include "dnscheck/DomainCheck.h"
#include "keychain/Vault.h"
#include "mailbox/Mailboxes.h"
#include "net/HttpClient.h"
#include "probe/MailProbe.h"
#include "reply/ImapMailSource.h"
#include "sandbox/HttpServer.h"
#include "sandbox/ImapServer.h"
#include "settings/MailboxesSection.h"
#include "settings/Settings.h"
#include "stage/PageStage.h"
#include "support/CopiedDatabase.h"
#include "support/Settle.h"
#include "widgets/Marks.h"

#include <QLineEdit>
#include <QTest>

namespace AlwaysLeads {

/// Says that the servers of a list answer.
class ListedServers final : public ServerProbe
{
public:
    Task<Result<ReachedServer>> reach(MailServerOffer offer, std::stop_token) override
    {
        const bool isThere = there.contains(QStringLiteral("%1:%2").arg(offer.host).arg(offer.port));
        if (!isThere) {
            co_return failure(ErrorKind::Network, QStringLiteral("%1 did not answer.").arg(offer.host));
        }
        const ReachedServer reached{true, false};
        co_return Result<ReachedServer>(reached);
    }
    QStringList there;
};

/// Takes every mail and gives it to the test.
class TakingTransport final : public MailTransport
{
public:
    Task<HandOverOutcome> handOver(MailAccount, Envelope, QByteArray mime, std::function<void(HandOverStage)>,
                                   std::stop_token) override
    {
        ++taken;
        if (deliver) {
            deliver(mime);
        }
        HandOverOutcome outcome;
        outcome.verdict = verdict;
        outcome.message = message;
        co_return outcome;
    }
    Task<Result<>> probe(MailAccount, std::stop_token) override { co_return {}; }

    HandOverOutcome::Verdict verdict = HandOverOutcome::Verdict::Accepted;
    QString message;
    std::function<void(QByteArray)> deliver;
    int taken = 0;
};

/// The mailboxes of Settings in a window, with all that finds servers, looks at a domain and tests a mailbox. The
/// mailbox is read by real IMAP, files come over real HTTP; the DNS is the test's.
struct ChecksStage
{
    explicit ChecksStage(std::chrono::milliseconds patience = std::chrono::seconds(20))
    {
        web = std::make_unique<HttpServer>([this](const ServerRequest &request) {
            ServerAnswer answer;
            answer.wait = fileTakes;
            answer.status = files.contains(request.path) ? 200 : 404;
            answer.body = files.value(request.path);
            return answer;
        });
        ImapServer::Options imapOptions;
        imapOptions.password = QStringLiteral("right");
        imap = std::make_unique<ImapServer>(imapOptions);
        if (!web->start() || !imap->start() || !QCoro::waitFor(vault.open()) || !QCoro::waitFor(settings.load())) {
            qFatal("The stage could not be built");
        }
        MailAutoConfig::Options options;
        options.ofDomain = {web->url().toString() + QStringLiteral("/domain/%1")};
        options.directory = web->url().toString() + QStringLiteral("/directory/%1");
        autoConfig = std::make_unique<MailAutoConfig>(http, dns, servers, options);
        ProbePolicy policy;
        policy.pause = std::chrono::milliseconds(20);
        policy.patience = patience;
        const MailSources sources = [this](MailboxId id) { return read(&mailboxes, id, &keeper); };
        probe = std::make_unique<MailProbe>(MailProbe::Needs{*database, clock, mailboxes, transport, settings, sources},
                                            policy);
        transport.deliver = [this](const QByteArray &mime) { deliver(mime); };
    }
    ~ChecksStage()
    {
        stage.close();
        QCoro::waitFor(probe->close());
        settle(database, http);
    }
    static Task<Result<std::shared_ptr<MailSource>>> read(Mailboxes *mailboxes, MailboxId id, QObject *keeper)
    {
        Result<ImapAccount> account = co_await mailboxes->readingAccount(id);
        if (!account) {
            co_return failureOf(std::move(account));
        }
        const QList<QSslCertificate> trusted;
        const ImapTimeouts patience;
        std::shared_ptr<MailSource> source = std::make_shared<ImapMailSource>(*account, trusted, patience, keeper);
        co_return source;
    }
    void deliver(const QByteArray &mime, const QString &folder = QStringLiteral("INBOX"))
    {
        QVERIFY(imap->deliver(QStringLiteral("clara@harbourline.example"), folder, mime, clock.now()));
    }
    void open(QSize size = QSize(1216, 862))
    {
        auto *page = new Pane(&Theme::surface);
        auto *lines = new QVBoxLayout(page);
        section = new MailboxesSection(mailboxes, stage.shell);
        section->enableServerSearch(*autoConfig);
        section->enableDomainCheck(domainCheck);
        section->enableProbe(*probe);
        lines->addWidget(section);
        stage.show(page, size);
        section->enter();
    }
    /// A mailbox that is read at the stand-in, as number 1.
    MailboxId addClara()
    {
        Mailbox mailbox;
        mailbox.address = EmailAddress::parse(QStringLiteral("clara@harbourline.example")).value();
        mailbox.host = QStringLiteral("localhost");
        mailbox.userName = mailbox.address.toString();
        mailbox.imapHost = QStringLiteral("127.0.0.1");
        mailbox.imapPort = imap->port();
        mailbox.imapSecurity = ImapAccount::Security::LoopbackPlain;
        return QCoro::waitFor(mailboxes.add(mailbox, QStringLiteral("right"))).value();
    }
    QList<Mailbox> kept() { return *QCoro::waitFor(mailboxes.list()); }
    void put(const char *name, const QString &text) const
    {
        auto *field = stage.find<QLineEdit>(name);
        QVERIFY2(field != nullptr, name);
        field->setFocus();
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(field, Qt::Key_Delete);
        QTest::keyClicks(field, text);
    }
    QString value(const char *name) const
    {
        const auto *field = stage.find<QLineEdit>(name);
        return field ? field->text() : QStringLiteral("(not shown)");
    }
    bool says(const char *name, const QString &words) const
    {
        const QWidget *shown = stage.find(name);
        if (!shown) {
            return false;
        }
        QStringList texts = shownTexts(shown);
        const QList<StatusChip *> chips = shown->findChildren<StatusChip *>();
        for (const StatusChip *chip : chips) {
            if (chip->isVisible()) {
                texts << chip->look().word;
            }
        }
        return !texts.filter(words).isEmpty();
    }

    TestDatabase database = copiedDatabase();
    QHash<QString, QByteArray> files; ///< by their path
    std::chrono::milliseconds fileTakes{0};
    SystemClock clock;
    MemoryKeychain keychain;
    Vault vault{*database, keychain, clock};
    Settings settings{*database};
    HttpClient http{clock};
    FakeDns dns;
    ListedServers servers;
    TakingTransport transport;
    Mailboxes mailboxes{*database, vault, transport, clock};
    DomainCheck domainCheck{dns, clock};
    QObject keeper;
    std::unique_ptr<HttpServer> web;
    std::unique_ptr<ImapServer> imap;
    std::unique_ptr<MailAutoConfig> autoConfig;
    std::unique_ptr<MailProbe> probe;
    PageStage stage; // ends before the services its page uses
    MailboxesSection *section = nullptr;
};

} // namespace AlwaysLeads
