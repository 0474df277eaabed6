#include "analytics/LedgerFiguresStore.h"

#include "analytics/PeopleTally.h"
#include "lead/LeadListStore.h"
#include "lead/LeadQueryAnswer.h"
#include "lead/RawStatement.h"
#include "reply/ReplyClass.h"

#include <QLocale>

#include <set>
#include <tuple>

namespace AlwaysLeads {

namespace {

constexpr size_t mostSegments = 60;

unsigned marksOf(ReplyClass value)
{
    if (value == ReplyClass::Bounce) {
        return Mark::Bounced;
    }
    if (!isHuman(value)) {
        return 0;
    }
    return Mark::Replied | (value == ReplyClass::Interested ? Mark::Interested : 0)
        | (value == ReplyClass::OptOut ? Mark::OptedOut : 0);
}

QString clock(const QTime &time)
{
    QString format = QLocale().timeFormat(QLocale::ShortFormat);
    format.remove(QLatin1String(":ss")); // of the locale that has no customs
    return QLocale().toString(time, format);
}

template <typename Key> QList<BreakdownRow> rowsOf(const PeopleTally<Key> &tally)
{
    QList<BreakdownRow> rows;
    for (const auto &[key, counts] : tally.tallies()) {
        BreakdownRow row;
        row.id = qint64(key);
        row.tally = counts;
        rows.append(row);
    }
    return rows;
}

} // namespace

LedgerFiguresStore::LedgerFiguresStore(const LocalDays &days, CampaignId campaign)
    : m_days(days)
    , m_campaign(campaign)
    , m_mails(size_t(days.count()))
    , m_replies(size_t(days.count()))
{
}

Result<> LedgerFiguresStore::read(Connection &connection, const QDateTime &now, Figures &figures)
{
    Result<Answers> answers = readAnswers(connection, figures);
    if (!answers) {
        return failureOf(std::move(answers));
    }
    Result<Variants> variants = readVariants(connection);
    if (!variants) {
        return failureOf(std::move(variants));
    }
    Result<Meetings> meetings = readMeetings(connection);
    Result<std::vector<Segment>> segments = readSegments(connection, now);
    if (!meetings || !segments) {
        return meetings ? failureOf(std::move(segments)) : failureOf(std::move(meetings));
    }
    const Known known{std::move(*answers), std::move(*meetings), std::move(*variants), std::move(*segments)};
    if (Result<> read = readLedger(connection, known, figures); !read) {
        return read;
    }
    for (const Segment &segment : known.segments) {
        for (BreakdownRow &row : figures.breakdowns[size_t(Dimension::Segment)]) {
            if (row.id == segment.id) {
                row.label = segment.name;
            }
        }
    }
    return nameRows(connection, figures);
}

Result<LedgerFiguresStore::Answers> LedgerFiguresStore::readAnswers(Connection &connection, Figures &figures)
{
    // What a colleague wrote counts once the person has said that it answers our mail, and a report that proves nothing
    // once they said that it is right.
    RawStatement rows(
        connection,
        QStringLiteral("SELECT r.send_id, r.class, r.received_at, r.campaign_id, r.class_by = 'headers' FROM reply r "
                       "INDEXED BY reply_for_figures WHERE r.send_id IS NOT NULL AND (r.matched_by <> "
                       "'company' OR EXISTS (SELECT 1 FROM reply_decision d WHERE d.reply_id = r.id AND "
                       "d.kind = 'sender' AND d.answer = 'yes')) AND (r.class <> 'bounce' OR NOT EXISTS (SELECT 1 FROM "
                       "reply_decision q WHERE q.reply_id = r.id AND q.kind = 'bounce' AND q.answer IS NOT 'yes'))"),
        {});
    Answers answers;
    QHash<QByteArray, unsigned> known;
    while (rows.next()) {
        const std::string_view word = rows.text(1);
        const QByteArray name(word.data(), qsizetype(word.size()));
        auto marks = known.find(name);
        if (marks == known.end()) {
            const std::optional<ReplyClass> value = replyClassFromWord(QString::fromUtf8(name));
            marks = known.insert(name, value ? marksOf(*value) : 0);
        }
        if (*marks == 0) {
            continue;
        }
        const bool isButton = (*marks & Mark::OptedOut) != 0 && rows.number(4) != 0;
        const unsigned said = isButton ? *marks & ~Mark::Replied : *marks; // a mail program wrote it for them
        answers[rows.number(0)] |= said;
        const bool counts =
            (said & Mark::Replied) != 0 && (m_campaign.isNull() || rows.number(3) == m_campaign.value());
        if (const int day = counts ? m_days.dayAt(rows.number(2)) : -1; day >= 0) {
            ++m_replies[size_t(day)];
            ++figures.replies;
        }
    }
    if (Result<> read = rows.outcome(); !read) {
        return failureOf(std::move(read));
    }
    // What came back to an answer of ours belongs to the mail that the conversation began with. Later ones first, so
    // that it gets there over several answers. Begun at the few answers, not at all mails (CROSS JOIN keeps the order).
    RawStatement ours(connection,
                      QStringLiteral("SELECT s.id, r.send_id FROM answer a CROSS JOIN send s ON s.draft_id = "
                                     "a.draft_id CROSS JOIN reply r ON r.id = a.reply_id WHERE r.send_id IS NOT NULL "
                                     "ORDER BY s.id DESC"),
                      {});
    while (ours.next()) {
        if (const auto came = answers.find(ours.number(0)); came != answers.end()) {
            const unsigned marks = came->second & ~Mark::Bounced; // the mail it began with has arrived
            answers[ours.number(1)] |= marks;
        }
    }
    Result<> read = ours.outcome();
    return read ? Result<Answers>(std::move(answers)) : failureOf(std::move(read));
}

Result<LedgerFiguresStore::Variants> LedgerFiguresStore::readVariants(Connection &connection) const
{
    RawStatement rows(connection, QStringLiteral("SELECT id, variant FROM draft WHERE variant <> 0"), {});
    Variants variants;
    while (rows.next()) {
        variants.emplace(rows.number(0), int(rows.number(1)));
    }
    Result<> read = rows.outcome();
    return read ? Result<Variants>(std::move(variants)) : failureOf(std::move(read));
}

Result<std::vector<LedgerFiguresStore::Segment>> LedgerFiguresStore::readSegments(Connection &connection,
                                                                                  const QDateTime &now) const
{
    Result<QList<LeadList>> lists = LeadListStore().all(connection);
    if (!lists) {
        return failureOf(std::move(lists));
    }
    std::vector<Segment> segments;
    for (const LeadList &list : std::as_const(*lists)) {
        if (segments.size() == mostSegments) {
            break;
        }
        Segment segment{list.id.value(), list.name, {}};
        const auto add = [&](qint64 lead) {
            if (size_t(lead) >= segment.people.size()) {
                segment.people.resize(size_t(lead) + 1);
            }
            segment.people[size_t(lead)] = true;
        };
        if (list.kind == LeadList::Kind::List) {
            RawStatement rows(connection, QStringLiteral("SELECT lead_id FROM lead_list_member WHERE list_id = ?"),
                              {list.id.value()});
            while (rows.next()) {
                add(rows.number(0));
            }
            if (Result<> read = rows.outcome(); !read) {
                return failureOf(std::move(read));
            }
        } else {
            LeadOrders orders;
            LeadQueryAnswer answer(connection, orders, now);
            LeadQuery query;
            query.filter = list.filter;
            if (Result<> prepared = answer.prepare(query); !prepared) {
                if (prepared.error().kind == ErrorKind::Invalid) {
                    continue; // its field is gone: it holds nobody, and the leads page says so
                }
                return failureOf(std::move(prepared));
            }
            Result<std::vector<LeadId>> people = answer.all();
            if (!people) {
                return failureOf(std::move(people));
            }
            for (const LeadId lead : *people) {
                add(lead.value());
            }
        }
        segments.push_back(std::move(segment));
    }
    return segments;
}

Result<> LedgerFiguresStore::readLedger(Connection &connection, const Known &known, Figures &figures)
{
    std::set<std::pair<qint64, qint64>> compared; // steps and versions that are written in several ways
    RawStatement ways(connection, QStringLiteral("SELECT DISTINCT step_id, version FROM step_variant"), {});
    while (ways.next()) {
        compared.emplace(ways.number(0), ways.number(1));
    }
    if (Result<> read = ways.outcome(); !read) {
        return read;
    }
    QString sql = QStringLiteral(
        "SELECT lead_id, intent_at, state = 'accepted', campaign_id, step_id, version, mailbox_id, draft_id, id "
        "FROM send INDEXED BY send_for_figures WHERE intent_at IS NOT NULL AND intent_at >= ? AND intent_at < ? "
        "AND state IN ('accepted', 'refused for good') "
        // Answers to answers are no mails that somebody was to reply to.
        "AND campaign_id NOT IN (SELECT campaign_id FROM answer_campaign)");
    QVariantList values{toDateTime(m_days.from()), toDateTime(m_days.until())};
    if (!m_campaign.isNull()) {
        sql += QStringLiteral(" AND campaign_id = ?");
        values.append(m_campaign.value());
    }
    RawStatement rows(connection, sql + QStringLiteral(" ORDER BY lead_id"), values);
    PeopleTally<int> everybody;
    PeopleTally<qint64> campaigns, steps, mailboxes, lists, hours;
    PeopleTally<Way> byVariant;
    qint64 person = -1;
    unsigned wanted = 0; ///< what the mails of the person at hand are that belong to the wanted number
    const auto endPerson = [&] {
        if (m_wanted && (wanted & markOf(m_wanted->who)) != 0) {
            m_people.append(LeadId(person));
        }
        wanted = 0;
        everybody.endPerson();
        byVariant.endPerson();
        for (PeopleTally<qint64> *tally : {&campaigns, &steps, &mailboxes, &lists, &hours}) {
            tally->endPerson();
        }
    };
    while (rows.next()) {
        const qint64 lead = rows.number(0);
        if (lead != person) {
            endPerson();
            person = lead;
        }
        const auto answer = known.answers.find(rows.number(8));
        unsigned marks = Mark::WrittenTo | (answer == known.answers.end() ? 0 : answer->second);
        const qint64 left = rows.number(1);
        if (const auto met = known.meetings.find(lead);
            (marks & Mark::Replied) != 0 && met != known.meetings.end() && met->second >= left) {
            marks |= Mark::Meeting; // one of before has nothing to do with this mail
        }
        if (rows.number(2) == 0) {
            marks |= Mark::Bounced;
        }
        if ((marks & Mark::Replied) != 0) {
            marks &= ~Mark::Bounced; // whatever a server said on the way
        }
        if ((marks & Mark::Bounced) == 0) {
            marks |= Mark::Delivered;
        }
        const int day = m_days.dayAt(left);
        const int hour = m_days.hourAt(left, day);
        ++m_mails[size_t(day)];
        ++figures.mails;
        everybody.add(0, marks);
        campaigns.add(rows.number(3), marks);
        steps.add(rows.number(4), marks);
        mailboxes.add(rows.number(6), marks);
        hours.add(hour, marks);
        const auto variant = known.variants.find(rows.number(7));
        const Way way{rows.number(4), rows.number(5), variant == known.variants.end() ? 0 : variant->second};
        if (compared.contains({rows.number(4), rows.number(5)})) {
            byVariant.add(way, marks);
        }
        bool isOnList = false;
        for (const Segment &segment : known.segments) {
            if (segment.holds(lead)) {
                lists.add(segment.id, marks);
                isOnList = isOnList || (m_wanted && segment.id == m_wanted->id);
            }
        }
        if (m_wanted && isWanted({rows.number(3), rows.number(6), way, isOnList, hour, m_days.date(day)})) {
            wanted |= marks;
        }
    }
    if (Result<> read = rows.outcome(); !read) {
        return read;
    }
    endPerson();
    if (const auto all = everybody.tallies().find(0); all != everybody.tallies().end()) {
        figures.people = all->second;
    }
    figures.breakdowns[size_t(Dimension::Campaign)] = rowsOf(campaigns);
    figures.breakdowns[size_t(Dimension::Step)] = rowsOf(steps);
    figures.breakdowns[size_t(Dimension::Mailbox)] = rowsOf(mailboxes);
    figures.breakdowns[size_t(Dimension::Segment)] = rowsOf(lists);
    figures.breakdowns[size_t(Dimension::Hour)] = rowsOf(hours);
    QList<BreakdownRow> &variantRows = figures.breakdowns[size_t(Dimension::Variant)];
    for (const auto &[key, tally] : byVariant.tallies()) {
        BreakdownRow row;
        row.id = std::get<0>(key);
        row.version = int(std::get<1>(key));
        row.variant = std::get<2>(key);
        row.label = tr("version %1").arg(std::get<1>(key)); // its step is named in front of it later
        row.tally = tally;
        variantRows.append(row);
    }
    return {};
}

Result<> LedgerFiguresStore::nameRows(Connection &connection, Figures &figures) const
{
    const auto names = [&](const QString &sql) -> Result<QHash<qint64, QString>> {
        Result<Query> rows = connection.query(sql);
        if (!rows) {
            return failureOf(std::move(rows));
        }
        QHash<qint64, QString> found;
        while (rows->next()) {
            found.insert(rows->number(0), rows->text(1));
        }
        return rows->outcome(found);
    };
    Result<QHash<qint64, QString>> campaigns = names(QStringLiteral("SELECT id, name FROM campaign"));
    Result<QHash<qint64, QString>> mailboxes = names(QStringLiteral("SELECT id, address FROM mailbox"));
    if (!campaigns || !mailboxes) {
        return campaigns ? failureOf(std::move(mailboxes)) : failureOf(std::move(campaigns));
    }
    Result<Query> rows = connection.query(QStringLiteral(
        "SELECT st.id, c.name, st.position, (SELECT count(DISTINCT version) FROM step_variant v WHERE v.step_id = "
        "st.id) FROM campaign_step st JOIN campaign c ON c.id = st.campaign_id"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QHash<qint64, QString> steps;
    QHash<qint64, bool> manyVersions;
    QHash<qint64, std::pair<QString, qint64>> order;
    while (rows->next()) {
        steps.insert(rows->number(0), tr("%1, step %2").arg(rows->text(1)).arg(rows->number(2)));
        order.insert(rows->number(0), {rows->text(1), rows->number(2)});
        manyVersions.insert(rows->number(0), rows->number(3) > 1);
    }
    if (Result<int> read = rows->outcome(0); !read) {
        return failureOf(std::move(read));
    }
    for (BreakdownRow &row : figures.breakdowns[size_t(Dimension::Campaign)]) {
        row.label = campaigns->value(row.id);
    }
    for (BreakdownRow &row : figures.breakdowns[size_t(Dimension::Mailbox)]) {
        row.label = mailboxes->value(row.id);
    }
    for (BreakdownRow &row : figures.breakdowns[size_t(Dimension::Hour)]) {
        const QTime hour(int(row.id), 0);
        row.label = tr("%1 to %2").arg(clock(hour), clock(hour.addSecs(3599)));
    }
    for (BreakdownRow &row : figures.breakdowns[size_t(Dimension::Step)]) {
        row.label = steps.value(row.id);
    }
    for (BreakdownRow &row : figures.breakdowns[size_t(Dimension::Variant)]) {
        const QString version = manyVersions.value(row.id) ? QStringLiteral(" (%1)").arg(row.label) : QString();
        row.label = tr("%1, variant %2").arg(steps.value(row.id), QString(QChar(u'A' + row.variant))) + version;
    }
    const auto byRate = [](const BreakdownRow &one, const BreakdownRow &other) {
        return one.tally.replies().share() > other.tally.replies().share();
    };
    for (const Dimension dimension : {Dimension::Campaign, Dimension::Mailbox, Dimension::Segment}) {
        std::ranges::stable_sort(figures.breakdowns[size_t(dimension)], byRate);
    }
    for (const Dimension dimension : {Dimension::Step, Dimension::Variant}) {
        std::ranges::stable_sort(figures.breakdowns[size_t(dimension)],
                                 [&](const BreakdownRow &one, const BreakdownRow &other) {
                                     return order.value(one.id) < order.value(other.id);
                                 });
    }
    return {};
}

} // namespace AlwaysLeads
