#pragma once

#include "analytics/Figures.h"
#include "campaign/Campaign.h"
#include "draft/Review.h"
#include "lead/LeadQuery.h"
#include "mailbox/Mailbox.h"
#include "outbox/OutboxPage.h"
#include "reply/Reply.h"
#include "suppression/Suppression.h"

#include <QJsonObject>
#include <QObject>
#include <QTimer>

#include <optional>
#include <utility>

namespace AlwaysLeads {

class Application;

/// What is in the database and in the mailboxes of the sandbox, looked at again and again while the tour runs: its
/// steps compare this with what the window shows. Only reads.
class TourFacts : public QObject
{
    Q_OBJECT
public:
    explicit TourFacts(Application &application, QObject *parent = nullptr);

    void start();

    qint64 people() const { return m_people; }
    const QList<CampaignRow> &campaigns() const { return m_campaigns; }
    /// Mails that left, refused ones too.
    const QList<OutboxRow> &history() const { return m_outbox.rows; }
    QList<InboxRow> replies() const;
    const QList<SuppressionEntry> &suppressed() const { return m_suppressed; }
    const QList<Mailbox> &mailboxes() const { return m_mailboxes; }
    const DraftShelfCounts &drafts() const { return m_drafts; }
    const Figures &figures() const { return m_figures; }
    std::optional<Reply> reply(ReplyClass value) const;
    int repliesOf(ReplyClass value) const;
    int suppressedFor(SuppressionReason reason) const;

    /// Mails that reached somebody, by whatever server: recipient and subject.
    QList<std::pair<QString, QString>> arrived() const;
    int arrivedCount() const;
    /// Mails that came into the mailboxes that send, and those of them that somebody marked as read.
    int delivered() const;
    int markedRead() const;

    QJsonObject summary() const;

private:
    void look();
    template <typename T, typename Task> void read(Task task, T &into);

    Application &m_application;
    QTimer m_again;
    int m_reading = 0;
    qint64 m_people = 0;
    QList<CampaignRow> m_campaigns;
    OutboxPage m_outbox;
    InboxList m_shown;
    InboxList m_done;
    QList<SuppressionEntry> m_suppressed;
    QList<Mailbox> m_mailboxes;
    DraftShelfCounts m_drafts;
    Figures m_figures;
};

} // namespace AlwaysLeads
