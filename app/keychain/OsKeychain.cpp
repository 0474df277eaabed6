#include "keychain/OsKeychain.h"

#include "keychain/Cipher.h"

#include <QCoroFuture>

#include <QPromise>
#include <QTimer>

#include <qt6keychain/keychain.h>

namespace AlwaysLeads {

OsKeychain::OsKeychain(QString service, std::chrono::milliseconds patience)
    : m_service(std::move(service))
    , m_patience(patience)
{
}

Task<Result<QByteArray>> OsKeychain::read(QString name)
{
    Task<Result<QByteArray>> reading = readOnce(name);
    Result<QByteArray> found = co_await reading;
    if (found || found.error().kind != ErrorKind::NotFound) {
        co_return found;
    }
    // A Secret Service that is locked, and whose question the person waved away, also says "not found". One that takes
    // an entry is unlocked, perhaps only now, so its second answer counts.
    const QString probe = QStringLiteral("is it unlocked");
    Task<Result<>> writing = write(probe, QByteArrayLiteral("yes"));
    Result<> written = co_await writing;
    if (!written) {
        if (written.error().kind == ErrorKind::Network) {
            written.error().kind = ErrorKind::Refused; // it answered a moment ago
            written.error().message = tr("The keychain is locked or refused. Unlock it and try again.");
        }
        co_return failureOf(std::move(written));
    }
    Task<Result<>> removing = remove(probe);
    Result<> removed = co_await removing;
    Q_UNUSED(removed) // what stays says nothing about anybody
    Task<Result<QByteArray>> again = readOnce(name);
    Result<QByteArray> second = co_await again;
    co_return second;
}

Task<Result<QByteArray>> OsKeychain::readOnce(QString name)
{
    auto *job = new QKeychain::ReadPasswordJob(m_service);
    job->setKey(name);
    return finish(job);
}

Task<Result<>> OsKeychain::write(QString name, QByteArray bytes)
{
    auto *job = new QKeychain::WritePasswordJob(m_service);
    job->setKey(name);
    job->setBinaryData(bytes);
    Task<Result<QByteArray>> running = finish(job);
    Result<QByteArray> written = co_await running;
    co_return written.map([](const QByteArray &) {});
}

Task<Result<>> OsKeychain::remove(QString name)
{
    auto *job = new QKeychain::DeletePasswordJob(m_service);
    job->setKey(name);
    Task<Result<QByteArray>> running = finish(job);
    Result<QByteArray> removed = co_await running;
    co_return removed.map([](const QByteArray &) {});
}

Task<Result<QByteArray>> OsKeychain::finish(QKeychain::Job *job)
{
    job->setInsecureFallback(false);
    auto promise = std::make_shared<QPromise<Result<QByteArray>>>();
    promise->start();
    QFuture<Result<QByteArray>> done = promise->future();
    QObject::connect(job, &QKeychain::Job::finished, job, [promise](QKeychain::Job *finished) {
        if (promise->future().isFinished()) {
            return; // patience ended before
        }
        auto *reading = qobject_cast<QKeychain::ReadPasswordJob *>(finished);
        if (finished->error() != QKeychain::NoError) {
            promise->addResult(tl::unexpected<Error>(problem(*finished)));
        } else {
            promise->addResult(Result<QByteArray>(reading ? reading->binaryData() : QByteArray()));
        }
        promise->finish();
    });
    QTimer::singleShot(m_patience, job, [promise] {
        promise->addResult(
            failure(ErrorKind::Timeout, tr("The keychain did not answer in time. Unlock it and try again.")));
        promise->finish();
    });
    job->start();
    Result<QByteArray> outcome = co_await done;
    co_return outcome;
}

Error OsKeychain::problem(const QKeychain::Job &job)
{
    const QString detail = QStringLiteral("keychain error %1: %2").arg(int(job.error())).arg(job.errorString());
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        return {ErrorKind::NotFound, tr("There is no such entry in the keychain."), detail};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
    case QKeychain::CouldNotDeleteEntry:
        return {ErrorKind::Refused, tr("The keychain is locked or refused. Unlock it and try again."), detail};
    default:
        // Also OtherError: what the Secret Service backend says when there is no session bus, or nobody on it.
        return {ErrorKind::Network, tr("No keychain answers on this computer."), detail};
    }
}

} // namespace AlwaysLeads
