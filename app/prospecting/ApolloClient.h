#pragma once

#include "base/Clock.h"
#include "prospecting/ApolloAnswer.h"
#include "prospecting/ApolloFilters.h"
#include "prospecting/ApolloPace.h"

#include <QUrl>

#include <functional>
#include <stop_token>

namespace AlwaysLeads {

class HttpClient;
struct HttpRequest;
struct HttpResponse;

/// How asking to reveal people ended.
struct ApolloRevealOutcome
{
    enum class Kind {
        Answered,
        Refused, ///< surely nobody was revealed and nothing charged: it never left, or Apollo said no
        Unknown, ///< it left, and no answer that can be read came back
    };

    Kind kind = Kind::Refused;
    ApolloReveal answer; ///< when Answered
    Error problem; ///< otherwise
};

/// Apollo's REST API v1 (Apollo's API reference: people search, bulk people enrichment, usage). The only class that
/// knows its wire format. Every error's message is a sentence for the person that says what to do; no error holds the
/// key.
class ApolloClient
{
    Q_DECLARE_TR_FUNCTIONS(ApolloClient)
public:
    /// Fetches the key when a call needs it, so that it is not kept in memory between calls. An empty key: none is
    /// saved.
    using KeySource = std::function<Task<Result<QString>>()>;

    static constexpr int perPage = 100;
    static constexpr int mostPages = 500; ///< nobody behind them can be seen
    static constexpr qsizetype revealAtOnce = 10;

    static QUrl serviceUrl() { return QUrl(QStringLiteral("https://api.apollo.io/api/v1")); }

    ApolloClient(HttpClient &http, Clock &clock, KeySource key, QUrl baseUrl = serviceUrl());

    /// One page of people, 1 to 500. Costs nothing, so it is asked again on trouble that passes.
    Task<Result<ApolloPage>> search(ApolloFilters filters, int page, std::stop_token stop = {});
    /// Up to ten people by their ids. Never asked twice, as each asking may be charged; only a 429, which is not, is
    /// waited out. `stop` ends the waits before it is asked, `abort` also a call that is under way.
    Task<ApolloRevealOutcome> reveal(QStringList ids, std::stop_token stop = {}, std::stop_token abort = {});
    /// What is left to spend; nothing when the key may not ask. Costs nothing.
    Task<Result<std::optional<ApolloCredits>>> credits(std::stop_token stop = {});
    /// Whether this key may search, before it is kept. Costs nothing. Its credits, when it may see them.
    Task<Result<std::optional<ApolloCredits>>> check(QString key, std::stop_token stop = {});

private:
    HttpRequest request(const QByteArray &method, const QString &endpoint, const QString &key) const;
    Task<Result<QString>> key();
    /// Waits for its turn, and again after a 429 with a wait that can be borne. Any other status is a success.
    Task<Result<HttpResponse>> ask(QString endpoint, HttpRequest request, std::stop_token stop, std::stop_token abort);
    Task<Result<ApolloPage>> searchWith(QString key, ApolloFilters filters, int page, int perPage,
                                        std::stop_token stop);
    Task<Result<std::optional<ApolloCredits>>> creditsOfProfile(QString key, std::stop_token stop);

    HttpClient &m_http;
    Clock &m_clock;
    KeySource m_key;
    QUrl m_baseUrl;
    ApolloPace m_pace;
};

} // namespace AlwaysLeads
