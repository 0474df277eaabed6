#include "tour/TourFacts.h"

#include "Application.h"
#include "ReplyServices.h"
#include "analytics/Analytics.h"
#include "campaign/Campaigns.h"
#include "lead/LeadSearch.h"
#include "mail/ParsedMessage.h"
#include "mailbox/Mailboxes.h"
#include "outbox/Outbox.h"
#include "sandbox/Sandbox.h"
#include "settings/Settings.h"

#include <QJsonArray>

#include <algorithm>
#include <chrono>

namespace AlwaysLeads {

namespace {

constexpr std::chrono::milliseconds lookEvery(400);
constexpr int mostReplies = 500;

QList<MailServer::Received> allReceived(Sandbox &sandbox)
{
    return sandbox.mail().received() + sandbox.graph().received() + sandbox.gmail().received();
}

QString momentOf(const QDateTime &when)
{
    return when.toUTC().toString(Qt::ISODate);
}

} // namespace

TourFacts::TourFacts(Application &application, QObject *parent)
    : QObject(parent)
    , m_application(application)
{
    m_again.setInterval(lookEvery);
    connect(&m_again, &QTimer::timeout, this, &TourFacts::look);
}

void TourFacts::start()
{
    look();
    m_again.start();
}

template <typename T, typename Task> void TourFacts::read(Task task, T &into)
{
    ++m_reading;
    whenDone(std::move(task), this, [this, &into](const Result<T> &read) {
        --m_reading;
        if (read) {
            into = *read;
        }
    });
}

void TourFacts::look()
{
    if (m_reading > 0) {
        return; // a slow machine: the next time
    }
    Application &app = m_application;
    AnalyticsQuery always;
    always.period = AnalyticsQuery::Period::All;
    read(app.leadSearch().count(LeadQuery()), m_people);
    read(app.campaigns().list(), m_campaigns);
    read(app.outbox().page(OutboxShelf::History), m_outbox);
    read(app.replyServices().replies().list({InboxShelf::All, {}, mostReplies}), m_shown);
    read(app.replyServices().replies().list({InboxShelf::Done, {}, mostReplies}), m_done);
    read(app.suppression().list(), m_suppressed);
    read(app.mailboxes().list(), m_mailboxes);
    read(app.review().counts(), m_drafts);
    read(app.analytics().figures(always), m_figures);
}

QList<InboxRow> TourFacts::replies() const
{
    QList<InboxRow> all = m_shown.rows;
    for (const InboxRow &row : m_done.rows) {
        const auto same = [&row](const InboxRow &other) { return other.reply.id == row.reply.id; };
        if (std::ranges::none_of(m_shown.rows, same)) {
            all.append(row);
        }
    }
    return all;
}

int TourFacts::repliesOf(ReplyClass value) const
{
    const QList<InboxRow> all = replies();
    return int(std::ranges::count_if(all, [value](const InboxRow &row) { return row.reply.value == value; }));
}

std::optional<Reply> TourFacts::reply(ReplyClass value) const
{
    for (const InboxRow &row : replies()) {
        if (row.reply.value == value) {
            return row.reply;
        }
    }
    return {};
}

int TourFacts::suppressedFor(SuppressionReason reason) const
{
    return int(std::ranges::count(m_suppressed, reason, &SuppressionEntry::reason));
}

QList<std::pair<QString, QString>> TourFacts::arrived() const
{
    QList<std::pair<QString, QString>> mails;
    for (const MailServer::Received &mail : allReceived(*m_application.sandbox())) {
        const Result<ParsedMessage> read = parseMime(mail.mime);
        mails.append({mail.to, read ? read->header(QStringLiteral("Subject")) : QStringLiteral("(unreadable)")});
    }
    return mails;
}

int TourFacts::arrivedCount() const
{
    return int(allReceived(*m_application.sandbox()).size());
}

int TourFacts::delivered() const
{
    const QList<GraphServer::Message> &mails = m_application.sandbox()->graph().messages();
    return int(std::ranges::count(mails, QStringLiteral("inbox"), &GraphServer::Message::folder));
}

int TourFacts::markedRead() const
{
    const QList<GraphServer::Message> &mails = m_application.sandbox()->graph().messages();
    return int(std::ranges::count(mails, true, &GraphServer::Message::isRead));
}

QJsonObject TourFacts::summary() const
{
    QJsonArray mailsArrived;
    for (const auto &[to, subject] : arrived()) {
        mailsArrived.append(QJsonObject{{QStringLiteral("to"), to}, {QStringLiteral("subject"), subject}});
    }
    QJsonArray campaigns;
    for (const CampaignRow &row : m_campaigns) {
        campaigns.append(QJsonObject{{QStringLiteral("name"), row.campaign.name},
                                     {QStringLiteral("steps"), row.steps},
                                     {QStringLiteral("people"), row.people},
                                     {QStringLiteral("sent"), row.counts.sent}});
    }
    QJsonArray sent;
    for (const OutboxRow &row : m_outbox.rows) {
        sent.append(QJsonObject{{QStringLiteral("to"), row.to},
                                {QStringLiteral("subject"), row.subject},
                                {QStringLiteral("step"), row.campaign},
                                {QStringLiteral("state"), sendStateWord(row.state)},
                                {QStringLiteral("at"), momentOf(row.at)}});
    }
    QJsonArray answers;
    for (const InboxRow &row : replies()) {
        answers.append(QJsonObject{{QStringLiteral("from"), row.reply.fromAddress},
                                   {QStringLiteral("class"), toWord(row.reply.value)},
                                   {QStringLiteral("because of"), row.reply.sentence},
                                   {QStringLiteral("gives orders"), row.reply.givesOrders},
                                   {QStringLiteral("at"), momentOf(row.reply.receivedAt)}});
    }
    QJsonArray never;
    for (const SuppressionEntry &entry : m_suppressed) {
        never.append(QJsonObject{{QStringLiteral("whom"), entry.shown}, {QStringLiteral("why"), entry.detail}});
    }
    QJsonArray mailboxes;
    for (const Mailbox &mailbox : m_mailboxes) {
        mailboxes.append(mailbox.address.toString());
    }
    const Tally &tally = m_figures.people;
    return {{QStringLiteral("sender"), m_application.settings().senderProfile().company},
            {QStringLiteral("mailboxes"), mailboxes},
            {QStringLiteral("people"), m_people},
            {QStringLiteral("campaigns"), campaigns},
            {QStringLiteral("sent"), sent},
            {QStringLiteral("replies"), answers},
            {QStringLiteral("never write to"), never},
            {QStringLiteral("dashboard"),
             QJsonObject{{QStringLiteral("written to"), tally.people},
                         {QStringLiteral("delivered"), tally.delivered},
                         {QStringLiteral("replied"), tally.replied},
                         {QStringLiteral("interested"), tally.interested},
                         {QStringLiteral("bounced"), tally.bounced},
                         {QStringLiteral("opted out"), tally.optedOut}}},
            {QStringLiteral("arrived in the sandbox"), mailsArrived},
            {QStringLiteral("came into the mailbox"), delivered()},
            {QStringLiteral("of them marked as read on the server"), markedRead()}};
}

} // namespace AlwaysLeads
