<?xml version='1.0' encoding='utf-8'?>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AlwaysLeads::CampaignEditor</name>
    <message numerus="yes">
        <source>%n draft(s) written, %1 need something from you.</source>
        <translation>
            <numerusform>%n draft written, %1 need something from you.</numerusform>
            <numerusform>%n drafts written, %1 need something from you.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n draft(s) written.</source>
        <translation>
            <numerusform>%n draft written.</numerusform>
            <numerusform>%n drafts written.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::CampaignListModel</name>
    <message numerus="yes">
        <source>%n people, no mail yet</source>
        <translation>
            <numerusform>%n person, no mail yet</numerusform>
            <numerusform>%n people, no mail yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n draft(s) to review</source>
        <translation>
            <numerusform>%n draft to review</numerusform>
            <numerusform>%n drafts to review</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::ChooseCampaignSheet</name>
    <message numerus="yes">
        <source>Add %n person(s) to a campaign</source>
        <translation>
            <numerusform>Add %n person to a campaign</numerusform>
            <numerusform>Add %n people to a campaign</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) added.</source>
        <translation>
            <numerusform>%n person added.</numerusform>
            <numerusform>%n people added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n added</source>
        <translation>
            <numerusform>%n added</numerusform>
            <numerusform>%n added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) left out:</source>
        <translation>
            <numerusform>%n person left out:</numerusform>
            <numerusform>%n people left out:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::DraftQueueModel</name>
    <message numerus="yes">
        <source>%1, %n draft(s)</source>
        <translation>
            <numerusform>%1, %n draft</numerusform>
            <numerusform>%1, %n drafts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::DraftsPage</name>
    <message numerus="yes">
        <source>%n decided: %1 approved, %2 skipped, %3 rejected.</source>
        <translation>
            <numerusform>%n decided: %1 approved, %2 skipped, %3 rejected.</numerusform>
            <numerusform>%n decided: %1 approved, %2 skipped, %3 rejected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Approved. %n left.</source>
        <translation>
            <numerusform>Approved. %n left.</numerusform>
            <numerusform>Approved. %n left.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::LaunchPanel</name>
    <message numerus="yes">
        <source>%n to fix</source>
        <translation>
            <numerusform>%n to fix</numerusform>
            <numerusform>%n to fix</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ready, %n note(s)</source>
        <translation>
            <numerusform>Ready, %n note</numerusform>
            <numerusform>Ready, %n notes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::LaunchSheet</name>
    <message numerus="yes">
        <source>%n person(s), one mail each, sent from %1.</source>
        <translation>
            <numerusform>%n person, one mail each, sent from %1.</numerusform>
            <numerusform>%n people, one mail each, sent from %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n approved draft(s) leave at their time. Every other draft waits until you have read and approved it.</source>
        <translation>
            <numerusform>%n approved draft leaves at its time. Every other draft waits until you have read and approved it.</numerusform>
            <numerusform>%n approved drafts leave at their time. Every other draft waits until you have read and approved it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::MainWindow</name>
    <message numerus="yes">
        <source>%n mail(s) wait. They leave when AlwaysLeads runs again; none is lost.</source>
        <translation>
            <numerusform>%n mail waitss. It leaves when AlwaysLeads runs again; it is not lost.</numerusform>
            <numerusform>%n mails wait. They leave when AlwaysLeads runs again; none is lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n approval(s) lapsed, because what they rest on changed. Read them again.</source>
        <translation>
            <numerusform>%n approval lapsed, because what it rests on changed. Read it again.</numerusform>
            <numerusform>%n approvals lapsed, because what they rest on changed. Read them again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left, none waits.</source>
        <translation>
            <numerusform>%n left, none waits.</numerusform>
            <numerusform>%n left, none waits.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) wait, none is lost.</source>
        <translation>
            <numerusform>%n mail waitss, it is not lost.</numerusform>
            <numerusform>%n mails wait, none is lost.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::OutboxPageView</name>
    <message numerus="yes">
        <source>%n mail(s) stay in the queue. The one being handed over finishes first.</source>
        <translation>
            <numerusform>%n mail stays in the queue. The one being handed over finishes first.</numerusform>
            <numerusform>%n mails stay in the queue. The one being handed over finishes first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::PassphraseSheet</name>
    <message numerus="yes">
        <source>At least %n characters.</source>
        <translation>
            <numerusform>At least %n character.</numerusform>
            <numerusform>At least %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::SendingCard</name>
    <message numerus="yes">
        <source>%n mail(s) wait</source>
        <translation>
            <numerusform>%n mail waits</numerusform>
            <numerusform>%n mails wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) need a decision</source>
        <translation>
            <numerusform>%n mail needs a decision</numerusform>
            <numerusform>%n mails need a decision</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::Tray</name>
    <message numerus="yes">
        <source>Quit, %n mail(s) wait</source>
        <translation>
            <numerusform>Quit, %n mail waits</numerusform>
            <numerusform>Quit, %n mails wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClaudeProblem</name>
    <message numerus="yes">
        <source>Claude gets more questions from your account than it allows (429). Try again in %n second(s).</source>
        <translation>
            <numerusform>Claude gets more questions from your account than it allows (429). Try again in %n second.</numerusform>
            <numerusform>Claude gets more questions from your account than it allows (429). Try again in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DraftPages</name>
    <message numerus="yes">
        <source>%n words</source>
        <translation>
            <numerusform>%n word</numerusform>
            <numerusform>%n words</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LaunchCheck</name>
    <message numerus="yes">
        <source>%n people have no %1</source>
        <translation>
            <numerusform>%n person has no %1</numerusform>
            <numerusform>%n people have no %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OutboxStore</name>
    <message numerus="yes">
        <source>%n seconds apart.</source>
        <translation>
            <numerusform>%n second apart.</numerusform>
            <numerusform>%n seconds apart.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About %n minutes apart.</source>
        <translation>
            <numerusform>About %n minute apart.</numerusform>
            <numerusform>About %n minutes apart.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mails belong to a campaign that is paused.</source>
        <translation>
            <numerusform>%n mail belongs to a campaign that is paused.</numerusform>
            <numerusform>%n mails belong to a campaign that is paused.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mails are held by you.</source>
        <translation>
            <numerusform>%n mail is held by you.</numerusform>
            <numerusform>%n mails are held by you.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Their servers asked for a later try of %n mails.</source>
        <translation>
            <numerusform>Their servers asked for a later try of %n mail.</numerusform>
            <numerusform>Their servers asked for a later try of %n mails.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n approved mails belong to a campaign that does not run.</source>
        <translation>
            <numerusform>%n approved mail belongs to a campaign that does not run.</numerusform>
            <numerusform>%n approved mails belong to a campaign that does not run.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::LeadFinder</name>
    <message numerus="yes">
        <source>Today's cap of %n credit(s) is reached. Go on tomorrow, or raise it in Settings, under Apollo.</source>
        <translation>
            <numerusform>Today's cap of %n credit is reached. Go on tomorrow, or raise it in Settings, under Apollo.</numerusform>
            <numerusform>Today's cap of %n credits is reached. Go on tomorrow, or raise it in Settings, under Apollo.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Apollo was asked for %n people and no answer came, so they may have been charged. They are marked and not asked for again on their own. The reason: %1</source>
        <translation>
            <numerusform>Apollo was asked for %n person and no answer came, so they may have been charged. They are marked and not asked for again on their own. The reason: %1</numerusform>
            <numerusform>Apollo was asked for %n people and no answer came, so they may have been charged. They are marked and not asked for again on their own. The reason: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RevealReport</name>
    <message numerus="yes">
        <source>%n verified</source>
        <translation>
            <numerusform>%n verified</numerusform>
            <numerusform>%n verified</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n risky</source>
        <translation>
            <numerusform>%n risky</numerusform>
            <numerusform>%n risky</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unchecked</source>
        <translation>
            <numerusform>%n unchecked</numerusform>
            <numerusform>%n unchecked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without an address</source>
        <translation>
            <numerusform>%n without an address</numerusform>
            <numerusform>%n without an address</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n revealed</source>
        <translation>
            <numerusform>%n revealed</numerusform>
            <numerusform>%n revealed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n you had already, their gaps are filled.</source>
        <translation>
            <numerusform>%n you had already, the gaps are filled.</numerusform>
            <numerusform>%n you had already, their gaps are filled.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n opted out and stay(s) out.</source>
        <translation>
            <numerusform>%n opted out and stays out.</numerusform>
            <numerusform>%n opted out and stay out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Apollo had nothing on %n.</source>
        <translation>
            <numerusform>Apollo had nothing on %n.</numerusform>
            <numerusform>Apollo had nothing on %n.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n may have been charged without an answer.</source>
        <translation>
            <numerusform>%n may have been charged without an answer.</numerusform>
            <numerusform>%n may have been charged without an answer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not asked for.</source>
        <translation>
            <numerusform>%n not asked for.</numerusform>
            <numerusform>%n not asked for.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::CostBar</name>
    <message numerus="yes">
        <source>Reveals %n email(s) = at most %1</source>
        <translation>
            <numerusform>Reveals %n email = at most %1</numerusform>
            <numerusform>Reveals %n emails = at most %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n credit(s)</source>
        <translation>
            <numerusform>%n credit</numerusform>
            <numerusform>%n credits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them may be charged a second time.</source>
        <translation>
            <numerusform>%n of them may be charged a second time.</numerusform>
            <numerusform>%n of them may be charged a second time.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reveal %n email(s)</source>
        <translation>
            <numerusform>Reveal %n email</numerusform>
            <numerusform>Reveal %n emails</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::FindLeadsPage</name>
    <message numerus="yes">
        <source>For %n of these people Apollo was asked before and no answer came. They may be charged a second time.</source>
        <translation>
            <numerusform>For %n of these people Apollo was asked before and no answer came. It may be charged a second time.</numerusform>
            <numerusform>For %n of these people Apollo was asked before and no answer came. They may be charged a second time.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) you already have</source>
        <translation>
            <numerusform>%n person you already have</numerusform>
            <numerusform>%n people you already have</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n who opted out</source>
        <translation>
            <numerusform>%n who opted out</numerusform>
            <numerusform>%n who opted out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::ForecastSheet</name>
    <message numerus="yes">
        <source>%n mail(s), if every draft is approved in time and nobody answers. Enter opens the person.</source>
        <translation>
            <numerusform>%n mail, if every draft is approved in time and nobody answers. Enter opens the person.</numerusform>
            <numerusform>%n mails, if every draft is approved in time and nobody answers. Enter opens the person.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::ForecastStrip</name>
    <message numerus="yes">
        <source>%n mail(s)</source>
        <translation>
            <numerusform>%n mail</numerusform>
            <numerusform>%n mails</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of other campaigns</source>
        <translation>
            <numerusform>%n of another campaign</numerusform>
            <numerusform>%n of other campaigns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n draft(s) need something from you first</source>
        <translation>
            <numerusform>%n draft needs something from you first</numerusform>
            <numerusform>%n drafts need something from you first</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) are paused</source>
        <translation>
            <numerusform>%n person is paused</numerusform>
            <numerusform>%n people are paused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>for %n mail(s) the rules of the mailbox leave no time</source>
        <translation>
            <numerusform>for %n mail the rules of the mailbox leave no time</numerusform>
            <numerusform>for %n mails the rules of the mailbox leave no time</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::SourceSheet</name>
    <message numerus="yes">
        <source>%1, %n person(s)</source>
        <translation>
            <numerusform>%1, %n person</numerusform>
            <numerusform>%1, %n people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::SourcesBar</name>
    <message numerus="yes">
        <source>%n person(s) added.</source>
        <translation>
            <numerusform>%n person added.</numerusform>
            <numerusform>%n people added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out, the first one: %1</source>
        <translation>
            <numerusform>%n left out, the first one: %1</numerusform>
            <numerusform>%n left out, the first one: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::CampaignEditor</name>
    <message numerus="yes">
        <source>For %n mail(s) there is no time to leave</source>
        <translation>
            <numerusform>For %n mail there is no time to leave</numerusform>
            <numerusform>For %n mails there is no time to leave</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) are left out</source>
        <translation>
            <numerusform>%n person is left out</numerusform>
            <numerusform>%n people are left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::LaunchSheet</name>
    <message numerus="yes">
        <source>%n person(s), up to %1 mails each, sent from %2.</source>
        <translation>
            <numerusform>%n person, up to %1 mails each, sent from %2.</numerusform>
            <numerusform>%n people, up to %1 mails each, sent from %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 is full: %n mail(s), what is left moves to the days behind it.</source>
        <translation>
            <numerusform>%1 is full: %n mail, what is left moves to the days behind it.</numerusform>
            <numerusform>%1 is full: %n mails, what is left moves to the days behind it.</numerusform>
        </translation>
    </message>
</context>
</TS>