#include "optout/OptOutStore.h"

#include "draft/DraftMessage.h"
#include "draft/DraftStore.h"
#include "outbox/SendLedger.h"
#include "storage/JsonIds.h"

namespace AlwaysLeads {

namespace {

using Kind = SuppressionSubject::Kind;

constexpr qsizetype fewSubjects = 20; ///< each asks SQLite once; more are looked for in one pass over everybody

/// What every address that fits `text` is LIKE, where a star is any text. LIKE folds only ASCII letters.
QString likeText(const QString &text)
{
    QString like;
    for (const QChar character : text) {
        if (character == QLatin1Char('*') || character.unicode() >= 0x80) {
            like += QLatin1Char('%');
        } else {
            if (character == QLatin1Char('%') || character == QLatin1Char('_') || character == QLatin1Char('\\')) {
                like += QLatin1Char('\\');
            }
            like += character;
        }
    }
    return like;
}

/// Wider than the subject, never narrower: covers() decides.
QString likeOf(const SuppressionSubject &subject)
{
    switch (subject.kind()) {
    case Kind::Address: {
        const qsizetype at = subject.normal().lastIndexOf(QLatin1Char('@'));
        return likeText(subject.normal().first(at)) + QLatin1Char('%') + likeText(subject.normal().sliced(at));
    }
    case Kind::Domain:
        return QLatin1Char('%') + likeText(subject.normal());
    case Kind::Pattern:
        break;
    }
    // The "+tag" that the pattern does not have may stand before the @ sign.
    return likeText(subject.pattern().localPart()) + QStringLiteral("%@") + likeText(subject.pattern().domain());
}

} // namespace

OptOutSubjects::OptOutSubjects(const QList<SuppressionSubject> &subjects)
{
    for (const SuppressionSubject &subject : subjects) {
        switch (subject.kind()) {
        case Kind::Address:
            m_addresses.insert(subject.normal());
            break;
        case Kind::Domain:
            m_domains.insert(subject.normal());
            break;
        case Kind::Pattern:
            m_patterns.add(0, subject.pattern());
            break;
        }
    }
}

bool OptOutSubjects::cover(const EmailAddress &address) const
{
    for (const auto &[kind, normal] : SuppressionSubject::candidates(address)) {
        if ((kind == Kind::Address ? m_addresses : m_domains).contains(normal)) {
            return true;
        }
    }
    return !m_patterns.isEmpty() && m_patterns.match(address).has_value();
}

Result<qint64> OptOutStore::leads(Connection &connection, const QList<SuppressionSubject> &subjects) const
{
    const OptOutSubjects all(subjects);
    QSet<qint64> found;
    const auto look = [&](const QString &sql, const QVariantList &values) -> Result<> {
        Result<Query> rows = connection.query(sql, values);
        if (!rows) {
            return failureOf(std::move(rows));
        }
        while (rows->next()) {
            const Result<EmailAddress> address = EmailAddress::parse(rows->text(1));
            if (address && all.cover(*address)) {
                found.insert(rows->number(0));
            }
        }
        const Result<int> read = rows->outcome(0);
        return read ? Result<>() : failureOf(read);
    };
    if (subjects.size() > fewSubjects) {
        if (Result<> looked =
                look(QStringLiteral("SELECT id, email FROM lead WHERE deleted_at IS NULL AND email IS NOT NULL"), {});
            !looked) {
            return failureOf(std::move(looked));
        }
        return qint64(found.size());
    }
    for (const SuppressionSubject &subject : subjects) {
        // Letters that fold into ASCII ones are none to LIKE: whoever has others is looked at in any case.
        Result<> looked = look(QStringLiteral("SELECT id, email FROM lead WHERE deleted_at IS NULL AND (email LIKE ? "
                                              "ESCAPE '\\' OR email GLOB '*[^ -~]*')"),
                               {likeOf(subject)});
        if (!looked) {
            return failureOf(std::move(looked));
        }
    }
    return qint64(found.size());
}

Result<QList<OptOutPerson>> OptOutStore::people(Connection &connection, const QList<LeadId> &ids) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT lead.id, lead.first_name, lead.last_name, lead.email FROM json_each(?) wanted "
                       "JOIN lead ON lead.id = wanted.value ORDER BY wanted.key"),
        {jsonIds(ids)});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<OptOutPerson> people;
    while (rows->next()) {
        OptOutPerson person;
        person.id = LeadId(rows->number(0));
        person.name = QStringLiteral("%1 %2").arg(rows->text(1), rows->text(2)).trimmed();
        if (const Result<EmailAddress> address = EmailAddress::parse(rows->text(3))) {
            person.address = *address;
            person.name = person.name.isEmpty() ? address->shown() : person.name;
        }
        people.append(person);
    }
    return rows->outcome(people);
}

