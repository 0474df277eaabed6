#include "tour/Tour.h"

#include "Application.h"
#include "sandbox/Sandbox.h"
#include "shell/MainWindow.h"
#include "widgets/ElidedLabel.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QFile>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPixmap>
#include <QPlainTextEdit>
#include <QTextEdit>
#include <QTextStream>

#include <chrono>

namespace AlwaysLeads {

namespace {
constexpr std::chrono::milliseconds lookEvery(50);
constexpr std::chrono::milliseconds patience = std::chrono::seconds(60); // for one step, on a slow and loaded machine
// A step counts as done when it was so for some looks on end: animations of up to 180 ms are then over.
constexpr int calmLooksWanted = 6;
constexpr int calmWithoutPicture = 2;
} // namespace

Tour::Tour(Application &application, MainWindow &window, Appearance &appearance, const QString &folder, QObject *parent)
    : QObject(parent)
    , m_application(application)
    , m_window(window)
    , m_appearance(appearance)
    , m_folder(folder)
    , m_hands(window)
    , m_facts(application)
{
    qApp->installEventFilter(this);
    m_look.setInterval(lookEvery);
    connect(&m_look, &QTimer::timeout, this, &Tour::look);
}

bool Tour::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show && watched->isWidgetType() && watched != &m_window) {
        const auto *control = static_cast<QWidget *>(watched);
        const Qt::WindowType kind = control->windowType();
        const bool isFleeting = kind == Qt::Popup || kind == Qt::ToolTip;
        // The place of the icon in the tray is one, too, on some desktops.
        if (control->isWindow() && !isFleeting && !control->inherits("QSystemTrayIconSys")) {
            m_stray = QStringLiteral("%1 (%2)").arg(control->objectName(),
                                                    QLatin1StringView(control->metaObject()->className()));
        }
    }
    return QObject::eventFilter(watched, event);
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
    m_whole.start();
    m_facts.start();
    QTimer::singleShot(0, this, &Tour::beginStep);
}

void Tour::describe()
{
    describeStart();
    describeImport();
    describeCare();
    describeFinding();
    describeScores();
    describeCampaign();
    describeFollowUpSteps();
    describeForecast();
    describeReview();
    describeSending();
    describeReplies();
    describeAnswer();
    describeDecisions();
    describeFollowUps();
    describeMeeting();
    describeDashboard();
    describePages();
}

void Tour::add(const QString &name, std::function<Result<>()> act, std::function<bool()> done)
{
    m_steps.push_back({name, std::move(act), std::move(done), true});
}

void Tour::pass(const QString &name, std::function<Result<>()> act, std::function<bool()> done)
{
    m_steps.push_back({name, std::move(act), std::move(done), false});
}

void Tour::check(const QString &name, std::function<QString()> missing)
{
    const auto done = [missing] { return missing().isEmpty(); };
    m_steps.push_back({name, {}, done, false, std::move(missing)});
}

