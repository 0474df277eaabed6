#include "app/draft/DraftWorld.h"
#include "draft/ClaudeDrafting.h"

#include <QSignalSpy>
#include <QtTest>

#include <algorithm>
#include <functional>
#include <memory>
#include <thread>

using namespace AlwaysLeads;

namespace {

/// A Claude who says one thing about an award that nobody told it.
Task<Result<bool>> yes()
{
    co_return true;
}

Task<Result<WrittenMail>> writes(MailBrief brief)
{
    WrittenMail mail;
    mail.subject = QStringLiteral("One plan for you");
    mail.prompt = QStringLiteral("write-mail 2");
    WrittenSentence subject;
    subject.text = mail.subject;
    subject.inSubject = true;
    WrittenSentence greeting;
    greeting.text = brief.body.section(u'\n', 0, 0);
    WrittenSentence lie;
    lie.text = QStringLiteral("Congratulations on the Golden Anchor award.");
    lie.unsupported = {{UnsupportedClaim::Kind::Name, QStringLiteral("Golden Anchor")}};
    WrittenSentence truth;
    truth.text =
        QStringLiteral("A plan in Gdynia changes every morning, and somebody has to rebuild it by hand while the "
                       "trucks already wait at the gate for a slot.");
    truth.facts = {QStringLiteral("city")};
    mail.sentences = {subject, greeting, lie, truth};
    mail.body = greeting.text + QStringLiteral("\n\n") + lie.text + u' ' + truth.text;
    mail.usedFacts = {QStringLiteral("city")};
    co_return mail;
}

/// Lets something happen while it writes.
Task<Result<WrittenMail>> writesWhile(std::shared_ptr<std::function<void()>> act, MailBrief brief)
{
    if (*act) {
        (*act)();
    }
    auto writing = writes(std::move(brief));
    Result<WrittenMail> mail = co_await writing;
    co_return mail;
}

ClaudeWriting liar()
{
    return {[] { return yes(); }, [](MailBrief brief, std::stop_token) { return writes(std::move(brief)); }};
}

} // namespace

/// What Review does beyond deciding: claims without a fact, typed words, the log, groups, learning, sending unread.
class ReviewMoreTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aClaimWithoutAFactBlocksTheApprovalUntilConfirmed();
    void orUntilEdited();
    void marksNameTheirFactsWithSourceAndPlace();
    void typedWordsOutliveACrash();
    void everyTextIsAVersion();
    void theLogTellsWhoWhenAndWhichHash();
    void theLogCannotBeRewritten();
    void theLogsCellsAreNoFormulas();
    void draftsAlikeAreFoundAndApprovedTogether();
    void sendsUnreadOnlyAfterTheNameWasTyped();
    void whatBecomesReadyWhileItApprovesIsApprovedToo();
    void closingWaitsForWhatIsBeingDecided();
    void sendsNothingDoubtfulUnread();
    void offIsOffAtOnce();
    void offBringsBackWhatNobodyRead();
    void undoIsAboutTheDraftsThatAreNamed();
    void whatAPersonChangedWhileClaudeWroteStands();
    void theSameChangeTwiceIsProposedOnceAndReachesClaude();
};

void ReviewMoreTest::aClaimWithoutAFactBlocksTheApprovalUntilConfirmed()
{
    DraftWorld world(liar());
    world.setText(QStringLiteral("Plan"), QStringLiteral("Hi {first name},\n\nhow is {city}?"),
                  QStringLiteral("Warm."));
    const Draft draft = world.readyDraft();
    QCOMPARE(draft.origin, DraftOrigin::Claude);
    QCOMPARE(draft.facts.prompt, QStringLiteral("write-mail 2"));
    DraftPage page = must(world.review.open(draft.id));
    QVERIFY(!page.canApprove);
    QVERIFY2(page.whyNot.contains(QStringLiteral("no fact holds")), qPrintable(page.whyNot));
    const Result<> refused = QCoro::waitFor(world.review.approve(draft.id, page.shownHash));
    QVERIFY(!refused && refused.error().kind == ErrorKind::Refused);
    QCOMPARE(QCoro::waitFor(world.review.confirm(draft.id, QStringLiteral("Never said."))).error().kind,
             ErrorKind::NotFound);
    page = must(world.review.confirm(draft.id, QStringLiteral("Congratulations on the Golden Anchor award.")));
    QVERIFY2(page.canApprove, qPrintable(page.whyNot));
    must(world.review.approve(draft.id, page.shownHash));
    QVERIFY(must(world.review.exportLog()).contains("confirmed a sentence"));
}

