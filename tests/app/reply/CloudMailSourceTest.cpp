#include "app/cloudmail/CloudMailCase.h"
#include "net/HttpClient.h"
#include "reply/GmailMailSource.h"
#include "reply/GraphMailSource.h"
#include "reply/ReplyMessage.h"
#include "sandbox/GmailServer.h"
#include "sandbox/GraphServer.h"

using namespace AlwaysLeads;

namespace {

QByteArray answer(int number)
{
    const QByteArray n = QByteArray::number(number);
    return "From: Anna Wójcik <anna@baltway.example>\r\nTo: clara@harbourline.example\r\nSubject: "
           "=?utf-8?B?UmU6IEdkYcWEc2s=?=\r\nMessage-ID: <answer-"
        + n
        + "@baltway.example>\r\nIn-Reply-To: <first@harbourline.example>\r\nReferences: <zero@x.example>\r\n "
          "<first@harbourline.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nAnswer "
        + n + ".\r\n";
}

} // namespace

/// Graph and Gmail as sources of what comes in, against the strict stand-ins.
class CloudMailSourceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void graphTellsEachMailOnce();
    void graphGoesPageByPage();
    void graphListsWhatADeltaLeavesOut();
    void graphAsksForHeadersThatTheDeltaLeavesOut();
    void graphStartsAnewWhenItsLinkIsForgotten();
    void graphFollowsNoLinkOfAnotherServer();
    void graphLeavesOutWhatWasDeletedAndDrafts();
    void graphSaysWhatIsWrong_data();
    void graphSaysWhatIsWrong();
    void gmailTellsEachMailOnce();
    void gmailGoesPageByPage();
    void gmailSearchesWhenTheHistoryIsForgotten();
    void gmailLosesNothingThatComesDuringTheSearch();
    void gmailLeavesOutWhatIsOurs();
    void gmailSurvivesAPageThatIsForgotten();
    void gmailSaysWhatIsWrong_data();
    void gmailSaysWhatIsWrong();
    void noFaultLosesAMail_data();
    void noFaultLosesAMail();

private:
    template <typename T> static T waited(Task<T> task) { return QCoro::waitFor(std::move(task)); }
    std::unique_ptr<MailSource> graphSource()
    {
        return std::make_unique<GraphMailSource>(*m_http, m_clock, m_graphDesk.source(), m_graph->url());
    }
    std::unique_ptr<MailSource> gmailSource()
    {
        return std::make_unique<GmailMailSource>(*m_http, m_clock, m_gmailDesk.source(), m_gmail->url());
    }
    /// All that is new in all folders, as a watcher reads it; the marks are kept in m_marks.
    Result<QList<MailHead>> look(MailSource &source)
    {
        QList<MailHead> heads;
        const Result<QStringList> folders = waited(source.folders({}));
        for (const QString &folder : *folders) {
            FolderMark &mark = m_marks[folder];
            mark.folder = folder;
            for (;;) {
                Result<NewMails> found = waited(source.newMails(mark, m_since, {}));
                if (!found) {
                    return failureOf(std::move(found));
                }
                heads += found->heads;
                mark = found->mark;
                ++m_pages;
                if (!found->isMore) {
                    break;
                }
            }
        }
        return heads;
    }
    static QStringList idsIn(const QList<MailHead> &heads)
    {
        QStringList ids;
        for (const MailHead &head : heads) {
            ids += readReply(head.header)->messageId;
        }
        return ids;
    }

    HastyClock m_clock;
    QDateTime m_since = QDateTime::currentDateTimeUtc().addDays(-30);
    TokenDesk m_graphDesk{GraphServer::Options().token, GraphServer::Options().token};
    TokenDesk m_gmailDesk{GmailServer::Options().token, GmailServer::Options().token};
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<GraphServer> m_graph;
    std::unique_ptr<GmailServer> m_gmail;
    QMap<QString, FolderMark> m_marks;
    int m_pages = 0;
};

