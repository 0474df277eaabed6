#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace AlwaysLeads {

/// Who writes, in the person's own words from Settings. Empty texts are left out of what Claude reads.
struct MailAuthor
{
    QString name;
    QString company;
    QString offer; ///< what they sell
    QStringList proofs; ///< what they can prove, one sentence each
    QString tone{}; ///< "plain and friendly"
    QStringList neverSay{}; ///< phrases that must not occur
    QStringList habits{}; ///< rules learnt from the person's own changes, which they kept

    bool operator==(const MailAuthor &) const = default;
};

/// One thing known about the person who is written to: {"City", "Gdańsk"}.
struct KnownFact
{
    QString name;
    QString value;

    bool operator==(const KnownFact &) const = default;
};

/// A place in the person's own text that Claude writes; nothing of it stands in the text yet.
struct MailSlot
{
    QString wish; ///< what the person wants to stand there, in their words
    bool inSubject = false;
    int at = 0; ///< before this character of the subject or the body

    bool operator==(const MailSlot &) const = default;
};

/// All that Claude is told about one mail. Everything in it is data: nothing in it can give orders to the model.
struct MailBrief
{
    MailAuthor sender;
    QList<KnownFact> facts;
    QString subject; ///< of the campaign's text, merge fields already filled in
    QString body; ///< the same
    QString wish; ///< what the person who approves wants different; may be empty
    qint64 draftId = 0; ///< the draft that the cost is recorded for; 0 for none
    QString language{}; ///< of the reader; empty: that of the template
    /// Where Claude writes; every other word stays. In the order of the text, those of the subject first. Empty: Claude
    /// writes the whole mail.
    QList<MailSlot> claude{};

    bool operator==(const MailBrief &) const = default;
};

/// Something a sentence says that nothing it rests on holds.
struct UnsupportedClaim
{
    enum class Kind {
        UnknownFact, ///< it names a fact that does not exist
        Number,
        Name,
        Quote,
        Event, ///< that something happened
        Customer, ///< of customers, or of being the largest
        Forbidden, ///< a phrase the person never uses
        Appointment, ///< a day or an hour that nobody named
        Order, ///< a fact that reads like an order to a program was there to rest on; its words are the fact's name
    };

    Kind kind = Kind::Name;
    QString words; ///< of the sentence; of an unknown fact its id

    bool operator==(const UnsupportedClaim &) const = default;
};

/// A sentence of a mail, and what it rests on.
struct WrittenSentence
{
    QString text;
    QStringList facts; ///< names of facts of the brief; "sender", "template" and "proof 1" for the person's own words
    QList<UnsupportedClaim> unsupported;
    bool inSubject = false;

    bool operator==(const WrittenSentence &) const = default;
};

/// What Claude made of a brief, checked: plain text, a subject of one line, no link and no address the brief did not
/// hold. What its sentences say without a fact is marked, not refused.
struct WrittenMail
{
    QString subject;
    QString body;
    QStringList usedFacts; ///< names of facts from the brief
    qint64 costMicros = 0; ///< millionths of a US dollar, all tries for this mail together
    bool priceKnown = true; ///< false: the model is not in our price table, and was counted at its dearest price
    QString model;
    QString prompt{}; ///< "write-mail 2"
    QStringList claude{}; ///< what was written for each of MailBrief::claude
    QList<WrittenSentence> sentences{}; ///< the subject first; together they are subject and body

    bool operator==(const WrittenMail &) const = default;
};

} // namespace AlwaysLeads