void Tour::go(const QString &control, const QString &until)
{
    pass(
        control, [this, control] { return m_hands.click(control); }, [this, until] { return isVisible(until); });
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
        takePicture(QStringLiteral("stuck"));
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
    if (!m_stray.isEmpty()) {
        end(QStringLiteral("%1: %2 became a window of its own.").arg(step.name, m_stray));
        return;
    }
    if (step.done && !step.done()) {
        m_calmLooks = 0;
        if (std::chrono::milliseconds(m_sinceAct.elapsed()) > patience) {
            takePicture(QStringLiteral("stuck"));
            end(QStringLiteral("%1: %2").arg(
                step.name, step.missing ? step.missing() : QStringLiteral("what was expected did not come.")));
        }
        return;
    }
    if (++m_calmLooks < (step.picture ? calmLooksWanted : calmWithoutPicture)) {
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

bool Tour::isReady(const QString &name) const
{
    const QWidget *control = m_hands.find(name);
    return control != nullptr && control->isEnabled();
}

bool Tour::takesWords(const QString &line) const
{
    const auto *edit = m_hands.find<QLineEdit>(line);
    return edit != nullptr && !edit->isReadOnly();
}

int Tour::rowsOf(const QString &table) const
{
    const auto *view = m_hands.find<QAbstractItemView>(table);
    return view == nullptr || view->model() == nullptr ? -1 : view->model()->rowCount();
}

QString Tour::textOf(const QString &name) const
{
    const QWidget *control = m_hands.find(name);
    if (const auto *label = qobject_cast<const QLabel *>(control)) {
        return label->text();
    }
    if (const auto *edit = qobject_cast<const QLineEdit *>(control)) {
        return edit->text();
    }
    if (const auto *edit = qobject_cast<const QPlainTextEdit *>(control)) {
        return edit->toPlainText();
    }
    if (const auto *edit = qobject_cast<const QTextEdit *>(control)) {
        return edit->toPlainText();
    }
    if (const auto *label = qobject_cast<const ElidedLabel *>(control)) {
        return label->text();
    }
    const auto *button = qobject_cast<const QAbstractButton *>(control);
    return button == nullptr ? QString() : button->text();
}

void Tour::choose(int people)
{
    m_hands.find(QStringLiteral("leadsTable"))->setFocus();
    m_hands.press(Qt::Key_Home, Qt::ControlModifier);
    m_hands.press(Qt::Key_Down); // going there with Ctrl lets whoever was chosen stay so
    m_hands.press(Qt::Key_Up);
    for (int i = 0; i < people; ++i) {
        m_hands.press(Qt::Key_Space);
        m_hands.press(Qt::Key_Down);
    }
}

void Tour::close(const QString &name)
{
    pass(
        name + QStringLiteral("-closed"),
        [this] {
            m_hands.press(Qt::Key_Escape);
            return Result<>();
        },
        [this, name] { return !isVisible(name); });
}

void Tour::skipDays(const QString &name, int days)
{
    for (int day = 1; day <= days; ++day) {
        pass(QStringLiteral("%1-%2").arg(name).arg(day),
             [this] { return m_hands.click(QStringLiteral("bannerButton-sandbox")); }, {});
    }
}

void Tour::writeSummary(const QString &problem) const
{
    QJsonObject summary = m_facts.summary();
    summary.insert(QStringLiteral("complete"), problem.isEmpty());
    if (!problem.isEmpty()) {
        summary.insert(QStringLiteral("problem"), problem);
    }
    summary.insert(QStringLiteral("pictures"), m_pictures);
    summary.insert(QStringLiteral("seconds"), double(m_whole.elapsed()) / 1000);
    summary.insert(
        QStringLiteral("skipped days"),
        double(std::chrono::duration_cast<std::chrono::hours>(m_application.sandbox()->clock().ahead()).count()) / 24);
    QFile file(m_folder.filePath(QStringLiteral("summary.json")));
    if (file.open(QIODevice::WriteOnly)) {
        file.write(QJsonDocument(summary).toJson());
    }
    QFile text(m_folder.filePath(QStringLiteral("summary.txt")));
    if (text.open(QIODevice::WriteOnly)) {
        QTextStream lines(&text);
        lines << "What arrived in the sandbox's mailboxes: " << m_facts.arrivedCount() << " mails\n\n";
        for (const auto &[to, subject] : m_facts.arrived()) {
            lines << QStringLiteral("%1  %2").arg(to, -36).arg(subject) << '\n';
        }
        lines << "\nWhat came back: " << m_facts.replies().size() << " replies\n\n";
        for (const InboxRow &row : m_facts.replies()) {
            lines << QStringLiteral("%1  %2").arg(row.reply.fromAddress, -36).arg(toWord(row.reply.value)) << '\n';
        }
        lines << '\n'
              << (problem.isEmpty() ? QStringLiteral("Complete: every step of the tour was seen.") : problem) << '\n';
    }
}

void Tour::end(const QString &problem)
{
    m_look.stop();
    writeSummary(problem);
    QTextStream(stdout) << "tour: " << m_facts.arrivedCount() << " mails arrived, " << m_facts.replies().size()
                        << " replies came in\n"
                        << (problem.isEmpty() ? QStringLiteral("Complete: every step of the tour was seen.") : problem)
                        << Qt::endl;
    Q_EMIT finished(problem.isEmpty());
}

} // namespace AlwaysLeads
