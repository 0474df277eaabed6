#include "oauth/OAuthProblem.h"

#include "net/BearerChallenge.h"
#include "net/HttpMessage.h"
#include "net/Json.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestText = 300; // characters
constexpr Json::Limits answerLimits{64 * 1024, 16};

// Codes of Microsoft Entra ID ("AADSTS" numbers).
constexpr std::array administratorCodes{65001, 90094, 90095, 50105, 53000, 53001, 53002, 53003, 50131};
constexpr std::array declinedCodes{65004};
constexpr std::array passwordCodes{50133, 50173};
constexpr std::array unusedCodes{70008, 700082, 700084};
constexpr std::array organisationCodes{50074, 50076, 50078, 50079, 50097, 50131, 53000, 53001, 53002, 53003, 70043};
constexpr std::array loopCodes{50196};

template <typename Codes> bool hasOne(const QList<int> &said, const Codes &codes)
{
    return std::ranges::any_of(said, [&](int code) { return std::ranges::find(codes, code) != codes.end(); });
}

/// One line without control characters, from which nothing can be read but what it says.
QString cleaned(QString text)
{
    for (QChar &character : text) {
        if (!character.isPrint()) {
            character = QLatin1Char(' ');
        }
    }
    text = text.simplified();
    return text.size() > longestText ? text.left(longestText) + QStringLiteral("…") : text;
}

void addCodesIn(const QString &text, QList<int> *codes)
{
    static const QRegularExpression number(QStringLiteral("AADSTS(\\d{4,9})"));
    auto matches = number.globalMatch(text.left(2000));
    while (matches.hasNext()) {
        const int code = matches.next().captured(1).toInt();
        if (!codes->contains(code)) {
            codes->append(code);
        }
    }
}

} // namespace

OAuthProblem::Said OAuthProblem::read(const HttpResponse &response)
{
    Said said;
    said.detail = QStringLiteral("HTTP %1").arg(response.status);
    const Result<QJsonObject> body = Json::object(response.body, answerLimits);
    if (!body) {
        return said;
    }
    const auto text = [&](const char *name) { return cleaned(body->value(QLatin1String(name)).toString()); };
    said.error = text("error");
    said.description = text("error_description");
    said.subtype = text("error_subtype").isEmpty() ? text("suberror") : text("error_subtype");
    const QJsonArray codes = body->value(QLatin1String("error_codes")).toArray();
    for (qsizetype i = 0; i < std::min<qsizetype>(codes.size(), 20); ++i) {
        said.codes.append(codes.at(i).toInt());
    }
    addCodesIn(said.description, &said.codes);
    // What Microsoft's support asks for; none of it is secret. The description may quote what we sent, so it is not
    // logged.
    said.detail += QStringLiteral(", %1 %2").arg(said.error, said.subtype).trimmed();
    for (const int code : std::as_const(said.codes)) {
        said.detail += QStringLiteral(" AADSTS%1").arg(code);
    }
    for (const char *name : {"trace_id", "correlation_id", "timestamp"}) {
        if (!text(name).isEmpty()) {
            said.detail += QStringLiteral(", %1 %2").arg(QLatin1String(name), text(name));
        }
    }
    return said;
}

bool OAuthProblem::needsAdministrator(const Said &said)
{
    return hasOne(said.codes, administratorCodes) || said.error == QLatin1String("admin_policy_enforced")
        || said.error == QLatin1String("org_internal") || said.error == QLatin1String("consent_required");
}

Error OAuthProblem::blocked(const OAuthProvider &provider, const Said &said)
{
    return {ErrorKind::Refused,
            tr("Your organisation does not let you allow this on your own. Ask your administrator to approve "
               "AlwaysLeads at %1, then connect again.")
                .arg(provider.name),
            said.detail};
}

