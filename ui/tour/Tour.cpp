#include "tour/Tour.h"

#include "Application.h"
#include "mail/ParsedMessage.h"
#include "sandbox/Sandbox.h"
#include "shell/MainWindow.h"

#include <QAbstractItemView>
#include <QFile>
#include <QPixmap>
#include <QTextStream>

#include <chrono>

namespace AlwaysLeads {

namespace {
constexpr std::chrono::milliseconds lookEvery(50);
constexpr std::chrono::milliseconds patience = std::chrono::seconds(60); // for one step, on a slow and loaded machine
// A step counts as done when it was so for some looks on end: animations of up to 180 ms are then over.
constexpr int calmLooksWanted = 6;
} // namespace

Tour::Tour(Application &application, MainWindow &window, Appearance &appearance, const QString &folder, QObject *parent)
    : QObject(parent)
    , m_application(application)
    , m_window(window)
    , m_appearance(appearance)
    , m_folder(folder)
    , m_hands(window)
{
    m_look.setInterval(lookEvery);
    connect(&m_look, &QTimer::timeout, this, &Tour::look);
}

void Tour::start()
{
    m_folder.mkpath(QStringLiteral("."));
    m_sample = m_folder.filePath(QStringLiteral("leads.csv"));
    QFile::remove(m_sample);
    QFile::copy(QStringLiteral(":/tour/leads.csv"), m_sample);
    QFile::setPermissions(m_sample, QFile::ReadOwner | QFile::WriteOwner);
    describe();
    m_window.resize(1440, 900);
    m_next = 0;
    QTimer::singleShot(0, this, &Tour::beginStep);
}

void Tour::add(const QString &name, std::function<Result<>()> act, std::function<bool()> done)
{
    m_steps.push_back({name, std::move(act), std::move(done), true});
}

void Tour::pass(const QString &name, std::function<Result<>()> act, std::function<bool()> done)
{
    m_steps.push_back({name, std::move(act), std::move(done), false});
}

void Tour::beginStep()
{
    if (m_next == m_steps.size()) {
        end(QString());
        return;
    }
    const Step &step = m_steps.at(m_next);
    QTextStream(stdout) << "tour: " << step.name << Qt::endl;
    const Result<> acted = step.act ? step.act() : Result<>();
    if (!acted) {
        end(QStringLiteral("%1: %2").arg(step.name, acted.error().message));
        return;
    }
    m_calmLooks = 0;
    m_sinceAct.start();
    m_look.start();
}

void Tour::look()
{
    const Step &step = m_steps.at(m_next);
    if (step.done && !step.done()) {
        m_calmLooks = 0;
        if (std::chrono::milliseconds(m_sinceAct.elapsed()) > patience) {
            takePicture(QStringLiteral("stuck"));
            end(QStringLiteral("%1: what was expected did not come.").arg(step.name));
        }
        return;
    }
    if (++m_calmLooks < calmLooksWanted) {
        return;
    }
    m_look.stop();
    if (step.picture) {
        takePicture(step.name);
    }
    ++m_next;
    beginStep();
}

void Tour::takePicture(const QString &name)
{
    const QString file = QStringLiteral("%1-%2.png").arg(++m_pictures, 2, 10, QLatin1Char('0')).arg(name);
    m_window.grab().save(m_folder.filePath(file));
}

int Tour::rowsOf(const QString &table) const
{
    const auto *view = m_hands.find<QAbstractItemView>(table);
    return view == nullptr || view->model() == nullptr ? -1 : view->model()->rowCount();
}

QStringList Tour::arrived() const
{
    QStringList lines;
    const QList<MailServer::Received> mails = m_application.sandbox()->mail().received();
    for (const MailServer::Received &mail : mails) {
        const Result<ParsedMessage> read = parseMime(mail.mime);
        lines.append(QStringLiteral("%1  %2")
                         .arg(mail.to, -36)
                         .arg(read ? read->header(QStringLiteral("Subject")) : QStringLiteral("(unreadable)")));
    }
    return lines;
}

void Tour::end(const QString &problem)
{
    m_look.stop();
    const QStringList mails = arrived();
    QString summary;
    QTextStream out(&summary);
    out << "What arrived in the sandbox's mailboxes: " << mails.size() << " mails\n\n";
    for (const QString &mail : mails) {
        out << mail << '\n';
    }
    out << '\n' << (problem.isEmpty() ? QStringLiteral("Complete: every step of the tour was seen.") : problem) << '\n';
    QFile file(m_folder.filePath(QStringLiteral("summary.txt")));
    if (file.open(QIODevice::WriteOnly)) {
        file.write(summary.toUtf8());
    }
    QTextStream(stdout) << summary << Qt::flush;
    Q_EMIT finished(problem.isEmpty());
}

} // namespace AlwaysLeads
