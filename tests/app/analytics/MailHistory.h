#pragma once

#include "app/campaign/CampaignWorld.h"
#include "lead/LeadListStore.h"

#include <QRandomGenerator>
#include <QTimeZone>

#include <vector>

namespace AlwaysLeads {

/// An invented history of mails and answers: in the database, and beside it as plain rows to be counted by hand.
class MailHistory
{
public:
    struct Mail
    {
        qint64 id = 0;
        qint64 lead = 0;
        qint64 campaign = 0;
        qint64 step = 0;
        int version = 1;
        int variant = 0;
        qint64 mailbox = 0;
        QDateTime left; ///< invalid: it waits
        QString state;
    };
    struct Answer
    {
        qint64 mail = 0;
        qint64 campaign = 0;
        QString word; ///< its class
        QDateTime at;
        bool counts = true; ///< not a colleague's whose answer nobody has confirmed
    };
    struct Cost
    {
        qint64 campaign = 0; ///< 0: none
        qint64 micros = 0;
        QDateTime at;
    };

    /// Mails of the `days` before `now`, to people in several campaigns of three steps; the second step of each is
    /// written in two ways.
    MailHistory(TestDatabase &files, const QDateTime &now, int people, int days, quint32 seed = 7)
        : m_files(files)
        , m_random(seed)
    {
        must(m_files.write([&](Connection &connection) { return fill(connection, now, people, days); }));
    }

    std::vector<Mail> mails;
    std::vector<Answer> answers;
    std::vector<Cost> costs;
    static constexpr int campaignCount = 4;
    static constexpr qint64 firstCampaign = 101;
    static constexpr qint64 firstMailbox = 51;
    qint64 list = 0;
    qint64 segment = 0;
    static bool isOnList(qint64 lead) { return lead % 3 == 0; }
    static bool isInSegment(qint64 lead) { return lead % 5 == 0; } ///< lives in Odense

private:
    int pick(int below) { return int(m_random.bounded(quint32(below))); }

    Result<> fill(Connection &connection, const QDateTime &now, int people, int days)
    {
        const auto run = [&](const QString &sql, const QVariantList &values) {
            const Result<qint64> done = connection.run(sql, values);
            if (!done) {
                qFatal("%s: %s", qPrintable(sql), qPrintable(done.error().detail));
            }
        };
        const QDateTime begin = now.addDays(-days);
        for (int box = 0; box < 2; ++box) {
            run(QStringLiteral("INSERT INTO mailbox (id, address, host, port, security, created_at) VALUES "
                               "(?, ?, 'mail.example', 465, 'implicit tls', ?)"),
                {firstMailbox + box, QStringLiteral("clara%1@harbourline.example").arg(box), begin});
        }
        const QStringList names{QStringLiteral("Iberia port hauliers"), QStringLiteral("Alpine transit"),
                                QStringLiteral("Polish ports"), QStringLiteral("=Pacific ports")};
        for (int campaign = 0; campaign < campaignCount; ++campaign) {
            const qint64 id = firstCampaign + campaign;
            run(QStringLiteral("INSERT INTO campaign (id, name, state, created_at) VALUES (?, ?, 'running', ?)"),
                {id, names.at(campaign), begin});
            for (int step = 1; step <= 3; ++step) {
                run(QStringLiteral("INSERT INTO campaign_step (id, campaign_id, position) VALUES (?, ?, ?)"),
                    {id * 10 + step, id, step});
                run(QStringLiteral("INSERT INTO step_version (step_id, version, subject, body, created_at) VALUES "
                                   "(?, 1, 'S', 'B', ?)"),
                    {id * 10 + step, begin});
            }
            run(QStringLiteral("INSERT INTO step_variant (step_id, version, number, subject, body) VALUES "
                               "(?, 1, 1, 'S2', 'B2')"),
                {id * 10 + 2});
        }
        qint64 next = 1;
        const QStringList words{QStringLiteral("interested"), QStringLiteral("question"),
                                QStringLiteral("not now"),    QStringLiteral("out of office"),
                                QStringLiteral("opt-out"),    QStringLiteral("other"),
                                QStringLiteral("no"),         QStringLiteral("bounce"),
                                QStringLiteral("automatic")};
        for (int person = 1; person <= people; ++person) {
            const qint64 lead = 1000 + person;
            run(QStringLiteral("INSERT INTO lead (id, email, city, created_at, updated_at) VALUES (?, ?, ?, ?, ?)"),
                {lead, QStringLiteral("p%1@baltway.example").arg(lead),
                 isInSegment(lead) ? QStringLiteral("Odense") : QStringLiteral("Gdynia"), begin, begin});
            const int rounds = person % 10 == 0 ? 2 : 1; // some are in two campaigns
            for (int round = 0; round < rounds; ++round) {
                const qint64 campaign = firstCampaign + (person + round) % campaignCount;
                QDateTime at = begin.addSecs(60LL * pick(days * 24 * 60));
                const int steps = 1 + pick(3);
                for (int step = 1; step <= steps && at < now; ++step, at = at.addDays(3 + pick(5))) {
                    Mail mail;
                    mail.id = next++;
                    mail.lead = lead;
                    mail.campaign = campaign;
                    mail.step = campaign * 10 + step;
                    mail.variant = step == 2 ? pick(2) : 0;
                    mail.mailbox = firstMailbox + campaign % 2;
                    mail.left = at;
                    const int fate = pick(100);
                    mail.state = fate < 90 ? QStringLiteral("accepted")
                        : fate < 94        ? QStringLiteral("refused for good")
                        : fate < 97        ? QStringLiteral("unknown")
                                           : QStringLiteral("refused for now");
                    add(connection, mail, run);
                    if (mail.state != QLatin1String("accepted") || pick(100) >= 22) {
                        continue;
                    }
                    const int count = 1 + (pick(6) == 0 ? 1 : 0);
                    for (int answer = 0; answer < count; ++answer) {
                        const int how = pick(20);
                        addAnswer(mail, words.at(pick(int(words.size()))), at.addSecs(600 + 60LL * pick(9000)), how,
                                  run);
                    }
                }
            }
        }
        for (int cost = 0; cost < people / 4; ++cost) {
            const bool ofDraft = pick(2) == 0 && !mails.empty();
            const Mail *mail = ofDraft ? &mails[size_t(pick(int(mails.size())))] : nullptr;
            Cost one{mail == nullptr ? 0 : mail->campaign, 100 + pick(20000), begin.addSecs(60LL * pick(days * 1440))};
            costs.push_back(one);
            run(QStringLiteral("INSERT INTO assistant_call (draft_id, purpose, model, cost_micros, outcome, at) VALUES "
                               "(?, ?, 'm', ?, 'used', ?)"),
                {mail == nullptr ? QVariant() : QVariant(mail->id),
                 mail == nullptr ? QStringLiteral("qualify lead") : QStringLiteral("write mail"), one.micros, one.at});
        }
        return addSegments(connection, now);
    }

