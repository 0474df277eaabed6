#pragma once

#include "mail/MailTransport.h"

#include <QCoroTimer>
#include <QHash>
#include <QTimer>

#include <functional>

namespace AlwaysLeads {

/// Hands mails to nobody and answers as it was told, by recipient: one outcome after the other, the last one stays.
class FakeTransport : public MailTransport
{
public:
    struct HandedOver
    {
        MailAccount account;
        Envelope envelope;
        QByteArray mime;
    };
    QList<HandedOver> mails;
    QHash<QString, QList<HandOverOutcome>> outcomes;
    std::function<void(const Envelope &)> meanwhile;
    bool throws = false;

    static HandOverOutcome outcome(HandOverOutcome::Verdict verdict, HandOverOutcome::Cause cause, HandOverStage stage,
                                   int code = 0, const QString &enhanced = {})
    {
        HandOverOutcome outcome;
        outcome.verdict = verdict;
        outcome.cause = cause;
        outcome.stage = stage;
        outcome.code = code;
        outcome.enhanced = enhanced;
        outcome.serverText = code == 0 ? QString() : QStringLiteral("what the server said");
        outcome.message = QStringLiteral("A sentence for the person.");
        return outcome;
    }
    static HandOverOutcome accepted()
    {
        return outcome(HandOverOutcome::Verdict::Accepted, HandOverOutcome::Cause::None, HandOverStage::Answered, 250);
    }
    int mailsTo(const QString &address) const
    {
        return static_cast<int>(std::ranges::count_if(
            mails, [&](const HandedOver &mail) { return mail.envelope.to.toString() == address; }));
    }

    Task<HandOverOutcome> handOver(MailAccount account, Envelope envelope, QByteArray mime,
                                   std::function<void(HandOverStage)> reached, std::stop_token) override
    {
        mails.append({account, envelope, mime});
        reached(HandOverStage::Body);
        QTimer timer;
        timer.setSingleShot(true);
        timer.start(0);
        co_await timer;
        if (meanwhile) {
            meanwhile(envelope);
        }
        if (throws) {
            throw std::runtime_error("the transport broke");
        }
        QList<HandOverOutcome> &script = outcomes[envelope.to.toString()];
        HandOverOutcome answer = script.isEmpty() ? accepted() : script.first();
        if (script.size() > 1) {
            script.removeFirst();
        }
        co_return answer;
    }
    Task<Result<>> probe(MailAccount, std::stop_token) override { co_return Result<>(); }
};

} // namespace AlwaysLeads
