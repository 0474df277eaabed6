#include "imap/ImapParser.h"
#include "imap/ImapFolderName.h"

#include <QRandomGenerator>
#include <QTest>

using namespace AlwaysLeads;

using Kind = ImapResponse::Kind;
using Fault = ImapParser::Fault;

Q_DECLARE_METATYPE(AlwaysLeads::ImapParser::Fault)

namespace {

struct Heard
{
    QList<ImapResponse> responses;
    Fault fault = Fault::None;
    bool isEmpty = true;

    bool operator==(const Heard &) const = default;
};

Heard hear(const QByteArrayList &pieces, ImapParser parser = ImapParser())
{
    Heard heard;
    for (const QByteArray &piece : pieces) {
        parser.feed(piece);
        while (const std::optional<ImapResponse> response = parser.next()) {
            heard.responses += *response;
        }
    }
    heard.fault = parser.fault();
    heard.isEmpty = parser.isEmpty();
    return heard;
}

ImapResponse only(const QByteArray &bytes)
{
    const Heard heard = hear({bytes});
    return heard.responses.size() == 1 && heard.isEmpty ? heard.responses.first() : ImapResponse();
}

ImapValue atom(const QByteArray &text)
{
    return {ImapValue::Kind::Atom, text};
}

ImapValue string(const QByteArray &text)
{
    return {ImapValue::Kind::String, text};
}

ImapValue list(std::vector<ImapValue> values)
{
    return {ImapValue::Kind::List, {}, std::move(values)};
}

/// What real servers say, from their documentation and the standards.
const QByteArrayList &corpus()
{
    static const QByteArrayList lines{
        "* OK [CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ AUTH=PLAIN] Dovecot ready.\r\n",
        "* PREAUTH IMAP4rev1 server logged in as Smith\r\n",
        "* BYE Autologout; idle for too long\r\n",
        "* CAPABILITY IMAP4rev1 STARTTLS AUTH=GSSAPI LOGINDISABLED\r\n",
        "* LIST (\\HasNoChildren \\Sent) \"/\" \"[Gmail]/Sent Mail\"\r\n",
        "* LIST (\\Noselect) NIL \"\"\r\n",
        "* LIST () \".\" {4}\r\nSent\r\n",
        "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Forwarded)\r\n",
        "* OK [PERMANENTFLAGS (\\Deleted \\Seen \\*)] Limited\r\n",
        "* 172 EXISTS\r\n",
        "* OK [UIDVALIDITY 3857529045] UIDs valid\r\n",
        "* SEARCH 2 84 882\r\n",
        "* SEARCH\r\n",
        "* ESEARCH (TAG \"A282\") MIN 2 COUNT 3\r\n",
        "* STATUS blurdybloop (MESSAGES 231 UIDNEXT 44292)\r\n",
        "* 12 FETCH (FLAGS (\\Seen) UID 7 RFC822.SIZE 44827 INTERNALDATE \"17-Jul-1996 02:44:25 -0700\")\r\n",
        "* 12 FETCH (BODY[HEADER.FIELDS (MESSAGE-ID)] {25}\r\nMessage-ID: <a@b.c>\r\n\r\n\r\n UID 7)\r\n",
        "* 1 FETCH (UID 1 BODY[] NIL BODY[TEXT]<0> \"\")\r\n",
        "* 4 FETCH (ENVELOPE (\"Wed, 17 Jul 1996 02:23:25 -0700\" \"a \\\"b\\\" c\" ((\"T\" NIL \"g\" \"c.u\")) NIL "
        "NIL NIL "
        "NIL NIL NIL \"<B27397@c.u>\"))\r\n",
        "* 1 FETCH (BODYSTRUCTURE ((\"TEXT\" \"PLAIN\" (\"CHARSET\" \"UTF-8\") NIL NIL \"7BIT\" 10 1)(\"TEXT\" "
        "\"HTML\" NIL NIL NIL \"7BIT\" 10 1) \"ALTERNATIVE\"))\r\n",
        "A1 OK [READ-ONLY] EXAMINE completed {5}\r\n",
        "A2 NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)\r\n",
        "A3 BAD Error in IMAP command received by server.\r\n",
        "A4 OK [APPENDUID 38505 3955] APPEND completed\r\n",
        "A5 OK [] nothing in it\r\n",
        "A6 NO [not closed\r\n",
        "+ Ready for literal data\r\n",
        "+ \r\n",
        "+\r\n",
        "+ eyJzdGF0dXMiOiI0MDEifQ==\r\n",
        "* NAMESPACE ((\"\" \"/\")) NIL NIL\r\n",
        "* ID NIL\r\n",
        "* 5 EXPUNGE\r\n",
        "* VANISHED (EARLIER) 300:310,405\r\n",
        "* ok lower case\n",
    };
    return lines;
}

} // namespace

class ImapParserTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsStatuses();
    void readsACodeWithValues();
    void wordsThatEndLikeALiteralAreWords();
    void readsNumbersBeforeNames();
    void tellsNilFromTheEmptyString();
    void readsListsInLists();
    void readsAFetchWithItsLiterals();
    void aLiteralMayHoldAnything();
    void readsQuotedStrings();
    void cutsTheSameAnswersHoweverTheyArrive();
    void stopsAtGarbage_data();
    void stopsAtGarbage();
    void waitsForTheRest_data();
    void waitsForTheRest();
    void boundsWhatItKeeps();
    void boundsDepthAndCount();
    void survivesRandomBytes();
    void survivesBrokenAnswers();
    void wordsAreCleaned();
    void namesGoOverTheWireAndBack_data();
    void namesGoOverTheWireAndBack();
    void foreignNamesAreKeptAsTheyAre();
};

void ImapParserTest::readsStatuses()
{
    const ImapResponse no = only("A2 NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)\r\n");
    QVERIFY(no.kind == Kind::Tagged && no.tag == "A2" && no.name == "NO" && no.code == "AUTHENTICATIONFAILED");
    QCOMPARE(no.text, QByteArray("Invalid credentials (Failure)"));
    const ImapResponse bye = only("* BYE Autologout\r\n");
    QVERIFY(bye.kind == Kind::Untagged && bye.name == "BYE" && bye.code.isEmpty() && bye.text == "Autologout");
    const ImapResponse more = only("+ eyJz\r\n");
    QVERIFY(more.kind == Kind::Continuation && more.text == "eyJz");
    QVERIFY(only("+\r\n").kind == Kind::Continuation);
    QCOMPARE(only("* ok lower case\n").name, QByteArray("OK"));
    QCOMPARE(only("A6 NO [not closed\r\n").text, QByteArray("[not closed"));
}

void ImapParserTest::readsACodeWithValues()
{
    const ImapResponse appended = only("A4 OK [APPENDUID 38505 3955] done\r\n");
    QCOMPARE(appended.code, QByteArray("APPENDUID"));
    QVERIFY(appended.codeValues == std::vector({atom("38505"), atom("3955")}));
    QCOMPARE(appended.codeValues.at(1).number(), std::optional<quint64>(3955));
    const ImapResponse flags = only("* OK [PERMANENTFLAGS (\\Deleted \\*)] Limited\r\n");
    QVERIFY(flags.codeValues == std::vector({list({atom("\\Deleted"), atom("\\*")})}));
}

void ImapParserTest::wordsThatEndLikeALiteralAreWords()
{
    const Heard heard = hear({"A1 OK done {5}\r\n* 1 EXISTS\r\n"});
    QCOMPARE(heard.responses.size(), 2);
    QCOMPARE(heard.responses.first().text, QByteArray("done {5}"));
}

void ImapParserTest::readsNumbersBeforeNames()
{
    const ImapResponse exists = only("* 172 EXISTS\r\n");
    QVERIFY(exists.number == std::optional<quint64>(172) && exists.name == "EXISTS" && exists.values.empty());
}

void ImapParserTest::tellsNilFromTheEmptyString()
{
    const ImapResponse answer = only("* LIST (\\Noselect) NIL \"\"\r\n");
    QVERIFY(answer.values == std::vector({list({atom("\\Noselect")}), ImapValue(), string({})}));
    QVERIFY(answer.values.at(1) != answer.values.at(2));
}

