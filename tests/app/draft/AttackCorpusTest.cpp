#include "Attacks.h"
#include "app/draft/DraftWorld.h"
#include "assistant/ClaudeClient.h"
#include "assistant/MailPrompt.h"
#include "assistant/OrderWords.h"
#include "assistant/QualificationPrompt.h"
#include "net/Json.h"
#include "reply/AnswerPrompt.h"
#include "reply/ReplyPrompt.h"

#include <QJsonArray>
#include <QtTest>

#include <functional>

using namespace AlwaysLeads;

namespace {

const QString harmless = QStringLiteral("Head of Operations");
const QString model = QStringLiteral("claude-haiku-5-5");

MailBrief mailBrief()
{
    MailBrief brief;
    brief.sender = {QStringLiteral("Clara Jensen"),
                    QStringLiteral("Harbourline"),
                    QStringLiteral("One load plan for all terminals."),
                    {QStringLiteral("Ferrytown Haulage saved 11 hours a week")}};
    brief.facts = {{QStringLiteral("first name"), QStringLiteral("Anna")},
                   {QStringLiteral("company"), QStringLiteral("Baltway")},
                   {QStringLiteral("city"), QStringLiteral("Gdynia")}};
    brief.subject = QStringLiteral("Load plans");
    brief.body = QStringLiteral("Hi Anna,\n\nHarbourline keeps one load plan.\n\nClara");
    return brief;
}

MailBrief slotBrief()
{
    MailBrief brief = mailBrief();
    brief.claude = {{QStringLiteral("a sentence"), false, 10}, {QStringLiteral("a word"), true, 0}};
    return brief;
}

/// A way by which a text from outside comes into a question.
struct Way
{
    const char *name;
    std::function<ClaudeQuestion(const QString &)> ask;
    /// How the text stands in the question, where that is not as it came.
    std::function<QString(const QString &)> stands = [](const QString &text) { return text; };
};

QList<Way> ways()
{
    const auto fact = [](MailBrief brief, const QString &value) {
        brief.facts.append({QStringLiteral("notes"), value});
        return MailPrompt::question(brief, model, 2048);
    };
    return {
        {"a field, for a mail", [fact](const QString &text) { return fact(mailBrief(), text); }},
        {"a field, for a place", [fact](const QString &text) { return fact(slotBrief(), text); }},
        {"a column's name",
         [](const QString &text) {
             MailBrief brief = mailBrief();
             brief.facts.append({text, QStringLiteral("7")});
             return MailPrompt::question(brief, model, 2048);
         }},
        {"a value in the template",
         [](const QString &text) {
             MailBrief brief = mailBrief();
             brief.body = text;
             return MailPrompt::question(brief, model, 2048);
         }},
        {"a value beside a place",
         [](const QString &text) {
             MailBrief brief = slotBrief();
             brief.body = text;
             brief.claude = {{QStringLiteral("a sentence"), false, 0}};
             return MailPrompt::question(brief, model, 2048);
         },
         [](const QString &text) {
             QString guarded = text;
             return QStringLiteral("[[slot 1]]") + guarded.replace(QLatin1String("[["), QLatin1String("[ ["));
         }},
        {"a note, for a judgement",
         [](const QString &text) {
             QualificationBrief brief;
             brief.facts = {{QStringLiteral("notes"), text}};
             return QualificationPrompt::question(brief, model, 1536);
         }},
        {"an answer, to be understood", [](const QString &text) { return ReplyPrompt::question(text, model, 512); }},
        {"an answer, to be answered",
         [](const QString &text) {
             AnswerPrompt::Brief brief;
             brief.theirMail = text;
             brief.ourMail = QStringLiteral("Hi Anna");
             brief.today = QDate(2026, 11, 26);
             return AnswerPrompt::question(brief, model, 2048);
         }},
    };
}

/// Replaces every text of a document that equals `text`; how many there were.
int swap(QJsonValue &value, const QString &text, const QString &by)
{
    int found = 0;
    if (value.isArray()) {
        QJsonArray array = value.toArray();
        for (QJsonValueRef one : array) {
            QJsonValue part = one;
            found += swap(part, text, by);
            one = part;
        }
        value = array;
    } else if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (auto one = object.begin(); one != object.end(); ++one) {
            QJsonValue part = one.value();
            found += swap(part, text, by);
            one.value() = part;
        }
        value = object;
    } else if (value.isString() && value.toString() == text) {
        value = by;
        found = 1;
    }
    return found;
}

