#include "campaign/LaunchCheck.h"

#include "campaign/CampaignSenders.h"
#include "lead/LeadStore.h"
#include "mailbox/MailboxStore.h"
#include "settings/SettingStore.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

using Level = LaunchCheckLine::Level;
using Fix = LaunchCheckLine::Fix;

// Counting missing values reads each person; beyond this the count says "at least".
constexpr qsizetype mostPeopleRead = 2000;
constexpr qsizetype mostPeopleNamed = 200;

} // namespace

Result<QList<LaunchCheckLine>> LaunchCheck::lines(Connection &connection, const Campaign &campaign) const
{
    const CampaignStore store;
    Result<QList<CampaignStep>> steps = store.steps(connection, campaign.id);
    if (!steps) {
        return failureOf(std::move(steps));
    }
    Result<QList<TemplateField>> known = store.fields(connection);
    if (!known) {
        return failureOf(std::move(known));
    }
    QList<LaunchCheckLine> lines;
    Result<LaunchCheckLine> from = mailbox(connection, campaign);
    if (!from) {
        return failureOf(std::move(from));
    }
    lines.append(*from);
    Result<QList<LaunchCheckLine>> unread = unreadMailboxes(connection, campaign, *steps);
    if (!unread) {
        return failureOf(std::move(unread));
    }
    lines.append(*unread);
    Result<LaunchCheckLine> sender = senderProfile(connection);
    if (!sender) {
        return failureOf(std::move(sender));
    }
    lines.append(*sender);
    lines.append(texts(*steps, *known));
    Result<QList<LaunchCheckLine>> who = people(connection, campaign, *steps, *known);
    if (!who) {
        return failureOf(std::move(who));
    }
    lines.append(*who);
    return lines;
}

Result<LaunchCheckLine> LaunchCheck::mailbox(Connection &connection, const Campaign &campaign) const
{
    const LaunchCheckLine none{Level::MustFix, Fix::Mailbox, tr("No mailbox is chosen"),
                               tr("Choose the mailbox this campaign sends from.")};
    if (campaign.mailbox.isNull()) {
        return none;
    }
    const MailboxStore store;
    Result<std::optional<Mailbox>> found = store.find(connection, campaign.mailbox);
    if (!found) {
        return failureOf(std::move(found));
    }
    Result<bool> removed = store.isRemoved(connection, campaign.mailbox);
    if (!removed) {
        return failureOf(std::move(removed));
    }
    if (!*found || *removed) {
        return LaunchCheckLine{Level::MustFix, Fix::Mailbox, tr("The mailbox was removed"),
                               tr("Choose another mailbox for this campaign.")};
    }
    Result<QList<MailboxId>> senders = CampaignSenders().find(connection, campaign.id);
    if (!senders) {
        return failureOf(std::move(senders));
    }
    QStringList paused;
    for (const MailboxId id : std::as_const(*senders)) {
        Result<std::optional<Mailbox>> sender = store.find(connection, id);
        if (!sender) {
            return failureOf(std::move(sender));
        }
        if (*sender && (*sender)->isPaused()) {
            paused.append((*sender)->address.shown());
        }
    }
    if (!paused.isEmpty() && paused.size() == senders->size()) {
        return LaunchCheckLine{Level::MustFix, Fix::Mailbox,
                               paused.size() == 1 ? tr("The mailbox is paused") : tr("All its mailboxes are paused"),
                               (*found)->pausedReason};
    }
    if (!paused.isEmpty()) {
        return LaunchCheckLine{Level::Note, Fix::Mailbox, tr("%1 is paused").arg(paused.join(QStringLiteral(", "))),
                               tr("New people hear from the others meanwhile.")};
    }
    if (senders->size() > 1) {
        return LaunchCheckLine{Level::Good, Fix::Mailbox, tr("Sends from %L1 mailboxes in turn").arg(senders->size()),
                               tr("Each person hears from one of them only.")};
    }
    return LaunchCheckLine{Level::Good, Fix::Mailbox, tr("Sends from %1").arg((*found)->address.shown()), {}};
}

