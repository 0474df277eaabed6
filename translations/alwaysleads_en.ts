<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AlwaysLeads::AlikeSheet</name>
    <message numerus="yes">
        <source>%n drafts alike</source>
        <translation>
            <numerusform>%n draft alike</numerusform>
            <numerusform>%n drafts alike</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::AutomaticBanner</name>
    <message numerus="yes">
        <source>Sending without reading is off. %n unread mail(s) are back in Drafts.</source>
        <translation>
            <numerusform>Sending without reading is off. %n unread mail is back in Drafts.</numerusform>
            <numerusform>Sending without reading is off. %n unread mails are back in Drafts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n was handed over already.</source>
        <translation>
            <numerusform>%n was handed over already.</numerusform>
            <numerusform>%n were handed over already.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::BreakdownModel</name>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n interested</source>
        <translation>
            <numerusform>%n interested</numerusform>
            <numerusform>%n interested</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bounced</source>
        <translation>
            <numerusform>%n bounced</numerusform>
            <numerusform>%n bounced</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::CampaignEditor</name>
    <message numerus="yes">
        <source>%n draft(s) written.</source>
        <translation>
            <numerusform>%n draft written.</numerusform>
            <numerusform>%n drafts written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Claude writes %n draft(s) within a day.</source>
        <translation>
            <numerusform>Claude writes %n draft within a day.</numerusform>
            <numerusform>Claude writes %n drafts within a day.</numerusform>
        </translation>
    </message>
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
    <message numerus="yes">
        <source>%n need(s) something from you.</source>
        <comment>drafts</comment>
        <translation>
            <numerusform>%n needs something from you.</numerusform>
            <numerusform>%n need something from you.</numerusform>
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
    <message numerus="yes">
        <source>Write to %n person(s) in which campaign?</source>
        <translation>
            <numerusform>Write to %n person in which campaign?</numerusform>
            <numerusform>Write to %n people in which campaign?</numerusform>
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
        <source>Today&apos;s cap leaves %n credit(s).</source>
        <translation>
            <numerusform>Today&apos;s cap leaves %n credit.</numerusform>
            <numerusform>Today&apos;s cap leaves %n credits.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Apollo has %n credit(s) left.</source>
        <translation>
            <numerusform>Apollo has %n credit left.</numerusform>
            <numerusform>Apollo has %n credits left.</numerusform>
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
    <name>AlwaysLeads::CostCard</name>
    <message numerus="yes">
        <source>%n question(s)</source>
        <translation>
            <numerusform>%n question</numerusform>
            <numerusform>%n questions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::DashboardPage</name>
    <message numerus="yes">
        <source>Saved %n tables.</source>
        <translation>
            <numerusform>Saved %n table.</numerusform>
            <numerusform>Saved %n tables.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::DecisionSection</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::DomainCheckSheet</name>
    <message numerus="yes">
        <source>%n of these can be mended where the domain’s DNS is kept. A change takes up to a day to be seen.</source>
        <translation>
            <numerusform>%n of these can be mended where the domain’s DNS is kept. A change takes up to a day to be seen.</numerusform>
            <numerusform>%n of these can be mended where the domain’s DNS is kept. A change takes up to a day to be seen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::DraftBatchProgress</name>
    <message numerus="yes">
        <source>Claude wrote %n draft(s)</source>
        <translation>
            <numerusform>Claude wrote %n draft</numerusform>
            <numerusform>Claude wrote %n drafts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n wait(s) for you</source>
        <comment>drafts</comment>
        <translation>
            <numerusform>, %n waits for you</numerusform>
            <numerusform>, %n wait for you</numerusform>
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
    <name>AlwaysLeads::DraftsForPeople</name>
    <message numerus="yes">
        <source>%n have a draft already.</source>
        <comment>people</comment>
        <translation>
            <numerusform>%n has a draft already.</numerusform>
            <numerusform>%n have a draft already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n draft(s) are being written.</source>
        <translation>
            <numerusform>%n draft is being written.</numerusform>
            <numerusform>%n drafts are being written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Claude writes %n draft(s) within a day.</source>
        <translation>
            <numerusform>Claude writes %n draft within a day.</numerusform>
            <numerusform>Claude writes %n drafts within a day.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n draft(s) written.</source>
        <translation>
            <numerusform>%n draft written.</numerusform>
            <numerusform>%n drafts written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) something from you.</source>
        <comment>drafts</comment>
        <translation>
            <numerusform>%n needs something from you.</numerusform>
            <numerusform>%n need something from you.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::DraftsPage</name>
    <message numerus="yes">
        <source>%n approved together.</source>
        <translation>
            <numerusform>%n approved together.</numerusform>
            <numerusform>%n approved together.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>From your changes in %n draft(s):</source>
        <translation>
            <numerusform>From your changes in %n draft:</numerusform>
            <numerusform>From your changes in %n drafts:</numerusform>
        </translation>
    </message>
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
    <name>AlwaysLeads::FactList</name>
    <message numerus="yes">
        <source>%n fact(s) not used</source>
        <translation>
            <numerusform>%n fact not used</numerusform>
            <numerusform>%n facts not used</numerusform>
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
    <message numerus="yes">
        <source>Show %n revealed in Leads</source>
        <translation>
            <numerusform>Show %n revealed in Leads</numerusform>
            <numerusform>Show %n revealed in Leads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of these people are probably among your leads already, and would be paid for all the same.</source>
        <translation>
            <numerusform>%n of these people is probably among your leads already, and would be paid for all the same.</numerusform>
            <numerusform>%n of these people are probably among your leads already, and would be paid for all the same.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::ForecastBars</name>
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
</context>
<context>
    <name>AlwaysLeads::ForecastSheet</name>
    <message numerus="yes">
        <source>%n mail(s). Enter opens the person. %1</source>
        <translation>
            <numerusform>%n mail. Enter opens the person. %1</numerusform>
            <numerusform>%n mails. Enter opens the person. %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) copied.</source>
        <translation>
            <numerusform>%n mail copied.</numerusform>
            <numerusform>%n mails copied.</numerusform>
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
        <source>%n person(s) get no follow-ups, since replies to their mailbox are not read</source>
        <translation>
            <numerusform>%n person gets no follow-ups, since replies to their mailbox are not read</numerusform>
            <numerusform>%n people get no follow-ups, since replies to their mailbox are not read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>for %n mail(s) the rules of the mailbox leave no time</source>
        <translation>
            <numerusform>for %n mail the rules of the mailbox leave no time</numerusform>
            <numerusform>for %n mails the rules of the mailbox leave no time</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) in the outbox wait for your word</source>
        <translation>
            <numerusform>%n mail in the outbox waits for your word</numerusform>
            <numerusform>%n mails in the outbox wait for your word</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) wait for a mailbox that is paused</source>
        <translation>
            <numerusform>%n mail waits for a mailbox that is paused</numerusform>
            <numerusform>%n mails wait for a mailbox that is paused</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::InboxPage</name>
    <message numerus="yes">
        <source>Last looked %n minute(s) ago</source>
        <translation>
            <numerusform>Last looked %n minute ago</numerusform>
            <numerusform>Last looked %n minutes ago</numerusform>
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
<context>
    <name>AlwaysLeads::LeadFinder</name>
    <message numerus="yes">
        <source>Today&apos;s cap of %n credit(s) is reached. Go on tomorrow, or raise it in Settings, under Apollo.</source>
        <translation>
            <numerusform>Today&apos;s cap of %n credit is reached. Go on tomorrow, or raise it in Settings, under Apollo.</numerusform>
            <numerusform>Today&apos;s cap of %n credits is reached. Go on tomorrow, or raise it in Settings, under Apollo.</numerusform>
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
    <name>AlwaysLeads::LeadsPage</name>
    <message numerus="yes">
        <source>They were deleted. For %n days deleted people can be brought back.</source>
        <translation>
            <numerusform>They were deleted. For %n day deleted people can be brought back.</numerusform>
            <numerusform>They were deleted. For %n days deleted people can be brought back.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::LeadsStep</name>
    <message numerus="yes">
        <source>%n person(s) here already.</source>
        <translation>
            <numerusform>One person is here already.</numerusform>
            <numerusform>%n people are here already.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::MailsCard</name>
    <message numerus="yes">
        <source>%n reply(s)</source>
        <translation>
            <numerusform>%n reply</numerusform>
            <numerusform>%n replies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s), %1</source>
        <translation>
            <numerusform>%n mail, %1</numerusform>
            <numerusform>%n mails, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s)</source>
        <translation>
            <numerusform>%n mail</numerusform>
            <numerusform>%n mails</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::MainWindow</name>
    <message numerus="yes">
        <source>%n approval(s) lapsed, because what they rest on changed. Read them again.</source>
        <translation>
            <numerusform>%n approval lapsed, because what it rests on changed. Read it again.</numerusform>
            <numerusform>%n approvals lapsed, because what they rest on changed. Read them again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) wait, none is lost.</source>
        <translation>
            <numerusform>%n mail waits, it is not lost.</numerusform>
            <numerusform>%n mails wait, none is lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sending stops with it. %n mail(s) wait and leave when AlwaysLeads runs again; none is lost.</source>
        <translation>
            <numerusform>Sending stops with it. %n mail waits and leaves when AlwaysLeads runs again; it is not lost.</numerusform>
            <numerusform>Sending stops with it. %n mails wait and leave when AlwaysLeads runs again; none is lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) did not leave in time.</source>
        <translation>
            <numerusform>%n mail did not leave in time.</numerusform>
            <numerusform>%n mails did not leave in time.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more wait; the outbox says for what.</source>
        <translation>
            <numerusform>%n more waits; the outbox says for what.</numerusform>
            <numerusform>%n more wait; the outbox says for what.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sign in to %1 again: %n mail(s) wait.</source>
        <translation>
            <numerusform>Sign in to %1 again: %n mail waits.</numerusform>
            <numerusform>Sign in to %1 again: %n mails wait.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more answered.</source>
        <translation>
            <numerusform>%1 and %n more answered.</numerusform>
            <numerusform>%1 and %n more answered.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::MissingSheet</name>
    <message numerus="yes">
        <source>Leave out %n person(s)</source>
        <translation>
            <numerusform>Leave out %n person</numerusform>
            <numerusform>Leave out %n people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::NeverWriteSheet</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1. %n without an address are left out.</source>
        <translation>
            <numerusform>%1. %n without an address is left out.</numerusform>
            <numerusform>%1. %n without an address are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting mail(s) will be taken out.</source>
        <translation>
            <numerusform>%n waiting mail will be taken out.</numerusform>
            <numerusform>%n waiting mails will be taken out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n draft(s) will be blocked.</source>
        <translation>
            <numerusform>%n draft will be blocked.</numerusform>
            <numerusform>%n drafts will be blocked.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::OutboxModel</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more today, the last at about %1</source>
        <translation>
            <numerusform>%n more today, the last at about %1</numerusform>
            <numerusform>%n more today, the last at about %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more, the last at about %1</source>
        <translation>
            <numerusform>%n more, the last at about %1</numerusform>
            <numerusform>%n more, the last at about %1</numerusform>
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
    <message numerus="yes">
        <source>%n mails wait for their turn again.</source>
        <translation>
            <numerusform>%n mail waits for its turn again.</numerusform>
            <numerusform>%n mails wait for their turn again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mails are held, until you release them.</source>
        <translation>
            <numerusform>%n mail is held, until you release it.</numerusform>
            <numerusform>%n mails are held, until you release them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mails are taken out</source>
        <translation>
            <numerusform>%n mail is taken out</numerusform>
            <numerusform>%n mails are taken out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of these mails go outside of the hours in which you write to people.</source>
        <translation>
            <numerusform>%n of these mails goes outside of the hours in which you write to people.</numerusform>
            <numerusform>%n of these mails go outside of the hours in which you write to people.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send %n mails now?</source>
        <translation>
            <numerusform>Send %n mail now?</numerusform>
            <numerusform>Send %n mails now?</numerusform>
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
    <name>AlwaysLeads::ReplyRateCard</name>
    <message numerus="yes">
        <source>Not enough data for a rate: it takes %1 people, %n more. Automatic replies are not counted.</source>
        <translation>
            <numerusform>Not enough data for a rate: it takes %1 people, %n more. Automatic replies are not counted.</numerusform>
            <numerusform>Not enough data for a rate: it takes %1 people, %n more. Automatic replies are not counted.</numerusform>
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
    <name>AlwaysLeads::StepCard</name>
    <message numerus="yes">
        <source>%1: %2, %n variants</source>
        <translation>
            <numerusform>%1: %2, %n variant</numerusform>
            <numerusform>%1: %2, %n variants</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::StepEditor</name>
    <message numerus="yes">
        <source>%n person(s) had this step and keep what they had</source>
        <translation>
            <numerusform>%n person had this step and keeps what they had</numerusform>
            <numerusform>%n people had this step and keep what they had</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n draft(s) are written again when you change it</source>
        <translation>
            <numerusform>%n draft is written again when you change it</numerusform>
            <numerusform>%n drafts are written again when you change it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) get the words as they are here</source>
        <translation>
            <numerusform>%n person gets the words as they are here</numerusform>
            <numerusform>%n people get the words as they are here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Claude writes %n marked places for each person</source>
        <translation>
            <numerusform>Claude writes %n marked place for each person</numerusform>
            <numerusform>Claude writes %n marked places for each person</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::StepTimeline</name>
    <message numerus="yes">
        <source>%n working day(s)</source>
        <translation>
            <numerusform>%n working day</numerusform>
            <numerusform>%n working days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::SuppressionImportSheet</name>
    <message numerus="yes">
        <source>%n draft(s) or waiting mail(s) to them were stopped.</source>
        <translation>
            <numerusform>%n draft or waiting mail to them was stopped.</numerusform>
            <numerusform>%n drafts or waiting mails to them were stopped.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries added</source>
        <translation>
            <numerusform>%n entry added</numerusform>
            <numerusform>%n entries added</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::SuppressionSection</name>
    <message numerus="yes">
        <source>%n of your leads are covered.</source>
        <translation>
            <numerusform>%n of your leads is covered.</numerusform>
            <numerusform>%n of your leads are covered.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting mail(s) will be taken out.</source>
        <translation>
            <numerusform>%n waiting mail will be taken out.</numerusform>
            <numerusform>%n waiting mails will be taken out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n draft(s) will be blocked.</source>
        <translation>
            <numerusform>%n draft will be blocked.</numerusform>
            <numerusform>%n drafts will be blocked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries</source>
        <translation>
            <numerusform>%Ln entry</numerusform>
            <numerusform>%Ln entries</numerusform>
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
    <name>AlwaysLeads::WriteDraftsSheet</name>
    <message numerus="yes">
        <source>Let Claude write %n draft(s)?</source>
        <translation>
            <numerusform>Let Claude write %n draft?</numerusform>
            <numerusform>Let Claude write %n drafts?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Write %n draft(s)</source>
        <translation>
            <numerusform>Write %n draft</numerusform>
            <numerusform>Write %n drafts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more come(s) from the template alone.</source>
        <translation>
            <numerusform>%n more comes from the template alone.</numerusform>
            <numerusform>%n more come from the template alone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wait(s) for something from you, and cost(s) nothing.</source>
        <translation>
            <numerusform>%n waits for something from you, and costs nothing.</numerusform>
            <numerusform>%n wait for something from you, and cost nothing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Write drafts for %n person(s)?</source>
        <translation>
            <numerusform>Write a draft for %n person?</numerusform>
            <numerusform>Write drafts for %n people?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n come(s) from the template, which costs nothing.</source>
        <translation>
            <numerusform>%n comes from the template, which costs nothing.</numerusform>
            <numerusform>%n come from the template, which costs nothing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n draft(s).</source>
        <comment>in the campaign named before</comment>
        <translation>
            <numerusform>%n draft.</numerusform>
            <numerusform>%n drafts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more campaign(s)</source>
        <translation>
            <numerusform>and %n more campaign</numerusform>
            <numerusform>and %n more campaigns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n have a draft already.</source>
        <comment>people</comment>
        <translation>
            <numerusform>%n has a draft already.</numerusform>
            <numerusform>%n have a draft already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing is written for %n person(s):</source>
        <translation>
            <numerusform>Nothing is written for %n person:</numerusform>
            <numerusform>Nothing is written for %n people:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more:</source>
        <translation>
            <numerusform>%1 and %n more:</numerusform>
            <numerusform>%1 and %n more:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n other reason(s)</source>
        <translation>
            <numerusform>and %n other reason</numerusform>
            <numerusform>and %n other reasons</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlwaysLeads::WritingSheet</name>
    <message numerus="yes">
        <source>Seen in %n draft(s): %1</source>
        <translation>
            <numerusform>Seen in %n draft: %1</numerusform>
            <numerusform>Seen in %n drafts: %1</numerusform>
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
    <name>CopyChecks</name>
    <message numerus="yes">
        <source>%n words</source>
        <translation>
            <numerusform>%n word</numerusform>
            <numerusform>%n words</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EnrolmentRules</name>
    <message numerus="yes">
        <source>Was written to %1, less than %n days ago.</source>
        <translation>
            <numerusform>Was written to %1, less than %n day ago.</numerusform>
            <numerusform>Was written to %1, less than %n days ago.</numerusform>
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
    <message numerus="yes">
        <source>For %n people %1 is not a number</source>
        <translation>
            <numerusform>For %n person %1 is not a number</numerusform>
            <numerusform>For %n people %1 is not a number</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LeadFilter</name>
    <message numerus="yes">
        <source>%1 or %n more</source>
        <translation>
            <numerusform>%1 or %n more</numerusform>
            <numerusform>%1 or %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in the last %n day(s)</source>
        <translation>
            <numerusform>in the last %n day</numerusform>
            <numerusform>in the last %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OutboxStore</name>
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
    <message numerus="yes">
        <source>The passwords of your mailboxes are locked. %n mails wait for the keychain.</source>
        <translation>
            <numerusform>The passwords of your mailboxes are locked. %n mail waits for the keychain.</numerusform>
            <numerusform>The passwords of your mailboxes are locked. %n mails wait for the keychain.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mails wait for a mailbox that was removed.</source>
        <translation>
            <numerusform>%n mail waits for a mailbox that was removed.</numerusform>
            <numerusform>%n mails wait for a mailbox that was removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mails are held, because the person answered that they want no more.</source>
        <translation>
            <numerusform>%n mail is held, because the person answered that they want no more.</numerusform>
            <numerusform>%n mails are held, because the person answered that they want no more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mails are late, because this computer slept. You want to be asked.</source>
        <translation>
            <numerusform>%n mail is late, because this computer slept. You want to be asked.</numerusform>
            <numerusform>%n mails are late, because this computer slept. You want to be asked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The hours of sending leave no time for %n mails.</source>
        <translation>
            <numerusform>The hours of sending leave no time for %n mail.</numerusform>
            <numerusform>The hours of sending leave no time for %n mails.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mails wait for the hours of sending.</source>
        <translation>
            <numerusform>%n mail waits for the hours of sending.</numerusform>
            <numerusform>%n mails wait for the hours of sending.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mails wait for the end of a holiday.</source>
        <translation>
            <numerusform>%n mail waits for the end of a holiday.</numerusform>
            <numerusform>%n mails wait for the end of a holiday.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mails wait, because their mailbox is warming up.</source>
        <translation>
            <numerusform>%n mail waits, because their mailbox is warming up.</numerusform>
            <numerusform>%n mails wait, because their mailbox is warming up.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mails wait for the limit of an hour.</source>
        <translation>
            <numerusform>%n mail waits for the limit of an hour.</numerusform>
            <numerusform>%n mails wait for the limit of an hour.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mails wait for the limit of the week.</source>
        <translation>
            <numerusform>%n mail waits for the limit of the week.</numerusform>
            <numerusform>%n mails wait for the limit of the week.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mails to new people wait for another day.</source>
        <translation>
            <numerusform>%n mail to a new person waits for another day.</numerusform>
            <numerusform>%n mails to new people wait for another day.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mails wait, because their company got enough on that day.</source>
        <translation>
            <numerusform>%n mail waits, because their company got enough on that day.</numerusform>
            <numerusform>%n mails wait, because their company got enough on that day.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mails are late and leave with the next opening.</source>
        <translation>
            <numerusform>%n mail is late and leaves with the next opening.</numerusform>
            <numerusform>%n mails are late and leave with the next opening.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n drafts wait for you to read and approve them.</source>
        <translation>
            <numerusform>%n draft waits for you to read and approve it.</numerusform>
            <numerusform>%n drafts wait for you to read and approve them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProbeLines</name>
    <message numerus="yes">
        <source>It was found %n second(s) after it left.</source>
        <translation>
            <numerusform>It was found %n second after it left.</numerusform>
            <numerusform>It was found %n seconds after it left.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReplyConsequences</name>
    <message numerus="yes">
        <source>%n colleague(s) are on hold</source>
        <translation>
            <numerusform>%n colleague is on hold</numerusform>
            <numerusform>%n colleagues are on hold</numerusform>
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
</TS>
