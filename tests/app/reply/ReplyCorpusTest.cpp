#include "reply/AutoReply.h"
#include "reply/BounceReport.h"
#include "reply/Complaint.h"
#include "reply/NewText.h"
#include "reply/OptOutWish.h"
#include "reply/ReplyRules.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace AlwaysLeads;

namespace {

const QDate received(2026, 11, 23);

QByteArray fileAt(const QString &path)
{
    QFile file(QStringLiteral(REPLY_DATA "/") + path);
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("%s is not there", qPrintable(file.fileName()));
    }
    return file.readAll();
}

QList<QStringList> rowsOf(const QString &path)
{
    QList<QStringList> rows;
    for (const QString &line : QString::fromUtf8(fileAt(path)).split(QLatin1Char('\n'))) {
        if (!line.isEmpty() && !line.startsWith(QLatin1Char('#'))) {
            rows += line.split(QLatin1Char('\t'));
        }
    }
    return rows;
}

QString severityWord(BounceReport::Severity severity)
{
    switch (severity) {
    case BounceReport::Severity::Delay:
        return QStringLiteral("delay");
    case BounceReport::Severity::Hard:
        return QStringLiteral("hard");
    case BounceReport::Severity::Soft:
        return QStringLiteral("soft");
    case BounceReport::Severity::Policy:
        return QStringLiteral("policy");
    }
    return {};
}

/// verdict, addresses, day of return: as in expected.tsv.
QStringList verdictOf(const ReplyMessage &message)
{
    if (const std::optional<Complaint> complaint = complaintOf(message)) {
        return {QStringLiteral("complaint"), complaint->address, QString()};
    }
    if (const std::optional<BounceReport> report = bounceReportOf(message)) {
        QStringList recipients;
        for (const BounceReport::Recipient &recipient : report->recipients) {
            recipients += recipient.address + QLatin1Char('=') + severityWord(recipient.severity);
        }
        return {report->hasBounced() ? QStringLiteral("bounce") : QStringLiteral("delay"),
                recipients.join(QLatin1Char(' ')), QString()};
    }
    if (const std::optional<AutoReply> reply = autoReplyOf(message, received)) {
        switch (reply->kind) {
        case AutoReply::Kind::OutOfOffice:
            return {QStringLiteral("out of office"), QString(), reply->back.toString(Qt::ISODate)};
        case AutoReply::Kind::LeftCompany:
            return {QStringLiteral("left company"), QString(), QString()};
        case AutoReply::Kind::Receipt:
            return {QStringLiteral("receipt"), QString(), QString()};
        case AutoReply::Kind::Other:
            return {QStringLiteral("automatic"), QString(), QString()};
        }
    }
    return {QStringLiteral("human"), QString(), QString()};
}

Classification classOf(const ReplyMessage &message)
{
    const QString text = newTextOf(message.text).text;
    if (const std::optional<QString> wish = optOutWishIn(text, QString())) {
        return {ReplyClass::OptOut, *wish};
    }
    return classifyByWords(text);
}

} // namespace

class ReplyCorpusTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void recognisesWhatNobodyWrote();
    void takesNoAnswerForAutomatic();
    void cutsAnswersToTheNewText();
    void classifiesAnswersByWords();
    void theSentenceStandsInTheMail();
};

void ReplyCorpusTest::recognisesWhatNobodyWrote()
{
    int right = 0;
    const QList<QStringList> rows = rowsOf(QStringLiteral("automatic/expected.tsv"));
    QSet<QString> languages;
    for (const QStringList &row : rows) {
        languages.insert(row.at(1));
        const Result<ReplyMessage> message = readReply(fileAt(QStringLiteral("automatic/%1.eml").arg(row.at(0))));
        QVERIFY(message.has_value());
        const QStringList verdict = verdictOf(*message);
        if (verdict == row.mid(2, 3)) {
            ++right;
        } else {
            qInfo().noquote() << row.at(0) << "is" << verdict << "instead of" << row.mid(2, 3);
        }
    }
    qInfo("recall: %d of %d with the expected verdict, %d languages", right, int(rows.size()), int(languages.size()));
    QVERIFY(rows.size() >= 60);
    QVERIFY(languages.size() >= 8);
    QCOMPARE(right, int(rows.size()));
}

