#include "app/outbox/OutboxWorld.h"
#include "lead/LeadEventStore.h"
#include "outbox/ContactHistoryStore.h"

#include <QtTest>

using namespace AlwaysLeads;

namespace {

struct World : OutboxWorld
{
    World()
    {
        leads.recordTables(ContactHistoryStore::tables());
        merge.addUse(contact);
    }
    /// The mail to this person has left and was taken.
    void markSent(LeadId lead)
    {
        must(files.write([=](Connection &connection) {
            return connection.run(QStringLiteral("UPDATE send SET state = 'accepted' WHERE lead_id = ?"),
                                  {lead.value()});
        }));
        must(files.write([=](Connection &connection) {
            return connection.run(QStringLiteral("UPDATE draft SET state = 'sent' WHERE lead_id = ?"), {lead.value()});
        }));
    }
    /// A second campaign with these people, their drafts written and the first one's approved and queued.
    CampaignId otherCampaign(LeadId underway)
    {
        const CampaignId other = must(campaigns.create(QStringLiteral("Alpine")));
        const StepId first = must(campaigns.open(other)).steps.first().id;
        must(campaigns.chooseMailbox(other, mailbox));
        must(campaigns.editStep(first, StepText{QStringLiteral("Second"), QStringLiteral("Hi {first name}"), {}}));
        must(campaigns.enrol(other, {underway}));
        must(writer.write(other));
        const Draft draft = must(files.read([=](Connection &c) -> Result<Draft> {
            return DraftStore().findFor(c, underway, first).map([](const std::optional<Draft> &found) {
                return found.value_or(Draft());
            });
        }));
        must(review.approve(draft.id, must(review.open(draft.id)).shownHash));
        return other;
    }
    Result<> mergeNow(const QList<LeadId> &people)
    {
        const MergeLook look = must(merge.look(people));
        kept = look.people.first().id;
        MergePlan plan;
        for (const Lead &lead : look.people) {
            plan.people << lead.id;
        }
        return QCoro::waitFor(merge.merge(plan));
    }
    /// Drafts, ledger and places in campaigns, all of it.
    QString contacts()
    {
        const auto all = files.read([](Connection &connection) -> Result<QString> {
            QString text;
            for (const char *table : {"send", "draft", "enrolment"}) {
                Result<Query> rows =
                    connection.query(QStringLiteral("SELECT * FROM %1 ORDER BY id").arg(QLatin1String(table)));
                while (rows->next()) {
                    for (int column = 0; column < 6; ++column) {
                        text += rows->text(column) + QLatin1Char('|');
                    }
                    text += QLatin1Char('\n');
                }
            }
            return text;
        });
        return *all;
    }

    Leads leads{*files, clock};
    ContactHistoryStore contact;
    LeadMerge merge{*files, clock, leads};
    LeadId kept;
};

} // namespace

class ContactHistoryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void refusesWhileMailsToBothAreUnderway();
    void refusesWhenOneHadTheMailAndTheOtherWaits();
    void refusesWhileItIsNotKnownWhetherAMailLeft();
    void whoeverHadTheMailStays();
    void theOneWhoIsKeptInheritsWhatWasSent();
    void anUnsentDraftGivesWayToWhatWasSent();
    void aDraftThatGoesAlongHasToBeReadAgain();
    void nobodyIsInTwoRunningCampaigns();
    void undoGivesEverybodyTheirOwnBack();
    void repliesAndTheirHoldsMoveAlong();
    void anImportedFormerAddressIsTheOneTheyAreNow();
};

void ContactHistoryTest::refusesWhileMailsToBothAreUnderway()
{
    World world;
    const QList<LeadId> people = world.queue(2);
    const QString before = world.contacts();
    const MergeLook look = must(world.merge.look(people));
    QVERIFY2(look.objection.contains(QStringLiteral("is on its way")), qPrintable(look.objection));
    QVERIFY(look.objection.contains(QStringLiteral("Baltic forwarders")));
    const Result<> refused = world.mergeNow(people);
    QCOMPARE(refused.error().kind, ErrorKind::Refused);
    QCOMPARE(world.contacts(), before);
    QVERIFY(!world.lead(people.last()).deletedAt.isValid());
}

void ContactHistoryTest::refusesWhenOneHadTheMailAndTheOtherWaits()
{
    World world;
    const QList<LeadId> people = world.queue(2);
    world.markSent(people.first());
    const MergeLook look = must(world.merge.look(people));
    QCOMPARE(look.people.first().id, people.last()); // whose mail is underway
    QVERIFY2(look.objection.contains(QStringLiteral("gets it twice")), qPrintable(look.objection));
    QCOMPARE(world.mergeNow(people).error().kind, ErrorKind::Refused);
}

void ContactHistoryTest::refusesWhileItIsNotKnownWhetherAMailLeft()
{
    World world;
    const QList<LeadId> people = world.queue(2);
    must(world.files.write(
        [](Connection &connection) { return connection.run(QStringLiteral("UPDATE send SET state = 'unknown'")); }));
    const MergeLook look = must(world.merge.look(people));
    QVERIFY2(look.objection.contains(QStringLiteral("may have left")), qPrintable(look.objection));
}

