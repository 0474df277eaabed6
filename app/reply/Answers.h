#pragma once

#include "base/Clock.h"
#include "reply/AnswerWriter.h"
#include "reply/ReplyStore.h"
#include "storage/Database.h"

#include <QObject>
#include <QPromise>
#include <QSet>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace AlwaysLeads {

/// Answers to what came back, and the next mail to somebody who asked for a later one: drafts in the same thread, from
/// the mailbox that wrote, to the address that answered. They leave only as all drafts do: read and approved by a
/// person. With a key Claude writes a suggestion; without one, or when it fails, a few plain sentences stand there.
class Answers : public QObject
{
    Q_OBJECT
public:
    using HasKey = std::function<Task<Result<bool>>()>;

    Answers(Database &database, ClaudeClient &claude, AssistantBudget &budget, const Clock &clock,
            const Settings &settings, HasKey hasKey, QObject *parent = nullptr);

    /// The draft that answers this mail; the one that is there, or a new one. Refused: nobody is to be written to
    /// there.
    Task<Result<DraftId>> suggest(ReplyId reply);
    /// The next mail, not to leave before `when`.
    Task<Result<DraftId>> followUp(ReplyId reply, QDateTime when);
    /// Claude writes the text anew; the draft is untouched when that fails, and when a person changed it meanwhile:
    /// then Claude's text is offered beside theirs (see ClaudeOffer).
    Task<Result<>> rewrite(DraftId draft);
    /// Whose answer was being typed last and not kept; nothing: none.
    Task<Result<std::optional<ReplyId>>> lastTyped();
    bool isWriting(ReplyId reply) const { return m_writing.contains(reply); }

    /// Await it before destroying this.
    Task<> close();

    /// The subject of an answer: one "Re: " before what the thread is about.
    static QString subjectFor(const QString &subject);

Q_SIGNALS:
    void changed();
    /// After each call that may be on the bill.
    void spentChanged();

private:
    /// Counts a task of this service as long as its frame lives.
    class Counted
    {
    public:
        explicit Counted(Answers &answers);
        ~Counted();
        Counted(const Counted &) = delete;
        Counted &operator=(const Counted &) = delete;

    private:
        Answers &m_answers;
    };
    struct Made
    {
        DraftId draft;
        bool isNew = false;
    };
    Result<Made> make(Connection &connection, ReplyId reply, const QDateTime &notBefore, const QDateTime &now) const;

    Database &m_database;
    const Clock &m_clock;
    HasKey m_hasKey;
    AnswerWriter m_writer;
    ReplyStore m_store;
    QSet<ReplyId> m_writing;
    std::stop_source m_stop;
    int m_running = 0;
    std::vector<std::shared_ptr<QPromise<void>>> m_closing;
};

} // namespace AlwaysLeads