void ReviewMoreTest::orUntilEdited()
{
    DraftWorld world(liar());
    world.setText(QStringLiteral("Plan"), QStringLiteral("Hi {first name},\n\nhow is {city}?"),
                  QStringLiteral("Warm."));
    const Draft draft = world.readyDraft();
    QString body = draft.body;
    body.replace(QStringLiteral("Golden Anchor award"), QStringLiteral("new year"));
    const DraftPage page = must(world.review.edit(draft.id, draft.subject, body));
    QVERIFY2(page.canApprove, qPrintable(page.whyNot));
    QVERIFY(std::ranges::none_of(page.marks, [](const FactMark &mark) { return !mark.problem.isEmpty(); }));
}

void ReviewMoreTest::marksNameTheirFactsWithSourceAndPlace()
{
    DraftWorld world(liar());
    world.setText(QStringLiteral("Plan"), QStringLiteral("Hi {first name},\n\nhow is {city}?"),
                  QStringLiteral("Warm."));
    const DraftPage page = must(world.review.open(world.readyDraft().id));
    const auto truth = std::ranges::find_if(
        page.marks, [](const FactMark &mark) { return mark.text.startsWith(QLatin1String("A plan in Gdynia")); });
    QVERIFY(truth != page.marks.end());
    QCOMPARE(page.draft.body.mid(truth->start, truth->length), truth->text);
    QCOMPARE(truth->facts.size(), 1);
    QCOMPARE(page.facts.at(truth->facts.first()).value, QStringLiteral("Gdynia"));
    QVERIFY(!page.otherFacts.isEmpty());
}

void ReviewMoreTest::typedWordsOutliveACrash()
{
    DraftWorld world;
    const Draft draft = world.readyDraft();
    const DraftTyping typing{draft.id, QStringLiteral("Half a"), QStringLiteral("Hi Anna,\n\nhalf a sen"), 14, false};
    must(world.review.keepTyping(typing));
    QCOMPARE(must(world.review.lastTyping()), std::optional(typing));
    QCOMPARE(must(world.review.open(draft.id)).typing, std::optional(typing));
    QVERIFY(must(world.review.open(draft.id)).draft.body != typing.body); // the draft itself waits for Keep
    must(world.review.edit(draft.id, typing.subject, typing.body));
    QVERIFY(!must(world.review.lastTyping()));
    must(world.review.keepTyping(typing));
    must(world.review.skip(draft.id));
    QVERIFY(!must(world.review.lastTyping()));
}

void ReviewMoreTest::everyTextIsAVersion()
{
    DraftWorld world(liar());
    world.setText(QStringLiteral("Plan"), QStringLiteral("Hi {first name},\n\nhow is {city}?"),
                  QStringLiteral("Warm."));
    const Draft draft = world.readyDraft();
    must(world.review.edit(draft.id, QStringLiteral("Mine"), QStringLiteral("My words")));
    must(world.review.edit(draft.id, QStringLiteral("Mine"), QStringLiteral("My words"))); // no change, no version
    const QList<DraftVersion> versions = must(world.review.open(draft.id)).versions;
    QCOMPARE(versions.size(), 3);
    QCOMPARE(versions.at(0).origin, DraftOrigin::Person);
    QCOMPARE(versions.at(0).body, QStringLiteral("My words"));
    QCOMPARE(versions.at(1).origin, DraftOrigin::Claude);
    QCOMPARE(versions.at(1).prompt, QStringLiteral("write-mail 2"));
    QCOMPARE(versions.at(1).wish, QStringLiteral("Warm."));
    QCOMPARE(versions.at(2).origin, DraftOrigin::Template);
}