void ImapParserTest::readsListsInLists()
{
    const ImapResponse answer = only("* NAMESPACE ((\"\" \"/\")(\"#news.\" \".\")) NIL (())\r\n");
    QVERIFY(answer.values
            == std::vector({list({list({string({}), string("/")}), list({string("#news."), string(".")})}), ImapValue(),
                            list({list({})})}));
}

void ImapParserTest::readsAFetchWithItsLiterals()
{
    const ImapResponse answer = only(
        "* 12 FETCH (BODY[HEADER.FIELDS (MESSAGE-ID DATE)] {25}\r\nMessage-ID: <a@b.c>\r\n\r\n\r\n UID 7 BODY[]<0> "
        "{0}\r\n)\r\n");
    QVERIFY(answer.number == std::optional<quint64>(12) && answer.values.size() == 1);
    QVERIFY(answer.values.front()
            == list({atom("BODY[HEADER.FIELDS (MESSAGE-ID DATE)]"), string("Message-ID: <a@b.c>\r\n\r\n\r\n"),
                     atom("UID"), atom("7"), atom("BODY[]<0>"), string({})}));
}

void ImapParserTest::aLiteralMayHoldAnything()
{
    const QByteArray inside = QByteArray("A1 OK done\r\n* BYE {9}\r\n)\0\x80\xff", 28) + "\r\n";
    const QByteArray size = QByteArray::number(inside.size());
    const ImapResponse answer = only("* 1 FETCH (BODY[] {" + size + "}\r\n" + inside + ")\r\n");
    QCOMPARE(answer.values.front().list.at(1).text, inside);
    const ImapResponse plus = only("* 1 FETCH (BODY[] {" + size + "+}\r\n" + inside + ")\r\n");
    QCOMPARE(plus.values.front().list.at(1).text, inside);
    const ImapResponse binary = only("* 1 FETCH (BINARY[1] ~{" + size + "}\r\n" + inside + ")\r\n");
    QCOMPARE(binary.values.front().list.at(1).text, inside);
}

void ImapParserTest::readsQuotedStrings()
{
    const ImapResponse answer = only("* X \"a \\\"b\\\" \\\\ {3}\" \"(\" \"Gr\xc3\xbc\xc3\x9f\x65\"\r\n");
    QVERIFY(answer.values == std::vector({string("a \"b\" \\ {3}"), string("("), string("Gr\xc3\xbc\xc3\x9f\x65")}));
}

void ImapParserTest::cutsTheSameAnswersHoweverTheyArrive()
{
    const QByteArray all = corpus().join();
    const Heard whole = hear({all});
    QCOMPARE(whole.fault, Fault::None);
    QCOMPARE(whole.responses.size(), corpus().size());
    QVERIFY(whole.isEmpty);
    for (const int step : {1, 2, 3, 7, 64}) {
        QByteArrayList pieces;
        for (qsizetype at = 0; at < all.size(); at += step) {
            pieces += all.mid(at, step);
        }
        QVERIFY2(hear(pieces) == whole, QByteArray::number(step));
    }
}