void ReplyCorpusTest::takesNoAnswerForAutomatic()
{
    int wrong = 0;
    const QList<QStringList> rows = rowsOf(QStringLiteral("human/expected.tsv"));
    for (const QStringList &row : rows) {
        const Result<ReplyMessage> message = readReply(fileAt(QStringLiteral("human/%1.eml").arg(row.at(0))));
        QVERIFY(message.has_value());
        const QStringList verdict = verdictOf(*message);
        if (verdict.first() != QLatin1String("human")) {
            ++wrong;
            qInfo().noquote() << row.at(0) << "was taken for" << verdict;
        }
    }
    qInfo("false alarms: %d of %d", wrong, int(rows.size()));
    QVERIFY(rows.size() >= 50);
    QCOMPARE(wrong, 0);
}

void ReplyCorpusTest::cutsAnswersToTheNewText()
{
    int right = 0;
    const QList<QStringList> rows = rowsOf(QStringLiteral("human/expected.tsv"));
    for (const QStringList &row : rows) {
        const Result<ReplyMessage> message = readReply(fileAt(QStringLiteral("human/%1.eml").arg(row.at(0))));
        const QString wanted = QString::fromUtf8(fileAt(QStringLiteral("human/%1.txt").arg(row.at(0)))).trimmed();
        const QString cut = newTextOf(message->text).text;
        if (cut == wanted) {
            ++right;
        } else {
            qInfo().noquote() << row.at(0) << "was cut to:\n" << cut << "\n--- instead of:\n" << wanted;
        }
    }
    qInfo("cut right: %d of %d", right, int(rows.size()));
    QCOMPARE(right, int(rows.size()));
}

void ReplyCorpusTest::classifiesAnswersByWords()
{
    int right = 0;
    int optOuts = 0;
    int falseOptOuts = 0;
    const QList<QStringList> rows = rowsOf(QStringLiteral("human/expected.tsv"));
    for (const QStringList &row : rows) {
        const Result<ReplyMessage> message = readReply(fileAt(QStringLiteral("human/%1.eml").arg(row.at(0))));
        const Classification found = classOf(*message);
        right += toWord(found.value) == row.at(1) ? 1 : 0;
        const bool isWish = row.at(1) == QLatin1String("opt-out");
        optOuts += isWish && found.value != ReplyClass::OptOut ? 1 : 0;
        falseOptOuts += !isWish && found.value == ReplyClass::OptOut ? 1 : 0;
        if (toWord(found.value) != row.at(1)) {
            qInfo().noquote() << row.at(0) << "is" << toWord(found.value) << "instead of" << row.at(1)
                              << found.sentence;
        }
    }
    qInfo("classes by words alone: %d of %d right; opt-outs missed %d, false %d", right, int(rows.size()), optOuts,
          falseOptOuts);
    QCOMPARE(optOuts, 0);
    QCOMPARE(falseOptOuts, 0);
    QVERIFY(right * 100 >= int(rows.size()) * 95);
}

void ReplyCorpusTest::theSentenceStandsInTheMail()
{
    for (const QStringList &row : rowsOf(QStringLiteral("human/expected.tsv"))) {
        const Result<ReplyMessage> message = readReply(fileAt(QStringLiteral("human/%1.eml").arg(row.at(0))));
        const Classification found = classOf(*message);
        QVERIFY2(message->text.simplified().contains(found.sentence), qPrintable(row.at(0)));
    }
}

QTEST_GUILESS_MAIN(ReplyCorpusTest)
#include "ReplyCorpusTest.moc"
