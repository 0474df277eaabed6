#include "app/campaign/SoundTemplate.h"
#include "app/outbox/FakeTransport.h"
#include "app/outbox/OutboxWorld.h"
#include "draft/DraftMessage.h"
#include "mail/ParsedMessage.h"
#include "outbox/Sender.h"
#include "support/Patience.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

namespace {

/// A template without a fault; `depth` more levels may be inside.
QString sound(QRandomGenerator &random, int depth)
{
    static const QStringList words{QStringLiteral("plan "),    QStringLiteral("Łódź, "),  QStringLiteral("a {{ b "),
                                   QStringLiteral("ok.\n"),    QStringLiteral("\n\n"),    QStringLiteral("100 % "),
                                   QStringLiteral("<b> & "),   QStringLiteral("“so” "),   QStringLiteral("a\tb "),
                                   QStringLiteral(".\n.. \n"), QStringLiteral("From \n"), QStringLiteral("👍 ")};
    return soundTemplate(random, depth, words, QStringLiteral("city contains o"));
}

/// As a mail program shows it: tabs and line ends are whatever the text says, trailing blanks are not seen.
QString shown(const QString &text)
{
    QStringList lines = text.split(QLatin1Char('\n'));
    for (QString &line : lines) {
        while (line.endsWith(QLatin1Char(' ')) || line.endsWith(QLatin1Char('\t'))) {
            line.chop(1);
        }
    }
    return lines.join(QLatin1Char('\n')).trimmed();
}

} // namespace

/// From what the editor shows to the bytes that leave, over texts nobody chose.
class PreviewIsSentTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyPreviewIsWhatLeaves();
};

void PreviewIsSentTest::everyPreviewIsWhatLeaves()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 12; ++round) {
        OutboxWorld world(OutboxWorld::withoutCalendar(0ms, 1000));
        FakeTransport transport;
        Sender sender(
            *world.files, world.clock, transport,
            [](MailboxId) -> Task<Result<MailAccount>> {
                SmtpAccount found;
                found.host = QStringLiteral("fake");
                co_return found;
            },
            world.policy);
        QObject::connect(&world.outbox, &Outbox::wake, &sender, &Sender::wake);
        const QString subject = QStringLiteral("For {company} ") + sound(random, 1).simplified();
        const QString body = QStringLiteral("Hi,\n") + sound(random, 3);
        world.setText(subject, body);
        QList<LeadId> leads;
        for (int number = 0; number < 6; ++number) {
            const QString city = number % 3 == 0 ? QString()
                : number % 3 == 1                ? QStringLiteral("Gdynia")
                                                 : QStringLiteral("Kraków");
            leads.append(world.addLead(QStringLiteral("Anna %1").arg(number),
                                       QStringLiteral("anna%1@baltway.example").arg(number), city));
        }
        must(world.campaigns.enrol(world.campaign, leads));
        QHash<QString, StepPreview> previews;
        for (const LeadId lead : leads) {
            const QString to = world.lead(lead).email->toString();
            previews.insert(to, must(world.campaigns.preview(StepText{subject, body, {}}, lead, world.step)));
            QCOMPARE(must(world.campaigns.preview(StepText{subject, body, {}}, lead, world.step)), previews.value(to));
        }
        must(world.writer.write(world.campaign));
        for (const LeadId lead : leads) {
            QCOMPARE(world.draftOf(lead).state, DraftState::Ready);
            world.approve(lead);
        }
        must(world.campaigns.launch(world.campaign));
        must(world.outbox.queueApproved(world.campaign));
        sender.start();
        QTRY_COMPARE(transport.mails.size(), leads.size());
        for (const FakeTransport::HandedOver &mail : std::as_const(transport.mails)) {
            const StepPreview preview = previews.value(mail.envelope.to.toString());
            const Result<ParsedMessage> parsed = parseMime(mail.mime);
            QVERIFY(parsed.has_value());
            QCOMPARE(parsed->header(QStringLiteral("Subject")), preview.subject);
            const QString expected =
                shown(preview.body.trimmed() + QStringLiteral("\n\n") + DraftMessages::footer(world.profile));
            QCOMPARE(shown(parsed->text), expected);
        }
        QCoro::waitFor(sender.close());
    }
}

QTEST_GUILESS_MAIN(PreviewIsSentTest)
#include "PreviewIsSentTest.moc"