void ImapParserTest::stopsAtGarbage_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("SMTP") << QByteArray("220 mail.example ESMTP\r\n");
    QTest::newRow("HTTP") << QByteArray("HTTP/1.1 400 Bad Request\r\n");
    QTest::newRow("POP3") << QByteArray("+OK ready\r\n");
    QTest::newRow("TLS, no line end") << QByteArray("\x16\x03\x01\x02", 4);
    QTest::newRow("an empty line") << QByteArray("\r\n");
    QTest::newRow("a star alone") << QByteArray("*\r\n");
    QTest::newRow("no name") << QByteArray("* \r\n");
    QTest::newRow("a tagged answer that is no status") << QByteArray("A1 LIST () \"/\" x\r\n");
    QTest::newRow("a number that is none") << QByteArray("* 99999999999999999999999 EXISTS\r\n");
    QTest::newRow("an open list") << QByteArray("* LIST (\\Sent \"/\" x\r\n");
    QTest::newRow("a closed list too much") << QByteArray("* LIST ()) \"/\" x\r\n");
    QTest::newRow("an open quote") << QByteArray("* LIST () \"/\" \"x\r\n");
    QTest::newRow("a backslash at the end") << QByteArray("* LIST () \"/\" \"x\\\r\n");
    QTest::newRow("a zero byte") << QByteArray("* LIST () \"/\" x\0y\r\n", 18);
    QTest::newRow("a control byte") << QByteArray("* LIST () \"/\" x\x01y\r\n");
    QTest::newRow("a carriage return inside") << QByteArray("* LIST () \"/\" x\ry\r\n");
    QTest::newRow("a literal in a word") << QByteArray("* LIST () \"/\" x{1}\r\ny\r\n");
    QTest::newRow("a literal that is none") << QByteArray("* LIST () \"/\" {x}\r\n");
    QTest::newRow("an open section") << QByteArray("* 1 FETCH (BODY[ {1}\r\nx)\r\n");
    QTest::newRow("only a tag") << QByteArray("A1\r\n");
    QTest::newRow("an endless tag") << QByteArray(100, 'A') + " OK\r\n";
}

void ImapParserTest::stopsAtGarbage()
{
    QFETCH(QByteArray, bytes);
    const Heard heard = hear({bytes, "A1 OK fine\r\n"});
    QVERIFY(heard.responses.isEmpty());
    QCOMPARE(heard.fault, Fault::NotImap);
}

void ImapParserTest::waitsForTheRest_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a star") << QByteArray("*");
    QTest::newRow("half a line") << QByteArray("* 12 EXI");
    QTest::newRow("a carriage return") << QByteArray("* 12 EXISTS\r");
    QTest::newRow("half a literal") << QByteArray("* 1 FETCH (BODY[] {10}\r\nabc");
    QTest::newRow("a literal, not the end") << QByteArray("* 1 FETCH (BODY[] {3}\r\nabc");
    QTest::newRow("a plus") << QByteArray("+");
}

void ImapParserTest::waitsForTheRest()
{
    QFETCH(QByteArray, bytes);
    const Heard heard = hear({bytes});
    QVERIFY(heard.responses.isEmpty());
    QCOMPARE(heard.fault, Fault::None);
    QCOMPARE(heard.isEmpty, bytes.isEmpty());
}

void ImapParserTest::boundsWhatItKeeps()
{
    ImapParser::Limits limits;
    limits.line = 100;
    limits.literal = 50;
    limits.response = 150;
    const ImapParser small(limits);
    QCOMPARE(hear({"* X " + QByteArray(200, 'a')}, small).fault, Fault::LineTooLong);
    QCOMPARE(hear({"* X " + QByteArray(200, 'a') + "\r\n"}, small).fault, Fault::LineTooLong);
    QCOMPARE(hear({"* X " + QByteArray(90, 'a') + "\r\n"}, small).fault, Fault::None);
    QCOMPARE(hear({"* X {51}\r\n"}, small).fault, Fault::LiteralTooLarge);
    QCOMPARE(hear({"* X {999999999999999999999}\r\n"}, small).fault, Fault::LiteralTooLarge);
    QCOMPARE(hear({"* X {50}\r\n"}, small).fault, Fault::None);
    const QByteArray fifty = "{50}\r\n" + QByteArray(50, 'a');
    QCOMPARE(hear({"* X " + fifty + ' ' + fifty + ' ' + fifty + "\r\n"}, small).fault, Fault::LiteralTooLarge);
    QCOMPARE(hear({"* X {4294967296}\r\n"}).fault, Fault::LiteralTooLarge);
}

