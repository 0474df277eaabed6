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

    bool operator==(const MailAuthor &) const = default;
};

/// One thing known about the person who is written to: {"City", "Gdańsk"}.
struct KnownFact
{
    QString name;
    QString value;

    bool operator==(const KnownFact &) const = default;
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

    bool operator==(const MailBrief &) const = default;
};

/// What Claude made of a brief, checked: plain text, a subject of one line, no link and no address the brief did not
/// hold.
struct WrittenMail
{
    QString subject;
    QString body;
    QStringList usedFacts; ///< names of facts from the brief
    qint64 costMicros = 0; ///< millionths of a US dollar, all tries for this mail together
    bool priceKnown = true; ///< false: the model is not in our price table, and was counted at its dearest price
    QString model;

    bool operator==(const WrittenMail &) const = default;
};

} // namespace AlwaysLeads
