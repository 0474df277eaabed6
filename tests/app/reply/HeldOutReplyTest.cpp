#include "reply/AutoReply.h"
#include "reply/BounceReport.h"
#include "reply/NewText.h"
#include "reply/OptOutWish.h"

#include <QFile>
#include <QMap>
#include <QTest>

using namespace AlwaysLeads;

namespace {

struct Mail
{
    QString expected; ///< "away", "bounce-hard", …, "opt-out", "human"
    QString language;
    QString text;
    ReplyMessage message;
};

QByteArray mimeOf(const QStringList &row)
{
    QStringList headers = row.at(2).split(QLatin1Char('|'), Qt::SkipEmptyParts);
    const bool hasSender = std::ranges::any_of(headers, [](const QString &one) { return one.startsWith(u"From:"); });
    if (!hasSender) {
        headers.prepend(QStringLiteral("From: Anna Berg <anna@baltway.example>"));
    }
    headers << QStringLiteral("To: clara@harbourline.example")
            << QStringLiteral("Subject: =?utf-8?B?%1?=").arg(QLatin1String(row.at(3).toUtf8().toBase64()))
            << QStringLiteral("Date: Mon, 23 Nov 2026 09:00:00 +0000")
            << QStringLiteral("Message-ID: <heldout@baltway.example>")
            << QStringLiteral("Content-Type: text/plain; charset=utf-8");
    QString text = row.at(4);
    text.replace(QStringLiteral("\\n"), QStringLiteral("\r\n"));
    return headers.join(QStringLiteral("\r\n")).toUtf8() + "\r\n\r\n" + text.toUtf8() + "\r\n";
}

QList<Mail> corpus()
{
    QFile file(QStringLiteral(REPLY_DATA "/heldout.tsv"));
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("%s is not there", qPrintable(file.fileName()));
    }
    QList<Mail> mails;
    const QStringList lines = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'));
    for (const QString &line : lines) {
        if (line.isEmpty() || line.startsWith(QLatin1Char('#'))) {
            continue;
        }
        const QStringList row = line.split(QLatin1Char('\t'));
        const Result<ReplyMessage> read = readReply(mimeOf(row));
        if (row.size() != 5 || !read) {
            qFatal("unreadable: %s", qPrintable(line));
        }
        mails.append({row.at(0), row.at(1), row.at(4), *read});
    }
    return mails;
}

QString verdictOf(const ReplyMessage &message)
{
    if (const std::optional<BounceReport> report = bounceReportOf(message)) {
        switch (report->recipients.first().severity) {
        case BounceReport::Severity::Hard:
            return QStringLiteral("bounce-hard");
        case BounceReport::Severity::Soft:
            return QStringLiteral("bounce-soft");
        case BounceReport::Severity::Policy:
            return QStringLiteral("bounce-policy");
        case BounceReport::Severity::Delay:
            return QStringLiteral("delay");
        }
    }
    if (autoReplyOf(message, QDate(2026, 11, 23))) {
        return QStringLiteral("away");
    }
    return optOutWishIn(newTextOf(message.text).text, message.subject) ? QStringLiteral("opt-out")
                                                                       : QStringLiteral("human");
}

struct Score
{
    int expected = 0;
    int found = 0;
    int falseAlarms = 0;
};

} // namespace

/// How well the rules do on mails that they were not made from. Prints recall and false alarms.
class HeldOutReplyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void recallAndFalseAlarms();
};

void HeldOutReplyTest::recallAndFalseAlarms()
{
    QMap<QString, Score> scores;
    QSet<QString> languages;
    int dangerous = 0; ///< a good address that would be given up
    const QList<Mail> mails = corpus();
    for (const Mail &mail : mails) {
        languages.insert(mail.language);
        const QString verdict = verdictOf(mail.message);
        ++scores[mail.expected].expected;
        if (verdict == mail.expected) {
            ++scores[mail.expected].found;
        } else {
            ++scores[verdict].falseAlarms;
            dangerous += verdict == QLatin1String("bounce-hard") ? 1 : 0;
            qInfo().noquote() << "taken for" << verdict << "instead of" << mail.expected << ':' << mail.language
                              << mail.text.left(90);
        }
    }
    const auto all = [&](const QString &begin) {
        Score sum;
        for (auto one = scores.cbegin(); one != scores.cend(); ++one) {
            if (one.key().startsWith(begin)) {
                sum.expected += one->expected;
                sum.found += one->found;
                sum.falseAlarms += one->falseAlarms;
            }
        }
        return sum;
    };
    for (const char *kind : {"bounce", "away", "opt-out", "human"}) {
        const Score score = all(QString::fromLatin1(kind));
        qInfo("%-8s recall %d of %d (%.0f %%), false alarms %d of %d others", kind, score.found, score.expected,
              100.0 * score.found / score.expected, score.falseAlarms, int(mails.size()) - score.expected);
        QVERIFY2(score.found * 100 >= score.expected * 80, kind);
    }
    qInfo("%d mails in %d languages", int(mails.size()), int(languages.size()));
    QVERIFY(mails.size() >= 60);
    QVERIFY(languages.size() >= 8);
    QCOMPARE(dangerous, 0);
    // An answer of a person that is taken for something else is not seen as one: rarer than one in ten.
    const Score human = all(QStringLiteral("human"));
    QVERIFY((human.expected - human.found) * 10 <= human.expected);
}

QTEST_GUILESS_MAIN(HeldOutReplyTest)
#include "HeldOutReplyTest.moc"
