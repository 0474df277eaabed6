#pragma once

#include "draft/WritingProfile.h"
#include "draft/WritingRules.h"
#include "widgets/DialogSheet.h"

namespace AlwaysLeads {

class TextArea;
class TextField;

/// How Claude writes for this person: tone, proof points, words never to use, and the rules it learnt from their
/// changes.
class WritingSheet : public DialogSheet
{
    Q_OBJECT
public:
    WritingSheet(const WritingProfile &profile, const QList<WritingRule> &proposed, const QList<WritingRule> &kept,
                 QWidget *inside);

Q_SIGNALS:
    void saved(const AlwaysLeads::WritingProfile &profile);
    void ruleDecided(qint64 rule, AlwaysLeads::WritingRule::State state);

private:
    void addRule(const WritingRule &rule);

    TextField *m_tone;
    TextArea *m_proofs;
    TextArea *m_neverSay;
};

} // namespace AlwaysLeads
