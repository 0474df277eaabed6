#include "mail/SmtpTransport.h"

#include "mail/SmtpSession.h"
#include "mail/WireText.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr int mostMailsOfALine = 50; // some servers end a line after a hundred

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

/// A line that waited was closed by the server meanwhile: no more than the addresses was said, so that nothing can have
/// been sent, and a new line is worth a try at once.
bool hadGone(const HandOverOutcome &outcome)
{
    return outcome.verdict == HandOverOutcome::Verdict::RefusedForNow && outcome.stage == HandOverStage::Envelope
        && (outcome.code == 421 || (outcome.code == 0 && outcome.cause == HandOverOutcome::Cause::Network));
}

} // namespace

SmtpTransport::SmtpTransport(QList<QSslCertificate> trusted, SmtpTimeouts timeouts, QObject *parent)
    : QObject(parent)
    , m_trusted(std::move(trusted))
    , m_timeouts(timeouts)
{
    m_expiry.setSingleShot(true);
    connect(&m_expiry, &QTimer::timeout, this, &SmtpTransport::dropExpired);
}

SmtpTransport::~SmtpTransport() = default;

std::unique_ptr<SmtpTransport::Kept> SmtpTransport::take(const SmtpAccount &account, std::stop_token stop,
                                                         const std::function<void(HandOverStage)> &reached)
{
    const auto found = std::ranges::find_if(
        m_kept, [&account](const std::unique_ptr<Kept> &kept) { return kept->account == account; });
    if (found == m_kept.end()) {
        return nullptr;
    }
    std::unique_ptr<Kept> kept = std::move(*found);
    m_kept.erase(found);
    return kept->session->goOn(std::move(stop), reached) ? std::move(kept) : nullptr;
}

void SmtpTransport::keep(std::unique_ptr<Kept> kept)
{
    if (m_timeouts.idle.count() <= 0 || !kept->session->isUsable() || kept->mails >= mostMailsOfALine) {
        kept->session->leave(this);
        return;
    }
    kept->until.setRemainingTime(m_timeouts.idle);
    m_kept.push_back(std::move(kept));
    if (!m_expiry.isActive()) {
        m_expiry.start(m_timeouts.idle);
    }
}

void SmtpTransport::dropExpired()
{
    std::erase_if(m_kept, [this](const std::unique_ptr<Kept> &kept) {
        if (!kept->until.hasExpired()) {
            return false;
        }
        kept->session->leave(this);
        return true;
    });
    if (!m_kept.empty()) {
        m_expiry.start(m_timeouts.idle);
    }
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
    HandOverOutcome outcome;
    std::unique_ptr<Kept> line = take(*smtp, stop, reached);
    if (line) {
        outcome = co_await line->session->handOver(envelope, mime);
        if (hadGone(outcome)) {
            line->session->leave(this);
            line.reset();
        }
    }
    if (!line) {
        line = std::make_unique<Kept>();
        line->account = *smtp;
        line->session = std::make_unique<SmtpSession>(m_trusted, m_timeouts, stop, reached);
        SmtpStep<> opened = co_await line->session->open(*smtp);
        if (!opened) {
            line->session->leave(this);
            co_return opened.error().outcome;
        }
        outcome = co_await line->session->handOver(envelope, mime);
    }
    ++line->mails;
    keep(std::move(line));
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
