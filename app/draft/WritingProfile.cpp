#include "draft/WritingProfile.h"

#include "draft/WritingRules.h"
#include "lead/Lead.h"
#include "settings/SettingStore.h"

namespace AlwaysLeads {

namespace {

const QString proofsName = QStringLiteral("writing.proofs");
const QString toneName = QStringLiteral("writing.tone");
const QString neverSayName = QStringLiteral("writing.never_say");
constexpr qsizetype mostLines = 40;
constexpr qsizetype longestLine = 300;

QStringList cleaned(const QStringList &lines)
{
    QStringList clean;
    for (const QString &line : lines) {
        const QString one = cleanLine(line).left(longestLine);
        if (!one.isEmpty() && !clean.contains(one) && clean.size() < mostLines) {
            clean.append(one);
        }
    }
    return clean;
}

Result<QString> text(Connection &connection, const QString &name)
{
    return SettingStore().find(connection, name).map([](const std::optional<QString> &found) {
        return found.value_or(QString());
    });
}

Result<QStringList> lines(Connection &connection, const QString &name)
{
    return text(connection, name).map([](const QString &found) { return cleaned(found.split(u'\n')); });
}

} // namespace

Result<QStringList> WritingProfileStore::proofs(Connection &connection)
{
    return lines(connection, proofsName);
}

Result<WritingProfile> WritingProfileStore::read(Connection &connection)
{
    Result<QStringList> proofs = lines(connection, proofsName);
    if (!proofs) {
        return failureOf(std::move(proofs));
    }
    Result<QString> tone = text(connection, toneName);
    if (!tone) {
        return failureOf(std::move(tone));
    }
    Result<QStringList> neverSay = lines(connection, neverSayName);
    if (!neverSay) {
        return failureOf(std::move(neverSay));
    }
    return WritingProfile{*proofs, *tone, *neverSay};
}

Result<> WritingProfileStore::write(Connection &connection, const WritingProfile &profile)
{
    const std::pair<QString, QString> values[] = {{proofsName, cleaned(profile.proofs).join(u'\n')},
                                                  {toneName, cleanLine(profile.tone).left(longestLine)},
                                                  {neverSayName, cleaned(profile.neverSay).join(u'\n')}};
    for (const auto &[name, value] : values) {
        Result<> put =
            value.isEmpty() ? SettingStore().remove(connection, name) : SettingStore().put(connection, name, value);
        if (!put) {
            return put;
        }
    }
    return {};
}

Result<> WritingProfileStore::addTo(Connection &connection, MailAuthor &author)
{
    Result<WritingProfile> profile = read(connection);
    if (!profile) {
        return failureOf(std::move(profile));
    }
    author.proofs = profile->proofs;
    author.tone = profile->tone;
    author.neverSay = profile->neverSay;
    Result<QList<WritingRule>> rules = WritingRuleStore().list(connection, WritingRule::State::Kept);
    if (!rules) {
        return failureOf(std::move(rules));
    }
    for (const WritingRule &rule : std::as_const(*rules)) {
        author.habits.append(rule.text);
    }
    return {};
}

} // namespace AlwaysLeads