void ReviewMoreTest::theLogTellsWhoWhenAndWhichHash()
{
    DraftWorld world;
    const Draft draft = world.readyDraft();
    const QByteArray hash = must(world.review.open(draft.id)).shownHash;
    must(world.review.approve(draft.id, hash));
    const QDateTime when = world.clock.now();
    world.changeLead(draft.lead, [](Lead &lead) { lead.city = QStringLiteral("Sopot"); });
    QCOMPARE(must(world.review.refreshApprovals()), 1);
    const QList<ApprovalEntry> log =
        must(world.files.read([](Connection &connection) { return ApprovalLog().all(connection); }));
    QCOMPARE(log.size(), 2);
    QCOMPARE(log.at(0).act, ApprovalEntry::Act::Approved);
    QCOMPARE(log.at(0).who, QStringLiteral("Clara Jensen"));
    QCOMPARE(log.at(0).at, when);
    QCOMPARE(log.at(0).hash, QString::fromLatin1(hash.toHex()));
    QVERIFY(log.at(0).person.contains(QStringLiteral("anna@baltway.example")));
    QCOMPARE(log.at(0).campaign, QStringLiteral("Baltic forwarders"));
    QCOMPARE(log.at(1).act, ApprovalEntry::Act::Lapsed);
    QVERIFY2(log.at(1).note.contains(QStringLiteral("Sopot")), qPrintable(log.at(1).note));
    const QByteArray csv = must(world.review.exportLog());
    QCOMPARE(csv.count("\r\n"), 3);
    QVERIFY(csv.contains(hash.toHex()));
}

void ReviewMoreTest::theLogCannotBeRewritten()
{
    DraftWorld world;
    world.approvedDraft();
    const Result<qint64> changed = world.files.write(
        [](Connection &connection) { return connection.run(QStringLiteral("UPDATE approval_log SET who = 'x'")); });
    QVERIFY(!changed.has_value());
}

void ReviewMoreTest::theLogsCellsAreNoFormulas()
{
    ApprovalEntry entry;
    entry.at = QDateTime::fromMSecsSinceEpoch(0, Qt::UTC);
    entry.who = QStringLiteral("=cmd|'/c calc'!A1");
    entry.subject = QStringLiteral("a \"quoted\"\nline");
    const QByteArray csv = ApprovalLog::csv({entry});
    QVERIFY(csv.contains("\"'=cmd"));
    QVERIFY(csv.contains("\"a \"\"quoted\"\"\nline\""));
}

void ReviewMoreTest::draftsAlikeAreFoundAndApprovedTogether()
{
    DraftWorld world;
    world.setText(
        QStringLiteral("One plan"),
        QStringLiteral("Hi {first name},\n\nwe keep one plan that all terminals in {city} see. When a truck runs "
                       "late the loads move on their own.\n\nWould a look be useful?"));
    QList<LeadId> people;
    for (const QString &name : {QStringLiteral("Anna"), QStringLiteral("Bo"), QStringLiteral("Cy")}) {
        people.append(world.addLead(name, name.toLower() + QStringLiteral("@baltway.example")));
    }
    world.write(people);
    const Draft other = world.draftOf(people.at(2));
    must(world.review.edit(
        other.id, QStringLiteral("Else"),
        QStringLiteral("Dear Cy,\n\nyour new berth was in the newspaper and I thought of our talk.")));
    const QList<DraftPage> alike = must(world.review.alike(world.draftOf(people.at(0)).id));
    QCOMPARE(alike.size(), 2);
    QCOMPARE(alike.first().draft.lead, people.at(0));
    QList<std::pair<DraftId, QByteArray>> seen;
    for (const DraftPage &page : alike) {
        seen.append({page.draft.id, page.shownHash});
    }
    // One of them changed after it was shown: it is not approved by what was seen before.
    must(world.review.edit(seen.last().first, QStringLiteral("New"), QStringLiteral("Changed words")));
    const GroupApproval group = must(world.review.approveGroup(seen));
    QCOMPARE(group.approved, QList<DraftId>{seen.first().first});
    QVERIFY(group.trouble);
    QVERIFY2(group.trouble->message.startsWith(QStringLiteral("1 were approved")), qPrintable(group.trouble->message));
    QCOMPARE(world.draftOf(people.at(0)).state, DraftState::Approved);
    QCOMPARE(world.draftOf(people.at(1)).state, DraftState::Ready);
}

