#include "draft/DraftWriter.h"

#include "draft/DraftVersions.h"
#include "draft/WritingProfile.h"
#include "lead/LeadStore.h"
#include "settings/SettingStore.h"

#include <utility>

namespace AlwaysLeads {

Result<MailBrief> DraftWriter::brief(Connection &connection, DraftId id, const QString &wish) const
{
    Result<Draft> draft = m_store.find(connection, id);
    if (!draft) {
        return failureOf(std::move(draft));
    }
    Result<Lead> lead = LeadStore().lead(connection, draft->lead);
    if (!lead) {
        return failureOf(std::move(lead));
    }
    Result<SenderProfile> sender = SettingStore().senderProfile(connection);
    if (!sender) {
        return failureOf(std::move(sender));
    }
    MailBrief brief;
    brief.sender = {sender->personName, sender->company, sender->offer, {}};
    if (Result<> added = WritingProfileStore::addTo(connection, brief.sender); !added) {
        return failureOf(std::move(added));
    }
    for (const LeadFact &fact : factsOf(*lead)) {
        if (!fact.value.isEmpty() && fact.name != QLatin1String("email") && fact.name != QLatin1String("phone")) {
            brief.facts.append({fact.name, fact.value}); // what writing does not need is not sent out
        }
    }
    brief.subject = draft->subject;
    brief.body = draft->body;
    brief.wish = wish;
    brief.draftId = id.value();
    brief.language = lead->language;
    return brief;
}

Task<Result<Draft>> DraftWriter::claudeOn(DraftId id, QString wish, std::stop_token stop,
                                          std::function<void(QString)> heard)
{
    auto reading =
        m_database.read<MailBrief>([this, id, wish](Connection &connection) { return brief(connection, id, wish); });
    Result<MailBrief> about = co_await reading;
    if (!about) {
        co_return failureOf(std::move(about));
    }
    Result<WrittenMail> mail = failure(ErrorKind::Bug, tr("Something went wrong inside the program."));
    if (heard && m_claude.streamMail) {
        auto asking = m_claude.streamMail(*about, heard, stop);
        mail = co_await asking;
    } else {
        auto asking = m_claude.writeMail(*about, stop);
        mail = co_await asking;
    }
    if (!mail) {
        co_return failureOf(std::move(mail));
    }
    auto saving =
        m_database.write<Draft>([this, id, mail = *mail, about = *about, now = m_clock.now()](Connection &connection) {
            return keep(connection, id, mail, about, now);
        });
    Result<Draft> saved = co_await saving;
    co_return saved;
}

Result<Draft> DraftWriter::keep(Connection &connection, DraftId id, const WrittenMail &mail, const MailBrief &brief,
                                const QDateTime &now) const
{
    Result<Draft> draft = m_store.find(connection, id);
    if (!draft) {
        return draft;
    }
    if (draft->state != DraftState::Writing && draft->state != DraftState::Ready && draft->state != DraftState::Blocked
        && draft->state != DraftState::Lapsed) {
        return failure(ErrorKind::Refused, tr("This draft was decided while Claude wrote. It stays as it was."));
    }
    const DraftVersionStore versions;
    if (Result<> noted = versions.note(connection, *draft, {}, now); !noted) {
        return failureOf(std::move(noted));
    }
    draft->origin = DraftOrigin::Claude;
    draft->state = DraftState::Ready;
    draft->reason.clear();
    draft->subject = draft->writtenSubject = cleanLine(mail.subject);
    draft->body = draft->writtenBody = mail.body;
    draft->facts.prompt = mail.prompt;
    draft->facts.sentences.clear();
    for (const WrittenSentence &sentence : mail.sentences) {
        draft->facts.sentences.append({sentence, false});
    }
    for (const KnownFact &fact : brief.facts) {
        if (mail.usedFacts.contains(fact.name)) {
            draft->facts.used.insert(fact.name, fact.value);
        }
    }
    draft->approvedHash.clear();
    draft->approvedAt = {};
    draft->updatedAt = now;
    if (Result<> saved = m_store.save(connection, *draft); !saved) {
        return failureOf(std::move(saved));
    }
    if (Result<> noted = versions.note(connection, *draft, brief.wish, now); !noted) {
        return failureOf(std::move(noted));
    }
    Result<Lead> lead = LeadStore().lead(connection, draft->lead);
    if (lead && lead->status == LeadStatus::New) {
        if (Result<> marked = LeadStore().setStatus(connection, lead->id, LeadStatus::DraftReady); !marked) {
            return failureOf(std::move(marked));
        }
    }
    return draft;
}

} // namespace AlwaysLeads
