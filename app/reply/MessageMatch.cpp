#include "reply/MessageMatch.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr int daysOfACompany = 90; ///< so long an answer of a colleague is looked for
constexpr qint64 secondsOfAHandOver = 15 * 60; ///< between the Date of a mail and its leaving

QString folded(const QString &address)
{
    return address.trimmed().toLower();
}

QString domainOf(const QString &address)
{
    return folded(address).section(QLatin1Char('@'), -1);
}

/// "anna+news@firm" is anna@firm.
QString withoutTag(const QString &address)
{
    const QString small = folded(address);
    const qsizetype at = small.lastIndexOf(QLatin1Char('@'));
    const qsizetype plus = small.indexOf(QLatin1Char('+'));
    return plus > 0 && plus < at ? small.left(plus) + small.mid(at) : small;
}

bool isTheirs(const SentMail &mail, const QString &address)
{
    const QString wanted = withoutTag(address);
    return withoutTag(mail.address) == wanted
        || std::ranges::any_of(mail.otherAddresses, [&](const QString &each) { return withoutTag(each) == wanted; });
}

/// mail.firm.example and firm.example belong together.
bool isSameCompany(const QString &one, const QString &other)
{
    if (one.isEmpty() || other.isEmpty() || isPublicMailDomain(one) || isPublicMailDomain(other)) {
        return false;
    }
    return one == other || one.endsWith(QLatin1Char('.') + other) || other.endsWith(QLatin1Char('.') + one);
}

template <typename Fits> const SentMail *latest(const QList<SentMail> &sent, Fits fits)
{
    const SentMail *found = nullptr;
    for (const SentMail &mail : sent) {
        if (fits(mail) && (!found || mail.sentAt > found->sentAt)) {
            found = &mail;
        }
    }
    return found;
}

bool isId(const SentMail &mail, const QString &id)
{
    return !id.isEmpty() && (mail.messageId == id || mail.keptMessageId == id || mail.draftMessageId == id);
}

const SentMail *byIds(const QList<SentMail> &sent, const QStringList &ids)
{
    for (const QString &id : ids) {
        if (const SentMail *found = latest(sent, [&](const SentMail &mail) { return isId(mail, id); })) {
            return found;
        }
    }
    return nullptr;
}

} // namespace

