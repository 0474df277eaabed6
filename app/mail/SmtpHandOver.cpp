#include "mail/SmtpSession.h"

#include "mail/WireText.h"

#include <QCoreApplication>

#include <algorithm>

namespace AlwaysLeads {

namespace {

using Verdict = HandOverOutcome::Verdict;
using Cause = HandOverOutcome::Cause;

struct SmtpHandOver
{
    Q_DECLARE_TR_FUNCTIONS(SmtpHandOver)
};

constexpr qsizetype longestEnvelopeId = 100; // RFC 3461 §4.4

/// RFC 3461 §4: printable ASCII, the rest (and '+', '=') as +XX.
QByteArray xtext(const QByteArray &text)
{
    QByteArray encoded;
    for (const char byte : text) {
        if (byte > ' ' && byte < 0x7f && byte != '+' && byte != '=') {
            encoded += byte;
        } else {
            encoded += '+' + QByteArray(1, byte).toHex().toUpper();
        }
    }
    return encoded;
}

bool needsSmtpUtf8(const Envelope &envelope, const WireText &text)
{
    return envelope.from.needsSmtpUtf8() || envelope.to.needsSmtpUtf8() || text.eightBitHeaders;
}

HandOverOutcome accepted(const SmtpReply &reply)
{
    HandOverOutcome outcome;
    outcome.verdict = Verdict::Accepted;
    outcome.cause = Cause::None;
    outcome.stage = HandOverStage::Answered;
    outcome.code = reply.code;
    outcome.enhanced = reply.enhanced();
    outcome.serverText = reply.text();
    outcome.message = SmtpHandOver::tr("The server took the mail.");
    return outcome;
}

} // namespace

SmtpStep<> SmtpSession::checkOffered(const Envelope &envelope, const QByteArray &mime)
{
    const WireText text = WireText::inspect(mime);
    if (needsSmtpUtf8(envelope, text) && !m_offered.smtpUtf8) {
        // Not Cause::Recipient: another server could reach the address.
        return tl::unexpected(refusedHere(
            Verdict::RefusedForGood, Cause::Server,
            SmtpHandOver::tr("The address has letters before the @ sign that this mail server cannot send (it does not "
                             "offer SMTPUTF8).")));
    }
    if (text.eightBitBody && !m_offered.eightBitMime) {
        return tl::unexpected(
            refusedHere(Verdict::RefusedForGood, Cause::Server,
                        SmtpHandOver::tr("The text has characters that this mail server cannot send as they are "
                                         "(it does not offer 8BITMIME).")));
    }
    if (m_offered.sizeLimit > 0 && mime.size() > m_offered.sizeLimit) {
        return tl::unexpected(refusedHere(Verdict::RefusedForGood, Cause::Sender,
                                          SmtpHandOver::tr("The mail has %1 bytes, and the server takes at most %2.")
                                              .arg(mime.size())
                                              .arg(m_offered.sizeLimit)));
    }
    return {};
}

QByteArray SmtpSession::mailCommand(const Envelope &envelope, const QByteArray &mime) const
{
    const WireText text = WireText::inspect(mime);
    QByteArray command = "MAIL FROM:<" + envelope.from.toString().toUtf8() + '>';
    if (m_offered.sizeLimit > 0) {
        command += " SIZE=" + QByteArray::number(mime.size());
    }
    if (text.eightBitBody) {
        command += " BODY=8BITMIME";
    }
    if (needsSmtpUtf8(envelope, text)) {
        command += " SMTPUTF8";
    }
    if (m_offered.dsn) {
        command += " RET=HDRS";
        const QByteArray id = xtext(envelope.id.toUtf8());
        if (!id.isEmpty() && id.size() <= longestEnvelopeId) {
            command += " ENVID=" + id;
        }
    }
    return command;
}

QByteArray SmtpSession::recipientCommand(const Envelope &envelope) const
{
    const QByteArray address = envelope.to.toString().toUtf8();
    QByteArray command = "RCPT TO:<" + address + '>';
    if (m_offered.dsn) {
        command += " NOTIFY=FAILURE,DELAY";
        if (!envelope.to.needsSmtpUtf8()) {
            command += " ORCPT=rfc822;" + xtext(address);
        }
    }
    return command;
}

Task<SmtpStep<>> SmtpSession::sendEnvelope(Envelope envelope, QByteArray mime)
{
    enter(HandOverStage::Envelope);
    if (SmtpStep<> offered = checkOffered(envelope, mime); !offered) {
        co_return offered;
    }
    QByteArray mail = mailCommand(envelope, mime);
    const QByteArray recipient = recipientCommand(envelope);
    // DATA is not sent along: a server that refused the only recipient may still say 354, and then nothing that can be
    // said is sure to be no mail (RFC 2920 §3.1).
    const bool together = m_offered.pipelining;
    if (together) {
        mail += "\r\n" + recipient;
    }
    SmtpStep<SmtpReply> reply = co_await ask(mail, SmtpCommand::Mail, m_timeouts.command);
    if (!reply) {
        co_return tl::unexpected(reply.error());
    }
    if (!reply->isDone()) {
        const SmtpProblem problem = problemOf(*reply, SmtpCommand::Mail);
        if (together && m_usable) {
            // Its reply to RCPT belongs to nobody any more, but has to be read before the next command. The refusal
            // stands whatever it is.
            const HandOverStage stage = m_stage;
            SmtpStep<SmtpReply> rest = co_await nextReply(m_timeouts.command);
            m_stage = stage;
        }
        co_return tl::unexpected(problem);
    }
    if (together) {
        reply = co_await nextReply(m_timeouts.command);
    } else {
        reply = co_await ask(recipient, SmtpCommand::Recipient, m_timeouts.command);
    }
    if (!reply) {
        co_return tl::unexpected(reply.error());
    }
    if (!reply->isDone()) {
        co_return tl::unexpected(problemOf(*reply, SmtpCommand::Recipient));
    }
    co_return {};
}

Task<SmtpStep<>> SmtpSession::sendBody(QByteArray mime)
{
    enter(HandOverStage::Body);
    // Until the final dot there is only one way out that surely sends nothing: cutting the line.
    m_usable = false;
    const QByteArrayList blocks = dotStuffed(mime);
    for (const QByteArray &block : blocks) {
        m_connection.write(block);
        Result<> left = co_await m_connection.flushed(m_timeouts.block);
        if (!left) {
            co_return tl::unexpected(problemOf(left.error()));
        }
        if (SmtpStep<> silent = expectSilence(SmtpCommand::Text); !silent) {
            SmtpProblem problem = silent.error();
            problem.outcome.stage = HandOverStage::Body;
            co_return tl::unexpected(problem);
        }
    }
    co_return {};
}

Task<SmtpStep<SmtpReply>> SmtpSession::finishBody()
{
    // All of the body has left and the line was alive and silent a moment ago. What is known from here on is the
    // answer's.
    enter(HandOverStage::AwaitingAnswer);
    m_connection.ignoreStop();
    m_connection.write(QByteArrayLiteral(".\r\n"));
    SmtpStep<SmtpReply> answer = co_await nextReply(m_timeouts.answer);
    if (!answer) {
        co_return answer;
    }
    if (!answer->isDone() && !answer->isTemporary() && !answer->isPermanent()) {
        co_return tl::unexpected(problemOf(*answer, SmtpCommand::Text)); // still AwaitingAnswer, so: unknown
    }
    m_usable = answer->code != 421;
    enter(HandOverStage::Answered);
    if (!answer->isDone()) {
        co_return tl::unexpected(problemOf(*answer, SmtpCommand::Text));
    }
    co_return answer;
}

Task<SmtpStep<SmtpReply>> SmtpSession::transmit(Envelope envelope, QByteArray mime)
{
    if (SmtpStep<> introduced = co_await sendEnvelope(envelope, mime); !introduced) {
        co_return tl::unexpected(introduced.error());
    }
    enter(HandOverStage::Data);
    SmtpStep<SmtpReply> reply = co_await ask(QByteArrayLiteral("DATA"), SmtpCommand::Data, m_timeouts.data);
    if (!reply) {
        co_return reply;
    }
    if (!reply->isMore()) {
        co_return tl::unexpected(problemOf(*reply, SmtpCommand::Data));
    }
    if (SmtpStep<> sent = co_await sendBody(mime); !sent) {
        co_return tl::unexpected(sent.error());
    }
    SmtpStep<SmtpReply> answer = co_await finishBody();
    co_return answer;
}

Task<HandOverOutcome> SmtpSession::handOver(Envelope envelope, QByteArray mime)
{
    SmtpStep<SmtpReply> answer = co_await transmit(envelope, mime);
    HandOverOutcome outcome = answer ? accepted(*answer) : answer.error().outcome;
    co_return outcome;
}

} // namespace AlwaysLeads
