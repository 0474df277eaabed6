#include "mail/SmtpTransport.h"

#include "mail/SmtpSession.h"
#include "mail/WireText.h"

namespace AlwaysLeads {

namespace {

/// Why these bytes cannot go over any wire; null when they can. All of it would be our own mistake.
QString unfitness(const Envelope &envelope, const QByteArray &mime)
{
    if (envelope.from.isNull()) {
        return SmtpTransport::tr("The mail has no sender.");
    }
    if (envelope.to.isNull()) {
        return SmtpTransport::tr("The mail has no recipient.");
    }
    switch (WireText::inspect(mime).fault) {
    case WireText::Fault::None:
        return {};
    case WireText::Fault::Empty:
        return SmtpTransport::tr("The mail is empty.");
    case WireText::Fault::BareLineEnd:
    case WireText::Fault::NoFinalLineEnd:
        return SmtpTransport::tr("The mail has line ends that servers could read as its end.");
    case WireText::Fault::NullByte:
        return SmtpTransport::tr("The mail has a zero byte, which no server takes.");
    case WireText::Fault::LongLine:
        return SmtpTransport::tr("The mail has a line longer than servers take.");
    }
    return {};
}

HandOverOutcome unfit(const QString &why)
{
    HandOverOutcome outcome;
    outcome.verdict = HandOverOutcome::Verdict::RefusedForGood;
    outcome.cause = HandOverOutcome::Cause::Sender;
    outcome.message = why;
    return outcome;
}

} // namespace

SmtpTransport::SmtpTransport(QList<QSslCertificate> trusted, SmtpTimeouts timeouts, QObject *parent)
    : QObject(parent)
    , m_trusted(std::move(trusted))
    , m_timeouts(timeouts)
{
}

Task<HandOverOutcome> SmtpTransport::handOver(MailAccount account, Envelope envelope, QByteArray mime,
                                              std::function<void(HandOverStage)> reached, std::stop_token stop)
{
    if (const QString why = unfitness(envelope, mime); !why.isNull()) {
        co_return unfit(why);
    }
    const auto *smtp = std::get_if<SmtpAccount>(&account);
    if (!smtp) {
        co_return unfit(tr("This mailbox does not send by SMTP."));
    }
    SmtpSession session(m_trusted, m_timeouts, stop, std::move(reached));
    SmtpStep<> opened = co_await session.open(*smtp);
    HandOverOutcome outcome;
    if (opened) {
        outcome = co_await session.handOver(envelope, mime);
    } else {
        outcome = opened.error().outcome;
    }
    session.leave(this);
    co_return outcome;
}

Task<Result<>> SmtpTransport::probe(MailAccount account, std::stop_token stop)
{
    const auto *smtp = std::get_if<SmtpAccount>(&account);
    if (!smtp) {
        co_return failure(ErrorKind::Bug, tr("This mailbox does not send by SMTP."));
    }
    SmtpSession session(m_trusted, m_timeouts, stop, {});
    SmtpStep<> opened = co_await session.open(*smtp);
    session.leave(this);
    if (!opened) {
        const SmtpProblem &problem = opened.error();
        const QString detail = QStringLiteral("stage %1, %2 %3 %4")
                                   .arg(static_cast<int>(problem.outcome.stage))
                                   .arg(problem.outcome.code)
                                   .arg(problem.outcome.enhanced, problem.outcome.serverText);
        co_return failure(problem.kind, problem.outcome.message, detail);
    }
    co_return {};
}

} // namespace AlwaysLeads
