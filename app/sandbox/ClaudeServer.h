#pragma once

#include "sandbox/HttpServer.h"
#include "sandbox/SandboxFile.h"

#include <QDateTime>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>

#include <utility>
#include <vector>

namespace AlwaysLeads {

/// A stand-in for the Messages API (version 2026-10-21) that refuses what the real service refuses. It reads the
/// question and writes a short mail from its facts, the same each time for the same person.
class ClaudeServer
{
public:
    /// What is asked of it instead of an answer, until set back.
    enum class Fault {
        None,
        Refusal, ///< 200 with stop_reason "refusal"
        CutOff, ///< stop_reason "max_tokens" as long as max_tokens is below 4096
        AlwaysCutOff,
        NotJson, ///< text that is not the schema's JSON
        EmptyMail,
        HeaderInSubject, ///< a line break and a header in the subject
        InventedLink,
        InventedClaims, ///< sentences that say what no fact holds, one of them naming a fact that does not exist
        InventedField, ///< reasons that name fields nobody gave
        WildScore, ///< a score of 999
        Unauthorized, ///< 401
        NoCredit, ///< 402
        Forbidden, ///< 403
        RateLimited, ///< 429 with retry-after
        SpendCap, ///< 429 without retry-after, enforced_spend_limit_reached
        OwnLimit, ///< 400, the limit the customer set
        ServerError, ///< 500
        Overloaded, ///< 529
        CutConnection,
        GarbageBytes, ///< not HTTP
        GarbageBody, ///< 200 with a body that is not JSON
        StreamError, ///< an error event in the middle of a stream
        StreamCut, ///< a stream that ends without message_stop
    };

    static constexpr const char *acceptedKey = "sk-ant-sandbox-0000";

    explicit ClaudeServer(QString key = QString::fromLatin1(acceptedKey));

    Result<> start(quint16 port = 0) { return m_server.start(port); }
    QUrl url() const { return m_server.url(); }

    /// From now on it accepts this key and no other.
    void setKey(const QString &key) { m_key = key; }
    /// `times` answers have the fault, then it is over; 0 means until set back.
    void setFault(Fault fault, int times = 0);
    /// How long each answer takes, so that a person sees the progress.
    void setLatency(std::chrono::milliseconds latency) { m_latency = latency; }

    /// Between the events of a stream.
    void setStreamPause(std::chrono::milliseconds pause) { m_streamPause = pause; }

    int calls() const { return m_calls; }
    /// The body of the last question, for tests.
    QJsonObject lastQuestion() const { return m_lastQuestion; }

    /// How many looks at a batch find it running before it ends; a negative number holds it until set back.
    void setLooksUntilEnded(int looks) { m_looksUntilEnded = looks; }
    /// What has not run by now expires, as after 24 hours; running batches end.
    void expireBatches();
    /// The running ones are forgotten, as those of another account.
    void forgetBatches() { m_batches.clear(); }
    /// As after five minutes without a question.
    void forgetPrompts() { m_prefixes.clear(); }
    /// By whose clock batches come into being and expire; the system's unless told.
    void setClock(std::function<QDateTime()> now) { m_now = std::move(now); }
    int batchCount() const { return int(m_batches.size()); }
    /// Goes on with the batches that lie in this file, and keeps its batches in it.
    void keepBatchesIn(const QString &file);

private:
    ServerAnswer answer(const ServerRequest &request);
    ServerAnswer messages(const ServerRequest &request);
    ServerAnswer countTokens(const ServerRequest &request);
    ServerAnswer models(const ServerRequest &request);
    /// The whole message that answers a question; a fault that is about the answer's content has its way.
    QJsonObject message(const QJsonObject &question, Fault fault);
    QJsonObject messageOf(const QJsonObject &question, const QString &text, const QString &stopReason);
    std::optional<ServerAnswer> faultAnswer();

    struct Batch
    {
        QString id;
        QJsonArray requests;
        QList<QByteArray> lines; ///< of the results, in an order of their own
        QString state = QStringLiteral("in_progress");
        int looks = 0;
        QHash<QString, int> counts; ///< succeeded, errored, canceled, expired
        QDateTime createdAt;
        QDateTime endedAt;
        QDateTime cancelledAt;
    };
    ServerAnswer batches(const ServerRequest &request);
    ServerAnswer createBatch(const ServerRequest &request);
    ServerAnswer listBatches(const ServerRequest &request);
    void look(Batch &batch);
    void run(Batch &batch, const QString &otherwise);
    QJsonObject toJson(const Batch &batch) const;
    void keepBatches();
    Fault takeFault();
    /// Tokens of the marked prefix that were written to and read from the cache, as the service counts them.
    std::pair<int, int> cached(const QJsonObject &question);

    QString m_key;
    Fault m_fault = Fault::None;
    int m_faultTimes = 0;
    std::chrono::milliseconds m_latency{0};
    int m_calls = 0;
    qint64 m_requestNumber = 0;
    QJsonObject m_lastQuestion;
    std::chrono::milliseconds m_streamPause{0};
    QHash<QByteArray, QDateTime> m_prefixes; ///< when each was last used
    std::vector<Batch> m_batches; ///< oldest first
    int m_looksUntilEnded = 2;
    SandboxFile m_batchFile;
    std::function<QDateTime()> m_now = [] { return QDateTime::currentDateTimeUtc(); };
    QByteArray m_version; ///< of the request that is answered
    HttpServer m_server;
};

} // namespace AlwaysLeads