void ImapParserTest::boundsDepthAndCount()
{
    const auto nested = [](int depth) { return "* X " + QByteArray(depth, '(') + QByteArray(depth, ')') + "\r\n"; };
    QCOMPARE(hear({nested(50)}).fault, Fault::None);
    QCOMPARE(hear({nested(51)}).fault, Fault::TooDeep);
    QCOMPARE(hear({nested(1'000'000)}).fault, Fault::TooDeep);
    ImapParser::Limits limits;
    limits.values = 3;
    QCOMPARE(hear({"* SEARCH 1 2 3\r\n"}, ImapParser(limits)).fault, Fault::None);
    QCOMPARE(hear({"* SEARCH 1 2 3 4\r\n"}, ImapParser(limits)).fault, Fault::TooMany);
    QCOMPARE(hear({"* X (1 (2)) (3)\r\n"}, ImapParser(limits)).fault, Fault::TooMany);
}

void ImapParserTest::survivesRandomBytes()
{
    QRandomGenerator random(20261124);
    const QByteArray likely = QByteArrayLiteral("*+A1 OKNO[]()\"{}\\~5\r\nBODYFETCHNIL<>\x80\0");
    int answers = 0;
    for (int round = 0; round < 20000; ++round) {
        QByteArray bytes = random.bounded(2) ? QByteArrayLiteral("* X ") : QByteArray();
        const int size = random.bounded(60);
        for (int at = 0; at < size; ++at) {
            bytes += likely.at(random.bounded(likely.size()));
        }
        answers += int(hear({bytes + "\r\n"}).responses.size());
    }
    QVERIFY(answers > 100); // not all of it is refused at the first byte
}

void ImapParserTest::survivesBrokenAnswers()
{
    QRandomGenerator random(42);
    for (const QByteArray &line : corpus()) {
        for (qsizetype cut = 0; cut < line.size(); ++cut) {
            hear({line.first(cut) + "\r\n", "A1 OK\r\n"});
            QByteArray other = line;
            other[cut] = char(random.bounded(256));
            hear({other, "A1 OK\r\n"});
            other.insert(cut, line.mid(random.bounded(int(line.size()))));
            hear({other, "A1 OK\r\n"});
        }
    }
}

void ImapParserTest::wordsAreCleaned()
{
    const ImapResponse answer = only("A1 NO bad\x1b[31m \t\xe2\x80\xae  thing " + QByteArray(3000, 'x') + "\r\n");
    const QString words = answer.words();
    QVERIFY2(words.startsWith(QStringLiteral("bad [31m thing xxx")), qPrintable(words.left(40)));
    QCOMPARE(words.size(), 500);
}

void ImapParserTest::namesGoOverTheWireAndBack_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("wire");
    QTest::newRow("plain") << QStringLiteral("INBOX/Sent Items") << QByteArray("INBOX/Sent Items");
    QTest::newRow("ampersand") << QStringLiteral("Q&A") << QByteArray("Q&-A");
    QTest::newRow("umlaut") << QString::fromUtf8("Entwürfe") << QByteArray("Entw&APw-rfe");
    QTest::newRow("RFC 3501") << QString::fromUtf8("~peter/mail/台北/日本語")
                              << QByteArray("~peter/mail/&U,BTFw-/&ZeVnLIqe-");
    QTest::newRow("beyond the first plane") << QString::fromUtf8("\U0001f4ec") << QByteArray("&2D3c7A-");
    QTest::newRow("at the end") << QString::fromUtf8("Envoyé") << QByteArray("Envoy&AOk-");
    QTest::newRow("empty") << QString() << QByteArray();
}

void ImapParserTest::namesGoOverTheWireAndBack()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, wire);
    QCOMPARE(toImapFolderName(name), wire);
    QCOMPARE(fromImapFolderName(wire), name);
}

void ImapParserTest::foreignNamesAreKeptAsTheyAre()
{
    QCOMPARE(fromImapFolderName("Entw\xc3\xbcrfe"), QString::fromUtf8("Entwürfe"));
    QCOMPARE(fromImapFolderName("A & B"), QStringLiteral("A & B"));
    QCOMPARE(fromImapFolderName("&AP-"), QStringLiteral("&AP-"));
    QCOMPARE(fromImapFolderName("&!!!-"), QStringLiteral("&!!!-"));
}

QTEST_GUILESS_MAIN(ImapParserTest)
#include "ImapParserTest.moc"