void CloudMailSourceTest::init()
{
    m_http = std::make_unique<HttpClient>(m_clock);
    m_graph = std::make_unique<GraphServer>();
    m_gmail = std::make_unique<GmailServer>();
    QVERIFY(m_graph->start());
    QVERIFY(m_gmail->start());
    m_marks.clear();
    m_pages = 0;
}

void CloudMailSourceTest::cleanup()
{
    m_http.reset();
    m_graph.reset();
    m_gmail.reset();
}

void CloudMailSourceTest::graphTellsEachMailOnce()
{
    const auto source = graphSource();
    QCOMPARE(look(*source)->size(), 0);
    m_graph->deliver(answer(1));
    m_graph->deliver(answer(2), QStringLiteral("junkemail"));
    m_graph->deliver(answer(3), QStringLiteral("inbox"), m_since.addDays(-1)); // from before the first mail
    const Result<QList<MailHead>> heads = look(*source);
    QVERIFY2(heads, qPrintable(heads ? QString() : heads.error().message));
    QCOMPARE(idsIn(*heads),
             (QStringList{QStringLiteral("answer-1@baltway.example"), QStringLiteral("answer-2@baltway.example")}));
    const ReplyMessage head = *readReply(heads->first().header);
    QCOMPARE(head.subject, QStringLiteral("Re: Gdańsk"));
    QCOMPARE(head.fromName, QStringLiteral("Anna Wójcik"));
    QCOMPARE(head.references,
             (QStringList{QStringLiteral("zero@x.example"), QStringLiteral("first@harbourline.example")}));
    QVERIFY(heads->first().arrivedAt.isValid());
    QCOMPARE(heads->first().threadId, m_graph->messages().first().conversationId);
    QCOMPARE(waited(source->mail(heads->first().key, {})), Result<QByteArray>(answer(1)));
    QCOMPARE(waited(source->mail(QStringLiteral("AAkA-unknown"), {})).error().kind, ErrorKind::NotFound);
    QCOMPARE(look(*source)->size(), 0);
    QVERIFY(std::ranges::none_of(m_graph->messages(), &GraphServer::Message::isRead));
    // Another look by a program started anew goes on where the last one ended.
    m_graph->deliver(answer(4));
    const auto later = graphSource();
    QCOMPARE(idsIn(*look(*later)), QStringList{QStringLiteral("answer-4@baltway.example")});
}

void CloudMailSourceTest::graphGoesPageByPage()
{
    for (int number = 0; number < 130; ++number) {
        m_graph->deliver(answer(number));
    }
    const auto source = graphSource();
    const Result<QList<MailHead>> heads = look(*source);
    QVERIFY(heads);
    const QStringList ids = idsIn(*heads);
    QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), 130);
    QCOMPARE(m_pages, 3 + 1); // of the inbox, and junk
}

void CloudMailSourceTest::graphListsWhatADeltaLeavesOut()
{
    constexpr int most = 100;
    GraphServer::Options options;
    options.mostOfDelta = most;
    m_graph = std::make_unique<GraphServer>(options);
    QVERIFY(m_graph->start());
    for (int number = 0; number < 330; ++number) {
        m_graph->deliver(answer(number), QStringLiteral("inbox"), m_since.addSecs(60 * (number + 1)));
    }
    // Each page by a program started anew: what is kept is enough to go on.
    QStringList ids;
    FolderMark mark;
    mark.folder = QStringLiteral("inbox");
    for (bool isMore = true; isMore;) {
        GraphMailSource source(*m_http, m_clock, m_graphDesk.source(), m_graph->url(), most);
        const Result<NewMails> found = waited(source.newMails(mark, m_since, {}));
        QVERIFY2(found, qPrintable(found ? QString() : found.error().message + found.error().detail));
        ids += idsIn(found->heads);
        mark = found->mark;
        isMore = found->isMore;
    }
    QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), 330);
    m_graph->deliver(answer(999));
    GraphMailSource source(*m_http, m_clock, m_graphDesk.source(), m_graph->url(), most);
    const Result<NewMails> later = waited(source.newMails(mark, m_since, {}));
    QVERIFY(later && !later->isMore);
    QCOMPARE(idsIn(later->heads), QStringList{QStringLiteral("answer-999@baltway.example")});
}

