#include "reply/BounceReport.h"

#include <QRegularExpression>

#include <algorithm>

namespace AlwaysLeads {

namespace {

using Severity = BounceReport::Severity;
using Recipient = BounceReport::Recipient;

constexpr int mostRecipients = 200;
constexpr qsizetype longestDiagnostic = 500;

QRegularExpression pattern(const QString &text)
{
    return QRegularExpression(
        text, QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
}

/// "rfc822; <anna@baltway.example> (Anna)" → the address.
QString addressOf(const QString &value)
{
    static const QRegularExpression address(QStringLiteral("[^\\s<>;,()\"]+@[^\\s<>;,()\"]+"));
    return address.match(value.left(1000)).captured().toLower();
}

QString enhancedIn(const QString &text)
{
    static const QRegularExpression code(QStringLiteral("(?<![\\d.])([245]\\.\\d{1,3}\\.\\d{1,3})(?![\\d.])"));
    return code.match(text.left(2000)).captured(1);
}

/// What comes from a mail server that reports, not from a person.
bool isFromMailSystem(const ReplyMessage &message)
{
    static const QRegularExpression senders =
        pattern(QStringLiteral("^(?:mailer-?daemon|postmaster|mail-?daemon|mdaemon|maildelivery|bounces?|no-?reply-?"
                               "bounce|microsoftexchange[0-9a-f]*|"
                               "mail delivery (?:sub)?system)(?:@|$|\\+)"));
    static const QRegularExpression names = pattern(
        QStringLiteral("mail delivery (?:sub)?system|mail administrator|mailer-daemon|microsoft outlook$|postmaster"));
    return senders.match(message.fromAddress).hasMatch()
        || (names.match(message.fromName).hasMatch()
            && message.header(QStringLiteral("return-path")).trimmed() == QLatin1String("<>"));
}

const QRegularExpression &delayWords()
{
    static const QRegularExpression words = pattern(
        QStringLiteral("will (?:keep|continue to|be) (?:try|retr)\\w*|will retry|delayed|has been delayed|delay "
                       "notification|still being (?:retried|attempted)|not yet been delivered|"
                       "you do not need to resend|message is still in the queue|warning: message|temporarily deferred|"
                       "verzögert|weiter versucht|erneut versucht|retardé|sera (?:de nouveau "
                       ")?tentée?|continuer[oa]|retras(?:o|ado)|se seguirá intentando|ritardat\\w|"
                       "vertraagd|opnieuw geprobeerd|atrasad\\w|continuará tentando|opóźni\\w+|ponown\\w+ "
                       "prób\\w*|fördröj\\w*|forsinket|viivästy\\w*|zpožděn\\w*"));
    return words;
}

const QRegularExpression &bounceSubjects()
{
    static const QRegularExpression words = pattern(QStringLiteral(
        "undeliver(?:able|ed)|delivery (?:status notification|failure|has failed|failed)|failure notice|returned "
        "mail|mail delivery (?:failed|failure|system)|"
        "returning message to sender|delivery incomplete|could not be delivered|message not delivered|rejected:|mail "
        "system error|non remis|"
        "unzustellbar|nicht zugestellt|zustellung fehlgeschlagen|fehler bei der zustellung|échec de (?:la )?remise|non "
        "remis|non délivré|"
        "no se (?:pudo|ha podido) entregar|no entregado|error de entrega|mancato recapito|mancata consegna|non "
        "recapitabile|"
        "niet bezorgd|onbestelbaar|kan niet worden bezorgd|não entregue|falha na entrega|não foi possível entregar|"
        "niedostarczon\\w*|nie można dostarczyć|zwrot|kunde inte levereras|oleverer\\w*|kunne ikke leveres|toimitus "
        "epäonnistui|nedoručiteln\\w*|teslim edilemedi|не доставлено|недоставлен\\w*|配信(?:不能|できません)|delivery "
        "report"));
    return words;
}

/// Words that say that the address is dead, whatever the code.
const QRegularExpression &deadWords()
{
    static const QRegularExpression words = pattern(QStringLiteral(
        "user unknown|unknown user|no such (?:user|recipient|mailbox|address|person)|does(?:n't| not) "
        "exist|(?:recipient|user|mailbox|address|account) (?:was )?(?:not found|unknown)|"
        "(?:mailbox|account|address|user) (?:has been |is "
        ")?(?:disabled|deactivated|inactive|unavailable|closed|suspended|no longer)|"
        "invalid (?:recipient|mailbox|address)|no mailbox here|address rejected: user|unrouteable "
        "address|recipientnotfound|bad destination (?:mailbox )?address|not a valid (?:user|mailbox|recipient)|"
        "existiert nicht|unbekannter (?:empfänger|benutzer)|empfänger (?:ist )?unbekannt|nicht gefunden|n['’]existe "
        "pas|introuvable|utilisateur inconnu|"
        "no existe|no se encontró|usuario desconocido|non esiste|sconosciuto|bestaat niet|onbekende "
        "(?:gebruiker|ontvanger)|não existe|não foi encontrado|nie istnieje|nieznany (?:użytkownik|odbiorca)|"
        "finns inte|findes ikke|finnes ikke|ei ole olemassa|neexistuje|host (?:or domain name )?not found|domain "
        "(?:name )?not found|nxdomain|domain .{0,80}(?:does not exist|couldn't be found)"));
    return words;
}

const QRegularExpression &policyWords()
{
    static const QRegularExpression words = pattern(QStringLiteral(
        "spam|blocked|blacklist|block ?list|dnsbl|rbl|spamhaus|reputation|policy|dmarc|\\bspf\\b|dkim|not "
        "authori[sz]ed|access denied|relay(?:ing)? denied|"
        "content rejected|virus|unsolicited|rate limit|too many (?:messages|connections|recipients)|message "
        "(?:size|too large)|not accept\\w* (?:mail|messages) from|sender (?:address )?rejected|greylist|"
        "als spam|abgelehnt|richtlinie|refusé "
        "pour|indésirable|rechazado|política|respint\\w|geweigerd|recusad\\w|odrzucon\\w"));
    return words;
}

const QRegularExpression &fullWords()
{
    static const QRegularExpression words = pattern(QStringLiteral(
        "quota|mailbox (?:is )?full|over ?quota|out of storage|insufficient (?:system )?storage|postfach (?:ist "
        ")?voll|boîte .{0,40}pleine|buzón (?:está )?lleno|casella .{0,30}piena|"
        "postvak .{0,20}vol|caixa .{0,30}cheia|skrzynka .{0,40}(?:pełna|przepełniona)|full(?:t)? "
        "(?:brevlåda|postkasse)|brevlådan är full|"
        "timed? ?out|connection refused|try again|unreachable|temporar\\w+|no route to host|network error|server (?:is "
        ")?(?:busy|down)"));
    return words;
}

/// Blocks of a message/delivery-status, which empty lines part. The first one is about the whole.
QStringList blocksOf(const QString &status)
{
    static const QRegularExpression empty(QStringLiteral("\\n[ \\t]*\\n+"));
    QStringList blocks;
    for (const QString &block : status.split(empty)) {
        if (!block.trimmed().isEmpty() && blocks.size() <= mostRecipients) {
            blocks += block;
        }
    }
    return blocks;
}

std::optional<Recipient> recipientIn(const QString &block)
{
    const QString finalAddress = addressOf(fieldIn(block, QStringLiteral("final-recipient")));
    const QString original = addressOf(fieldIn(block, QStringLiteral("original-recipient")));
    const QString action = fieldIn(block, QStringLiteral("action")).toLower();
    if (finalAddress.isEmpty() && original.isEmpty()) {
        return std::nullopt;
    }
    Recipient recipient;
    recipient.address = original.isEmpty() ? finalAddress : original;
    recipient.finalAddress = finalAddress;
    QString diagnostic = fieldIn(block, QStringLiteral("diagnostic-code"));
    const qsizetype type = diagnostic.indexOf(QLatin1Char(';'));
    recipient.diagnostic = diagnostic.mid(type < 0 || type > 20 ? 0 : type + 1).simplified().left(longestDiagnostic);
    recipient.status = enhancedIn(fieldIn(block, QStringLiteral("status")));
    const QString said = enhancedIn(recipient.diagnostic);
    const bool isGeneric = recipient.status.isEmpty() || recipient.status.endsWith(QLatin1String(".0.0"));
    if (isGeneric && !said.isEmpty() && !said.endsWith(QLatin1String(".0.0"))) {
        recipient.status = said;
    }
    if (action.startsWith(QLatin1String("delayed"))) {
        recipient.severity = Severity::Delay;
        return recipient;
    }
    if (!action.startsWith(QLatin1String("failed"))
        && !(action.isEmpty() && recipient.status.startsWith(QLatin1Char('5')))) {
        return std::nullopt; // delivered, relayed, expanded: nothing is wrong
    }
    recipient.severity = bounceSeverity(recipient.status, recipient.diagnostic);
    return recipient;
}

void addIds(QStringList &ids, const QStringList &more)
{
    for (const QString &id : more) {
        if (!ids.contains(id) && ids.size() < mostRecipients) {
            ids += id;
        }
    }
}

QStringList idsOfOriginal(const ReplyMessage &message)
{
    QStringList ids;
    addIds(ids, messageIdsIn(fieldIn(message.returnedHeaders, QStringLiteral("message-id"))));
    addIds(ids, messageIdsIn(fieldIn(message.deliveryStatus, QStringLiteral("x-original-message-id"))));
    addIds(ids, message.inReplyTo);
    addIds(ids, message.references);
    static const QRegularExpression line(
        QStringLiteral("^[ \\t>]*Message-ID:[ \\t]*(?:\\n[ \\t>]+)?(<[^<>\\s]{1,400}>)"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::MultilineOption);
    for (auto each = line.globalMatch(message.text); each.hasNext() && ids.size() < mostRecipients;) {
        addIds(ids, messageIdsIn(each.next().captured(1)));
    }
    return ids;
}

/// The words before the returned mail, which must not be read as the server's.
QString wordsOf(const ReplyMessage &message)
{
    static const QRegularExpression copy = pattern(QStringLiteral(
        "^-+ ?(?:this is a copy of (?:the|your) message|below this line is a copy|included is a copy|original "
        "message|the original message|copie du message|ursprüngliche nachricht|mensaje original|message headers|"
        "original message headers|diagnostic information for administrators).*$"));
    const QRegularExpression everyLine(copy.pattern(), copy.patternOptions() | QRegularExpression::MultilineOption);
    const auto found = everyLine.match(message.text);
    return found.hasMatch() && found.capturedStart() > 40 ? message.text.left(found.capturedStart()) : message.text;
}

/// The forms before RFC 3464, and gateways that know only words.
std::optional<BounceReport> plainReport(const ReplyMessage &message)
{
    const QString failed = message.header(QStringLiteral("x-failed-recipients"));
    const QString words = wordsOf(message).left(20'000);
    static const QRegularExpression qmail = pattern(QStringLiteral("^hi\\.? this is the .{0,80}(?:qmail|deliver)"));
    const bool isReport = !failed.isEmpty() || bounceSubjects().match(message.subject).hasMatch()
        || qmail.match(words.trimmed()).hasMatch();
    if (!isReport || (!isFromMailSystem(message) && failed.isEmpty())) {
        return std::nullopt;
    }
    BounceReport report;
    report.originalIds = idsOfOriginal(message);
    QStringList addresses;
    static const QRegularExpression address(
        QStringLiteral("[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9.-]{1,200}\\.[A-Za-z]{2,24}"));
    const auto collect = [&](const QString &text) {
        for (auto each = address.globalMatch(text); each.hasNext() && addresses.size() < mostRecipients;) {
            const QString one = each.next().captured().toLower();
            const bool isOwn = message.to.contains(one, Qt::CaseInsensitive)
                || one.compare(message.fromAddress, Qt::CaseInsensitive) == 0
                || one.startsWith(QLatin1String("postmaster@"));
            if (!isOwn && !addresses.contains(one) && !report.originalIds.contains(one)) {
                addresses += one;
            }
        }
    };
    collect(failed);
    if (addresses.isEmpty()) {
        collect(words.left(4000));
    }
    if (addresses.isEmpty()) {
        collect(fieldIn(message.returnedHeaders, QStringLiteral("to")));
    }
    const bool waits =
        delayWords().match(message.subject).hasMatch() || delayWords().match(words.left(3000)).hasMatch();
    for (const QString &one : std::as_const(addresses)) {
        Recipient recipient;
        recipient.address = one;
        recipient.finalAddress = one;
        // What stands behind the address is said of it.
        const qsizetype at = words.indexOf(one, 0, Qt::CaseInsensitive);
        const QString said = at < 0 ? words.left(1500) : words.mid(at + one.size(), 1000);
        recipient.status = enhancedIn(said);
        static const QRegularExpression line(QStringLiteral("(?:^|\\n)[^\\n]*(?<!\\d)[45]\\d\\d[ -][^\\n]*"));
        const auto code = line.match(said);
        recipient.diagnostic =
            (code.hasMatch() ? code.captured() : said.left(200)).simplified().left(longestDiagnostic);
        recipient.severity = waits ? Severity::Delay : bounceSeverity(recipient.status, said);
        report.recipients += recipient;
    }
    return report.recipients.isEmpty() ? std::nullopt : std::optional(report);
}

} // namespace

bool BounceReport::hasBounced() const
{
    return std::ranges::any_of(recipients, [](const Recipient &each) { return each.severity != Severity::Delay; });
}

BounceReport::Severity bounceSeverity(const QString &status, const QString &diagnostic)
{
    static const QRegularExpression basic(QStringLiteral("(?<![\\d.])([45])\\d\\d(?![\\d.])"));
    const QString known = status.isEmpty() ? enhancedIn(diagnostic) : status;
    const QString detail = known.mid(2);
    const bool isFinal = known.isEmpty() ? basic.match(diagnostic.left(500)).captured(1) != QLatin1String("4")
                                         : known.startsWith(QLatin1Char('5'));
    const auto says = [&](const QRegularExpression &words) { return words.match(diagnostic.left(2000)).hasMatch(); };
    if (!isFinal) {
        return Severity::Soft; // they gave up after a while; the address may be good
    }
    if (detail.startsWith(QLatin1String("7.")) || detail == QLatin1String("5.3")
        || detail.startsWith(QLatin1String("6.")) || detail == QLatin1String("3.4") || detail == QLatin1String("1.8")
        || detail == QLatin1String("1.7")) {
        // Microsoft says 5.7.1 also of groups that take mail from members only: the address is not dead.
        return Severity::Policy;
    }
    if (detail == QLatin1String("2.2") || detail == QLatin1String("2.3") || detail == QLatin1String("3.1")) {
        return detail == QLatin1String("2.3") ? Severity::Policy : Severity::Soft;
    }
    if (detail == QLatin1String("1.0") || detail == QLatin1String("1.1") || detail == QLatin1String("1.2")
        || detail == QLatin1String("1.3") || detail == QLatin1String("1.6") || detail == QLatin1String("1.10")
        || detail == QLatin1String("2.1") || detail == QLatin1String("4.310") || detail == QLatin1String("1.9")) {
        // "5.1.1 … blocked" is how some filters say what they think of us.
        return says(policyWords()) && !says(deadWords()) ? Severity::Policy : Severity::Hard;
    }
    if (says(deadWords())) {
        return Severity::Hard;
    }
    if (says(policyWords())) {
        return Severity::Policy;
    }
    if (says(fullWords()) || detail.startsWith(QLatin1String("4."))) {
        return Severity::Soft;
    }
    return Severity::Soft; // a no that we do not understand must not kill an address
}

std::optional<BounceReport> bounceReportOf(const ReplyMessage &message)
{
    const bool isReport = message.contentType == QLatin1String("multipart/report")
        && message.reportType == QLatin1String("delivery-status");
    // Some gateways put the fields into a multipart/mixed; a person who forwards a bounce does not send as the daemon.
    if (message.deliveryStatus.isEmpty() || (!isReport && !isFromMailSystem(message))) {
        return isReport || message.deliveryStatus.isEmpty() ? plainReport(message) : std::nullopt;
    }
    BounceReport report;
    report.isStandard = true;
    report.originalIds = idsOfOriginal(message);
    const QStringList blocks = blocksOf(message.deliveryStatus);
    for (const QString &block : blocks) {
        if (report.envelopeId.isEmpty()) {
            report.envelopeId = fieldIn(block, QStringLiteral("original-envelope-id")).left(200);
        }
        if (const std::optional<Recipient> recipient = recipientIn(block)) {
            report.recipients += *recipient;
        }
    }
    return report;
}

} // namespace AlwaysLeads
