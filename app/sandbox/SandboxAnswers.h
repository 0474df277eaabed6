#pragma once

#include "sandbox/GmailServer.h"
#include "sandbox/GraphServer.h"
#include "sandbox/ImapServer.h"
#include "sandbox/SandboxClock.h"
#include "sandbox/SandboxPeople.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <vector>

namespace AlwaysLeads {

/// The invented people read what was written to them and answer after a while, each in character: the first is
/// interested, the second is out of office, the third has an address that is dead, and so on; many stay silent. The
/// answers arrive in the mailbox that wrote, at their time by the clock of the sandbox. Runs on the event loop of its
/// thread.
class SandboxAnswers : public QObject
{
    Q_OBJECT
public:
    /// What somebody does with a mail, in the order in which they are dealt out.
    enum class Character {
        Interested,
        OutOfOffice,
        Bounce,
        Question,
        OptOut,
        Silent,
        Hostile, ///< tries to command a program that reads it
        NotNow,
        Referral,
        Objection,
        WrongPerson,
        No,
    };
    static constexpr int characters = 12;

    /// Delays are counted in `second`: tests let it be short.
    SandboxAnswers(const SandboxPeople &people, MailServer &mail, ImapServer &imap, GraphServer &graph,
                   GmailServer &gmail, const SandboxClock &clock,
                   std::chrono::milliseconds second = std::chrono::seconds(1));

    int answered() const { return m_answered; }

Q_SIGNALS:
    void answeredOne();

private:
    using Delivery = std::function<void(const QByteArray &mime, const QDateTime &at)>;
    struct Correspondent
    {
        Character character = Character::Interested;
        int mails = 0; ///< that we wrote to them
        bool isDone = false; ///< says no more
    };

    struct Waiting
    {
        QDateTime due;
        std::function<void()> answer;
    };

    void read(const MailServer::Received &mail, const Delivery &deliver);
    void answer(Character character, int mails, const SandboxPerson &person, const SandboxMail &mail,
                const QDateTime &at, const Delivery &deliver);
    /// Answers what is due, the oldest first.
    void answerDue();

    const SandboxPeople &m_people;
    const SandboxClock &m_clock;
    std::chrono::milliseconds m_second;
    QHash<QString, Correspondent> m_known;
    std::vector<Waiting> m_waiting;
    QTimer m_next;
    int m_dealt = 0;
    int m_answered = 0;
};

} // namespace AlwaysLeads