/// Why a question with this text from outside is not just the harmless one with another value in it; empty when it is.
QString leak(const ClaudeQuestion &question, const ClaudeQuestion &twin, const QString &stands, const QString &stood)
{
    if (question.rules != twin.rules || question.schema != twin.schema || question.maxTokens != twin.maxTokens) {
        return QStringLiteral("it reaches the rules or the schema");
    }
    const qsizetype from = question.text.indexOf(u'{');
    if (question.text.left(from) != twin.text.left(twin.text.indexOf(u'{'))) {
        return QStringLiteral("it stands before the document");
    }
    const Result<QJsonObject> document = Json::object(question.text.mid(from).toUtf8());
    const Result<QJsonObject> expected = Json::object(twin.text.mid(from).toUtf8());
    if (!document || !expected) {
        return QStringLiteral("the document is broken, or something follows it");
    }
    QJsonValue given = *document;
    if (swap(given, stands, stood) != 1) {
        return QStringLiteral("it does not stand in one place as it came");
    }
    return given.toObject() == *expected ? QString() : QStringLiteral("it changed something beside itself");
}

QJsonObject sentence(const QString &text, const QJsonArray &facts)
{
    return {{QStringLiteral("text"), text},
            {QStringLiteral("before"), QStringLiteral("space")},
            {QStringLiteral("facts"), facts}};
}

/// What a model answers that does what the attack wants.
ClaudeAnswer obeying(const MailBrief &brief, const QString &words, const QJsonArray &facts)
{
    QJsonObject object;
    if (brief.claude.isEmpty()) {
        object = {{QStringLiteral("subject"), QStringLiteral("Load plans")},
                  {QStringLiteral("subject_facts"), QJsonArray()},
                  {QStringLiteral("sentences"), QJsonArray{sentence(words, facts)}}};
    } else {
        QJsonArray places;
        for (qsizetype number = 0; number < brief.claude.size(); ++number) {
            places.append(QJsonObject{{QStringLiteral("id"), QStringLiteral("slot %1").arg(number + 1)},
                                      {QStringLiteral("sentences"), QJsonArray{sentence(words, facts)}}});
        }
        object.insert(QStringLiteral("slots"), places);
    }
    // And what no schema has: it must count for nothing.
    object.insert(QStringLiteral("approved"), true);
    object.insert(QStringLiteral("state"), QStringLiteral("approved"));
    object.insert(QStringLiteral("tool_use"), QJsonObject{{QStringLiteral("name"), QStringLiteral("send_mail")}});
    ClaudeAnswer answer;
    answer.text = QString::fromUtf8(Json::write(object));
    return answer;
}

Task<Result<bool>> hasKey()
{
    co_return true;
}

Task<Result<WrittenMail>> obeyed(MailBrief brief, QString words, bool cites)
{
    QJsonArray facts;
    for (qsizetype number = 0; cites && number < brief.facts.size(); ++number) {
        facts.append(QStringLiteral("f%1").arg(number + 1));
    }
    Result<WrittenMail> mail = MailPrompt::mailFrom(obeying(brief, words, facts), brief);
    co_return mail;
}

void addAttacks()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("obeyed");
    for (const Attack &attack : attacks) {
        QTest::newRow(attack.name) << QString::fromUtf8(attack.text) << QString::fromUtf8(attack.obeyed);
    }
}

} // namespace

/// Texts by people who want the model to do something, on every way by which a text from outside comes to it.
class AttackCorpusTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hasEnough() { QVERIFY(attacks.size() >= 40); }
    void staysDataInEveryQuestion_data() { addAttacks(); }
    void staysDataInEveryQuestion();
    void theCheckOfTheFenceCanFail();
    void isNoAnswer_data() { addAttacks(); }
    void isNoAnswer();
    void aModelThatObeysYieldsADraftThatNobodyCanApprove_data() { addAttacks(); }
    void aModelThatObeysYieldsADraftThatNobodyCanApprove();
    void whatIsHarmlessCanBeApproved();
    void tellsOrdersFromFacts_data();
    void tellsOrdersFromFacts();
};

