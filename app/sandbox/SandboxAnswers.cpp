#include "sandbox/SandboxAnswers.h"

#include "sandbox/SandboxAnswerText.h"

#include <algorithm>

namespace AlwaysLeads {

SandboxAnswers::SandboxAnswers(const SandboxPeople &people, MailServer &mail, ImapServer &imap, GraphServer &graph,
                               GmailServer &gmail, const SandboxClock &clock, std::chrono::milliseconds second)
    : m_people(people)
    , m_clock(clock)
    , m_second(second)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &SandboxAnswers::answerDue);
    connect(&clock, &SandboxClock::skipped, this, &SandboxAnswers::answerDue);
    connect(&mail, &MailServer::arrived, this, [this, &imap](const MailServer::Received &received) {
        read(received, [&imap, user = received.from](const QByteArray &mime, const QDateTime &at) {
            imap.deliver(user, QStringLiteral("INBOX"), mime, at);
        });
    });
    graph.setListener([this, &graph](const MailServer::Received &received) {
        read(received, [&graph](const QByteArray &mime, const QDateTime &at) {
            graph.deliver(mime, QStringLiteral("inbox"), at);
        });
    });
    gmail.setListener([this, &gmail](const MailServer::Received &received) {
        read(received, [&gmail](const QByteArray &mime, const QDateTime &at) {
            gmail.deliver(mime, {QStringLiteral("INBOX"), QStringLiteral("UNREAD")}, at);
        });
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
    const QDateTime due = m_clock.now().addMSecs(wait.count());
    const int mails = known.mails;
    m_waiting.push_back({due, [this, character, mails, person = *person, mail, due, deliver] {
                             answer(character, mails, person, mail, due, deliver);
                         }});
    answerDue();
}

void SandboxAnswers::answerDue()
{
    const QDateTime now = m_clock.now();
    std::ranges::stable_sort(m_waiting, {}, &Waiting::due);
    const auto firstLater = std::ranges::find_if(m_waiting, [&now](const Waiting &one) { return one.due > now; });
    std::vector<Waiting> due(std::make_move_iterator(m_waiting.begin()), std::make_move_iterator(firstLater));
    m_waiting.erase(m_waiting.begin(), firstLater);
    if (!m_waiting.empty()) {
        m_next.start(std::chrono::milliseconds(now.msecsTo(m_waiting.front().due)));
    }
    for (const Waiting &one : due) {
        one.answer();
    }
}

void SandboxAnswers::answer(Character character, int mails, const SandboxPerson &person, const SandboxMail &mail,
                            const QDateTime &at, const Delivery &deliver)
{
    const QByteArray mime = SandboxAnswerText::of(character, mails, person, mail, at);
    if (!mime.isEmpty()) {
        deliver(mime, at);
        ++m_answered;
        Q_EMIT answeredOne();
    }
}

} // namespace AlwaysLeads
