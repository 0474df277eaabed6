#pragma once

#include "mail/SmtpCapabilities.h"
#include "mail/SmtpConnection.h"
#include "mail/SmtpVerdict.h"

namespace AlwaysLeads {

/// Why a session could not go on: the kind for probe(), the outcome for handOver().
struct SmtpProblem
{
    ErrorKind kind = ErrorKind::Network;
    HandOverOutcome outcome;
};

template <typename T = void> using SmtpStep = tl::expected<T, SmtpProblem>;

/// One conversation with a submission server: open(), then mails one after the other, then leave(). Whoever wants to
/// use the connection for several mails calls handOver() again; isUsable() tells whether that is possible.
class SmtpSession
{
public:
    using StageListener = std::function<void(HandOverStage)>;

    SmtpSession(QList<QSslCertificate> trusted, SmtpTimeouts timeouts, std::stop_token stop, StageListener reached);

    /// Connects, secures, says EHLO, signs in.
    Task<SmtpStep<>> open(SmtpAccount account);
    /// For a further mail on the same line: its stop request and who hears of its stages. False when the line is not
    /// to be used again.
    bool goOn(std::stop_token stop, StageListener reached);
    /// `mime` was found fit by WireText::inspect().
    Task<HandOverOutcome> handOver(Envelope envelope, QByteArray mime);
    /// False after anything that leaves open what the server will take the next line for.
    bool isUsable() const { return m_usable; }
    /// QUIT where it can be said, in the background; else the line is cut.
    void leave(QObject *keeper);

private:
    void enter(HandOverStage stage);
    SmtpProblem problemOf(const Error &error);
    SmtpProblem problemOf(const SmtpReply &reply, SmtpCommand command);
    SmtpProblem refusedHere(HandOverOutcome::Verdict verdict, HandOverOutcome::Cause cause, const QString &message);
    /// Bytes nobody asked for would be taken for the answer to what is said next.
    SmtpStep<> expectSilence(SmtpCommand command);
    /// Says one line and waits for its reply, whatever it is.
    Task<SmtpStep<SmtpReply>> ask(QByteArray line, SmtpCommand command, std::chrono::milliseconds patience);
    Task<SmtpStep<SmtpReply>> nextReply(std::chrono::milliseconds patience);

    Task<SmtpStep<>> greet();
    Task<SmtpStep<>> sayHello();
    Task<SmtpStep<>> secure();
    /// With a token of the account's source, and once more with a fresh one when that is refused.
    Task<SmtpStep<>> signIn(SmtpAccount account);
    Task<SmtpStep<>> signInOnce(SmtpAccount account);
    SmtpProblem noToken(const Error &error);
    /// A mechanism that needs no challenge: all is said with the command. `giveUp` is what answers the challenge of a
    /// refusal, not encoded; null: no such mechanism.
    Task<SmtpStep<SmtpReply>> signInAtOnce(QByteArray mechanism, QByteArray said, QByteArray giveUp);
    Task<SmtpStep<SmtpReply>> signInCramMd5(SmtpAccount account);
    Task<SmtpStep<SmtpReply>> signInLogin(SmtpAccount account);

    SmtpStep<> checkOffered(const Envelope &envelope, const QByteArray &mime);
    QByteArray mailCommand(const Envelope &envelope, const QByteArray &mime) const;
    QByteArray recipientCommand(const Envelope &envelope) const;
    Task<SmtpStep<>> sendEnvelope(Envelope envelope, QByteArray mime);
    Task<SmtpStep<>> sendBody(QByteArray mime);
    Task<SmtpStep<SmtpReply>> finishBody();
    Task<SmtpStep<SmtpReply>> transmit(Envelope envelope, QByteArray mime);

    SmtpTimeouts m_timeouts;
    StageListener m_reached;
    SmtpConnection m_connection;
    SmtpCapabilities m_offered;
    SmtpAccount::Security m_security = SmtpAccount::Security::ImplicitTls;
    quint16 m_port = 0;
    HandOverStage m_stage = HandOverStage::Connecting;
    bool m_usable = false;
};

} // namespace AlwaysLeads