    template <typename Run> void add(Connection &, const Mail &mail, const Run &run)
    {
        mails.push_back(mail);
        const QString message = QStringLiteral("<%1@harbourline.example>").arg(mail.id);
        run(QStringLiteral("INSERT INTO draft (id, lead_id, campaign_id, step_id, version, state, message_id, variant, "
                           "created_at, updated_at) VALUES (?, ?, ?, ?, ?, 'sent', ?, ?, ?, ?)"),
            {mail.id, mail.lead, mail.campaign, mail.step, mail.version, message, mail.variant, mail.left, mail.left});
        run(QStringLiteral(
                "INSERT INTO send (id, lead_id, step_id, version, draft_id, campaign_id, mailbox_id, to_address, "
                "state, due_at, message_id, approved_hash, mime, queued_at, intent_at) VALUES "
                "(?, ?, ?, ?, ?, ?, ?, 'x@baltway.example', ?, ?, ?, x'00', zeroblob(200), ?, ?)"),
            {mail.id, mail.lead, mail.step, mail.version, mail.id, mail.campaign, mail.mailbox, mail.state, mail.left,
             message, mail.left, mail.left});
    }

    template <typename Run>
    void addAnswer(const Mail &mail, const QString &word, const QDateTime &at, int how, const Run &run)
    {
        // Of a colleague, confirmed or not; all others in the thread.
        const bool colleague = how < 3;
        Answer answer{mail.id, mail.campaign, word, at, !colleague || how == 0};
        answers.push_back(answer);
        const qint64 id = qint64(answers.size());
        run(QStringLiteral("INSERT INTO reply (id, mailbox_id, message_key, lead_id, send_id, campaign_id, matched_by, "
                           "received_at, class, class_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'words', ?)"),
            {id, mail.mailbox, QStringLiteral("<r%1@baltway.example>").arg(id), mail.lead, mail.id, mail.campaign,
             colleague ? QStringLiteral("company") : QStringLiteral("thread"), at, word, at});
        if (colleague && how < 2) {
            run(QStringLiteral("INSERT INTO reply_decision (reply_id, kind, answer) VALUES (?, 'sender', ?)"),
                {id, how == 0 ? QStringLiteral("yes") : QStringLiteral("no")});
        }
    }

    Result<> addSegments(Connection &connection, const QDateTime &now)
    {
        LeadList people;
        people.name = QStringLiteral("Fair in Hamburg");
        Result<LeadList> made = LeadListStore().add(connection, people, now);
        if (!made) {
            return failureOf(std::move(made));
        }
        list = made->id.value();
        Result<qint64> members = connection.run(
            QStringLiteral("INSERT INTO lead_list_member (list_id, lead_id, added_at) SELECT ?, id, 0 FROM lead WHERE "
                           "id % 3 = 0"),
            {list});
        if (!members) {
            return failureOf(std::move(members));
        }
        LeadList odense;
        odense.kind = LeadList::Kind::Segment;
        odense.name = QStringLiteral("Odense");
        odense.filter = LeadFilter(LeadCondition{QStringLiteral("city"), LeadOperator::Is, {QStringLiteral("Odense")}});
        made = LeadListStore().add(connection, odense, now);
        if (!made) {
            return failureOf(std::move(made));
        }
        segment = made->id.value();
        return {};
    }

    TestDatabase &m_files;
    QRandomGenerator m_random;
};

} // namespace AlwaysLeads