namespace {
const QString quietText = QStringLiteral(
    "Hi {first name},\n\nwe keep one plan that all terminals in {city} see. When a truck runs late the loads "
    "move on their own.\n\nWould a look be useful?");
}

void ReviewMoreTest::sendsUnreadOnlyAfterTheNameWasTyped()
{
    DraftWorld world;
    world.setText(QStringLiteral("One plan"), quietText);
    const Draft draft = world.readyDraft();
    for (const QString &typed : {QString(), QStringLiteral("baltic"), QStringLiteral("Baltic Forwarders")}) {
        QCOMPARE(QCoro::waitFor(world.review.turnOnAutomatic(world.campaign, typed)).error().kind, ErrorKind::Refused);
        QVERIFY(must(world.review.automaticCampaigns()).isEmpty());
    }
    QCOMPARE(must(world.review.approveWaiting()), 0);
    QCOMPARE(world.draftOf(draft.lead).state, DraftState::Ready);
    must(world.review.turnOnAutomatic(world.campaign, QStringLiteral("Baltic forwarders")));
    QCOMPARE(world.draftOf(draft.lead).state, DraftState::Approved);
    QCOMPARE(must(world.review.automaticCampaigns()).size(), 1);
    const QByteArray csv = must(world.review.exportLog());
    QVERIFY(csv.contains("automatic on") && csv.contains("approved automatically"));
}

