// Imports a made-up file of a million people and, in the same run, lets the sqlite3 shell bring the same file into
// three indices and a full-text index of the same kind. Prints both times and their ratio.
//
//     ImportBench [rows] [folder]

#include "lead/LeadExport.h"
#include "lead/LeadImport.h"
#include "lead/Leads.h"
#include "schema/Schema.h"

#include <QCoroTask>

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTextStream>

#include <random>

#include <sys/resource.h>

using namespace AlwaysLeads;

namespace {

QTextStream out(stdout);

const char *const firstNames[] = {"Agnieszka", "Mikkel",  "Dorota", "Sander", "Aleksi", "Jorge",  "Lena",  "Ruta",
                                  "Emre",      "Camille", "Henrik", "Zsófia", "Anders", "Priya",  "Tomás", "Freja",
                                  "Lukas",     "Chiara",  "Noor",   "Pekka",  "Ingrid", "Mateus", "Élise", "Jürgen"};
const char *const lastNames[] = {"Wójcik",  "Østergaard", "Pawlak",   "de Wit", "Salo",   "Ferreira",
                                 "Hofmann", "Balčiūnė",   "Yalçın",   "Roux",   "Aas",    "Barta",
                                 "Holm",    "Raghavan",   "Oliveira", "Lund",   "Keller", "Rossi",
                                 "Bakker",  "Virtanen",   "Nilsen",   "Costa",  "Dubois", "Müller"};
const char *const titles[] = {"Head of Operations", "Driftschef",       "Owner",        "Planner", "COO",
                              "Managing Director",  "Head of Dispatch", "Fleet Manager"};
const char *const cities[] = {"Gdańsk",  "Odense", "Poznań", "Nijmegen", "Turku", "Porto", "München",
                              "Vilnius", "İzmir",  "Lyon",   "Bergen",   "Győr",  "Malmö", "Rotterdam"};
const char *const countries[] = {"Poland", "Denmark", "Netherlands", "Finland", "Portugal", "Germany", "France"};

template <std::size_t count> const char *any(std::mt19937 &random, const char *const (&list)[count])
{
    return list[random() % count];
}

/// Every hundredth row is somebody once more, every two hundredth has no usable address.
void writeFile(const QString &path, qint64 rows)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        qFatal("cannot write %s", qPrintable(path));
    }
    std::mt19937 random(7);
    QByteArray text = "Name,E-mail,Title,Company,Employees,City,Country,Phone\r\n";
    for (qint64 row = 0; row < rows; ++row) {
        const qint64 person = row % 100 == 99 ? row - 50 : row;
        const QByteArray number = QByteArray::number(person);
        const QByteArray company = QByteArray::number(person % (rows / 4 + 1));
        text += any(random, firstNames);
        text += ' ';
        text += any(random, lastNames);
        text += ",p" + number + (row % 200 == 101 ? "@@company" : "@company") + company + ".example,";
        text += any(random, titles);
        text += ",\"Company " + company + ", Ltd\"," + QByteArray::number(5 + random() % 900) + ',';
        text += any(random, cities);
        text += ',';
        text += any(random, countries);
        text += ",+45 " + QByteArray::number(10000000 + random() % 89999999) + "\r\n";
        if (text.size() > 1024 * 1024) {
            file.write(text);
            text.clear();
        }
    }
    file.write(text);
}

/// Of this process, or of those it has started and that have ended.
double processorSeconds(int whose)
{
    rusage usage{};
    getrusage(whose, &usage);
    const auto seconds = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

qint64 megabytesAtMost()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (status.open(QIODevice::ReadOnly)) {
        for (const QByteArray &line : status.readAll().split('\n')) {
            if (line.startsWith("VmHWM:")) {
                return line.mid(6).trimmed().split(' ').first().toLongLong() / 1024;
            }
        }
    }
    return 0;
}

double shellSeconds(const QString &csv, const QString &database)
{
    const QString script =
        QStringLiteral("CREATE TABLE person (name TEXT, email TEXT, title TEXT, company TEXT, employees TEXT, city "
                       "TEXT, country TEXT, "
                       "phone TEXT);\n"
                       ".mode csv\n"
                       ".import --skip 1 \"%1\" person\n"
                       "CREATE INDEX by_email ON person (email);\n"
                       "CREATE INDEX by_name ON person (name COLLATE NOCASE);\n"
                       "CREATE INDEX by_company ON person (company COLLATE NOCASE);\n"
                       "CREATE VIRTUAL TABLE search USING fts5 (name, email, title, company, place, notes,\n"
                       "    tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3');\n"
                       "INSERT INTO search (rowid, name, email, title, company, place, notes)\n"
                       "    SELECT rowid, name, email, title, company, city || ' ' || country, '' FROM person;\n"
                       "SELECT count(*) FROM person;\n");
    QProcess shell;
    QElapsedTimer timer;
    timer.start();
    shell.start(QStringLiteral("sqlite3"), {database});
    shell.write(script.arg(csv).toUtf8());
    shell.closeWriteChannel();
    if (!shell.waitForFinished(-1) || shell.exitCode() != 0) {
        qFatal("sqlite3: %s", shell.readAllStandardError().constData());
    }
    const double seconds = double(timer.elapsed()) / 1000;
    out << "sqlite3 shell   " << seconds << " s (" << processorSeconds(RUSAGE_CHILDREN) << " s of processor), "
        << shell.readAllStandardOutput().trimmed() << " rows\n";
    return seconds;
}