Result<QList<LaunchCheckLine>> LaunchCheck::unreadMailboxes(Connection &connection, const Campaign &campaign,
                                                            const QList<CampaignStep> &steps) const
{
    QList<LaunchCheckLine> lines;
    if (std::ranges::count(steps, StepKind::Mail, &CampaignStep::kind) < 2) {
        return lines;
    }
    Result<QList<MailboxId>> senders = CampaignSenders().find(connection, campaign.id);
    if (!senders) {
        return failureOf(std::move(senders));
    }
    for (const MailboxId id : std::as_const(*senders)) {
        Result<std::optional<Mailbox>> sender = MailboxStore().find(connection, id);
        if (!sender) {
            return failureOf(std::move(sender));
        }
        if (!*sender || !(*sender)->sendOnly) {
            continue;
        }
        const QString address = (*sender)->address.shown();
        const QString why = tr("It only sends: replies to it are not read here.");
        lines.append({Level::Note, Fix::Mailbox,
                      (*sender)->followUpsUnread
                          ? tr("Follow-ups from %1 go out even to people who answered").arg(address)
                          : tr("Follow-ups do not leave from %1").arg(address),
                      why + QLatin1Char(' ')
                          + ((*sender)->followUpsUnread
                                 ? tr("Enter who answers, and above all who says no, by hand.")
                                 : tr("Let replies be read, or let follow-ups leave all the same, in Settings."))});
    }
    return lines;
}

Result<LaunchCheckLine> LaunchCheck::senderProfile(Connection &connection) const
{
    Result<SenderProfile> profile = SettingStore().senderProfile(connection);
    if (!profile) {
        return failureOf(std::move(profile));
    }
    QStringList missing;
    if (profile->personName.trimmed().isEmpty()) {
        missing.append(tr("your name"));
    }
    if (profile->company.trimmed().isEmpty()) {
        missing.append(tr("your company"));
    }
    if (profile->postalAddress.trimmed().isEmpty()) {
        missing.append(tr("your postal address"));
    }
    if (profile->optOutSentence.trimmed().isEmpty()) {
        missing.append(tr("the sentence that lets people say no"));
    }
    if (missing.isEmpty()) {
        return LaunchCheckLine{Level::Good, Fix::SenderProfile, tr("Opt-out line and postal address are in place"), {}};
    }
    return LaunchCheckLine{
        Level::MustFix, Fix::SenderProfile, tr("Your profile is not complete"),
        tr("Fill in %1 in Settings. The law wants it in every first mail.").arg(missing.join(QStringLiteral(", ")))};
}

QList<LaunchCheckLine> LaunchCheck::texts(const QList<CampaignStep> &steps, const QList<TemplateField> &known) const
{
    QList<LaunchCheckLine> lines;
    bool hadMail = false;
    for (int number = 0; number < steps.size(); ++number) {
        const CampaignStep &step = steps.at(number);
        const QList<StepVariant> variants = step.current.variants();
        for (int variant = 0; variant < variants.size(); ++variant) {
            QList<LaunchCheckLine> found = text(variants.at(variant).text, step.kind, !hadMail, known);
            for (LaunchCheckLine &line : found) {
                line.step = step.id;
                line.variant = variant;
                QString where;
                if (variants.size() > 1) {
                    where = tr("Step %1, variant %2.").arg(number + 1).arg(QChar(ushort('A' + variant)));
                } else if (steps.size() > 1) {
                    where = tr("Step %1.").arg(number + 1);
                }
                if (!where.isEmpty()) {
                    line.detail = line.detail.isEmpty() ? where : where + QLatin1Char(' ') + line.detail;
                }
            }
            lines.append(found);
        }
        hadMail = hadMail || step.kind == StepKind::Mail;
    }
    if (!hadMail) {
        lines.append({Level::MustFix, Fix::Body, tr("There is no mail in this campaign"), tr("Add a mail step.")});
    }
    if (lines.isEmpty()) {
        lines.append({Level::Good, Fix::Body, tr("Subject and text are written"), {}});
    }
    return lines;
}

QList<LaunchCheckLine> LaunchCheck::text(const StepText &text, StepKind kind, bool isFirstMail,
                                         const QList<TemplateField> &known) const
{
    QList<LaunchCheckLine> lines;
    const auto look = [&](const QString &words, Fix fix) {
        const Template parsed = Template::parse(words, known);
        for (const TemplateProblem &problem : parsed.problems()) {
            lines.append({Level::MustFix, fix, problem.message,
                          tr("Line %1, column %2.").arg(problem.line).arg(problem.column)});
        }
        if (kind == StepKind::Task && !parsed.wishes().isEmpty()) {
            lines.append({Level::MustFix, fix, tr("Claude writes in mails only"),
                          tr("A task is yours. Take {claude: …} out of its text.")});
        }
    };
    if (text.subject.trimmed().isEmpty() && (isFirstMail || kind == StepKind::Task)) {
        lines.append(kind == StepKind::Task
                         ? LaunchCheckLine{Level::MustFix, Fix::Subject, tr("The task has no title"),
                                           tr("Write what is to be done, for example: Call {first name}.")}
                         : LaunchCheckLine{Level::MustFix, Fix::Subject, tr("The subject is empty"),
                                           tr("Write the subject of the first mail.")});
    }
    if (text.body.trimmed().isEmpty() && kind == StepKind::Mail) {
        lines.append({Level::MustFix, Fix::Body, tr("The mail is empty"),
                      isFirstMail ? tr("Write the text of the first mail.") : tr("Write the text of this mail.")});
    }
    look(text.subject, Fix::Subject);
    look(text.body, Fix::Body);
    return lines;
}

