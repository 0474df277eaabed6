#include "Application.h"
#include "assistant/Assistant.h"
#include "sandbox/Sandbox.h"
#include "support/Patience.h"

#include <QCoroTask>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

/// The sandbox's clock is put forward while a question to Claude is under way.
class SkippedDayTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void endsNoQuestionThatIsUnderWay()
    {
        const QTemporaryDir folder;
        auto opened = Application::open({folder.filePath(QStringLiteral("profile")), true, QStringLiteral("0.0")});
        QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().message));
        Application &application = **opened;
        QVERIFY(QCoro::waitFor(application.start()));

        // It asks for a second of patience each time, and is there again before the first one is over. By the clock of
        // the sandbox all tries would be used up by then.
        ClaudeServer &claude = application.sandbox()->claude();
        claude.setLatency(0ms);
        claude.setFault(ClaudeServer::Fault::RateLimited);
        const int before = claude.calls();
        MailBrief brief;
        brief.sender = {
            QStringLiteral("Clara Jensen"), QStringLiteral("Harbourline"), QStringLiteral("Load plans."), {}};
        brief.facts = {{QStringLiteral("First name"), QStringLiteral("Freja")}};
        brief.subject = QStringLiteral("Load plans");
        brief.body = QStringLiteral("Hi Freja,\n\nwe keep one load plan for all terminals.\n\nUseful?\n\nClara");
        std::optional<Result<WrittenMail>> written;
        whenDone(application.assistant().writeMail(brief), this,
                 [&written](const Result<WrittenMail> &mail) { written = mail; });
        QTRY_VERIFY(claude.calls() > before);
        QTimer skipping;
        connect(&skipping, &QTimer::timeout, this,
                [&application] { application.sandbox()->clock().skip(1min); }); // a day of it, minute by minute
        skipping.start(20ms);
        QTimer::singleShot(700ms, Qt::PreciseTimer, this, [&claude] { claude.setFault(ClaudeServer::Fault::None); });
        QTRY_VERIFY(written.has_value());
        skipping.stop();
        QVERIFY2(*written, qPrintable(*written ? QString() : written->error().message));
        QVERIFY(claude.calls() > before + 1);
        QCoro::waitFor(application.close());
    }
};

QTEST_GUILESS_MAIN(SkippedDayTest)
#include "SkippedDayTest.moc"
