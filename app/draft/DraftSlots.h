#pragma once

#include "draft/Draft.h"

#include <QCoreApplication>

#include <optional>

namespace AlwaysLeads {

/// The places of a draft that Claude writes. A place that a person changed in any letter is theirs, and is none any
/// more.
class DraftSlots
{
    Q_DECLARE_TR_FUNCTIONS(DraftSlots)
public:
    /// Where each of DraftFacts::claude stands now, in the subject or the body; nothing where it is gone.
    static QList<std::optional<int>> where(const Draft &draft);
    /// Takes the text out of those that are there and leaves them open in the brief: subject, body and places.
    static void leaveOpen(const Draft &draft, MailBrief &brief);
    /// Puts the mail's words into the places that were left open; what looks like a mark in them is none. False when
    /// the draft is not the one any more that `asked` was made of; then nothing is changed.
    static bool fill(Draft &draft, const MailBrief &asked, const WrittenMail &mail, MailFormat format);
    /// What the launch check says of steps with such places when there is no key; nothing when there is none of them.
    static QList<LaunchCheckLine> withoutKey(const QList<CampaignStep> &steps);
    /// Why such a draft cannot be approved: a place still holds its wish. Empty when it can.
    static QString objection(const Draft &draft);
};

} // namespace AlwaysLeads
