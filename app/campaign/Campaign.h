#pragma once

#include "base/Id.h"
#include "campaign/MailFormat.h"
#include "lead/Lead.h"
#include "mailbox/Mailbox.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <utility>

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

/// What a step is: a mail, or something the person does themselves (a call), with notes made by the same language.
enum class StepKind { Mail, Task };
/// The words of the database: "mail", "task".
QString stepKindWord(StepKind kind);
StepKind stepKindFrom(const QString &word);

/// Whom a step is for, by what they answered until it is due.
enum class StepAudience { Silent, Replied, Interested, NotNow };
/// The words of the database: "silent", "replied", "interested", "not now".
QString stepAudienceWord(StepAudience audience);
StepAudience stepAudienceFrom(const QString &word);
/// Whether somebody with this status is meant. Nobody is whose address does not work or who said no for ever.
bool isMeant(StepAudience audience, LeadStatus status);

/// When a step is due, and for whom. Changing it concerns those whose step is not made yet.
struct StepRule
{
    int delayDays = 0; ///< working days after the step before; 0 to 365
    StepAudience audience = StepAudience::Silent;
    QString condition; ///< as in a template's {if …}: "country is Poland"; empty: everybody

    bool operator==(const StepRule &) const = default;
};

/// One of the ways a step is written, to be compared. Each person gets one of them, by weight, always the same.
struct StepVariant
{
    StepText text;
    int weight = 1; ///< 0 to 100

    bool operator==(const StepVariant &) const = default;
};

/// A step's text as it was at one time. Drafts keep the version they were written from.
struct StepVersion
{
    int version = 1;
    StepText text; ///< variant A
    QDateTime createdAt;
    int weight = 1; ///< of variant A
    QList<StepVariant> others = {}; ///< B, C, …; at most mostVariants with A

    /// A first. Never empty.
    QList<StepVariant> variants() const;
    /// The text that this person gets of this step: 0 is A.
    int variantFor(LeadId lead, StepId step) const;
    /// The text of that variant; A when there is none of this number any more.
    const StepText &textOf(int variant) const;
    bool operator==(const StepVersion &) const = default;
};
constexpr int mostVariants = 6;
constexpr int mostSteps = 20; // of one campaign

struct CampaignStep
{
    StepId id;
    int position = 1; ///< 1 is the first mail; rises along the sequence, with gaps where steps were removed
    StepVersion current;
    StepKind kind = StepKind::Mail;
    StepRule rule = {};
    bool isRemoved = false; ///< made no more; those who have had it have had it

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
    QDateTime resumeAt; ///< of a paused one: when it runs again by itself; invalid: when somebody says so
    int quietDays = 0; ///< nobody is enrolled who was written to in the last so many days
    MailFormat format = MailFormat::Plain;

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
    enum class Reason {
        Suppressed,
        NoAddress,
        InvalidAddress,
        InAnotherCampaign,
        AlreadyHere,
        Deleted,
        WrittenToLately
    };
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
    enum class Fix {
        None,
        Mailbox,
        SenderProfile,
        Subject,
        Body,
        People, ///< put some in
        Values, ///< `people` lack something
        Limits, ///< how much the mailbox sends, and when
        ClaudeKey, ///< none is there, and a text has places that Claude writes
        Domain ///< what the DNS says of the sender's domain
    };
    Level level = Level::Good;
    Fix fix = Fix::None;
    QString text;
    QString detail; ///< second line; may be empty
    StepId step = {}; ///< whose text it is about; null: no step's
    int variant = 0;
    QString field = {}; ///< Values: what they lack; Domain: which
    QList<LeadId> people = {}; ///< Values: they, at most 200 of them

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
    bool isPaused = false;
    QDateTime pausedUntil = {}; ///< invalid with isPaused: until somebody says so

    bool operator==(const EnrolledPerson &) const = default;
};

/// Everything the editor shows of a campaign.
struct CampaignPage
{
    Campaign campaign;
    QList<CampaignStep> steps; ///< along the sequence, without the removed ones
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
    QStringList missing; ///< names of the fields without a value: the draft would be blocked
    QStringList notNumbers = {}; ///< names of fields to be compared as numbers whose value is none: the same
    MailFormat format = MailFormat::Plain; ///< what the marks in the body mean
    QList<std::pair<int, int>> claude = {}; ///< where in the body Claude writes: first character and length

    bool operator==(const StepPreview &) const = default;
};

/// Whom a change of a step's text concerns.
struct StepReach
{
    int had = 0; ///< got or decided it with a text of before, which stays
    int written = 0; ///< have a draft of it, which is written again and has to be read again
    int later = 0; ///< get it with the new text

    bool operator==(const StepReach &) const = default;
};

} // namespace AlwaysLeads