void ReviewMoreTest::whatBecomesReadyWhileItApprovesIsApprovedToo()
{
    DraftWorld world;
    world.setText(QStringLiteral("One plan"), quietText);
    const Draft draft = world.readyDraft();
    const auto put = [&world, id = draft.id, now = world.clock.now()](DraftState state) {
        return world.files->write<>([=](Connection &c) { return DraftStore().setState(c, id, state, QString(), now); });
    };
    // Without a turn of the event loop: whoever asked the database has not gone on yet.
    const auto databaseRests = [&world] {
        const QDeadlineTimer limit(30'000);
        while (!world.files->isIdle() && !limit.hasExpired()) {
            std::this_thread::yield();
        }
        return world.files->isIdle();
    };
    must(put(DraftState::Skipped));
    must(world.review.turnOnAutomatic(world.campaign, QStringLiteral("Baltic forwarders")));
    auto first = world.review.approveWaiting();
    QVERIFY(databaseRests()); // it has read that nothing is ready
    auto becomesReady = put(DraftState::Ready);
    QVERIFY(databaseRests());
    auto second = world.review.approveWaiting();
    must(std::move(becomesReady));
    must(std::move(second));
    QCOMPARE(must(std::move(first)), 1);
    QCOMPARE(world.draftOf(draft.lead).state, DraftState::Approved);
}

void ReviewMoreTest::closingWaitsForWhatIsBeingDecided()
{
    DraftWorld world;
    world.setText(QStringLiteral("One plan"), quietText);
    QList<LeadId> people;
    for (const QString &name : {QStringLiteral("Anna"), QStringLiteral("Bo"), QStringLiteral("Cy")}) {
        people.append(world.addLead(name, name.toLower() + QStringLiteral("@baltway.example")));
    }
    world.write(people);
    QList<std::pair<DraftId, QByteArray>> seen;
    for (int i = 0; i < 2; ++i) {
        const DraftId id = world.draftOf(people.at(i)).id;
        seen.append({id, must(world.review.open(id)).shownHash});
    }
    auto approving = world.review.approveGroup(seen);
    QCoro::waitFor(world.review.close());
    QCOMPARE(world.draftOf(people.at(0)).state, DraftState::Approved);
    QCOMPARE(world.draftOf(people.at(1)).state, DraftState::Approved);
    QCOMPARE(must(std::move(approving)).approved.size(), 2);
    // Nothing approves itself any more: the next start does.
    must(world.review.turnOnAutomatic(world.campaign, QStringLiteral("Baltic forwarders")));
    QCOMPARE(must(world.review.approveWaiting()), 0);
    QCOMPARE(world.draftOf(people.at(2)).state, DraftState::Ready);
}

void ReviewMoreTest::sendsNothingDoubtfulUnread()
{
    DraftWorld world(liar());
    world.setText(QStringLiteral("Plan"), QStringLiteral("Hi {first name},\n\nhow is {city}?"),
                  QStringLiteral("Warm."));
    must(world.review.turnOnAutomatic(world.campaign, QStringLiteral("Baltic forwarders")));
    const Draft lies = world.readyDraft(); // the writer's end asks for what waits
    QCOMPARE(must(world.review.approveWaiting()), 0);
    QCOMPARE(world.draftOf(lies.lead).state, DraftState::Ready);
}

void ReviewMoreTest::offIsOffAtOnce()
{
    DraftWorld world;
    world.setText(QStringLiteral("One plan"), quietText);
    must(world.review.turnOnAutomatic(world.campaign, QStringLiteral("Baltic forwarders")));
    QSignalSpy changed(&world.review, &Review::automaticChanged);
    must(world.review.turnOffAutomatic(world.campaign));
    QCOMPARE(changed.size(), 1);
    const Draft draft = world.readyDraft();
    QCOMPARE(must(world.review.approveWaiting()), 0);
    QCOMPARE(world.draftOf(draft.lead).state, DraftState::Ready);
    QVERIFY(must(world.review.exportLog()).contains("automatic off"));
}

void ReviewMoreTest::offBringsBackWhatNobodyRead()
{
    DraftWorld world;
    world.sink.campaignRuns = true;
    world.setText(QStringLiteral("One plan"), quietText);
    QList<LeadId> people;
    for (const QString &name : {QStringLiteral("Anna"), QStringLiteral("Bo"), QStringLiteral("Cy")}) {
        people.append(world.addLead(name, name.toLower() + QStringLiteral("@baltway.example")));
    }
    world.write(people);
    const DraftId read = world.draftOf(people.at(0)).id; // by a person, before
    must(world.review.approve(read, must(world.review.open(read)).shownHash));
    must(world.review.turnOnAutomatic(world.campaign, QStringLiteral("Baltic forwarders")));
    const DraftId later = world.draftOf(people.at(1)).id; // by a person, after they took it back
    const DraftPage mine = must(world.review.edit(later, QStringLiteral("My plan"), world.draftOf(people.at(1)).body));
    must(world.review.approve(later, mine.shownHash));
    for (const LeadId lead : people) {
        QCOMPARE(world.draftOf(lead).state, DraftState::Queued);
    }
    world.sink.isLeaving = true;
    const AutomaticEnd late = must(world.review.turnOffAutomatic(world.campaign));
    QCOMPARE(late, (AutomaticEnd{0, 1})); // what is being handed over cannot be held
    QCOMPARE(world.draftOf(people.at(2)).state, DraftState::Queued);
    world.sink.isLeaving = false;
    world.sink.withdrawn.clear();
    must(world.review.turnOnAutomatic(world.campaign, QStringLiteral("Baltic forwarders")));
    const AutomaticEnd end = must(world.review.turnOffAutomatic(world.campaign));
    QCOMPARE(end, (AutomaticEnd{1, 0}));
    const Draft back = world.draftOf(people.at(2));
    QCOMPARE(world.sink.withdrawn, QList<DraftId>{back.id});
    QCOMPARE(back.state, DraftState::Ready);
    QVERIFY(back.approvedHash.isEmpty());
    QVERIFY(must(world.review.open(back.id)).canApprove);
    QCOMPARE(world.draftOf(people.at(0)).state, DraftState::Queued);
    QCOMPARE(world.draftOf(people.at(1)).state, DraftState::Queued);
    QCOMPARE(must(world.review.approveWaiting()), 0);
    QVERIFY(must(world.review.exportLog()).contains("Sending without reading was turned off."));
    QCOMPARE(must(world.review.turnOffAutomatic(world.campaign)), AutomaticEnd()); // it is off
}

void ReviewMoreTest::undoIsAboutTheDraftsThatAreNamed()
{
    DraftWorld world;
    QList<LeadId> people;
    for (const QString &name : {QStringLiteral("Anna"), QStringLiteral("Bo"), QStringLiteral("Cy")}) {
        people.append(world.addLead(name, name.toLower() + QStringLiteral("@baltway.example")));
    }
    world.write(people);
    QList<std::pair<DraftId, QByteArray>> seen;
    QList<DraftId> group;
    for (int i = 0; i < 2; ++i) {
        group.append(world.draftOf(people.at(i)).id);
        seen.append({group.last(), must(world.review.open(group.last())).shownHash});
    }
    QCOMPARE(must(world.review.approveGroup(seen)).approved, group);
    must(world.review.skip(world.draftOf(people.at(2)).id)); // later, and none of them
    must(world.review.undo(group));
    QCOMPARE(world.draftOf(people.at(0)).state, DraftState::Ready);
    QCOMPARE(world.draftOf(people.at(1)).state, DraftState::Ready);
    QCOMPARE(world.draftOf(people.at(2)).state, DraftState::Skipped);
    QCOMPARE(QCoro::waitFor(world.review.undo(group)).error().kind, ErrorKind::Refused); // once
    QCOMPARE(must(world.review.undo()), std::optional(world.draftOf(people.at(2)).id));
    // One of a group has left: the others come back all the same, and it is said.
    seen.clear();
    for (const DraftId id : std::as_const(group)) {
        seen.append({id, must(world.review.open(id)).shownHash});
    }
    QCOMPARE(must(world.review.approveGroup(seen)).approved, group);
    must(world.files.write([&](Connection &connection) {
        return DraftStore().setState(connection, group.first(), DraftState::Sent, {}, world.clock.now());
    }));
    const Result<> part = QCoro::waitFor(world.review.undo(group));
    QVERIFY(!part);
    QVERIFY2(part.error().message.startsWith(QStringLiteral("1 of 2 came back.")), qPrintable(part.error().message));
    QCOMPARE(world.draftOf(people.at(1)).state, DraftState::Ready);
}

void ReviewMoreTest::whatAPersonChangedWhileClaudeWroteStands()
{
    const auto act = std::make_shared<std::function<void()>>();
    DraftWorld world(
        {[] { return yes(); }, [act](MailBrief brief, std::stop_token) { return writesWhile(act, std::move(brief)); }});
    world.setText(QStringLiteral("Plan"), QStringLiteral("Hi {first name},\n\nhow is {city}?"),
                  QStringLiteral("Warm."));
    const Draft draft = world.readyDraft();
    const QString mine = QStringLiteral("Hi Anna, my own words.");
    *act = [&] { must(world.review.edit(draft.id, QStringLiteral("Mine"), mine)); };
    const Result<DraftPage> outcome = QCoro::waitFor(world.review.rewrite(draft.id, QStringLiteral("shorter")));
    QVERIFY(!outcome);
    QVERIFY2(outcome.error().message.startsWith(QStringLiteral("Your text stands.")),
             qPrintable(outcome.error().message));
    const Draft kept = world.draftOf(draft.lead);
    QCOMPARE(kept.body, mine);
    QCOMPARE(kept.origin, DraftOrigin::Person);
    DraftPage page = must(world.review.open(draft.id));
    QVERIFY2(page.canApprove, qPrintable(page.whyNot));
    const auto offered = std::ranges::find(page.versions, kept.facts.offer, &DraftVersion::id);
    QVERIFY(offered != page.versions.end());
    QCOMPARE(offered->wish, QStringLiteral("shorter"));
    QVERIFY(offered->body.contains(QStringLiteral("Golden Anchor")));
    page = must(world.review.takeOffer(draft.id));
    QVERIFY(page.draft.body.contains(QStringLiteral("Golden Anchor")));
    QVERIFY(!page.canApprove); // its claims are those of Claude's text
    QCOMPARE(page.draft.facts.used.value(QStringLiteral("city")), QStringLiteral("Gdynia"));
    // The same for words that are being typed and not kept.
    const DraftTyping typing{draft.id, QStringLiteral("Mine"), QStringLiteral("Hi Anna, half a sen"), 19, false};
    *act = [&] { must(world.review.keepTyping(typing)); };
    const QString before = page.draft.body;
    QVERIFY(!QCoro::waitFor(world.review.rewrite(draft.id, QStringLiteral("warmer"))));
    QCOMPARE(world.draftOf(draft.lead).body, before);
    QCOMPARE(must(world.review.open(draft.id)).typing, std::optional(typing));
    // Nobody touched it: it is taken as ever.
    must(world.review.dropTyping(draft.id));
    *act = {};
    QCOMPARE(must(world.review.rewrite(draft.id, QStringLiteral("warmer"))).draft.origin, DraftOrigin::Claude);
}

void ReviewMoreTest::theSameChangeTwiceIsProposedOnceAndReachesClaude()
{
    DraftWorld world(liar());
    world.setText(QStringLiteral("Plan"), QStringLiteral("Hi {first name},\n\nhow is {city}?"),
                  QStringLiteral("Warm."));
    const LeadId one = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
    const LeadId two = world.addLead(QStringLiteral("Bo"), QStringLiteral("bo@baltway.example"));
    world.write({one, two});
    for (const LeadId lead : {one, two}) {
        const Draft draft = world.draftOf(lead);
        QString body = draft.body;
        body.replace(QStringLiteral("Congratulations on the Golden Anchor award."), QStringLiteral("Good morning."));
        body.replace(QStringLiteral("trucks"), QStringLiteral("lorries"));
        const DraftPage page = must(world.review.edit(draft.id, draft.subject, body));
        must(world.review.approve(draft.id, page.shownHash));
    }
    const QList<WritingRule> proposed = must(world.review.rules(WritingRule::State::Proposed));
    const auto rule =
        std::ranges::find(proposed, QStringLiteral("Write “lorries” instead of “trucks”."), &WritingRule::text);
    QVERIFY(rule != proposed.end());
    const DraftId draft = world.draftOf(one).id;
    const auto told = [&] {
        return must(world.files.read(
                        [&](Connection &connection) { return ClaudeDrafting::brief(connection, draft, {}); }))
            .sender.habits;
    };
    QVERIFY(told().isEmpty()); // proposed is not kept
    must(world.review.setRule(rule->id, WritingRule::State::Kept));
    QCOMPARE(told(), QStringList(rule->text));
    must(world.review.setRule(rule->id, WritingRule::State::Deleted));
    QVERIFY(told().isEmpty());
    must(world.files.write(
        [&](Connection &connection) { return WritingRuleStore().learn(connection, world.clock.now()); }));
    const QList<WritingRule> again = must(world.review.rules(WritingRule::State::Proposed));
    QVERIFY(std::ranges::find(again, rule->text, &WritingRule::text) == again.end()); // deleted stays deleted
}

QTEST_GUILESS_MAIN(ReviewMoreTest)
#include "ReviewMoreTest.moc"