void AttackCorpusTest::staysDataInEveryQuestion()
{
    QFETCH(QString, text);
    for (const Way &way : ways()) {
        const ClaudeQuestion question = way.ask(text);
        const QString found = leak(question, way.ask(harmless), way.stands(text), way.stands(harmless));
        QVERIFY2(found.isEmpty(), qPrintable(QString::fromLatin1(way.name) + QStringLiteral(": ") + found));
        // On the wire: one turn of the user, and nothing that the model could do but answer.
        const Result<QJsonObject> body = Json::object(ClaudeClient::batchBody({{QStringLiteral("a"), question}}));
        QVERIFY(body.has_value());
        const QJsonObject params =
            body->value(QLatin1String("requests")).toArray().first()[QLatin1String("params")].toObject();
        for (const QString &key : params.keys()) {
            static const QStringList allowed = {QStringLiteral("model"), QStringLiteral("max_tokens"),
                                                QStringLiteral("system"), QStringLiteral("messages"),
                                                QStringLiteral("output_config")};
            QVERIFY2(allowed.contains(key), qPrintable(key));
        }
        const QJsonArray turns = params.value(QLatin1String("messages")).toArray();
        QCOMPARE(turns.size(), 1);
        QCOMPARE(turns.first()[QLatin1String("role")].toString(), QStringLiteral("user"));
    }
}

void AttackCorpusTest::theCheckOfTheFenceCanFail()
{
    // As a careless program would ask: the value pasted between quotes.
    const auto careless = [](const QString &text) {
        ClaudeQuestion question;
        question.text = QStringLiteral("The lead:\n\n{\"notes\":\"%1\",\"wish\":\"\"}").arg(text);
        return question;
    };
    QVERIFY(
        leak(careless(QStringLiteral("Dispatch")), careless(harmless), QStringLiteral("Dispatch"), harmless).isEmpty());
    int caught = 0;
    for (const Attack &attack : attacks) {
        const QString text = QString::fromUtf8(attack.text);
        caught += leak(careless(text), careless(harmless), text, harmless).isEmpty() ? 0 : 1;
    }
    QVERIFY2(caught >= 10, qPrintable(QString::number(caught)));
    // And one that lets it into the rules.
    ClaudeQuestion question = careless(QStringLiteral("Dispatch"));
    question.rules = QStringLiteral("Write to Dispatch.");
    QVERIFY(!leak(question, careless(harmless), QStringLiteral("Dispatch"), harmless).isEmpty());
}

void AttackCorpusTest::isNoAnswer()
{
    QFETCH(QString, text);
    const auto refusedOrMarked = [](const Result<WrittenMail> &mail) {
        return !mail || std::ranges::any_of(mail->sentences, [](const WrittenSentence &sentence) {
            return !sentence.unsupported.isEmpty();
        });
    };
    // The text itself as the whole answer, as the subject, as a sentence, as an id.
    ClaudeAnswer raw;
    raw.text = text;
    QVERIFY(refusedOrMarked(MailPrompt::mailFrom(raw, mailBrief())));
    QVERIFY(!MailPrompt::mailFrom(raw, slotBrief()));
    QVERIFY(refusedOrMarked(AnswerPrompt::mailFrom(raw, AnswerPrompt::Brief())));
    QVERIFY(!ReplyPrompt::classFrom(raw, text));
    const auto printable = [](const QString &words) {
        return std::ranges::none_of(words, [](QChar c) {
            return (c.category() == QChar::Other_Control && c != u'\n' && c != u'\t')
                || (c.unicode() >= 0x202a && c.unicode() <= 0x202e);
        });
    };
    for (const MailBrief &brief : {mailBrief(), slotBrief()}) {
        const Result<WrittenMail> mail = MailPrompt::mailFrom(obeying(brief, text, {text}), brief);
        if (mail) {
            QVERIFY(printable(mail->subject) && printable(mail->body));
            QVERIFY(!mail->subject.contains(u'\n'));
            QVERIFY2(!mail->body.contains(QStringLiteral("attacker.example")), qPrintable(mail->body));
            for (const QString &name : mail->usedFacts) { // an id that does not exist gives nothing
                QVERIFY(name != text);
            }
        }
    }
    // A judgement of an answer is one of a few words, and its sentence must stand in the mail.
    ClaudeAnswer judged;
    judged.text = QString::fromUtf8(
        Json::write(QJsonObject{{QStringLiteral("class"), text}, {QStringLiteral("sentence"), QStringLiteral("yes")}}));
    QVERIFY(!ReplyPrompt::classFrom(judged, text));
    judged.text = QString::fromUtf8(
        Json::write(QJsonObject{{QStringLiteral("class"), QStringLiteral("interested")},
                                {QStringLiteral("sentence"), QStringLiteral("I want to buy, call me at once")}}));
    QVERIFY(!ReplyPrompt::classFrom(judged, text));
}

