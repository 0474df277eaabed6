#include "draft/ClaudeOffer.h"

#include "draft/DraftSentences.h"
#include "draft/DraftStore.h"
#include "draft/DraftTyping.h"
#include "draft/DraftVersions.h"
#include "lead/LeadStore.h"

#include <algorithm>

namespace AlwaysLeads {

Error ClaudeOffer::standsAside()
{
    return {ErrorKind::Refused, tr("Your text stands. What Claude wrote meanwhile is offered beside it."), {}};
}

Result<bool> ClaudeOffer::isDue(Connection &connection, const Draft &draft, const Draft &asked)
{
    if (draft.state == DraftState::Writing) {
        return false; // nobody can edit it
    }
    if (draft.origin == DraftOrigin::Person && (draft.subject != asked.subject || draft.body != asked.body)) {
        return true;
    }
    return DraftTypingStore().find(connection, draft.id).map([&](const std::optional<DraftTyping> &typing) {
        return typing && (typing->subject != draft.subject || typing->body != draft.body);
    });
}

Result<Draft> ClaudeOffer::put(Connection &connection, const Draft &draft, const Draft &claudes, const QString &wish,
                               const QDateTime &now)
{
    if (claudes.subject == draft.subject && claudes.body == draft.body) {
        return draft;
    }
    const DraftVersionStore versions;
    if (Result<> noted = versions.note(connection, draft, {}, now); !noted) {
        return failureOf(std::move(noted));
    }
    if (Result<> noted = versions.note(connection, claudes, wish, now); !noted) {
        return failureOf(std::move(noted));
    }
    Result<QList<DraftVersion>> all = versions.of(connection, draft.id);
    if (!all) {
        return failureOf(std::move(all));
    }
    Draft kept = draft;
    kept.facts.offer = all->first().id;
    for (const DraftSentence &sentence : claudes.facts.sentences) {
        const bool isThere = std::ranges::any_of(kept.facts.sentences, [&](const DraftSentence &other) {
            return other.written.text == sentence.written.text && other.written.inSubject == sentence.written.inSubject;
        });
        if (!isThere) {
            kept.facts.sentences.append(sentence); // looked for in the text, so it counts only once it stands there
        }
    }
    kept.updatedAt = now;
    Result<> saved = DraftStore().save(connection, kept);
    return saved ? Result<Draft>(kept) : failureOf(std::move(saved));
}

Result<Draft> ClaudeOffer::take(Connection &connection, Draft draft, const QDateTime &now)
{
    const DraftVersionStore versions;
    Result<QList<DraftVersion>> all = versions.of(connection, draft.id);
    if (!all) {
        return failureOf(std::move(all));
    }
    const auto offered = std::ranges::find(*all, draft.facts.offer, &DraftVersion::id);
    if (offered == all->end()) {
        return failure(ErrorKind::NotFound, tr("This text is not offered any more."));
    }
    if (Result<> noted = versions.note(connection, draft, {}, now); !noted) {
        return failureOf(std::move(noted));
    }
    Result<Lead> lead = LeadStore().lead(connection, draft.lead);
    if (!lead) {
        return failureOf(std::move(lead));
    }
    draft.subject = offered->subject;
    draft.body = offered->body;
    draft.writtenSubject = draft.subject;
    draft.writtenBody = draft.body;
    draft.origin = DraftOrigin::Claude;
    draft.state = DraftState::Ready;
    draft.reason.clear();
    draft.facts.prompt = offered->prompt;
    draft.facts.offer = 0;
    const QMap<QString, QString> known = factValues(*lead);
    for (const SentencePlace &place : DraftSentences::places(draft)) {
        for (const QString &name : place.sentence.written.facts) {
            if (known.contains(name)) {
                draft.facts.used.insert(name, known.value(name));
            }
        }
    }
    draft.updatedAt = now;
    if (Result<> saved = DraftStore().save(connection, draft); !saved) {
        return failureOf(std::move(saved));
    }
    if (Result<> noted = versions.note(connection, draft, offered->wish, now); !noted) {
        return failureOf(std::move(noted));
    }
    Result<> forgotten = DraftTypingStore().remove(connection, draft.id);
    return forgotten ? Result<Draft>(draft) : failureOf(std::move(forgotten));
}

} // namespace AlwaysLeads