void CloudMailSourceTest::graphAsksForHeadersThatTheDeltaLeavesOut()
{
    GraphServer::Options options;
    options.deltaHasHeaders = false;
    m_graph = std::make_unique<GraphServer>(options);
    QVERIFY(m_graph->start());
    m_graph->deliver(answer(1));
    const auto source = graphSource();
    const Result<QList<MailHead>> heads = look(*source);
    QVERIFY(heads);
    QCOMPARE(m_graph->calls(GraphServer::Call::Look), 1);
    QCOMPARE(readReply(heads->first().header)->inReplyTo, QStringList{QStringLiteral("first@harbourline.example")});
}

void CloudMailSourceTest::graphStartsAnewWhenItsLinkIsForgotten()
{
    m_graph->deliver(answer(1));
    const auto source = graphSource();
    QCOMPARE(look(*source)->size(), 1);
    m_graph->expireDeltas();
    m_graph->deliver(answer(2));
    QCOMPARE(look(*source)->size(), 2); // what is known already is told apart by its Message-ID
    QCOMPARE(look(*source)->size(), 0);
}

void CloudMailSourceTest::graphFollowsNoLinkOfAnotherServer()
{
    FolderMark &mark = m_marks[QStringLiteral("inbox")];
    mark.token = QStringLiteral("https://evil.example/v1.0/me/mailFolders/inbox/messages/delta?$deltatoken=x");
    m_graph->deliver(answer(1));
    const auto source = graphSource();
    const Result<QList<MailHead>> heads = look(*source);
    QVERIFY2(heads, qPrintable(heads ? QString() : heads.error().message));
    QCOMPARE(heads->size(), 1);
    QVERIFY(m_marks.value(QStringLiteral("inbox")).token.startsWith(m_graph->url().toString()));
}

void CloudMailSourceTest::graphLeavesOutWhatWasDeletedAndDrafts()
{
    m_graph->deliver(answer(1));
    m_graph->deliver(answer(2));
    m_graph->addDraft(answer(3));
    m_graph->removeDelivered("<answer-1@baltway.example>");
    const auto source = graphSource();
    QCOMPARE(idsIn(*look(*source)), QStringList{QStringLiteral("answer-2@baltway.example")});
}

void CloudMailSourceTest::graphSaysWhatIsWrong_data()
{
    QTest::addColumn<int>("refusal");
    QTest::addColumn<int>("kind");
    QTest::newRow("token") << int(GraphServer::Refusal::Unauthorized) << int(ErrorKind::SignedOut);
    QTest::newRow("right") << int(GraphServer::Refusal::AccessDenied) << int(ErrorKind::SignedOut);
    QTest::newRow("too fast") << int(GraphServer::Refusal::ThrottledForLong) << int(ErrorKind::Network);
    QTest::newRow("trouble") << int(GraphServer::Refusal::ServerError) << int(ErrorKind::Network);
    QTest::newRow("gateway") << int(GraphServer::Refusal::BadGateway) << int(ErrorKind::Network);
}

void CloudMailSourceTest::graphSaysWhatIsWrong()
{
    QFETCH(int, refusal);
    QFETCH(int, kind);
    m_graph->addFault(GraphServer::Call::Delta, GraphServer::Refusal(refusal), -1);
    m_graph->deliver(answer(1));
    const auto source = graphSource();
    const Result<QList<MailHead>> heads = look(*source);
    QVERIFY(!heads);
    QCOMPARE(int(heads.error().kind), kind);
    QVERIFY(!heads.error().message.isEmpty());
    QVERIFY(!heads.error().message.contains(QLatin1String("mail was"))); // nothing of sending
    m_graph->clearFaults();
    QCOMPARE(look(*source)->size(), 1);
}