QString baseSubject(const QString &subject)
{
    static const QRegularExpression prefix(
        QStringLiteral("^\\s*(?:\\[[^\\]]{1,40}\\]\\s*)?(?:re|aw|antw|antwort|sv|vs|ref|rif|res|rép|rep|odp|odpověď|"
                       "ynt|ответ|回复|返信|fwd?|wg|tr|rv|enc|i|pd|vl|fs|doorst|ilt|转发|転送)\\s?(?:\\[\\d{1,3}\\]|\\("
                       "\\d{1,3}\\))?\\s?[:：]\\s*"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    QString base = subject.left(1000).simplified();
    for (int again = 0; again < 20; ++again) {
        const auto match = prefix.match(base);
        if (!match.hasMatch()) {
            break;
        }
        base.remove(0, match.capturedLength());
    }
    return base;
}

bool isPublicMailDomain(const QString &domain)
{
    static const QSet<QString> known = {
        QStringLiteral("gmail.com"),   QStringLiteral("googlemail.com"), QStringLiteral("outlook.com"),
        QStringLiteral("hotmail.com"), QStringLiteral("live.com"),       QStringLiteral("msn.com"),
        QStringLiteral("yahoo.com"),   QStringLiteral("icloud.com"),     QStringLiteral("me.com"),
        QStringLiteral("aol.com"),     QStringLiteral("gmx.de"),         QStringLiteral("gmx.net"),
        QStringLiteral("gmx.at"),      QStringLiteral("gmx.ch"),         QStringLiteral("gmx.com"),
        QStringLiteral("web.de"),      QStringLiteral("t-online.de"),    QStringLiteral("freenet.de"),
        QStringLiteral("orange.fr"),   QStringLiteral("wanadoo.fr"),     QStringLiteral("free.fr"),
        QStringLiteral("laposte.net"), QStringLiteral("libero.it"),      QStringLiteral("virgilio.it"),
        QStringLiteral("wp.pl"),       QStringLiteral("o2.pl"),          QStringLiteral("onet.pl"),
        QStringLiteral("interia.pl"),  QStringLiteral("seznam.cz"),      QStringLiteral("mail.ru"),
        QStringLiteral("yandex.ru"),   QStringLiteral("proton.me"),      QStringLiteral("protonmail.com"),
        QStringLiteral("qq.com"),      QStringLiteral("163.com"),        QStringLiteral("ziggo.nl"),
        QStringLiteral("telenet.be"),  QStringLiteral("bluewin.ch"),     QStringLiteral("uol.com.br"),
        QStringLiteral("bol.com.br")};
    static const QRegularExpression families(
        QStringLiteral("^(?:yahoo|hotmail|outlook|live)\\.[a-z]{2,3}(?:\\.[a-z]{2})?$"));
    return known.contains(domain) || families.match(domain).hasMatch();
}

MessageMatch matchOf(const ReplyMessage &message, const QList<SentMail> &sent, const QStringList &own,
                     const MailPlace &place)
{
    MessageMatch match;
    const QString from = folded(message.fromAddress);
    const bool isOwnId = std::ranges::any_of(sent, [&](const SentMail &mail) { return isId(mail, message.messageId); });
    const bool isOwnAddress = std::ranges::any_of(
        own, [&](const QString &each) { return !from.isEmpty() && withoutTag(each) == withoutTag(from); });
    if (isOwnId || isOwnAddress) {
        match.how = MessageMatch::How::Own;
        return match;
    }
    QStringList ids = message.inReplyTo;
    for (auto id = message.references.crbegin(); id != message.references.crend(); ++id) { // the latest first
        ids += *id;
    }
    if (const SentMail *found = byIds(sent, ids)) {
        match.how = MessageMatch::How::Thread;
        match.mail = *found;
        match.isSomebodyElse = !isTheirs(*found, from);
        return match;
    }
    const QString subject = baseSubject(message.subject);
    const auto sameSubject = [&](const SentMail &mail) {
        return !subject.isEmpty() && baseSubject(mail.subject).compare(subject, Qt::CaseInsensitive) == 0;
    };
    const auto fromThem = [&](const SentMail &mail) {
        return isTheirs(mail, from) || (!message.replyTo.isEmpty() && isTheirs(mail, message.replyTo));
    };
    const auto sameConversation = [&](const SentMail &mail) { // ids of conversations are the mailbox's own
        return !place.threadId.isEmpty() && mail.mailbox == place.mailbox && mail.threadId == place.threadId;
    };
    const SentMail *theirs =
        latest(sent, [&](const SentMail &mail) { return fromThem(mail) && sameConversation(mail); });
    theirs = theirs ? theirs : latest(sent, [&](const SentMail &mail) { return fromThem(mail) && sameSubject(mail); });
    theirs = theirs ? theirs : latest(sent, fromThem);
    if (theirs) {
        match.how = MessageMatch::How::Address;
        match.mail = *theirs;
        return match;
    }
    if (const SentMail *found = latest(sent, sameConversation)) {
        match.how = MessageMatch::How::Conversation;
        match.mail = *found;
        match.isSomebodyElse = true;
        return match;
    }
    const QString domain = domainOf(from);
    const SentMail *colleague = latest(sent, [&](const SentMail &mail) {
        const bool isRecent = !message.date.isValid() || !mail.sentAt.isValid()
            || std::abs(mail.sentAt.daysTo(message.date)) <= daysOfACompany;
        return isRecent && sameSubject(mail) && isSameCompany(domain, domainOf(mail.address));
    });
    if (colleague) {
        match.how = MessageMatch::How::Company;
        match.mail = *colleague;
        match.isSomebodyElse = true;
    }
    return match;
}

MessageMatch matchOfReport(const QStringList &originalIds, const QString &address, const QList<SentMail> &sent)
{
    MessageMatch match;
    if (const SentMail *found = byIds(sent, originalIds)) {
        match.how = MessageMatch::How::Thread;
        match.mail = *found;
        match.isSomebodyElse = !address.isEmpty() && !isTheirs(*found, address);
        return match;
    }
    if (address.isEmpty()) {
        return match;
    }
    if (const SentMail *found = latest(sent, [&](const SentMail &mail) { return isTheirs(mail, address); })) {
        match.how = MessageMatch::How::Address;
        match.mail = *found;
    }
    return match;
}

bool isReturned(const SentMail &mail, const ReplyMessage &report, MailboxId mailbox, const QStringList &own)
{
    if (mail.mailbox != mailbox || report.returnedHeaders.isEmpty()) {
        return false;
    }
    const Result<ReplyMessage> returned = readReply(report.returnedHeaders.trimmed().toUtf8() + "\n\n");
    if (!returned) {
        return false;
    }
    const auto isAddress = [](const QString &address) {
        return [wanted = folded(address)](const QString &each) { return folded(each) == wanted; };
    };
    return std::ranges::any_of(own, isAddress(returned->fromAddress))
        && std::ranges::any_of(returned->to, isAddress(mail.address)) && !mail.subject.isEmpty()
        && returned->subject.simplified() == mail.subject.simplified() && returned->date.isValid()
        && mail.sentAt.isValid() && std::abs(returned->date.secsTo(mail.sentAt)) <= secondsOfAHandOver;
}

} // namespace AlwaysLeads