/// Writes everybody to a file of each kind, reads the workbook again, and takes the import back.
void measureTheRest(Database &database, LeadImport &import, ImportId id, const QString &folder)
{
    std::vector<LeadId> ids;
    const Result<qint64> last = QCoro::waitFor(database.read<qint64>(
        [](Connection &connection) { return connection.number(QStringLiteral("SELECT max(id) FROM lead")); }));
    for (qint64 number = 1; number <= last.value_or(0); ++number) {
        ids.emplace_back(number);
    }
    LeadExport exporter(database);
    QElapsedTimer timer;
    for (const char *name : {"everybody.csv", "everybody.xlsx"}) {
        timer.restart();
        const QString file = folder + QLatin1Char('/') + QLatin1String(name);
        const Result<qint64> written = QCoro::waitFor(exporter.write(ids, file));
        if (!written) {
            qFatal("%s %s", qPrintable(written.error().message), qPrintable(written.error().detail));
        }
        out << "export          " << double(timer.elapsed()) / 1000 << " s, " << *written << " people to " << name
            << ", " << QFile(file).size() / (1024 * 1024) << " MB\n";
    }
    timer.restart();
    const Result<ImportLook> look = QCoro::waitFor(import.look(folder + QStringLiteral("/everybody.xlsx")));
    if (!look) {
        qFatal("%s %s", qPrintable(look.error().message), qPrintable(look.error().detail));
    }
    out << "read workbook   " << double(timer.restart()) / 1000 << " s, " << look->columns.size() << " columns\n";
    const Result<ImportPreview> preview = QCoro::waitFor(import.preview(look->plan));
    if (!preview) {
        qFatal("%s %s", qPrintable(preview.error().message), qPrintable(preview.error().detail));
    }
    out << "preview again   " << double(timer.restart()) / 1000 << " s, " << preview->counts.added << " new, "
        << preview->counts.merged << " merged, " << preview->counts.refused << " refused\n";
    const Result<ImportUndo> undo = QCoro::waitFor(import.undo(id));
    if (!undo) {
        qFatal("%s %s", qPrintable(undo.error().message), qPrintable(undo.error().detail));
    }
    out << "undo            " << double(timer.restart()) / 1000 << " s, " << undo->removed << " removed, "
        << undo->restored << " restored, " << undo->kept << " kept\n";
    out.flush();
}

double importSeconds(const QString &csv, const QString &path)
{
    Result<std::unique_ptr<Database>> database = Database::open(path, schemaSteps());
    if (!database) {
        qFatal("%s", qPrintable(database.error().detail));
    }
    const SystemClock clock;
    Leads leads(**database, clock);
    LeadImport import(**database, clock, leads);
    QElapsedTimer timer;
    timer.start();
    Result<ImportLook> look = QCoro::waitFor(import.look(csv));
    if (!look) {
        qFatal("%s", qPrintable(look.error().message));
    }
    out << "look            " << double(timer.restart()) / 1000 << " s\n";
    const Result<ImportPreview> preview = QCoro::waitFor(import.preview(look->plan));
    if (!preview) {
        qFatal("%s", qPrintable(preview.error().message));
    }
    out << "preview         " << double(timer.restart()) / 1000 << " s, " << preview->counts.added << " new, "
        << preview->counts.merged << " merged, " << preview->counts.refused << " refused\n";
    out.flush();
    const double before = processorSeconds(RUSAGE_SELF);
    timer.restart();
    const Result<ImportReport> report = QCoro::waitFor(import.run(look->plan));
    if (!report) {
        qFatal("%s %s", qPrintable(report.error().message), qPrintable(report.error().detail));
    }
    const double seconds = double(timer.elapsed()) / 1000;
    out << "import          " << seconds << " s (" << processorSeconds(RUSAGE_SELF) - before << " s of processor), "
        << report->counts.added << " new, " << report->counts.merged << " merged, " << report->counts.refused
        << " refused, " << qint64(double(report->counts.rows()) / seconds) << " rows a second\n";
    out << "memory          " << megabytesAtMost() << " MB at most\n";
    out.flush();
    measureTheRest(**database, import, report->id, QFileInfo(path).absolutePath());
    return seconds;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const qint64 rows = arguments.size() > 1 ? arguments.at(1).toLongLong() : 1'000'000;
    QTemporaryDir folder((arguments.size() > 2 ? arguments.at(2) : QDir::tempPath()) + QStringLiteral("/import-bench"));
    const QString csv = folder.filePath(QStringLiteral("people.csv"));
    writeFile(csv, rows);
    out << rows << " rows, " << QFile(csv).size() / (1024 * 1024) << " MB\n";
    out.flush();
    const double shell = shellSeconds(csv, folder.filePath(QStringLiteral("shell.db")));
    out.flush();
    const double ours = importSeconds(csv, folder.filePath(QStringLiteral("alwaysleads.db")));
    out << "database        " << QFile(folder.filePath(QStringLiteral("alwaysleads.db"))).size() / (1024 * 1024)
        << " MB, the shell's " << QFile(folder.filePath(QStringLiteral("shell.db"))).size() / (1024 * 1024) << " MB\n";
    out << "ratio           " << ours / shell << "\n";
    return 0;
}
