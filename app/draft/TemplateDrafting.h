#pragma once

#include "campaign/Template.h"
#include "draft/DraftStore.h"
#include "lead/Lead.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// What the template gives for each person. The synchronous half of the DraftWriter; all methods run on a database
/// thread.
class TemplateDrafting
{
    Q_DECLARE_TR_FUNCTIONS(TemplateDrafting)
public:
    /// Whether Claude writes on top.
    enum class Hand { TemplateAlone, ClaudeOnTop };

    /// A step filled in for one person.
    struct Words
    {
        QString subject;
        QString body;
        QMap<QString, QString> used;
        QList<DraftSlot> claude; ///< the places of them that Claude writes
        QString problem; ///< why it cannot be sent like this: a sentence; empty: it can
    };

    /// Reads a step, the first one for a null id, and the campaign's mailbox. Invalid: something is missing or wrong in
    /// the text.
    static Result<TemplateDrafting> open(Connection &connection, CampaignId campaign, StepId step = {});

    const CampaignStep &step() const { return m_step; }
    /// Somebody's mail needs Claude, or is better with it.
    bool anyWish() const;
    /// What Claude shall make of this draft; empty: nothing.
    QString wishOf(const Draft &draft) const { return m_step.current.textOf(draft.variant).wish; }
    Words words(const Lead &lead, int variant) const { return words(lead, variant, m_format); }
    /// As they would be if the campaign's mails looked like this.
    Words words(const Lead &lead, int variant, MailFormat format) const;
    /// The draft of this person, made or brought to the present text. Nothing when it must stay as it is: decided,
    /// edited by the person, or up to date. With ClaudeOnTop a complete one with a wish is left in Writing. A new one
    /// is not to leave before `dueAt`.
    Result<std::optional<Draft>> write(Connection &connection, LeadId lead, Hand hand, const QDateTime &now,
                                       const QDateTime &dueAt = {}) const;
    /// What write() would make of this person's draft, kept nowhere.
    Result<std::optional<Draft>> plan(Connection &connection, LeadId lead, Hand hand, const QDateTime &now) const;
    /// The same for one draft, also when it is up to date.
    Result<Draft> writeAgain(Connection &connection, const Draft &draft, Hand hand, const QDateTime &now) const;

private:
    bool mayStay(const Draft &draft, const Lead &lead) const;
    /// The present draft, or a new one without an id. Nothing when it must stay as it is.
    Result<std::optional<Draft>> begin(Connection &connection, const Lead &lead, const QDateTime &now,
                                       const QDateTime &dueAt) const;
    Result<Draft> compose(Connection &connection, Draft draft, const Lead &lead, Hand hand, const QDateTime &now) const;
    Result<Draft> fill(Connection &connection, Draft draft, const Lead &lead, Hand hand, const QDateTime &now) const;

    struct Parsed
    {
        Template subject;
        Template body;
    };
    static Result<> check(const Parsed &parsed, StepKind kind);

    CampaignId m_campaign;
    CampaignStep m_step;
    EmailAddress m_sender;
    MailFormat m_format = MailFormat::Plain;
    QList<Parsed> m_variants;
    bool m_isFollowUp = false;
    DraftStore m_drafts;
};

} // namespace AlwaysLeads
