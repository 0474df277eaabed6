#pragma once

#include "LeadStage.h"
#include "assistant/ClaudeClient.h"
#include "assistant/QualificationBatches.h"
#include "net/HttpClient.h"
#include "sandbox/ClaudeServer.h"
#include "scoring/Scoring.h"
#include "settings/Settings.h"
#include "support/Settle.h"

namespace AlwaysLeads {

/// The lead services with scoring and the stand-in of Claude.
struct ScoringStage : LeadStage
{
    ScoringStage()
    {
        if (!QCoro::waitFor(settings.load())) {
            qFatal("The stage cannot be set");
        }
        QObject::connect(&qualification, &Qualification::changed, &leads, &Leads::announce);
        QObject::connect(&batches, &QualificationBatches::changed, &leads, &Leads::announce);
        server.setLooksUntilEnded(0);
    }
    ~ScoringStage()
    {
        qDeleteAll(window.findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
        QCoro::waitFor(batches.close());
        QCoro::waitFor(scoring.close());
        settle(files, http);
    }

    static Task<Result<QString>> key()
    {
        Result<QString> given = QString::fromLatin1(ClaudeServer::acceptedKey);
        co_return given;
    }
    static QualificationBatches::Options quick()
    {
        QualificationBatches::Options options;
        options.poll = std::chrono::milliseconds(20);
        return options;
    }

    /// Listens before its address is taken.
    struct StartedServer : ClaudeServer
    {
        StartedServer()
        {
            if (!start()) {
                qFatal("The stand-in does not start");
            }
        }
    };

    StartedServer server;
    HttpClient http{clock};
    ClaudeClient claude{http, [] { return key(); }, server.url()};
    AssistantBudget budget{*files, clock};
    Settings settings{*files};
    Qualification qualification{*files, claude, budget, clock, settings};
    QualificationBatches batches{*files, claude, budget, clock, settings, quick()};
    Scoring scoring{*files, clock, leads, settings};
};

} // namespace AlwaysLeads