Error OAuthProblem::ofRedirect(const OAuthProvider &provider, const QUrlQuery &parameters)
{
    const auto text = [&](const char *name) {
        return cleaned(parameters.queryItemValue(QLatin1String(name), QUrl::FullyDecoded).left(2000));
    };
    Said said;
    said.error = text("error");
    said.description = text("error_description");
    said.subtype = text("error_subcode");
    addCodesIn(said.description, &said.codes);
    said.detail = QStringLiteral("redirect with %1 %2").arg(said.error, said.subtype).trimmed();
    for (const int code : std::as_const(said.codes)) {
        said.detail += QStringLiteral(" AADSTS%1").arg(code);
    }
    if (needsAdministrator(said)) {
        return blocked(provider, said);
    }
    if (said.error == QLatin1String("access_denied")) {
        const bool declined = provider.adminConsentUrl.isEmpty() || hasOne(said.codes, declinedCodes)
            || said.subtype == QLatin1String("cancel");
        return {ErrorKind::Refused,
                declined ? tr("Nothing was allowed in the browser, so nothing was connected. Connect again when you "
                              "want to.")
                         : tr("%1 did not allow it. Either it was declined in the browser, or your organisation blocks "
                              "it: then ask your administrator to approve AlwaysLeads.")
                               .arg(provider.name),
                said.detail};
    }
    if (said.error == QLatin1String("temporarily_unavailable") || said.error == QLatin1String("server_error")) {
        return busy(provider, said);
    }
    if (said.error == QLatin1String("login_required") || said.error == QLatin1String("interaction_required")) {
        return {ErrorKind::Timeout, tr("The sign-in at %1 was not finished. Connect again.").arg(provider.name),
                said.detail};
    }
    return wronglySetUp(provider, said);
}

bool OAuthProblem::willPass(const HttpResponse &response, const Said &said)
{
    return response.status >= 500 || response.status == 408 || response.status == 429
        || said.error == QLatin1String("temporarily_unavailable") || said.error == QLatin1String("server_error")
        || hasOne(said.codes, loopCodes);
}

Error OAuthProblem::busy(const OAuthProvider &provider, const Said &said)
{
    return {ErrorKind::Network,
            tr("%1 has trouble signing people in right now. Try again in a few minutes.").arg(provider.name),
            said.detail};
}

Error OAuthProblem::wronglySetUp(const OAuthProvider &provider, const Said &said)
{
    QString words = said.description.isEmpty() ? said.error : said.description;
    if (words.isEmpty()) {
        words = said.detail;
    }
    return {ErrorKind::Invalid,
            tr("%1 does not accept how this program is registered there: “%2”. Check its client id in Settings.")
                .arg(provider.name, words),
            said.detail};
}

Error OAuthProblem::ofExchange(const OAuthProvider &provider, const HttpResponse &response)
{
    const Said said = read(response);
    if (willPass(response, said)) {
        return busy(provider, said);
    }
    if (isSignedOut(said) && !claimsIn(response).isEmpty()) {
        return {ErrorKind::SignedOut,
                tr("Your organisation asks for more than you showed at %1, such as a second factor. Connect again: the "
                   "browser then asks for it.")
                    .arg(provider.name),
                said.detail};
    }
    if (needsAdministrator(said)) {
        return blocked(provider, said);
    }
    if (said.error == QLatin1String("invalid_grant") || isSignedOut(said)) {
        return {
            ErrorKind::Timeout,
            tr("%1 took the sign-in back before it was finished: it took too long, or the clock of this computer is "
               "wrong. Connect again.")
                .arg(provider.name),
            said.detail};
    }
    return wronglySetUp(provider, said);
}

bool OAuthProblem::isSignedOut(const Said &said)
{
    return said.error == QLatin1String("invalid_grant") || said.error == QLatin1String("interaction_required")
        || said.error == QLatin1String("login_required") || said.error == QLatin1String("consent_required");
}

QString OAuthProblem::whySignedOut(const Said &said)
{
    if (hasOne(said.codes, passwordCodes)) {
        return tr("The password was changed, or all devices were signed out.");
    }
    if (hasOne(said.codes, organisationCodes) || said.subtype == QLatin1String("invalid_rapt")) {
        return tr("Your organisation wants a fresh sign-in.");
    }
    if (hasOne(said.codes, unusedCodes)) {
        return tr("The permission ran out, or was not used for a long time.");
    }
    return tr("The permission ended: it was taken back, ran out, or the password was changed.");
}

