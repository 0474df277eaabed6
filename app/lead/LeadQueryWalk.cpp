#include "lead/LeadQueryWalk.h"

#include <QElapsedTimer>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr size_t looksBetweenTimes = 16;
constexpr size_t mostAtOnce = 512;
constexpr size_t mostMetAtOnce = 20'000;

double millisecondsOf(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

} // namespace

LeadQueryAnswer::Walk::Walk(LeadQueryAnswer &answer, size_t most)
    : m_answer(answer)
    , m_most(most)
    , m_kept(answer.m_orders.order(answer.m_sort.name))
    , m_atOnce(most + most / 8)
{
    if (answer.m_isRare) {
        m_kept.reset();
        return;
    }
    if (!answer.m_match.isEmpty()) {
        m_text.emplace(answer.m_connection, answer.m_words);
        if (!m_text->isUsable()) {
            m_kept.reset();
            return;
        }
        const LeadSql words = wordsOfOne();
        m_words.emplace(answer.m_connection, words.text, words.values);
    }
    if (!m_kept && answer.m_sort.isWalkable) {
        m_statements = answer.everybody();
    }
}

/// False when nobody is left.
Result<bool> LeadQueryAnswer::Walk::takeSome()
{
    std::vector<qint64> ids;
    if (m_kept) {
        const size_t end = std::min(m_kept->ids.size(), m_place + m_atOnce);
        ids.assign(m_kept->ids.begin() + std::ptrdiff_t(m_place), m_kept->ids.begin() + std::ptrdiff_t(end));
        m_place = end;
    }
    while (!m_kept && ids.size() < m_atOnce) {
        if (!m_everybody) {
            if (m_statements.isEmpty()) {
                break;
            }
            const LeadSql statement = m_statements.takeFirst();
            m_everybody.emplace(m_answer.m_connection, statement.text, statement.values);
        }
        if (m_everybody->next()) {
            ids.push_back(m_everybody->number(0));
            continue;
        }
        if (Result<> read = m_everybody->outcome(); !read) {
            return failureOf(std::move(read));
        }
        m_everybody.reset();
    }
    m_atOnce = std::min(m_atOnce * 2, mostAtOnce);
    m_next = 0;
    m_some.clear();
    if (ids.empty()) {
        return false;
    }
    return m_answer.fitting(ids).map([this](std::vector<qint64> fit) {
        m_some = std::move(fit);
        return true;
    });
}

Result<bool> LeadQueryAnswer::Walk::fits(qint64 id)
{
    if (!m_text) {
        return true;
    }
    m_words->again(id);
    if (!m_words->next()) {
        return m_words->outcome().map([] { return false; });
    }
    std::array<std::string_view, 6> columns;
    for (size_t column = 0; column < columns.size(); ++column) {
        columns[column] = m_words->text(int(column));
    }
    return m_text->matches(columns);
}

Result<bool> LeadQueryAnswer::Walk::goOn(double milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    Result<bool> enough = false;
    for (size_t looked = 1; !*enough; ++looked) {
        if (m_found.size() == m_most) {
            enough = true;
            break;
        }
        if (m_next == m_some.size()) {
            const Result<bool> some = takeSome();
            if (!some || !*some) {
                enough = some.map([](bool) { return true; });
                break;
            }
        } else {
            const qint64 id = m_some[m_next++];
            const Result<bool> fit = fits(id);
            if (!fit) {
                enough = fit;
                break;
            }
            if (*fit) {
                m_found.push_back(id);
            }
        }
        if (looked % looksBetweenTimes == 0 && millisecondsOf(timer) > milliseconds) {
            break;
        }
    }
    m_walked += millisecondsOf(timer);
    return enough;
}

double LeadQueryAnswer::Walk::rest() const
{
    return m_walked * double(m_most - m_found.size()) / std::max(0.5, double(m_found.size()));
}

/// Puts people in order who are too many for SQLite, without a kept order: an index holds everybody in order, and those
/// wanted are met in it one after the other. `ids` rise.
Result<LeadQueryAnswer::First> LeadQueryAnswer::meet(const std::vector<qint64> &ids, size_t most)
{
    LeadSet wanted(size_t(ids.back()) + 1);
    for (const qint64 id : ids) {
        wanted[size_t(id)] = true;
    }
    std::vector<qint64> found;
    std::vector<qint64> next;
    size_t met = 0;
    size_t atOnce = most; // more and more, where hardly anybody of them fits the rest of the query
    const auto check = [&]() -> Result<> {
        met += next.size();
        atOnce = std::min(atOnce * 2, mostMetAtOnce);
        return fitting(next).map([&](const std::vector<qint64> &fit) {
            found.insert(found.end(), fit.begin(), fit.end());
            next.clear();
        });
    };
    const QList<LeadSql> statements = everybody();
    for (const LeadSql &statement : statements) {
        RawStatement rows(m_connection, statement.text, statement.values);
        while (found.size() < most && met + next.size() < ids.size() && rows.next()) {
            const qint64 id = rows.number(0);
            if (size_t(id) < wanted.size() && wanted[size_t(id)]) {
                next.push_back(id);
            }
            if (next.size() >= atOnce) {
                if (Result<> checked = check(); !checked) {
                    return failureOf(std::move(checked));
                }
            }
        }
        if (Result<> read = rows.outcome(); !read) {
            return failureOf(std::move(read));
        }
    }
    if (Result<> checked = check(); !checked) {
        return failureOf(std::move(checked));
    }
    const bool isAll = met >= ids.size();
    if (!isAll && found.size() > most) {
        found.resize(most);
    }
    return First{leadIds(found), isAll};
}

} // namespace AlwaysLeads
