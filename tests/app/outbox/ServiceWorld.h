#pragma once

#include "app/cloudmail/CloudMailCase.h"
#include "app/outbox/OutboxWorld.h"
#include "cloudmail/GmailSentFolder.h"
#include "cloudmail/GmailTransport.h"
#include "cloudmail/GraphSentFolder.h"
#include "cloudmail/GraphTransport.h"
#include "mail/MailRoutes.h"
#include "net/HttpClient.h"
#include "outbox/Sender.h"
#include "outbox/Settling.h"
#include "sandbox/GmailServer.h"
#include "sandbox/GraphServer.h"
#include "support/WaitUntil.h"

namespace AlwaysLeads {

/// An outbox whose mailbox sends by the stand-in of its service, which puts Message-IDs of its own in place of ours.
struct ServiceWorld : OutboxWorld
{
    explicit ServiceWorld(Mailbox::Kind mailboxKind, GraphServer::Options options = graphOptions())
        : kind(mailboxKind)
        , graph(std::move(options))
    {
        must(files.write([word = toWord(kind)](Connection &c) {
            return c.run(QStringLiteral("UPDATE mailbox SET kind = ?"), {word}).map([](qint64) {});
        }));
        graph.setClock([this] { return clock.now(); });
        gmail.setClock([this] { return clock.now(); });
        QObject::connect(&outbox, &Outbox::wake, &sender, &Sender::wake);
    }
    ~ServiceWorld()
    {
        QCoro::waitFor(sender.close());
        QCoro::waitFor(settling.close());
    }

    bool isGoogle() const { return kind == Mailbox::Kind::Google; }
    /// Runs until nothing is due at this moment.
    bool runUntilIdle()
    {
        if (!std::exchange(started, true)) {
            sender.start();
        } else {
            sender.wake();
        }
        return waitUntil([this] { return sender.isIdle(); });
    }
    /// The answer to the call that sends is lost, whether it did what it was asked or not.
    void loseAnswer(bool isDone)
    {
        const CloudFault::Harm harm = isDone ? CloudFault::Harm::CutAfter : CloudFault::Harm::CutBefore;
        if (isGoogle()) {
            gmail.addFault(GmailServer::Call::Send, harm);
        } else {
            graph.addFault(GraphServer::Call::Send, harm);
            graph.addFault(GraphServer::Call::Look, CloudFault::Harm::CutBefore, 2); // a GET is asked twice by itself
        }
    }
    void clearFaults()
    {
        gmail.clearFaults();
        graph.clearFaults();
    }
    qsizetype arrived() const { return isGoogle() ? gmail.received().size() : graph.received().size(); }
    Task<Result<MailAccount>> account()
    {
        CloudAccount found;
        found.service = isGoogle() ? CloudAccount::Service::Google : CloudAccount::Service::Microsoft;
        found.address = address("clara@harbourline.example");
        found.token = desk.source();
        const MailAccount given = found;
        co_return given;
    }
    Task<Result<std::shared_ptr<SentFolder>>> folder()
    {
        std::shared_ptr<SentFolder> made;
        if (isGoogle()) {
            made = std::make_shared<GmailSentFolder>(http, hasty, desk.source(), gmail.url());
        } else {
            made = std::make_shared<GraphSentFolder>(http, hasty, desk.source(), graph.url());
        }
        co_return made;
    }
    QString text(const QString &column, SendId id)
    {
        return must(files.read([=](Connection &c) -> Result<QString> {
            Result<Query> row = c.query(QStringLiteral("SELECT %1 FROM send WHERE id = ?").arg(column), {id.value()});
            if (!row) {
                return failureOf(std::move(row));
            }
            QString found;
            if (row->next()) {
                found = row->text(0);
            }
            return row->outcome(found);
        }));
    }
    static GraphServer::Options graphOptions()
    {
        GraphServer::Options options;
        options.token = QStringLiteral("good");
        options.keepsMessageIds = false;
        return options;
    }
    static GmailServer::Options gmailOptions()
    {
        GmailServer::Options options;
        options.token = QStringLiteral("good");
        options.keepsMessageIds = false;
        return options;
    }

    Mailbox::Kind kind;
    TokenDesk desk{QStringLiteral("good"), QStringLiteral("good")};
    HastyClock hasty;
    HttpClient http{hasty};
    GraphServer graph;
    GmailServer gmail{gmailOptions()};
    const bool isServing = graph.start().has_value() && gmail.start().has_value(); // before their addresses are asked
    GraphTransport byGraph{http, hasty, graph.url()};
    GmailTransport byGmail{http, hasty, gmail.url()};
    MailRoutes routes{byGmail, byGraph, byGmail}; // no mailbox sends by SMTP here
    std::function<void(HandOverPoint)> probe;
    Sender sender{*files,
                  clock,
                  routes,
                  [this](MailboxId) { return account(); },
                  policy,
                  [this](HandOverPoint point) {
                      if (probe) {
                          probe(point);
                      }
                  }};
    Settling settling{*files, clock, [this](MailboxId) { return folder(); }};
    bool started = false;
};

} // namespace AlwaysLeads
