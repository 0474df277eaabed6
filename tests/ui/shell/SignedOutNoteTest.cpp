#include "WindowStage.h"
#include "mailbox/MailboxSignIn.h"
#include "mailbox/Mailboxes.h"
#include "sandbox/Sandbox.h"
#include "support/Patience.h"
#include "widgets/Toast.h"

#include <algorithm>

using namespace AlwaysLeads;

/// A sign-in that ends is said in the window, whoever met it: here somebody who only asks for the account, as the
/// watcher of replies does.
class SignedOutNoteTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anEndedSignInIsSaidOnce();
};

void SignedOutNoteTest::anEndedSignInIsSaidOnce()
{
    WindowStage stage;
    Application &application = *stage.application;
    const Result<MailboxId> id = QCoro::waitFor(application.mailboxSignIn().connectNew(Mailbox::Kind::Google, {}, {}));
    QVERIFY2(id, qPrintable(id ? QString() : id.error().message));
    int told = 0;
    connect(&application.mailboxes(), &Mailboxes::signedOut, this, [&told] { ++told; });
    application.sandbox()->oauth().endPermissions();
    application.sandbox()->clock().skip(std::chrono::hours(2)); // the token ran out
    QTRY_VERIFY(!QCoro::waitFor(application.mailboxes().account(*id)));
    QTRY_VERIFY(std::ranges::any_of(stage.window->findChildren<Toast *>(), [](const Toast *toast) {
        return toast->text().contains(QStringLiteral("Sign in to"));
    }));
    QVERIFY(!QCoro::waitFor(application.mailboxes().account(*id)));
    const Result<QList<MailboxHealth>> health = QCoro::waitFor(application.mailboxes().health());
    QVERIFY(health);
    const auto mine = std::ranges::find(*health, *id, &MailboxHealth::mailbox);
    QVERIFY(mine != health->cend());
    QCOMPARE(mine->remedy, MailboxHealth::Remedy::Reconnect);
    QCOMPARE(told, 1);
}

QTEST_MAIN(SignedOutNoteTest)
#include "SignedOutNoteTest.moc"