void ContactHistoryTest::whoeverHadTheMailStays()
{
    World world;
    const LeadId fresh = world.addLead(QStringLiteral("Anna"), QStringLiteral("a.nowak@baltway.example"));
    const LeadId written = world.queue(1).first();
    world.markSent(written);
    QVERIFY(world.mergeNow({fresh, written}));
    QCOMPARE(world.kept, written);
    QVERIFY(world.lead(fresh).deletedAt.isValid());
    const QList<LeadEvent> events =
        must(world.files.read([=](Connection &connection) { return LeadEventStore().of(connection, written, 50); }));
    QCOMPARE(events.first().kind, LeadEventKind::Merged);
    QVERIFY(events.first().detail.contains(QStringLiteral("a.nowak@baltway.example")));
}

void ContactHistoryTest::theOneWhoIsKeptInheritsWhatWasSent()
{
    World world;
    const LeadId sent = world.queue(1).first();
    world.markSent(sent);
    must(world.campaigns.pause(world.campaign));
    const LeadId kept = world.addLead(QStringLiteral("Anna"), QStringLiteral("a.nowak@baltway.example"));
    world.otherCampaign(kept); // a mail underway decides who stays
    QVERIFY(world.mergeNow({sent, kept}));
    QCOMPARE(world.kept, kept);
    QCOMPARE(world.files.number(QStringLiteral("SELECT lead_id FROM send WHERE state = 'accepted'")), kept.value());
    QCOMPARE(world.draftOf(kept).state, DraftState::Sent);
    // Neither enrolling nor writing gives this person the campaign again.
    const EnrolmentReport again = must(world.campaigns.enrol(world.campaign, {kept}));
    QCOMPARE(again.enrolled, 0);
    must(world.writer.write(world.campaign));
    QCOMPARE(world.draftOf(kept).state, DraftState::Sent);
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM draft WHERE step_id = ?"), {world.step.value()}),
             1);
}

void ContactHistoryTest::anUnsentDraftGivesWayToWhatWasSent()
{
    World world;
    const LeadId sent = world.queue(1).first();
    world.markSent(sent);
    const LeadId kept = world.addLead(QStringLiteral("Anna"), QStringLiteral("a.nowak@baltway.example"));
    must(world.campaigns.enrol(world.campaign, {kept}));
    must(world.writer.write(world.campaign));
    QCOMPARE(world.draftOf(kept).state, DraftState::Ready);
    const DraftId ready = world.draftOf(kept).id;
    must(world.campaigns.pause(world.campaign));
    world.otherCampaign(kept);
    QVERIFY(world.mergeNow({sent, kept}));
    QCOMPARE(world.kept, kept);
    QCOMPARE(world.draftOf(kept).state, DraftState::Sent);
    // The ready one stays behind with the record that went, decided, and cannot be approved there.
    const DraftPage page = must(world.review.open(ready));
    QVERIFY(!page.canApprove);
    QCOMPARE(
        world.files.number(QStringLiteral("SELECT count(*) FROM draft WHERE id = ? AND lead_id = ? AND version > 0 "
                                          "AND state = 'rejected'"),
                           {ready.value(), sent.value()}),
        1);
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM enrolment WHERE campaign_id = ? AND lead_id = ? "
                                               "AND left_reason IS NOT NULL"),
                                {world.campaign.value(), kept.value()}),
             1);
}

void ContactHistoryTest::aDraftThatGoesAlongHasToBeReadAgain()
{
    World world;
    const LeadId written = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
    must(world.campaigns.enrol(world.campaign, {written}));
    must(world.writer.write(world.campaign));
    const LeadId kept = world.addLead(QStringLiteral("Anna"), QStringLiteral("a.nowak@baltway.example"));
    world.otherCampaign(kept);
    const MergeLook look = must(world.merge.look({written, kept}));
    QVERIFY(look.along.contains(QStringLiteral("1 draft, to be read again")));
    QVERIFY(world.mergeNow({written, kept}));
    QCOMPARE(world.draftOf(kept).state, DraftState::Lapsed);
    QVERIFY(!world.draftOf(kept).reason.isEmpty());
}

void ContactHistoryTest::nobodyIsInTwoRunningCampaigns()
{
    World world;
    const LeadId one = world.queue(1).first();
    world.markSent(one);
    const LeadId other = world.addLead(QStringLiteral("Anna"), QStringLiteral("a.nowak@baltway.example"));
    const CampaignId second = must(world.campaigns.create(QStringLiteral("Alpine")));
    must(world.campaigns.enrol(second, {other}));
    must(world.files.write([=](Connection &connection) {
        return connection.run(QStringLiteral("UPDATE campaign SET state = 'running' WHERE id = ?"), {second.value()});
    }));
    QVERIFY(world.mergeNow({one, other}));
    QCOMPARE(world.kept, one);
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM enrolment WHERE lead_id = ? AND left_reason IS "
                                               "NULL"),
                                {one.value()}),
             1);
    // But the place is known, so that nobody puts them there again.
    QCOMPARE(must(world.campaigns.enrol(second, {one})).enrolled, 0);
}

