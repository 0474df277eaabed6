#include "draft/ApprovalLog.h"

#include "base/Words.h"
#include "campaign/CampaignStore.h"
#include "lead/LeadStore.h"
#include "settings/SettingStore.h"

#include <array>
#include <utility>

namespace AlwaysLeads {

namespace {

using Act = ApprovalEntry::Act;

constexpr std::array<std::pair<Act, const char *>, 9> actWords{{{Act::Approved, "approved"},
                                                                {Act::ApprovedAutomatically, "approved automatically"},
                                                                {Act::ConfirmedSentence, "confirmed a sentence"},
                                                                {Act::TakenBack, "taken back"},
                                                                {Act::Skipped, "skipped"},
                                                                {Act::Rejected, "rejected"},
                                                                {Act::Lapsed, "lapsed"},
                                                                {Act::AutomaticOn, "automatic on"},
                                                                {Act::AutomaticOff, "automatic off"}}};

/// A text of empty letters would be bound as NULL.
QString bound(const QString &text)
{
    return text.isNull() ? QString(QLatin1String("")) : text;
}

QByteArray cell(const QString &text)
{
    QString safe = text;
    if (!safe.isEmpty() && QStringLiteral("=+-@\t\r").contains(safe.at(0))) {
        safe.prepend(u'\''); // a spreadsheet would calculate it
    }
    safe.replace(u'"', QStringLiteral("\"\""));
    return '"' + safe.toUtf8() + '"';
}

} // namespace

QString ApprovalLog::word(Act act)
{
    return wordOf(actWords, act);
}

Result<> ApprovalLog::add(Connection &connection, const ApprovalEntry &entry) const
{
    const QVariant draft = entry.draft.isNull() ? QVariant() : QVariant(entry.draft.value());
    return connection
        .insert(
            QStringLiteral("INSERT INTO approval_log (at, who, act, draft_id, campaign, person, subject, hash, note) "
                           "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"),
            {entry.at, bound(entry.who), word(entry.act), draft, bound(entry.campaign), bound(entry.person),
             bound(entry.subject), bound(entry.hash), bound(entry.note)})
        .map([](qint64) {});
}

Result<> ApprovalLog::note(Connection &connection, const Draft &draft, Act act, const QString &note,
                           const QDateTime &now) const
{
    ApprovalEntry entry;
    entry.at = now;
    entry.act = act;
    entry.draft = draft.id;
    entry.subject = draft.subject;
    entry.note = note;
    entry.hash = QString::fromLatin1(draft.approvedHash.toHex());
    entry.who = tr("AlwaysLeads");
    if (act != Act::Lapsed && act != Act::ApprovedAutomatically) {
        Result<SenderProfile> sender = SettingStore().senderProfile(connection);
        if (!sender) {
            return failureOf(std::move(sender));
        }
        entry.who = sender->personName.trimmed();
    }
    // The log is no reason to refuse a decision about somebody who was deleted meanwhile.
    if (const Result<Lead> lead = LeadStore().lead(connection, draft.lead)) {
        entry.person = cleanLine(lead->fullName() + u' ' + (lead->email ? lead->email->toString() : QString()));
    }
    if (const Result<Campaign> campaign = CampaignStore().find(connection, draft.campaign)) {
        entry.campaign = campaign->name;
    }
    return add(connection, entry);
}

Result<> ApprovalLog::note(Connection &connection, CampaignId campaign, Act act, const QDateTime &now) const
{
    ApprovalEntry entry;
    entry.at = now;
    entry.act = act;
    Result<SenderProfile> sender = SettingStore().senderProfile(connection);
    if (!sender) {
        return failureOf(std::move(sender));
    }
    entry.who = sender->personName.trimmed();
    Result<Campaign> found = CampaignStore().find(connection, campaign);
    if (!found) {
        return failureOf(std::move(found));
    }
    entry.campaign = found->name;
    return add(connection, entry);
}

Result<QList<ApprovalEntry>> ApprovalLog::all(Connection &connection) const
{
    Result<Query> rows = connection.query(QStringLiteral(
        "SELECT at, who, act, draft_id, campaign, person, subject, hash, note FROM approval_log ORDER BY id"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<ApprovalEntry> entries;
    while (rows->next()) {
        entries.append({rows->time(0), rows->text(1), valueOf(actWords, rows->text(2)).value_or(Act::Approved),
                        DraftId(rows->number(3)), rows->text(4), rows->text(5), rows->text(6), rows->text(7),
                        rows->text(8)});
    }
    return rows->outcome(entries);
}

QByteArray ApprovalLog::csv(const QList<ApprovalEntry> &entries)
{
    QByteArray csv = "\"when\",\"who\",\"what\",\"draft\",\"campaign\",\"person\",\"subject\",\"sha-256\",\"note\"\r\n";
    for (const ApprovalEntry &entry : entries) {
        const QStringList cells = {entry.at.toUTC().toString(Qt::ISODateWithMs),
                                   entry.who,
                                   word(entry.act),
                                   entry.draft.isNull() ? QString() : QString::number(entry.draft.value()),
                                   entry.campaign,
                                   entry.person,
                                   entry.subject,
                                   entry.hash,
                                   entry.note};
        QByteArrayList line;
        for (const QString &text : cells) {
            line.append(cell(text));
        }
        csv += line.join(',') + "\r\n";
    }
    return csv;
}

} // namespace AlwaysLeads
