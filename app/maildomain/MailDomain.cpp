#include "maildomain/MailDomain.h"

#include "address/ShownDomain.h"

#include <QLocale>

#include <algorithm>
#include <array>

namespace AlwaysLeads {

namespace {

constexpr std::array<std::pair<MailDomainState, const char *>, 5> stateWords{
    {{MailDomainState::Unknown, "unknown"},
     {MailDomainState::TakesMail, "takes mail"},
     {MailDomainState::NoSuchDomain, "no such domain"},
     {MailDomainState::NoServer, "no server"},
     {MailDomainState::RefusesMail, "refuses mail"}}};

} // namespace

QString toWord(MailDomainState state)
{
    return QLatin1String(std::ranges::find(stateWords, state, &decltype(stateWords)::value_type::first)->second);
}

std::optional<MailDomainState> mailDomainStateFromWord(const QString &word)
{
    const auto *found =
        std::ranges::find_if(stateWords, [&](const auto &pair) { return word == QLatin1String(pair.second); });
    return found == stateWords.end() ? std::nullopt : std::optional(found->first);
}

QString MailDomain::sentence() const
{
    const QString shown = shownDomain(domain);
    const QString day = QLocale().toString(checkedAt.toLocalTime().date(), QLocale::ShortFormat);
    switch (state) {
    case MailDomainState::NoSuchDomain:
        return tr("No mail can arrive: %1 does not exist. Looked up on %2.").arg(shown, day);
    case MailDomainState::NoServer:
        return tr("No mail can arrive: %1 has no mail server. Looked up on %2.").arg(shown, day);
    case MailDomainState::RefusesMail:
        return tr("No mail can arrive: %1 says that it takes none. Looked up on %2.").arg(shown, day);
    case MailDomainState::Unknown:
    case MailDomainState::TakesMail:
        break;
    }
    return {};
}

} // namespace AlwaysLeads