void ContactHistoryTest::undoGivesEverybodyTheirOwnBack()
{
    World world;
    const LeadId sent = world.queue(1).first();
    world.markSent(sent);
    const LeadId kept = world.addLead(QStringLiteral("Anna"), QStringLiteral("a.nowak@baltway.example"));
    must(world.campaigns.enrol(world.campaign, {kept}));
    must(world.writer.write(world.campaign));
    must(world.campaigns.pause(world.campaign));
    world.otherCampaign(kept);
    const QString before = world.contacts();
    QVERIFY(world.mergeNow({sent, kept}));
    const QString after = world.contacts();
    QVERIFY(after != before);
    must(world.leads.undoLast());
    QCOMPARE(world.contacts(), before);
    QVERIFY(!world.lead(sent).deletedAt.isValid());
    must(world.leads.history().redo());
    QCOMPARE(world.contacts(), after);
}

void ContactHistoryTest::repliesAndTheirHoldsMoveAlong()
{
    World world;
    const QList<LeadId> people = world.queue(2);
    world.markSent(people.at(0));
    world.markSent(people.at(1));
    const MailboxId mailbox = world.mailbox;
    const QDateTime soon = world.clock.now().addDays(3);
    const QDateTime later = world.clock.now().addDays(9);
    const auto reply = [&](LeadId lead, const QDateTime &until) {
        must(world.files.write([=](Connection &c) -> Result<> {
            Result<qint64> id = c.insert(
                QStringLiteral("INSERT INTO reply (mailbox_id, message_key, lead_id, matched_by, received_at, class, "
                               "class_by, created_at) VALUES (?, ?, ?, 'thread', ?, 'out of office', 'headers', ?)"),
                {mailbox.value(), QStringLiteral("reply-%1").arg(lead.value()), lead.value(), until, until});
            Result<qint64> held = id
                ? c.insert(QStringLiteral("INSERT INTO reply_hold (lead_id, reply_id, until) VALUES "
                                          "(?, ?, ?)"),
                           {lead.value(), *id, until})
                : id;
            return held ? Result<>() : failureOf(std::move(held));
        }));
    };
    reply(people.at(0), soon);
    reply(people.at(1), later);
    const auto repliesOf = [&](LeadId lead) {
        return world.files.number(QStringLiteral("SELECT count(*) FROM reply WHERE lead_id = ?"), {lead.value()});
    };
    const auto heldUntil = [&](LeadId lead) {
        return world.files.number(QStringLiteral("SELECT coalesce(max(until), 0) FROM reply_hold WHERE lead_id = ?"),
                                  {lead.value()});
    };
    must(world.mergeNow(people));
    const LeadId gone = world.kept == people.at(0) ? people.at(1) : people.at(0);
    QCOMPARE(repliesOf(world.kept), 2);
    QCOMPARE(repliesOf(gone), 0);
    QCOMPARE(heldUntil(world.kept), later.toMSecsSinceEpoch()); // the longer one
    QCOMPARE(heldUntil(gone), 0);
    must(world.leads.history().undo());
    QCOMPARE(repliesOf(people.at(0)), 1);
    QCOMPARE(repliesOf(people.at(1)), 1);
    QCOMPARE(heldUntil(people.at(0)), soon.toMSecsSinceEpoch());
    QCOMPARE(heldUntil(people.at(1)), later.toMSecsSinceEpoch());
}

void ContactHistoryTest::anImportedFormerAddressIsTheOneTheyAreNow()
{
    World world;
    const LeadId written = world.queue(1).first();
    world.markSent(written);
    const LeadId fresh = world.addLead(QStringLiteral("Anna"), QStringLiteral("a.nowak@baltway.example"));
    QVERIFY(world.mergeNow({written, fresh}));
    const auto owner = must(world.files.read([](Connection &connection) {
        return LeadStore().byEmail(connection, *EmailAddress::parse(QStringLiteral("a.nowak@baltway.example")));
    }));
    QCOMPARE(owner, written);
    // Nobody brings the former record back beside the one they are.
    const Result<QList<LeadId>> restored = QCoro::waitFor(world.leads.restore({fresh}));
    QCOMPARE(restored.error().kind, ErrorKind::Refused);
    // The person may take the former address again, and keeps the present one as the former.
    Lead lead = world.lead(written);
    lead.email = *EmailAddress::parse(QStringLiteral("a.nowak@baltway.example"));
    must(world.leads.edit(lead));
    QCOMPARE(must(world.files.read([](Connection &connection) {
                 return LeadStore().byEmail(connection,
                                            *EmailAddress::parse(QStringLiteral("person1@baltway.example")));
             })),
             written);
}

QTEST_GUILESS_MAIN(ContactHistoryTest)
#include "ContactHistoryTest.moc"