void CloudMailSourceTest::gmailTellsEachMailOnce()
{
    m_gmail->deliver(answer(1));
    m_gmail->deliver(answer(2), {QStringLiteral("SPAM")});
    m_gmail->deliver(answer(3), {QStringLiteral("UNREAD")}); // archived by a filter
    m_gmail->deliver(answer(4), {QStringLiteral("INBOX")}, m_since.addDays(-1));
    const auto source = gmailSource();
    const Result<QList<MailHead>> heads = look(*source);
    QVERIFY2(heads, qPrintable(heads ? QString() : heads.error().message));
    QCOMPARE(idsIn(*heads),
             (QStringList{QStringLiteral("answer-1@baltway.example"), QStringLiteral("answer-2@baltway.example"),
                          QStringLiteral("answer-3@baltway.example")}));
    const ReplyMessage head = *readReply(heads->first().header);
    QCOMPARE(head.subject, QStringLiteral("Re: Gdańsk"));
    QCOMPARE(head.inReplyTo, QStringList{QStringLiteral("first@harbourline.example")});
    QVERIFY(heads->first().arrivedAt.isValid());
    QCOMPARE(heads->first().threadId, m_gmail->messages().first().threadId);
    QCOMPARE(waited(source->mail(heads->first().key, {})), Result<QByteArray>(answer(1)));
    QCOMPARE(waited(source->mail(QStringLiteral("19afunknown"), {})).error().kind, ErrorKind::NotFound);
    QCOMPARE(look(*source)->size(), 0);
    m_gmail->deliver(answer(5));
    const auto later = gmailSource();
    QCOMPARE(idsIn(*look(*later)), QStringList{QStringLiteral("answer-5@baltway.example")});
    QVERIFY(m_gmail->messages().first().labels.contains(QLatin1String("UNREAD")));
}

void CloudMailSourceTest::gmailGoesPageByPage()
{
    for (int number = 0; number < 230; ++number) {
        m_gmail->deliver(answer(number));
    }
    const auto source = gmailSource();
    QStringList ids = idsIn(*look(*source));
    QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), 230);
    QCOMPARE(m_pages, 3);
    for (int number = 230; number < 450; ++number) {
        m_gmail->deliver(answer(number));
    }
    ids = idsIn(*look(*source)); // by the history now
    QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), 220);
    QCOMPARE(look(*source)->size(), 0);
}

void CloudMailSourceTest::gmailSearchesWhenTheHistoryIsForgotten()
{
    m_gmail->deliver(answer(1));
    const auto source = gmailSource();
    QCOMPARE(look(*source)->size(), 1);
    m_gmail->deliver(answer(2));
    m_gmail->forgetHistory();
    QCOMPARE(look(*source)->size(), 2);
    QCOMPARE(look(*source)->size(), 0);
}

void CloudMailSourceTest::gmailLosesNothingThatComesDuringTheSearch()
{
    for (int number = 0; number < 150; ++number) {
        m_gmail->deliver(answer(number));
    }
    const auto source = gmailSource();
    FolderMark mark;
    mark.folder = QStringLiteral("all mail");
    const Result<NewMails> first = waited(source->newMails(mark, m_since, {}));
    QVERIFY(first && first->isMore);
    m_gmail->deliver(answer(999)); // between two pages
    m_marks[mark.folder] = first->mark;
    const Result<QList<MailHead>> rest = look(*source);
    QVERIFY(rest);
    const QStringList ids = idsIn(*rest) + idsIn(*look(*source));
    QVERIFY(ids.contains(QLatin1String("answer-999@baltway.example")));
}

