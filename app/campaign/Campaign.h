#pragma once

#include "base/Id.h"
#include "lead/Lead.h"
#include "mailbox/Mailbox.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace AlwaysLeads {

using CampaignId = Id<struct Campaign>;
using StepId = Id<struct CampaignStep>;

enum class CampaignState { NotLaunched, Running, Paused, Finished };
/// The words of the database: "not launched", "running", "paused", "finished".
QString campaignStateWord(CampaignState state);
CampaignState campaignStateFrom(const QString &word);

/// What a person writes for one step.
struct StepText
{
    QString subject;
    QString body;
    QString wish; ///< what Claude shall make of it; empty: the template alone writes the draft

    bool operator==(const StepText &) const = default;
};

/// A step's text as it was at one time. Drafts keep the version they were written from.
struct StepVersion
{
    int version = 1;
    StepText text;
    QDateTime createdAt;

    bool operator==(const StepVersion &) const = default;
};

struct CampaignStep
{
    StepId id;
    int position = 1; ///< 1 is the first mail
    StepVersion current;

    bool operator==(const CampaignStep &) const = default;
};

struct Campaign
{
    CampaignId id;
    QString name;
    CampaignState state = CampaignState::NotLaunched;
    MailboxId mailbox; ///< null: not chosen yet
    QDateTime createdAt;
    QDateTime launchedAt; ///< invalid before the launch
    QDateTime deletedAt; ///< valid: in the bin, can be restored

    bool operator==(const Campaign &) const = default;
};

/// One person in one campaign.
struct Enrolment
{
    CampaignId campaign;
    LeadId lead;
    QDateTime enrolledAt;
    QString leftReason; ///< empty while the person is in the campaign

    bool operator==(const Enrolment &) const = default;
};

/// Numbers that the later nouns (drafts, outbox) know about a campaign.
struct CampaignCounts
{
    int draftsToReview = 0; ///< ready, blocked and lapsed ones
    int approved = 0; ///< approved or queued
    int sent = 0;
    int waiting = 0; ///< in the outbox
    QDateTime nextMailAt; ///< invalid: none waits

    bool operator==(const CampaignCounts &) const = default;
};

/// A row of the Campaigns page.
struct CampaignRow
{
    Campaign campaign;
    int steps = 0;
    int people = 0;
    CampaignCounts counts;
    QString sender; ///< the mailbox's address; empty: none chosen

    bool operator==(const CampaignRow &) const = default;
};

/// Why a person was not taken into a campaign.
struct LeftOut
{
    enum class Reason { Suppressed, NoAddress, InvalidAddress, InAnotherCampaign, AlreadyHere, Deleted };
    LeadId lead;
    QString name;
    Reason reason = Reason::NoAddress;
    QString sentence; ///< "No email address."

    bool operator==(const LeftOut &) const = default;
};

/// What enrolling came to: enrolled + leftOut.size() is the number of people asked for.
struct EnrolmentReport
{
    int enrolled = 0;
    QList<LeftOut> leftOut;

    bool operator==(const EnrolmentReport &) const = default;
};

/// A line of the launch check in the editor; a click leads to `fix`.
struct LaunchCheckLine
{
    enum class Level { Good, Note, MustFix };
    enum class Fix { None, Mailbox, SenderProfile, Subject, Body, People };
    Level level = Level::Good;
    Fix fix = Fix::None;
    QString text;
    QString detail; ///< second line; may be empty

    bool operator==(const LaunchCheckLine &) const = default;
};

/// Someone in a campaign, for the People tab and the preview's chooser.
struct EnrolledPerson
{
    LeadId lead;
    QString name;
    QString company;
    QString email;
    QString leftReason;

    bool operator==(const EnrolledPerson &) const = default;
};

/// Everything the editor shows of a campaign.
struct CampaignPage
{
    Campaign campaign;
    QList<CampaignStep> steps; ///< one in this version
    int people = 0;
    CampaignCounts counts;
    QString sender;
    QList<LaunchCheckLine> launchCheck;

    bool operator==(const CampaignPage &) const = default;
};

/// A template filled in for one person.
struct StepPreview
{
    QString subject;
    QString body;
    QStringList missing; ///< labels of the fields without a value: the draft would be blocked

    bool operator==(const StepPreview &) const = default;
};

} // namespace AlwaysLeads
