#include "Application.h"
#include "campaign/Campaigns.h"
#include "draft/DraftWriter.h"
#include "draft/Review.h"
#include "lead/Leads.h"
#include "mailbox/Mailboxes.h"
#include "outbox/Outbox.h"
#include "outbox/Sender.h"
#include "sandbox/Sandbox.h"
#include "shell/MainWindow.h"
#include "storage/Backups.h"
#include "style/Appearance.h"
#include "tour/Hands.h"

#include <QApplication>
#include <QCoroTask>
#include <QDirIterator>
#include <QImageReader>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QRandomGenerator>
#include <QStringConverter>
#include <QTemporaryDir>
#include <QTest>
#include <QTextStream>

using namespace AlwaysLeads;

/// A password and a key are typed into the window and used for the whole job. Afterwards they are looked for in
/// everything that stayed behind: each file of the profile, each picture, each line that was printed.
///
/// The job runs in a process of its own (this program once more), with every log switched on, so that whatever a
/// library prints is seen too.

namespace {

const char *const jobFolder = "ALWAYSLEADS_CANARY_FOLDER";
const char *const jobPassword = "ALWAYSLEADS_CANARY_PASSWORD";
const char *const jobKey = "ALWAYSLEADS_CANARY_KEY";
constexpr int patience = 60000; // milliseconds, on a slow and loaded machine

void need(bool there, const char *what)
{
    if (!there) {
        qFatal("The job stopped: %s", what);
    }
}

template <typename T> T must(Task<Result<T>> task)
{
    Result<T> outcome = QCoro::waitFor(std::move(task));
    if (!outcome) {
        qFatal("The job stopped: %s", qPrintable(outcome.error().message));
    }
    if constexpr (!std::is_void_v<T>) {
        return std::move(*outcome);
    }
}

void picture(MainWindow &window, const QString &name)
{
    const QDir folder(qEnvironmentVariable(jobFolder) + QStringLiteral("/pictures"));
    folder.mkpath(QStringLiteral("."));
    need(window.grab().save(folder.filePath(name + QStringLiteral(".png"))), "a picture");
}

/// Types both secrets where a person types them.
void typeSecrets(Application &application, MainWindow &window)
{
    Hands hands(window);
    window.openSettings(QStringLiteral("keys"));
    need(QTest::qWaitFor([&] { return hands.find(QStringLiteral("claudeKeyReplace")) != nullptr; }, patience), "keys");
    need(hands.click(QStringLiteral("claudeKeyReplace")).has_value(), "replace");
    need(hands.type(QStringLiteral("claudeKey"), qEnvironmentVariable(jobKey)).has_value(), "key");
    picture(window, QStringLiteral("key-typed"));
    hands.press(Qt::Key_Return);
    need(QTest::qWaitFor([&] { return hands.find(QStringLiteral("claudeKeyKept")) != nullptr; }, patience), "kept");
    picture(window, QStringLiteral("key-kept"));

    window.openSettings(QStringLiteral("mailboxes"));
    const QString change =
        QStringLiteral("changeMailbox-%1").arg(must(application.mailboxes().list()).first().id.value());
    need(QTest::qWaitFor([&] { return hands.find(change) != nullptr; }, patience), "mailboxes");
    need(hands.click(change).has_value(), "change");
    need(hands.type(QStringLiteral("mailboxPasswordEdit"), qEnvironmentVariable(jobPassword)).has_value(), "password");
    need(hands.click(QStringLiteral("mailboxTest")).has_value(), "test");
    need(QTest::qWaitFor([&] { return hands.find(QStringLiteral("mailboxVerdict")) != nullptr; }, patience), "verdict");
    need(hands.find(QStringLiteral("mailboxVerdict"))->accessibleName().startsWith(QStringLiteral("It works.")),
         "sign-in");
    picture(window, QStringLiteral("password-typed"));
    need(hands.click(QStringLiteral("mailboxKeep")).has_value(), "keep");
    need(QTest::qWaitFor([&] { return hands.find(QStringLiteral("mailboxForm")) == nullptr; }, patience), "form");
}

/// Writes with the key, sends with the password, then lets both be refused.
void useSecrets(Application &application)
{
    const auto add = [&](const QString &address) {
        Lead lead;
        lead.firstName = QStringLiteral("Anna");
        lead.companyName = QStringLiteral("Baltway");
        lead.email = EmailAddress::parse(address).value();
        return must(application.leads().add(lead));
    };
    const QList<LeadId> leads = {add(QStringLiteral("anna@baltway.example")),
                                 add(QStringLiteral("bea@baltway.example"))};
    Campaigns &campaigns = application.campaigns();
    const CampaignId campaign = must(campaigns.create(QStringLiteral("Ports")));
    must(campaigns.chooseMailbox(campaign, must(application.mailboxes().list()).first().id));
    must(campaigns.editStep(must(campaigns.open(campaign)).steps.first().id,
                            {QStringLiteral("Hello {company}"), QStringLiteral("Hi {first name}, how are you?"),
                             QStringLiteral("One sentence about their company")}));
    must(campaigns.enrol(campaign, leads));
    const int callsBefore = application.sandbox()->claude().calls();
    must(application.draftWriter().write(campaign));
    need(application.sandbox()->claude().calls() > callsBefore, "Claude was asked");
    must(campaigns.launch(campaign));
    const QList<DraftRow> drafts = must(application.review().list(DraftShelf::ToReview));
    need(drafts.size() == 2, "two drafts");
    must(application.review().approve(drafts.first().id, must(application.review().open(drafts.first().id)).shownHash));
    need(QTest::qWaitFor([&] { return application.sandbox()->mail().received().size() == 1; }, patience), "a mail");

    application.sandbox()->claude().setKey(QStringLiteral("another"));
    application.sandbox()->mail().setPassword(QStringLiteral("another"));
    const auto rewritten = QCoro::waitFor(application.review().rewrite(drafts.last().id, QStringLiteral("Shorter")));
    need(!rewritten, "the key is refused");
    QTextStream(stdout) << rewritten.error().message << ' ' << rewritten.error().detail << Qt::endl;
    // A mail could still leave over the line that is signed in; what is said of a refusal comes from a new one.
    const auto probed =
        QCoro::waitFor(application.mailboxes().probe(must(application.mailboxes().list()).first(), QString()));
    need(!probed, "the password is refused");
    QTextStream(stdout) << probed.error().message << ' ' << probed.error().detail << Qt::endl;
    must(application.backups().makeNow());
}

int doTheJob()
{
    Appearance appearance(*qApp);
    Result<std::unique_ptr<Application>> opened =
        Application::open({qEnvironmentVariable(jobFolder) + QStringLiteral("/profile"), true, QStringLiteral("0.0")});
    need(opened.has_value(), "the profile");
    const std::unique_ptr<Application> application = std::move(*opened);
    must(application->start());
    application->sandbox()->claude().setKey(qEnvironmentVariable(jobKey));
    application->sandbox()->mail().setPassword(qEnvironmentVariable(jobPassword));
    application->sandbox()->imap().setPassword(qEnvironmentVariable(jobPassword));
    {
        MainWindow window(*application, appearance);
        window.show();
        window.activateWindow();
        need(QTest::qWaitForWindowActive(&window, patience), "the window");
        typeSecrets(*application, window);
        useSecrets(*application);
        for (const Place place : {Place::Leads, Place::Campaigns, Place::Drafts, Place::Outbox, Place::Settings}) {
            window.open(place);
            QTest::qWait(50);
            picture(window, QStringLiteral("page-%1").arg(int(place)));
        }
        QCoro::waitFor(application->close());
    }
    QTextStream(stdout) << "The job is done." << Qt::endl;
    return EXIT_SUCCESS;
}

/// The secret in each form in which a program could have written it down.
QHash<QString, QByteArray> formsOf(const QString &secret)
{
    const QByteArray plain = secret.toUtf8();
    QHash<QString, QByteArray> forms;
    forms.insert(QStringLiteral("as it is"), plain);
    forms.insert(QStringLiteral("UTF-16"), QStringEncoder(QStringEncoder::Utf16LE).encode(secret));
    forms.insert(QStringLiteral("UTF-16, big end first"), QStringEncoder(QStringEncoder::Utf16BE).encode(secret));
    forms.insert(QStringLiteral("hexadecimal"), plain.toHex());
    forms.insert(QStringLiteral("hexadecimal, capitals"), plain.toHex().toUpper());
    // Inside of something longer, as in AUTH PLAIN: three ways to fall on the groups of Base64. The ends depend on what
    // stands beside them and are left out.
    for (int before = 0; before < 3; ++before) {
        const QByteArray whole = (QByteArray(before, 'x') + plain).toBase64(QByteArray::OmitTrailingEquals);
        forms.insert(QStringLiteral("Base64, %1").arg(before), whole.mid(before == 0 ? 0 : 4, whole.size() - 8));
    }
    return forms;
}

QStringList traces(const QString &where, const QByteArray &bytes, const QStringList &secrets)
{
    QStringList found;
    for (const QString &secret : secrets) {
        const QHash<QString, QByteArray> forms = formsOf(secret);
        for (auto form = forms.cbegin(); form != forms.cend(); ++form) {
            if (bytes.contains(form.value())) {
                found << QStringLiteral("%1, %2").arg(where, form.key());
            }
        }
    }
    return found;
}

QStringList tracesIn(const QString &folder, const QStringList &secrets, int *files)
{
    QStringList found;
    QDirIterator walk(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        QFile file(walk.next());
        if (!file.open(QIODevice::ReadOnly)) {
            found << file.fileName() + QStringLiteral(" could not be read");
            continue;
        }
        ++*files;
        found << traces(file.fileName(), file.readAll(), secrets);
        if (file.fileName().endsWith(QStringLiteral(".png"))) {
            QImageReader reader(file.fileName());
            const QStringList keys = reader.textKeys(); // they may be compressed in the file
            for (const QString &key : keys) {
                found << traces(file.fileName(), (key + reader.text(key)).toUtf8(), secrets);
            }
        }
    }
    return found;
}

QString invented(const QString &start)
{
    QString secret = start;
    for (int i = 0; i < 24; ++i) {
        secret += QChar(u'a' + char16_t(QRandomGenerator::global()->bounded(26)));
    }
    return secret;
}

} // namespace

class CanaryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSearchFindsEachForm()
    {
        const QString secret = invented(QStringLiteral("p-"));
        const QByteArray plain = secret.toUtf8();
        const QList<QByteArray> hidden = {
            "x" + plain + "y",
            ("user" + QByteArray(1, '\0') + "user" + QByteArray(1, '\0') + plain).toBase64(),
            ("a" + plain + "tail").toBase64(),
            ("ab" + plain).toBase64(),
            plain.toBase64(),
            plain.toHex(),
            QStringEncoder(QStringEncoder::Utf16LE).encode(QStringLiteral("ü") + secret),
        };
        QTemporaryDir folder;
        for (qsizetype i = 0; i < hidden.size(); ++i) {
            QVERIFY(!traces(QString(), hidden.at(i), {secret}).isEmpty());
            QFile file(folder.filePath(QString::number(i)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(hidden.at(i));
        }
        int files = 0;
        QVERIFY(tracesIn(folder.path(), {secret}, &files).size() >= hidden.size());
        QCOMPARE(files, int(hidden.size()));
        files = 0;
        QCOMPARE(tracesIn(folder.path(), {invented(QStringLiteral("p-"))}, &files), QStringList());
    }

    void leavesNoTraceOfAPasswordOrAKey()
    {
        const QString password = invented(QStringLiteral("pw"));
        const QString key = invented(QStringLiteral("sk-ant-"));
        QTemporaryDir folder;
        QProcess job;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromLatin1(jobFolder), folder.path());
        environment.insert(QString::fromLatin1(jobPassword), password);
        environment.insert(QString::fromLatin1(jobKey), key);
        environment.insert(QStringLiteral("QT_LOGGING_RULES"), QStringLiteral("*=true"));
        job.setProcessEnvironment(environment);
        job.setProcessChannelMode(QProcess::MergedChannels);
        job.start(QCoreApplication::applicationFilePath(), QStringList());
        QVERIFY(job.waitForStarted());
        QByteArray printed;
        QVERIFY(QTest::qWaitFor(
            [&] {
                printed += job.readAll();
                return job.state() == QProcess::NotRunning;
            },
            540000));
        printed += job.readAll();
        // Said before anything is compared, and never what was printed: a failing test must not be the leak.
        const bool done = job.exitStatus() == QProcess::NormalExit && job.exitCode() == EXIT_SUCCESS
            && printed.contains("The job is done.");
        if (!done && traces(QString(), printed, {password, key}).isEmpty()) {
            qWarning("%s", printed.right(4000).constData());
        }
        QVERIFY(done);
        QVERIFY(printed.contains("qt.")); // the libraries' own logs were on
        QCOMPARE(traces(QStringLiteral("printed"), printed, {password, key}), QStringList());
        int files = 0;
        QCOMPARE(tracesIn(folder.path(), {password, key}, &files), QStringList());
        QVERIFY2(files > 10, qPrintable(QString::number(files))); // database, backup, window, mails, pictures
    }
};

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (qEnvironmentVariableIsSet(jobFolder)) {
        return doTheJob();
    }
    CanaryTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "CanaryTest.moc"
