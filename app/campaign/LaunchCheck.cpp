#include "campaign/LaunchCheck.h"

#include "lead/LeadStore.h"
#include "mailbox/MailboxStore.h"
#include "settings/SettingStore.h"

namespace AlwaysLeads {

namespace {

using Level = LaunchCheckLine::Level;
using Fix = LaunchCheckLine::Fix;

// Counting missing values reads each person; beyond this the count says "at least".
constexpr qsizetype mostPeopleRead = 2000;

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
    Result<LaunchCheckLine> sender = senderProfile(connection);
    if (!sender) {
        return failureOf(std::move(sender));
    }
    lines.append(*sender);
    const StepText words = steps->isEmpty() ? StepText() : steps->first().current.text;
    lines.append(text(words, *known));
    Result<QList<LaunchCheckLine>> who = people(connection, campaign, words, *known);
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
    if ((*found)->isPaused()) {
        return LaunchCheckLine{Level::MustFix, Fix::Mailbox, tr("The mailbox is paused"), (*found)->pausedReason};
    }
    return LaunchCheckLine{Level::Good, Fix::Mailbox, tr("Sends from %1").arg((*found)->address.shown()), {}};
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

QList<LaunchCheckLine> LaunchCheck::text(const StepText &text, const QList<TemplateField> &known) const
{
    QList<LaunchCheckLine> lines;
    const auto look = [&](const QString &words, Fix fix, const QString &empty, const QString &advice) {
        if (words.trimmed().isEmpty()) {
            lines.append({Level::MustFix, fix, empty, advice});
            return;
        }
        const Template parsed = Template::parse(words, known);
        for (const TemplateProblem &problem : parsed.problems()) {
            lines.append({Level::MustFix, fix, problem.message, {}});
        }
    };
    look(text.subject, Fix::Subject, tr("The subject is empty"), tr("Write the subject of the first mail."));
    look(text.body, Fix::Body, tr("The mail is empty"), tr("Write the text of the first mail."));
    if (lines.isEmpty()) {
        lines.append({Level::Good, Fix::Body, tr("Subject and text are written"), {}});
    }
    return lines;
}

Result<QList<LaunchCheckLine>> LaunchCheck::people(Connection &connection, const Campaign &campaign,
                                                   const StepText &text, const QList<TemplateField> &known) const
{
    Result<QList<LeadId>> leads = CampaignStore().enrolled(connection, campaign.id);
    if (!leads) {
        return failureOf(std::move(leads));
    }
    QList<LaunchCheckLine> lines;
    if (leads->isEmpty()) {
        lines.append({Level::MustFix, Fix::People, tr("Nobody is in this campaign"),
                      tr("Select people under Leads and add them to this campaign.")});
        return lines;
    }
    const Template subject = Template::parse(text.subject, known);
    const Template body = Template::parse(text.body, known);
    QMap<QString, int> without;
    const LeadStore store;
    for (const LeadId id : leads->first(std::min(leads->size(), mostPeopleRead))) {
        Result<Lead> lead = store.lead(connection, id);
        if (!lead) {
            return failureOf(std::move(lead));
        }
        const QMap<QString, QString> facts = factValues(*lead);
        QStringList missing = subject.render(facts, Template::Lines::Single).missing;
        missing.append(body.render(facts, Template::Lines::Many).missing);
        missing.removeDuplicates();
        for (const QString &field : std::as_const(missing)) {
            ++without[field];
        }
    }
    for (auto field = without.cbegin(); field != without.cend(); ++field) {
        lines.append({Level::Note, Fix::People, tr("%n people have no %1", nullptr, field.value()).arg(field.key()),
                      tr("The first mail uses it. Fill it in, add a fallback, or leave them out.")});
    }
    if (without.isEmpty()) {
        lines.append({Level::Good, Fix::People, tr("Every field has a value for everyone"), {}});
    }
    return lines;
}

} // namespace AlwaysLeads
