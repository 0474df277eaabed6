#include "campaign/SenderDomains.h"

#include "campaign/CampaignSenders.h"
#include "dnscheck/DomainCheck.h"
#include "mailbox/MailboxStore.h"

#include <algorithm>
#include <chrono>

#include <QPointer>

namespace AlwaysLeads {

namespace {

using Level = LaunchCheckLine::Level;
using Verdict = DnsFinding::Verdict;
using Topic = DnsFinding::Topic;

constexpr std::chrono::hours goodFor{1};

QString nameOf(Topic topic)
{
    switch (topic) {
    case Topic::Mx:
        return QStringLiteral("MX");
    case Topic::Spf:
        return QStringLiteral("SPF");
    case Topic::Dkim:
        return QStringLiteral("DKIM");
    case Topic::Dmarc:
        return QStringLiteral("DMARC");
    }
    return {};
}

Verdict verdictOf(const DomainReport &report, Topic topic)
{
    const auto finding = std::ranges::find(report.findings, topic, &DnsFinding::topic);
    return finding == report.findings.end() ? Verdict::Unchecked : finding->verdict;
}

Result<QStringList> domainsOf(Connection &connection, CampaignId campaign)
{
    Result<QList<MailboxId>> senders = CampaignSenders().find(connection, campaign);
    if (!senders) {
        return failureOf(std::move(senders));
    }
    QStringList domains;
    for (const MailboxId id : std::as_const(*senders)) {
        Result<std::optional<Mailbox>> mailbox = MailboxStore().find(connection, id);
        if (!mailbox) {
            return failureOf(std::move(mailbox));
        }
        if (*mailbox) {
            domains.append((*mailbox)->address.domain());
        }
    }
    domains.removeDuplicates();
    return domains;
}

} // namespace

SenderDomains::SenderDomains(Database &database, const Clock &clock, DomainCheck &check, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
    , m_check(check)
{
}

Task<Result<QList<LaunchCheckLine>>> SenderDomains::lines(CampaignId campaign)
{
    auto reading =
        m_database.read<QStringList>([campaign](Connection &connection) { return domainsOf(connection, campaign); });
    const QPointer<SenderDomains> self(this);
    Result<QStringList> domains = co_await reading;
    if (!domains) {
        co_return failureOf(std::move(domains));
    }
    QList<LaunchCheckLine> lines;
    if (!self) {
        co_return lines; // the window closed while the database was asked
    }
    for (const QString &domain : std::as_const(*domains)) {
        const auto known = m_known.constFind(domain);
        if (known != m_known.cend()) {
            lines.append(lineOf(*known));
        }
        if (known != m_known.cend()
            && known->checkedAt.addSecs(std::chrono::seconds(goodFor).count()) > m_clock.now()) {
            continue;
        }
        const bool isNew = !m_looking.contains(domain);
        m_looking[domain].insert(campaign);
        if (isNew) {
            m_scope.run(look(domain));
        }
    }
    co_return lines;
}

Task<Result<>> SenderDomains::look(QString domain)
{
    DomainCheck::Question question;
    question.domain = domain;
    auto checking = m_check.check(question, m_scope.token());
    Result<DomainReport> report = co_await checking;
    const QSet<CampaignId> waiting = m_looking.take(domain);
    if (!report) {
        co_return failureOf(std::move(report));
    }
    m_known.insert(domain, *report);
    for (const CampaignId campaign : waiting) {
        Q_EMIT looked(campaign);
    }
    co_return Result<>();
}

LaunchCheckLine SenderDomains::lineOf(const DomainReport &report)
{
    LaunchCheckLine line;
    line.fix = LaunchCheckLine::Fix::Domain;
    line.field = report.domain;
    QStringList wrong;
    QStringList unknown;
    for (const DnsFinding &finding : report.findings) {
        if (finding.verdict == Verdict::Bad || finding.verdict == Verdict::Improve) {
            wrong.append(nameOf(finding.topic));
        } else if (finding.verdict == Verdict::Unchecked) {
            unknown.append(nameOf(finding.topic));
        }
    }
    const QString domain = report.domain;
    if (verdictOf(report, Topic::Mx) == Verdict::Bad) {
        line.level = Level::MustFix;
        line.text = tr("Nobody can answer to %1").arg(domain);
        line.detail = report.findings.first().sentence;
        return line;
    }
    const Verdict dkim = verdictOf(report, Topic::Dkim);
    if (verdictOf(report, Topic::Spf) == Verdict::Bad && (dkim == Verdict::Bad || dkim == Verdict::Improve)) {
        line.level = Level::MustFix;
        line.text = tr("Nothing proves that mails of %1 are yours").arg(domain);
        line.detail = tr("Neither SPF nor DKIM is in place, so large providers refuse them.");
        return line;
    }
    if (!wrong.isEmpty()) {
        line.level = Level::Note;
        line.text = tr("%1 of %2 could be better").arg(wrong.join(QStringLiteral(", ")), domain);
        line.detail = tr("More of your mails would arrive.");
        return line;
    }
    if (unknown.size() == report.findings.size()) {
        line.level = Level::Note;
        line.text = tr("The DNS of %1 could not be looked at").arg(domain);
        line.detail = tr("Perhaps the computer is not on the internet. Nothing is wrong with it that is known.");
        return line;
    }
    line.text = unknown.isEmpty() ? tr("SPF, DKIM and DMARC of %1 are in place").arg(domain)
                                  : tr("The DNS of %1 is in order").arg(domain);
    line.detail = unknown.isEmpty()
        ? QString()
        : tr("Not known: %1. A test mail to yourself tells.").arg(unknown.join(QStringLiteral(", ")));
    return line;
}

} // namespace AlwaysLeads
