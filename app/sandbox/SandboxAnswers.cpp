#include "sandbox/SandboxAnswers.h"

#include "sandbox/SandboxAnswerText.h"

#include <QTimer>

namespace AlwaysLeads {

SandboxAnswers::SandboxAnswers(const SandboxPeople &people, MailServer &mail, ImapServer &imap, GraphServer &graph,
                               GmailServer &gmail, std::chrono::milliseconds second)
    : m_people(people)
    , m_second(second)
{
    connect(&mail, &MailServer::arrived, this, [this, &imap](const MailServer::Received &received) {
        read(received, [&imap, user = received.from](const QByteArray &mime) {
            imap.deliver(user, QStringLiteral("INBOX"), mime, QDateTime::currentDateTimeUtc());
        });
    });
    graph.setListener([this, &graph](const MailServer::Received &received) {
        read(received, [&graph](const QByteArray &mime) { graph.deliver(mime); });
    });
    gmail.setListener([this, &gmail](const MailServer::Received &received) {
        read(received, [&gmail](const QByteArray &mime) { gmail.deliver(mime); });
    });
}

void SandboxAnswers::read(const MailServer::Received &received, const Delivery &deliver)
{
    const std::optional<SandboxPerson> person = m_people.byEmail(received.to);
    if (!person) {
        return;
    }
    const QString address = received.to.toLower();
    if (!m_known.contains(address)) {
        m_known.insert(address, {Character(m_dealt % characters), 0, false});
        ++m_dealt;
    }
    Correspondent &known = m_known[address];
    ++known.mails;
    if (known.isDone) {
        return;
    }
    Character character = known.character;
    if (character == Character::Silent && known.mails > 1) {
        character = Character::Interested; // it took a second mail
    }
    // A person who was away is back by the next mail; the interested one agrees to what is proposed.
    if (character == Character::OutOfOffice && known.mails > 1) {
        character = Character::Question;
    }
    known.isDone = character != Character::Silent && character != Character::OutOfOffice
        && !(character == Character::Interested && known.mails == 1);
    const SandboxMail mail(received.mime);
    const auto wait = m_second * SandboxAnswerText::seconds(character);
    const int mails = known.mails;
    QTimer::singleShot(wait, this, [this, character, mails, person = *person, mail, deliver] {
        answer(character, mails, person, mail, deliver);
    });
}

void SandboxAnswers::answer(Character character, int mails, const SandboxPerson &person, const SandboxMail &mail,
                            const Delivery &deliver)
{
    const QByteArray mime = SandboxAnswerText::of(character, mails, person, mail, QDateTime::currentDateTimeUtc());
    if (!mime.isEmpty()) {
        deliver(mime);
        ++m_answered;
        Q_EMIT answeredOne();
    }
}

} // namespace AlwaysLeads
