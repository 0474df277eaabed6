#include "cloudmail/HandedMail.h"

#include "mail/ParsedMessage.h"
#include "mail/WireText.h"

namespace AlwaysLeads {

namespace {

QString fault(const Envelope &envelope, const QByteArray &mime)
{
    if (envelope.from.isNull()) {
        return HandedMail::tr("The mail has no sender.");
    }
    if (envelope.to.isNull()) {
        return HandedMail::tr("The mail has no recipient.");
    }
    switch (WireText::inspect(mime).fault) {
    case WireText::Fault::None:
        return {};
    case WireText::Fault::Empty:
        return HandedMail::tr("The mail is empty.");
    default:
        return HandedMail::tr("The mail has bytes or lines that no mail may have.");
    }
}

/// Whether the header names this address and nothing behind it.
bool namesOnly(const QString &to, const QString &address)
{
    return !address.isEmpty()
        && (to.trimmed() == address || to.trimmed().endsWith(QLatin1Char('<') + address + QLatin1Char('>')));
}

} // namespace

HandOverOutcome HandedMail::unfit(const QString &why)
{
    HandOverOutcome outcome;
    outcome.verdict = HandOverOutcome::Verdict::RefusedForGood;
    outcome.cause = HandOverOutcome::Cause::Sender;
    outcome.message = why;
    return outcome;
}

CloudStep<HandedMail> HandedMail::read(const Envelope &envelope, const QByteArray &mime)
{
    const auto no = [](const QString &why) { return tl::unexpected(CloudProblem{unfit(why)}); };
    if (const QString why = fault(envelope, mime); !why.isEmpty()) {
        return no(why);
    }
    const Result<ParsedMessage> parsed = parseMime(mime);
    if (!parsed) {
        return no(parsed.error().message);
    }
    const bool oneRecipient = parsed->headerCount(QStringLiteral("To")) == 1
        && parsed->headerCount(QStringLiteral("Cc")) == 0 && parsed->headerCount(QStringLiteral("Bcc")) == 0;
    // Its reader gives the first address; so the first one has to be the last one too.
    const Result<EmailAddress> to = EmailAddress::parse(parsed->toAddress);
    if (!oneRecipient || !to || *to != envelope.to
        || !namesOnly(parsed->header(QStringLiteral("To")), parsed->toAddress)) {
        return no(tr("The text of the mail names other recipients than the one it is meant for."));
    }
    if (parsed->messageId.isEmpty()) {
        return no(tr("The mail has no Message-ID."));
    }
    HandedMail mail;
    mail.m_messageId = QLatin1Char('<') + parsed->messageId + QLatin1Char('>');
    return mail;
}

} // namespace AlwaysLeads