Error OAuthProblem::ofRenewal(const OAuthProvider &provider, const HttpResponse &response)
{
    const Said said = read(response);
    if (willPass(response, said)) {
        return busy(provider, said);
    }
    if (isSignedOut(said)) {
        return claimsIn(response).isEmpty() ? signedOut(provider, whySignedOut(said), said.detail)
                                            : challenged(provider, said.detail);
    }
    return wronglySetUp(provider, said);
}

Error OAuthProblem::noClient(const OAuthProvider &provider)
{
    return {ErrorKind::Invalid,
            tr("This build of AlwaysLeads is not registered at %1: it has no client id. Enter one of your own, or "
               "connect the mailbox by its servers.")
                .arg(provider.name),
            {}};
}

Error OAuthProblem::unreadable(const OAuthProvider &provider, const QString &detail)
{
    return {ErrorKind::Invalid,
            tr("%1 answered something that cannot be understood. Try again; if it stays so, update AlwaysLeads.")
                .arg(provider.name),
            detail};
}

Error OAuthProblem::noRefreshToken(const OAuthProvider &provider)
{
    if (provider.service == OAuthService::Other) {
        return {ErrorKind::Invalid,
                tr("%1 allowed it for a short time only, so mails could not leave later. Its administrator has to "
                   "allow refresh tokens for this client; many providers want the scope offline_access for it. Then "
                   "sign in again.")
                    .arg(provider.name),
                {}};
    }
    return {
        ErrorKind::Invalid,
        tr("%1 allowed it for an hour only, so mails could not leave later. Take the permission of AlwaysLeads back "
           "at %2, then connect again.")
            .arg(provider.name, provider.permissionsUrl.toDisplayString()),
        {}};
}

Error OAuthProblem::missingScopes(const OAuthProvider &provider, const QStringList &missing)
{
    const bool onlyReading =
        std::ranges::all_of(missing, [&](const QString &scope) { return provider.readingScopes.contains(scope); });
    const QString what = provider.access == OAuthProvider::Access::OnlySend
        ? tr("Sending mail was not allowed at %1. Connect again and leave its box ticked.")
        : onlyReading ? tr("Sending mail was allowed at %1, reading the inbox was not. Connect again and leave every "
                           "box ticked, or let it only send.")
                      : tr("Not everything was allowed at %1: sending mail and reading the inbox are both needed. "
                           "Connect again and leave every box ticked.");
    return {onlyReading ? ErrorKind::Refused : ErrorKind::Invalid, what.arg(provider.name),
            QStringLiteral("missing: ") + missing.join(QLatin1Char(' '))};
}

Error OAuthProblem::challenged(const OAuthProvider &provider, const QString &detail)
{
    return {ErrorKind::SignedOut,
            tr("Your organisation asks you to sign in again at %1. Reconnect the mailbox; waiting mails are kept.")
                .arg(provider.name),
            detail};
}

QString OAuthProblem::claimsIn(const HttpResponse &response)
{
    // A text of JSON inside of the JSON (Microsoft Entra, "Claims challenges").
    const Result<QJsonObject> body = Json::object(response.body, answerLimits);
    return body ? BearerChallenge::checkedClaims(body->value(QLatin1String("claims")).toString().toUtf8()) : QString();
}

Error OAuthProblem::otherAccount(const QString &wanted, const QString &got)
{
    return {
        ErrorKind::Invalid,
        tr("You signed in as %1, but this mailbox is %2. Connect again and choose %2 in the browser.").arg(got, wanted),
        {}};
}

Error OAuthProblem::signedOut(const OAuthProvider &provider, const QString &why, const QString &detail)
{
    const QString first = tr("%1 asks you to sign in again.").arg(provider.name);
    const QString last = tr("Reconnect the mailbox; waiting mails are kept.");
    return {ErrorKind::SignedOut,
            why.isEmpty() ? first + QLatin1Char(' ') + last : first + QLatin1Char(' ') + why + QLatin1Char(' ') + last,
            detail};
}

} // namespace AlwaysLeads
