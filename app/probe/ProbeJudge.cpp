#include "probe/ProbeJudge.h"

#include "mail/ParsedMessage.h"
#include "probe/AuthenticationResults.h"

#include <QRegularExpression>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr int mostHeaders = 20; // of one name

/// Folding and spaces are free to change on the way (RFC 5322 §2.2.3).
QString withoutSpaces(QString text)
{
    static const QRegularExpression spaces(QStringLiteral("\\s+"));
    return text.remove(spaces);
}

HeaderFate fateOf(const ParsedMessage &before, const ParsedMessage &after, const QString &name)
{
    const QString left = withoutSpaces(before.header(name));
    if (left.isEmpty()) {
        return HeaderFate::Unused;
    }
    const QString came = withoutSpaces(after.header(name));
    if (came.isEmpty()) {
        return HeaderFate::Lost;
    }
    return came == left ? HeaderFate::Kept : HeaderFate::Changed;
}

QStringList valuesOf(const ParsedMessage &mail, const QString &name)
{
    QStringList values;
    for (const ParsedMessage::Header &header : mail.headers) {
        if (values.size() < mostHeaders && header.name.compare(name, Qt::CaseInsensitive) == 0) {
            values += header.value;
        }
    }
    return values;
}

/// The first that a server said of this method, but a pass rather than the failure of another signature: one that
/// holds is enough (RFC 6376 §6.1).
QString resultOf(const QList<AuthenticationResult> &results, const QString &method)
{
    QString first;
    for (const AuthenticationResult &one : results) {
        if (one.method != method) {
            continue;
        }
        if (one.result == QLatin1String("pass")) {
            return one.result;
        }
        first = first.isEmpty() ? one.result : first;
    }
    return first.left(30);
}

/// The value of a tag of a DKIM-Signature (RFC 6376 §3.2).
QString tagOf(const QString &signature, const QString &name)
{
    for (const QString &tag : signature.split(QLatin1Char(';'))) {
        if (tag.section(QLatin1Char('='), 0, 0).trimmed() == name) {
            return withoutSpaces(tag.section(QLatin1Char('='), 1));
        }
    }
    return {};
}

QString selectorOf(const ParsedMessage &mail, const QString &domain)
{
    static const QRegularExpression label(QStringLiteral("^[A-Za-z0-9._-]{1,100}$"));
    for (const QString &signature : valuesOf(mail, QStringLiteral("DKIM-Signature"))) {
        const QString signs = tagOf(signature, QStringLiteral("d")).toLower();
        QString selector = tagOf(signature, QStringLiteral("s"));
        if ((signs == domain || domain.endsWith(QLatin1Char('.') + signs)) && label.match(selector).hasMatch()) {
            return selector;
        }
    }
    return {};
}

} // namespace

Result<ProbeReport> judgeProbe(ProbeReport probe, const QByteArray &handedOver, const QByteArray &arrived)
{
    const Result<ParsedMessage> before = parseMime(handedOver);
    const Result<ParsedMessage> after = parseMime(arrived);
    if (!before || !after) {
        return failureOf(before ? after : before);
    }
    probe.state = ProbeReport::State::Found;
    probe.problem.clear();
    probe.keptMessageId = after->messageId.left(1000);
    probe.optOut = fateOf(*before, *after, QStringLiteral("List-Unsubscribe"));
    probe.oneClick = fateOf(*before, *after, QStringLiteral("List-Unsubscribe-Post"));
    QList<AuthenticationResult> results;
    for (const QString &value : valuesOf(*after, QStringLiteral("Authentication-Results"))) {
        results += parseAuthenticationResults(value.toUtf8());
    }
    probe.spf = resultOf(results, QStringLiteral("spf"));
    probe.dkim = resultOf(results, QStringLiteral("dkim"));
    probe.dmarc = resultOf(results, QStringLiteral("dmarc"));
    const QString domain = before->fromAddress.section(QLatin1Char('@'), -1).toLower();
    probe.dkimSelector = selectorOf(*after, domain);
    return probe;
}

} // namespace AlwaysLeads
