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

    /// Reads the campaign's first step and its mailbox. Invalid: something is missing or wrong in the text.
    static Result<TemplateDrafting> open(Connection &connection, CampaignId campaign);

    const StepText &text() const { return m_step.current.text; }
    /// The draft of this person, made or brought to the present text. Nothing when it must stay as it is: decided,
    /// edited by the person, or up to date. With ClaudeOnTop a complete one is left in Writing.
    Result<std::optional<Draft>> write(Connection &connection, LeadId lead, Hand hand, const QDateTime &now) const;
    /// The same for one draft, also when it is up to date.
    Result<Draft> writeAgain(Connection &connection, const Draft &draft, Hand hand, const QDateTime &now) const;

private:
    bool mayStay(const Draft &draft, const Lead &lead) const;
    Result<Draft> fill(Connection &connection, Draft draft, const Lead &lead, Hand hand, const QDateTime &now) const;

    CampaignId m_campaign;
    CampaignStep m_step;
    EmailAddress m_sender;
    Template m_subject;
    Template m_body;
    DraftStore m_drafts;
};

} // namespace AlwaysLeads
