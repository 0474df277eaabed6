#pragma once

#include "campaign/Campaign.h"
#include "outbox/OutboxPage.h"
#include "sending/SendLine.h"
#include "storage/Connection.h"

#include <QCoreApplication>
#include <QHash>

namespace AlwaysLeads {

/// What the Outbox page, the sidebar and the tray read. Runs on a database thread.
class OutboxStore
{
    Q_DECLARE_TR_FUNCTIONS(OutboxStore)
public:
    explicit OutboxStore(SendPolicy policy, bool secretsAreOpen = true)
        : m_policy(std::move(policy))
        , m_secretsAreOpen(secretsAreOpen)
    {
    }

    Result<OutboxPage> page(Connection &connection, OutboxShelf shelf, const QDateTime &now,
                            const QString &search = {}) const;
    Result<SendingSummary> summary(Connection &connection, const QDateTime &now) const;
    /// Sent and waiting mails of each campaign.
    static Result<> addCounts(Connection &connection, QHash<CampaignId, CampaignCounts> &counts);
    Result<QList<SendObstacle>> obstacles(Connection &connection, const QDateTime &now) const;

private:
    struct Line;
    Result<QList<Line>> lines(Connection &connection, const QString &where, const QVariantList &values) const;
    static Line lineAt(const Query &row);
    /// What was settled, newest first, as far as it has these words; true: there are more.
    Result<bool> history(Connection &connection, const QString &search, QList<OutboxRow> &rows) const;
    static bool has(const Line &line, const QStringList &words);
    Result<QList<OutboxRow>> waiting(Connection &connection, const OutboxPage &page, const QDateTime &now) const;
    /// When a waiting mail is expected to leave, and why not sooner.
    static void place(Line &line, const QHash<SendId, SendLine::Turn> &turns, const SendLine &queue,
                      const QDateTime &now);
    Result<QList<OutboxRow>> settled(Connection &connection, const QString &where, const QVariantList &values) const;
    Result<QList<MailboxCard>> cards(Connection &connection, const QDateTime &now) const;
    OutboxRow row(const Line &line) const;

    SendPolicy m_policy;
    bool m_secretsAreOpen;
};

} // namespace AlwaysLeads
