#pragma once

#include "reply/Reply.h"
#include "reply/ReplySection.h"

namespace AlwaysLeads {

/// One question about a reply that only a person can answer, with its two buttons.
class DecisionSection : public ReplySection
{
    Q_OBJECT
public:
    /// `colleagues`: the names of those at the same company whose mails wait for it.
    DecisionSection(ReplyDecision::Kind kind, const QStringList &colleagues, QWidget *parent = nullptr);

Q_SIGNALS:
    void decided(bool yes);
};

} // namespace AlwaysLeads
