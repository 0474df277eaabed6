#include "optout/OptOutTokens.h"

#include "settings/SettingStore.h"
#include "settings/UnsubscribeLink.h"

#include <QRegularExpression>

namespace AlwaysLeads {

namespace {

// What newMessageId() makes, and what UnsubscribeLink::token() does. Some programs put words or marks around it.
const QRegularExpression &mailToken()
{
    static const QRegularExpression token(QStringLiteral("(?<![0-9A-Za-z_-])([0-9a-f]{40})(?![0-9A-Za-z_-])"));
    return token;
}

const QRegularExpression &linkToken()
{
    static const QRegularExpression token(QStringLiteral("(?<![0-9A-Za-z_-])([0-9A-Za-z_-]{32})(?![0-9A-Za-z_-])"));
    return token;
}

constexpr qsizetype longestSubject = 300;

} // namespace

bool OptOutTokens::mayBeIn(const QString &subject)
{
    const QString text = subject.left(longestSubject);
    return text.contains(QLatin1String("unsubscribe"), Qt::CaseInsensitive)
        && (mailToken().match(text).hasMatch() || linkToken().match(text).hasMatch());
}

Result<std::optional<UnsubscribedPerson>> OptOutTokens::find(Connection &connection, const QString &subject) const
{
    if (!mayBeIn(subject)) {
        return std::optional<UnsubscribedPerson>();
    }
    const QString text = subject.left(longestSubject);
    if (const QRegularExpressionMatch match = mailToken().match(text); match.hasMatch()) {
        return byMail(connection, match.captured(1));
    }
    return byAddress(connection, linkToken().match(text).captured(1));
}

Result<std::optional<UnsubscribedPerson>> OptOutTokens::byMail(Connection &connection, const QString &token) const
{
    // A Message-ID is the token, an @ and a domain; A is the character after @.
    return first(connection, QStringLiteral("s.message_id >= ? AND s.message_id < ?"),
                 {token + QLatin1Char('@'), token + QLatin1Char('A')});
}

Result<std::optional<UnsubscribedPerson>> OptOutTokens::byAddress(Connection &connection, const QString &token) const
{
    Result<QByteArray> key = SettingStore().unsubscribeKey(connection);
    if (!key) {
        return failureOf(std::move(key));
    }
    if (key->isEmpty()) {
        return std::optional<UnsubscribedPerson>();
    }
    QString wanted;
    {
        Result<Query> addresses = connection.query(QStringLiteral("SELECT DISTINCT to_address FROM send"));
        if (!addresses) {
            return failureOf(std::move(addresses));
        }
        while (wanted.isEmpty() && addresses->next()) {
            const QString text = addresses->text(0);
            const Result<EmailAddress> address = EmailAddress::parse(text);
            if (address && UnsubscribeLink::token(*key, *address) == token) {
                wanted = text;
            }
        }
        if (Result<bool> read = addresses->outcome(true); !read) {
            return failureOf(std::move(read));
        }
    }
    return wanted.isEmpty() ? Result<std::optional<UnsubscribedPerson>>(std::nullopt)
                            : first(connection, QStringLiteral("s.to_address = ?"), {wanted});
}

Result<std::optional<UnsubscribedPerson>> OptOutTokens::first(Connection &connection, const QString &where,
                                                              const QVariantList &values) const
{
    Result<Query> query = connection.query(
        QStringLiteral("SELECT s.id, coalesce(l.id, 0), s.campaign_id, s.to_address, coalesce(l.email, '') FROM send s "
                       "LEFT JOIN lead l ON l.id = s.lead_id WHERE s.intent_at IS NOT NULL AND %1 "
                       "ORDER BY s.intent_at DESC LIMIT 1")
            .arg(where),
        values);
    if (!query) {
        return failureOf(std::move(query));
    }
    std::optional<UnsubscribedPerson> person;
    if (query->next()) {
        person = UnsubscribedPerson{
            SendId(query->number(0)), LeadId(query->number(1)), CampaignId(query->number(2)), {query->text(3)}};
        if (const QString now = query->text(4); !now.isEmpty() && now != query->text(3)) {
            person->addresses.append(now);
        }
    }
    return query->outcome(person);
}

} // namespace AlwaysLeads