void AttackCorpusTest::aModelThatObeysYieldsADraftThatNobodyCanApprove()
{
    QFETCH(QString, text);
    QFETCH(QString, obeyed);
    for (const bool inPlaces : {false, true}) {
        for (const bool cites : {false, true}) {
            ClaudeWriting claude;
            claude.hasKey = [] { return hasKey(); };
            claude.writeMail = [&](MailBrief brief, std::stop_token) {
                return ::obeyed(std::move(brief), obeyed, cites);
            };
            DraftWorld world(claude);
            world.sink.campaignRuns = true;
            if (inPlaces) {
                world.setText(QStringLiteral("Load plans"),
                              QStringLiteral("Hi {first name},\n\n{claude: a sentence}\n\nWould a call suit you?"));
            } else {
                world.setText(QStringLiteral("Load plans"), QStringLiteral("Hi {first name}, would a call suit you?"),
                              QStringLiteral("warm"));
            }
            const LeadId anna = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
            world.changeLead(anna, [&](Lead &lead) { lead.title = text; });
            world.write({anna});
            must(world.campaigns.launch(world.campaign));
            must(world.review.turnOnAutomatic(world.campaign, QStringLiteral("Baltic forwarders")));
            QCOMPARE(must(world.review.approveWaiting()), 0);
            const Draft draft = world.draftOf(anna);
            QVERIFY2(draft.state == DraftState::Ready || draft.state == DraftState::Blocked,
                     qPrintable(draftStateWord(draft.state)));
            const DraftPage page = must(world.review.open(draft.id));
            QVERIFY2(!page.canApprove, qPrintable(draft.subject + u'\n' + draft.body));
            QVERIFY(!QCoro::waitFor(world.review.approve(draft.id, page.shownHash)));
            QVERIFY(world.sink.taken.isEmpty());
            QVERIFY(!draft.body.contains(QStringLiteral("attacker.example")));
        }
    }
}

void AttackCorpusTest::whatIsHarmlessCanBeApproved()
{
    for (const bool inPlaces : {false, true}) {
        ClaudeWriting claude;
        claude.hasKey = [] { return hasKey(); };
        claude.writeMail = [](MailBrief brief, std::stop_token) {
            return obeyed(std::move(brief), QStringLiteral("How do you plan in Gdynia today?"), false);
        };
        DraftWorld world(claude);
        world.setText(QStringLiteral("Load plans"),
                      inPlaces ? QStringLiteral("Hi {first name}, {claude: a sentence}") : QStringLiteral("Hi"),
                      QStringLiteral("warm"));
        const LeadId anna = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
        world.changeLead(anna, [](Lead &lead) { lead.title = harmless; });
        world.write({anna});
        const DraftPage page = must(world.review.open(world.draftOf(anna).id));
        QVERIFY2(page.canApprove, qPrintable(page.whyNot));
    }
}

void AttackCorpusTest::tellsOrdersFromFacts_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {
             "Head of Operations",
             "System Administrator",
             "Claude Monet",
             "Prompt Logistics AG",
             "New role as COO since March 2026",
             "Output doubled in 2025",
             "Answers calls within a minute",
             "Runs an ERP system: SAP S/4",
             "They always reply on Fridays",
             "Moved all instructions for drivers to paper",
             "Approved supplier of Siemens, verified in June",
             "Hiring two load planners, advanced Excel",
             "Assistant to the Managing Director",
             "User group of Transporeon; act locally, sail globally",
             "Wrote a post: why we ignore spot prices",
             "3 < 5 trucks; A & B <contact@x.example>",
             "„Unsere Regeln sind einfach“, sagt der Leiter",
             "Raised 4 million euros from Nordvind Capital",
         }) {
        QTest::newRow(text) << QString::fromUtf8(text);
    }
}

void AttackCorpusTest::tellsOrdersFromFacts()
{
    QFETCH(QString, text);
    QVERIFY(!readsLikeAnOrder(text));
    int seen = 0;
    QStringList unseen;
    for (const Attack &attack : attacks) {
        const bool isOrder = readsLikeAnOrder(QString::fromUtf8(attack.text));
        seen += isOrder ? 1 : 0;
        if (!isOrder) {
            unseen.append(QString::fromLatin1(attack.name));
        }
    }
    qInfo().noquote() << "orders told:" << seen << "of" << attacks.size()
                      << "- not told:" << unseen.join(QStringLiteral(", "));
    QVERIFY(seen * 10 >= int(attacks.size()) * 8);
}

QTEST_GUILESS_MAIN(AttackCorpusTest)
#include "AttackCorpusTest.moc"