void CloudMailSourceTest::gmailLeavesOutWhatIsOurs()
{
    const auto source = gmailSource();
    QCOMPARE(look(*source)->size(), 0);
    m_gmail->deliver(answer(1), {QStringLiteral("SENT")});
    m_gmail->deliver(answer(2), {QStringLiteral("DRAFT")});
    m_gmail->deliver(answer(3));
    m_gmail->removeDelivered(m_gmail->messages().last().id);
    QCOMPARE(look(*source)->size(), 0);
}

void CloudMailSourceTest::gmailSurvivesAPageThatIsForgotten()
{
    m_gmail->deliver(answer(1));
    m_marks[QStringLiteral("all mail")].token = QStringLiteral("search 1234567 page gone");
    const auto source = gmailSource();
    QCOMPARE(look(*source)->size(), 1);
    m_marks[QStringLiteral("all mail")].token = QStringLiteral("nonsense");
    QCOMPARE(look(*source)->size(), 1);
}

void CloudMailSourceTest::gmailSaysWhatIsWrong_data()
{
    QTest::addColumn<int>("refusal");
    QTest::addColumn<int>("kind");
    QTest::newRow("token") << int(GmailServer::Refusal::Unauthorized) << int(ErrorKind::SignedOut);
    QTest::newRow("right") << int(GmailServer::Refusal::ScopeMissing) << int(ErrorKind::SignedOut);
    QTest::newRow("too fast") << int(GmailServer::Refusal::RateLimited) << int(ErrorKind::Network);
    QTest::newRow("trouble") << int(GmailServer::Refusal::BackendError) << int(ErrorKind::Network);
}

void CloudMailSourceTest::gmailSaysWhatIsWrong()
{
    QFETCH(int, refusal);
    QFETCH(int, kind);
    for (const auto call : {GmailServer::Call::List, GmailServer::Call::Profile}) {
        m_gmail->addFault(call, GmailServer::Refusal(refusal), -1);
    }
    m_gmail->deliver(answer(1));
    const auto source = gmailSource();
    const Result<QList<MailHead>> heads = look(*source);
    QVERIFY(!heads);
    QCOMPARE(int(heads.error().kind), kind);
    m_gmail->clearFaults();
    QCOMPARE(look(*source)->size(), 1);
}

void CloudMailSourceTest::noFaultLosesAMail_data()
{
    QTest::addColumn<int>("harm");
    using Harm = CloudFault::Harm;
    QTest::newRow("cut before") << int(Harm::CutBefore);
    QTest::newRow("cut after") << int(Harm::CutAfter);
    QTest::newRow("cut inside") << int(Harm::CutInside);
    QTest::newRow("not HTTP") << int(Harm::NotHttp);
    QTest::newRow("garbage") << int(Harm::Garbage);
    QTest::newRow("wrong types") << int(Harm::WrongTypes);
    QTest::newRow("oversized") << int(Harm::Oversized);
}

void CloudMailSourceTest::noFaultLosesAMail()
{
    QFETCH(int, harm);
    const auto graph = graphSource();
    const auto gmail = gmailSource();
    QVERIFY(look(*graph));
    QVERIFY(look(*gmail));
    m_graph->deliver(answer(1));
    m_gmail->deliver(answer(1));
    m_graph->addFault(GraphServer::Call::Delta, CloudFault::Harm(harm), -1);
    m_gmail->addFault(GmailServer::Call::History, CloudFault::Harm(harm), -1);
    const auto marks = m_marks;
    const Result<QList<MailHead>> first = look(*graph);
    if (!first) { // some harm is none to a reader
        QCOMPARE(m_marks, marks);
    }
    const Result<QList<MailHead>> second = look(*gmail);
    m_graph->clearFaults();
    m_gmail->clearFaults();
    const qsizetype ofGraph = (first ? first->size() : 0) + look(*graph)->size();
    const qsizetype ofGmail = (second ? second->size() : 0) + look(*gmail)->size();
    QVERIFY(ofGraph >= 1);
    QVERIFY(ofGmail >= 1);
}

QTEST_GUILESS_MAIN(CloudMailSourceTest)
#include "CloudMailSourceTest.moc"
