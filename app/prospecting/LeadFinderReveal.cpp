#include "lead/Leads.h"
#include "prospecting/ApolloProblem.h"
#include "prospecting/LeadFinder.h"
#include "storage/Database.h"

#include <QTimer>

#include <algorithm>

namespace AlwaysLeads {

using namespace std::chrono_literals;

namespace {

constexpr qint64 millisPerCredit = 1000;
constexpr auto patienceAtEnd = 8s; // for an answer that is paid for already

} // namespace

void LeadFinder::reveal(QList<FoundPersonId> people, RevealAgain again)
{
    if (m_revealing || people.isEmpty()) {
        return;
    }
    m_revealing = true;
    m_cancel = std::stop_source();
    m_progress = {0, int(people.size())};
    Q_EMIT revealProgressed(m_progress);
    m_scope.run(revealAll(std::move(people), again));
}

void LeadFinder::cancelReveal()
{
    m_cancel.request_stop();
}

Task<Result<>> LeadFinder::revealAll(QList<FoundPersonId> people, RevealAgain again)
{
    RevealReport report;
    const std::stop_token cancel = m_cancel.get_token();
    const std::stop_token closing = m_scope.token();
    const auto stopped = [&] { return cancel.stop_requested() || closing.stop_requested(); };

    // Asking for the credits costs nothing and finds a missing network, a bad key or an empty account before anybody is
    // asked for.
    Result<std::optional<ApolloCredits>> credits = co_await m_client.credits(closing);
    if (!credits) {
        report.problem = credits.error();
    } else {
        m_credits = *credits;
        if (m_credits && m_credits->left < 1) {
            report.problem = ApolloProblem::noCredits();
        }
    }
    while (!people.isEmpty() && !report.problem && !stopped()) {
        const QList<FoundPersonId> some = people.mid(0, ApolloClient::revealAtOnce);
        Result<RevealReport> done = co_await revealSome(some, again);
        if (!done) {
            report.problem = done.error();
            break;
        }
        report += *done;
        people.remove(0, some.size());
        m_progress.done += int(some.size());
        Q_EMIT changed();
        Q_EMIT budgetChanged();
        Q_EMIT revealProgressed(m_progress);
    }
    report.notAsked += int(people.size());
    report.cancelled = stopped() && !people.isEmpty();
    m_revealing = false;
    Q_EMIT changed();
    Q_EMIT budgetChanged();
    Q_EMIT revealEnded(report);
    co_return Result<>();
}

Task<Result<RevealReport>> LeadFinder::revealSome(QList<FoundPersonId> people, RevealAgain again)
{
    const qint64 cap = dailyCap();
    const QDate today = m_clock.now().toLocalTime().date();
    const QDateTime from(today, QTime(0, 0));
    const QDateTime until(today.addDays(1), QTime(0, 0));
    // The cap is asked and the intent noted in one transaction: nothing comes in between.
    auto noting =
        m_database.write<RevealStore::Intent>([store = m_reveals, people, again, cap, from, until, now = m_clock.now()](
                                                  Connection &connection) -> Result<RevealStore::Intent> {
            Result<qint64> used = store.usedMillis(connection, from, until);
            if (!used) {
                return failureOf(std::move(used));
            }
            const qint64 left = std::max<qint64>(0, cap - (*used + millisPerCredit - 1) / millisPerCredit);
            return store.begin(connection, people, again, left, now);
        });
    Result<RevealStore::Intent> intent = co_await noting;
    if (!intent) {
        co_return failureOf(std::move(intent));
    }
    RevealReport report;
    report.skipped = intent->skipped;
    report.notAsked = intent->overCap;
    if (intent->overCap > 0) {
        report.problem = Error{ErrorKind::Refused,
                               tr("Today's cap of %n credit(s) is reached. Go on tomorrow, or raise it in Settings, "
                                  "under Apollo.",
                                  nullptr, int(cap)),
                               QString()};
    }
    const Reveal reveal = intent->reveal;
    if (reveal.people.isEmpty()) {
        Result<RevealReport> nobody = report;
        co_return nobody;
    }

    const QStringList ids = reveal.apolloIds();
    const std::stop_token cancel = m_cancel.get_token();
    const std::stop_token abort = m_abort.get_token();
    ApolloRevealOutcome outcome = co_await m_client.reveal(ids, cancel, abort);
    if (outcome.kind == ApolloRevealOutcome::Kind::Answered) {
        // On the disk before anything is made of it: it is paid for.
        const ApolloReveal answer = outcome.answer;
        auto keeping = m_database.write<void>([store = m_reveals, reveal, answer](Connection &connection) {
            return store.noteAnswer(connection, reveal, answer);
        });
        Result<> kept = co_await keeping;
        if (!kept) {
            co_return failureOf(std::move(kept));
        }
        Result<RevealReport> settled = co_await settle(reveal, answer);
        if (!settled) {
            co_return settled;
        }
        report += *settled;
        if (m_credits) {
            m_credits->left = std::max<qint64>(0, m_credits->left - (settled->creditMillis + 999) / millisPerCredit);
        }
        Result<RevealReport> done = report;
        co_return done;
    }
    const bool unknown = outcome.kind == ApolloRevealOutcome::Kind::Unknown;
    Error problem = outcome.problem;
    auto noted = m_database.write<void>([store = m_reveals, id = reveal.id, unknown, text = problem.message,
                                         now = m_clock.now()](Connection &connection) {
        return unknown ? store.noteUnknown(connection, id, text, now) : store.noteRefused(connection, id, text, now);
    });
    Result<> written = co_await noted;
    if (!written) {
        co_return failureOf(std::move(written));
    }
    if (unknown) {
        report.unknown = int(reveal.people.size());
        report.creditMillis += report.unknown * millisPerCredit;
        problem.message = tr("Apollo was asked for %n people and no answer came, so they may have been charged. They "
                             "are marked and not asked for again on their own. The reason: %1",
                             nullptr, report.unknown)
                              .arg(problem.message);
    } else {
        report.notAsked += int(reveal.people.size());
    }
    if (problem.kind != ErrorKind::Cancelled || unknown) {
        report.problem = problem;
    }
    Result<RevealReport> outcomeReport = report;
    co_return outcomeReport;
}

Task<Result<RevealReport>> LeadFinder::settle(Reveal reveal, ApolloReveal answer)
{
    auto settling =
        m_database.write<RevealReport>([store = m_reveals, revealed = m_revealed, reveal, answer,
                                        now = m_clock.now()](Connection &connection) -> Result<RevealReport> {
            Result<RevealReport> report = revealed.keep(connection, reveal, answer, now);
            if (!report) {
                return report;
            }
            if (Result<> settled = store.noteSettled(connection, reveal.id, now); !settled) {
                return failureOf(std::move(settled));
            }
            return report;
        });
    Result<RevealReport> report = co_await settling;
    if (report) {
        const qint64 found = std::ranges::count_if(
            answer.matches, [](const std::optional<ApolloMatch> &match) { return match.has_value(); });
        report->creditMillis = answer.creditMillis.value_or(found * millisPerCredit);
        m_leads.announce(report->leads);
    }
    co_return report;
}

Task<Result<>> LeadFinder::recover()
{
    auto clearing = m_database.write<void>(
        [store = m_searches](Connection &connection) { return store.removeForgotten(connection); });
    Result<> cleared = co_await clearing;
    if (!cleared) {
        co_return cleared;
    }
    using Left = QList<RevealStore::Unfinished>;
    auto reading = m_database.read<Left>(std::function<Result<Left>(Connection &)>(
        [store = m_reveals](Connection &connection) { return store.unfinished(connection); }));
    Result<Left> left = co_await reading;
    if (!left) {
        co_return failureOf(std::move(left));
    }
    for (const RevealStore::Unfinished &one : *left) {
        if (one.answered) {
            const Reveal reveal = one.reveal;
            const ApolloReveal answer = one.answer;
            Result<RevealReport> settled = co_await settle(reveal, answer);
            if (!settled) {
                co_return failureOf(std::move(settled));
            }
            continue;
        }
        auto noting = m_database.write<void>([store = m_reveals, id = one.reveal.id,
                                              now = m_clock.now()](Connection &connection) {
            return store.noteUnknown(connection, id, QStringLiteral("The program ended before the answer came."), now);
        });
        Result<> noted = co_await noting;
        if (!noted) {
            co_return noted;
        }
    }
    co_return Result<>();
}

Task<> LeadFinder::close()
{
    m_cancel.request_stop();
    QTimer patience;
    patience.setSingleShot(true);
    connect(&patience, &QTimer::timeout, this, [this] { m_abort.request_stop(); });
    patience.start(patienceAtEnd);
    co_await m_scope.close();
}

} // namespace AlwaysLeads