Result<QList<OptOutStore::Open>> OptOutStore::open(Connection &connection) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT draft.id, draft.state, draft.reason, lead.email, send.id, send.state, send.due_at, "
                       "send.to_address FROM draft JOIN lead ON lead.id = draft.lead_id "
                       "LEFT JOIN send ON send.draft_id = draft.id AND send.state <> 'cancelled' "
                       "WHERE draft.state IN ('ready', 'approved', 'queued') ORDER BY draft.id"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<Open> all;
    while (rows->next()) {
        Open one;
        one.draft.draft = DraftId(rows->number(0));
        one.draft.before = draftStateFrom(rows->text(1));
        one.draft.reasonBefore = rows->text(2);
        one.addresses = {rows->text(3)};
        if (!rows->isNull(4)) {
            one.draft.send = SendId(rows->number(4));
            one.sendState = sendStateFrom(rows->text(5));
            one.draft.dueBefore = rows->time(6);
            one.addresses.prepend(rows->text(7));
        }
        if (!one.isLeaving()) {
            all.append(one);
        }
    }
    return rows->outcome(all);
}

Result<QList<StoppedDraft>> OptOutStore::reached(Connection &connection, const OptOutSubjects &subjects) const
{
    Result<QList<Open>> all = open(connection);
    if (!all) {
        return failureOf(std::move(all));
    }
    QList<StoppedDraft> reached;
    for (const Open &one : std::as_const(*all)) {
        const bool covered = std::ranges::any_of(one.addresses, [&](const QString &text) {
            const Result<EmailAddress> address = EmailAddress::parse(text);
            return address && subjects.cover(*address);
        });
        if (covered) {
            reached.append(one.draft);
        }
    }
    return reached;
}

Result<QList<StoppedDraft>> OptOutStore::stopSuppressed(Connection &connection, const QDateTime &now) const
{
    const SuppressionStore suppression;
    QList<StoppedDraft> stopped;
    Result<bool> nobody = suppression.isEmpty(connection);
    if (!nobody) {
        return failureOf(std::move(nobody));
    }
    if (*nobody) {
        return stopped;
    }
    Result<QList<Open>> all = open(connection);
    if (!all) {
        return failureOf(std::move(all));
    }
    for (const Open &one : std::as_const(*all)) {
        std::optional<SuppressionEntry> entry;
        for (const QString &text : one.addresses) {
            const Result<EmailAddress> address = EmailAddress::parse(text);
            if (!address || entry) {
                continue;
            }
            Result<std::optional<SuppressionEntry>> found = suppression.find(connection, *address);
            if (!found) {
                return failureOf(std::move(found));
            }
            entry = *found;
        }
        if (!entry) {
            continue;
        }
        if (!one.draft.send.isNull() && one.draft.before == DraftState::Queued) {
            Result<> cancelled = SendLedger().move(connection, one.draft.send, one.sendState, SendState::Cancelled,
                                                   SendReason::OptedOut, {}, {}, now);
            if (!cancelled) {
                return failureOf(std::move(cancelled));
            }
        }
        Result<> blocked = DraftStore().setState(connection, one.draft.draft, DraftState::Blocked,
                                                 SuppressionStore::sentence(*entry), now);
        if (!blocked) {
            return failureOf(std::move(blocked));
        }
        stopped.append(one.draft);
    }
    return stopped;
}

Result<> OptOutStore::putBack(Connection &connection, const QList<StoppedDraft> &drafts, const QDateTime &now) const
{
    for (const StoppedDraft &stopped : drafts) {
        if (Result<> back = putBack(connection, stopped, now); !back) {
            return back;
        }
    }
    return {};
}

Result<> OptOutStore::putBack(Connection &connection, const StoppedDraft &stopped, const QDateTime &now) const
{
    const DraftStore drafts;
    Result<Draft> draft = drafts.find(connection, stopped.draft);
    if (!draft) {
        return draft.error().kind == ErrorKind::NotFound ? Result<>() : failureOf(std::move(draft));
    }
    if (draft->state != DraftState::Blocked) {
        return {}; // somebody went on with it
    }
    Result<DraftMessage> built = DraftMessages().build(connection, *draft);
    if (!built && built.error().kind != ErrorKind::Invalid) {
        return failureOf(std::move(built));
    }
    if (built) {
        Result<std::optional<SuppressionEntry>> still = SuppressionStore().find(connection, built->message.to.address);
        if (!still) {
            return failureOf(std::move(still));
        }
        if (*still) {
            return {};
        }
    }
    if (stopped.before == DraftState::Ready) {
        return drafts.setState(connection, stopped.draft, DraftState::Ready, stopped.reasonBefore, now);
    }
    const QString change = built ? DraftMessages::changeSinceApproval(*built) : built.error().message;
    if (!change.isEmpty()) {
        return drafts.setState(connection, stopped.draft, DraftState::Lapsed, change, now);
    }
    if (stopped.before == DraftState::Queued && !stopped.send.isNull()) {
        Result<> moved = SendLedger().move(connection, stopped.send, SendState::Cancelled, SendState::Waiting,
                                           SendReason::Turn, stopped.dueBefore, {}, now);
        if (!moved) {
            return moved;
        }
    }
    return drafts.setState(connection, stopped.draft, stopped.before, stopped.reasonBefore, now);
}

} // namespace AlwaysLeads
