#pragma once

#include "base/Clock.h"
#include "mail/MailTransport.h"
#include "mail/Message.h"

#include <QCoroTask>
#include <QtTest>

Q_DECLARE_METATYPE(AlwaysLeads::HandOverOutcome::Verdict)
Q_DECLARE_METATYPE(AlwaysLeads::HandOverOutcome::Cause)
Q_DECLARE_METATYPE(AlwaysLeads::HandOverStage)

namespace AlwaysLeads {

/// A clock on which every wait is over at once; it remembers how long it was.
class HastyClock final : public Clock
{
public:
    QDateTime now() const override { return m_now; }
    Task<> sleepUntil(QDateTime when, std::stop_token stop) override
    {
        if (!stop.stop_requested() && when > m_now) {
            slept += std::chrono::milliseconds(m_now.msecsTo(when));
            m_now = when;
        }
        co_return;
    }

    QList<std::chrono::milliseconds> slept;

private:
    QDateTime m_now = QDateTime::currentDateTimeUtc();
};

/// Where a test gets its tokens: one that is kept, and another when that is refused.
struct TokenDesk
{
    QString kept;
    QString fresh;
    std::optional<Error> problem{}; ///< instead of a token
    int asked = 0;
    int askedForFresh = 0;

    AccessTokenSource source()
    {
        return [this](bool wantsFresh) { return give(this, wantsFresh); };
    }

private:
    static Task<Result<QString>> give(TokenDesk *desk, bool wantsFresh)
    {
        ++desk->asked;
        desk->askedForFresh += wantsFresh ? 1 : 0;
        if (desk->problem && (wantsFresh || desk->kept.isEmpty())) {
            co_return tl::unexpected<Error>(*desk->problem);
        }
        co_return Result<QString>(wantsFresh ? desk->fresh : desk->kept);
    }
};

inline EmailAddress address(const char *text)
{
    return EmailAddress::parse(QString::fromUtf8(text)).value();
}

inline OutgoingMessage letter(const QString &messageId = QStringLiteral("first@harbourline.example"))
{
    OutgoingMessage message;
    message.from = {QStringLiteral("Clara Jensen"), address("clara@harbourline.example")};
    message.to = {QStringLiteral("Wójcik, Anna"), address("anna@baltway.example")};
    message.subject = QStringLiteral("Load plans");
    message.text = QStringLiteral("Hello Anna,\n\nshall we talk?");
    message.messageId = messageId;
    message.date = QDateTime(QDate(2026, 11, 25), QTime(10, 0), Qt::UTC);
    return message;
}

inline Envelope envelopeOf(const OutgoingMessage &message)
{
    return {message.from.address, message.to.address, message.messageId};
}

} // namespace AlwaysLeads