Result<QList<LaunchCheckLine>> LaunchCheck::people(Connection &connection, const Campaign &campaign,
                                                   const QList<CampaignStep> &steps,
                                                   const QList<TemplateField> &known) const
{
    Result<QList<LeadId>> leads = CampaignStore().enrolled(connection, campaign.id);
    if (!leads) {
        return failureOf(std::move(leads));
    }
    QList<LaunchCheckLine> lines;
    if (leads->isEmpty() && campaign.launchedAt.isValid()) {
        lines.append({Level::Note, Fix::People, tr("Nobody is left to write to"),
                      tr("Everybody answered, left, or has had the last step. You can add more people.")});
        return lines;
    }
    if (leads->isEmpty()) {
        lines.append({Level::MustFix, Fix::People, tr("Nobody is in this campaign"),
                      tr("Select people under Leads and add them to this campaign.")});
        return lines;
    }
    struct Parsed
    {
        const CampaignStep *step;
        QList<std::pair<Template, Template>> variants; // subject and body
    };
    QList<Parsed> mails;
    for (const CampaignStep &step : steps) {
        Parsed mail{&step, {}};
        for (const StepVariant &variant : step.current.variants()) {
            mail.variants.append(
                {Template::parse(variant.text.subject, known), Template::parse(variant.text.body, known)});
        }
        mails.append(mail);
    }
    QMap<QString, QList<LeadId>> without;
    QMap<QString, QList<LeadId>> notNumbers;
    const LeadStore store;
    for (const LeadId id : leads->first(std::min(leads->size(), mostPeopleRead))) {
        Result<Lead> lead = store.lead(connection, id);
        if (!lead) {
            return failureOf(std::move(lead));
        }
        const QMap<QString, QString> facts = factValues(*lead);
        QStringList missing;
        QStringList odd;
        for (const Parsed &mail : std::as_const(mails)) {
            const StepVersion &version = mail.step->current;
            const quint64 seed = templateSeed(id.value(), mail.step->id.value(), version.version);
            const auto &[subject, body] = mail.variants.at(version.variantFor(id, mail.step->id));
            const Template::Rendered first = subject.render(facts, Template::Lines::Single, seed);
            const Template::Rendered second = body.render(facts, Template::Lines::Many, seed);
            missing += first.missing + second.missing;
            odd += first.notNumbers + second.notNumbers;
        }
        missing.removeDuplicates();
        odd.removeDuplicates();
        for (const QString &field : std::as_const(missing)) {
            without[field].append(id);
        }
        for (const QString &field : std::as_const(odd)) {
            notNumbers[field].append(id);
        }
    }
    const auto add = [&](const QString &field, const QList<LeadId> &people, const QString &text,
                         const QString &detail) {
        LaunchCheckLine line{Level::Note, Fix::Values, text, detail};
        line.field = field;
        line.people = people.first(std::min(people.size(), mostPeopleNamed));
        lines.append(line);
    };
    for (auto field = notNumbers.cbegin(); field != notNumbers.cend(); ++field) {
        add(field.key(), field.value(),
            tr("For %n people %1 is not a number", nullptr, int(field.value().size())).arg(field.key()),
            tr("A condition compares it. Their mails wait until you mend it."));
    }
    for (auto field = without.cbegin(); field != without.cend(); ++field) {
        add(field.key(), field.value(), tr("%n people have no %1", nullptr, int(field.value().size())).arg(field.key()),
            steps.size() > 1 ? tr("A step uses it. Fill it in, add a fallback, or leave them out.")
                             : tr("The first mail uses it. Fill it in, add a fallback, or leave them out."));
    }
    if (without.isEmpty() && notNumbers.isEmpty()) {
        lines.append({Level::Good, Fix::People, tr("Every field has a value for everyone"), {}});
    }
    return lines;
}

} // namespace AlwaysLeads
