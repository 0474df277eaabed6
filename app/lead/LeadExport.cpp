#include "lead/LeadExport.h"

#include "base/ProgressRelay.h"
#include "lead/CustomFieldStore.h"
#include "lead/LeadExportColumns.h"
#include "spreadsheet/WorkbookWriter.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QLocale>
#include <QRegularExpression>
#include <QSaveFile>

#include <algorithm>

namespace AlwaysLeads {

namespace {

/// "-12.5": it begins like a formula and can be none.
bool isNegativeNumber(const QString &cell)
{
    static const QRegularExpression form(QStringLiteral("^-[0-9]+(\\.[0-9]+)?\\z"));
    return cell.startsWith(QLatin1Char('-')) && form.match(cell).hasMatch();
}

bool startsLikeFormula(const QString &cell)
{
    // The last four are the full-width forms, which some spreadsheets read as the plain ones.
    static const QString starts = QStringLiteral("=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20");
    return !cell.isEmpty() && starts.contains(cell.front());
}

constexpr std::size_t leadsAtOnce = 500;
constexpr qint64 milliSecondsBetweenReports = 100;

/// Where the rows go.
class RowSink
{
public:
    virtual ~RowSink() = default;
    virtual Result<> append(const QVariantList &cells) = 0;
    virtual Result<> finish() = 0;
};

class CsvSink final : public RowSink
{
public:
    explicit CsvSink(const QString &path)
        : m_file(path)
    {
    }
    Result<> open(const QStringList &names)
    {
        if (!m_file.open(QIODevice::WriteOnly)) {
            return failed();
        }
        m_file.write("\xEF\xBB\xBF" + csvLine(names));
        return {};
    }
    Result<> append(const QVariantList &cells) override
    {
        QStringList texts;
        for (const QVariant &cell : cells) {
            texts << textOf(cell);
        }
        m_file.write(csvLine(texts)); // a full disk is told by commit()
        return {};
    }
    Result<> finish() override { return m_file.commit() ? Result<>() : failed(); }

private:
    static QString textOf(const QVariant &cell)
    {
        switch (cell.typeId()) {
        case QMetaType::QDateTime:
            return cell.toDateTime().toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"));
        case QMetaType::QDate:
            return cell.toDate().toString(Qt::ISODate);
        case QMetaType::Double: // a variant of its own would write 1e+06
            return QString::number(cell.toDouble(), 'f', QLocale::FloatingPointShortest);
        default:
            return cell.toString();
        }
    }
    Result<> failed() const
    {
        return failure(ErrorKind::Storage, LeadExport::tr("The file cannot be written: %1").arg(m_file.errorString()),
                       m_file.fileName());
    }
    QSaveFile m_file;
};

class WorkbookSink final : public RowSink
{
public:
    WorkbookSink(std::unique_ptr<WorkbookWriter> writer, QString path)
        : m_writer(std::move(writer))
        , m_path(std::move(path))
    {
    }
    Result<> append(const QVariantList &cells) override { return m_writer->append(cells); }
    Result<> finish() override { return m_writer->saveAs(m_path); }

private:
    std::unique_ptr<WorkbookWriter> m_writer;
    QString m_path;
};

Result<std::unique_ptr<RowSink>> openSink(const QString &path, const QStringList &names)
{
    if (path.endsWith(QLatin1String(".xlsx"), Qt::CaseInsensitive)) {
        if (!QFileInfo(QFileInfo(path).absolutePath()).isWritable()) { // known before the work, not after it
            return failure(ErrorKind::Storage, LeadExport::tr("The folder cannot be written to."), path);
        }
        Result<std::unique_ptr<WorkbookWriter>> writer = WorkbookWriter::create(LeadExport::tr("People"), names);
        if (!writer) {
            return failureOf(std::move(writer));
        }
        return std::make_unique<WorkbookSink>(std::move(*writer), path);
    }
    auto sink = std::make_unique<CsvSink>(path);
    if (Result<> opened = sink->open(names); !opened) {
        return failureOf(std::move(opened));
    }
    return sink;
}

Result<qint64> exportAll(Connection &connection, const ExportWish &wish,
                         const std::function<void(ExportProgress)> &report, const std::stop_token &stop)
{
    Result<QList<CustomField>> fields = CustomFieldStore().all(connection);
    if (!fields) {
        return failureOf(std::move(fields));
    }
    const ExportColumns columns(wish.columns, *fields);
    Result<std::unique_ptr<RowSink>> sink = openSink(wish.path, columns.labels());
    if (!sink) {
        return failureOf(std::move(sink));
    }
    const LeadExportStore store;
    QElapsedTimer sinceReport;
    sinceReport.start();
    qint64 count = 0;
    for (std::size_t from = 0; from < wish.ids.size(); from += leadsAtOnce) {
        if (stop.stop_requested()) {
            return failure(ErrorKind::Cancelled, LeadExport::tr("Cancelled."));
        }
        const std::size_t many = std::min(leadsAtOnce, wish.ids.size() - from);
        Result<QList<ExportedLead>> leads = store.leads(connection, {wish.ids.data() + from, many});
        if (!leads) {
            return failureOf(std::move(leads));
        }
        for (const ExportedLead &lead : *leads) {
            if (Result<> written = (*sink)->append(columns.cells(lead)); !written) {
                return failureOf(std::move(written));
            }
            ++count;
        }
        if (sinceReport.elapsed() >= milliSecondsBetweenReports) {
            sinceReport.restart();
            report({qint64(from + many), qint64(wish.ids.size())});
        }
    }
    if (stop.stop_requested()) {
        return failure(ErrorKind::Cancelled, LeadExport::tr("Cancelled."));
    }
    if (Result<> finished = (*sink)->finish(); !finished) {
        return failureOf(std::move(finished));
    }
    return count;
}

} // namespace

QByteArray csvLine(const QStringList &cells)
{
    QString line;
    for (qsizetype place = 0; place < cells.size(); ++place) {
        QString cell = cells.at(place);
        // An apostrophe that stands there already gets one more, so that the import takes away only ours.
        if ((startsLikeFormula(cell) && !isNegativeNumber(cell)) || withoutFormulaGuard(cell) != cell) {
            cell.prepend(QLatin1Char('\''));
        }
        const bool quoted = std::ranges::any_of(cell, [](QChar character) {
            return character == QLatin1Char('"') || character == QLatin1Char(',') || character == QLatin1Char(';')
                || character == QLatin1Char('\n') || character == QLatin1Char('\r') || character == QLatin1Char('\t');
        });
        if (place > 0) {
            line += QLatin1Char(',');
        }
        if (quoted) {
            line += QLatin1Char('"') + cell.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
        } else {
            line += cell;
        }
    }
    return (line + QLatin1String("\r\n")).toUtf8();
}

QString withoutFormulaGuard(const QString &cell)
{
    if (cell.size() < 2 || cell.front() != QLatin1Char('\'')) {
        return cell;
    }
    const qsizetype guarded =
        std::ranges::find_if(cell, [](QChar character) { return character != QLatin1Char('\''); }) - cell.begin();
    return guarded < cell.size() && startsLikeFormula(cell.sliced(guarded)) ? cell.sliced(1) : cell;
}

LeadExport::LeadExport(Database &database)
    : m_database(database)
    , m_home(std::make_unique<QObject>())
{
}

LeadExport::~LeadExport() = default;

Task<Result<qint64>> LeadExport::write(std::vector<LeadId> ids, QString path, std::stop_token stop)
{
    ExportWish wish;
    wish.ids = std::move(ids);
    wish.path = path;
    Task<Result<qint64>> writing = writeColumns(wish, {}, stop);
    Result<qint64> outcome = co_await writing;
    co_return outcome;
}

Task<Result<qint64>> LeadExport::writeColumns(ExportWish wish, std::function<void(ExportProgress)> progress,
                                              std::stop_token stop)
{
    ProgressRelay<ExportProgress> relay(m_home.get(), progress);
    std::function<void(ExportProgress)> report = relay.report();
    auto written =
        m_database.read<qint64>([wish = std::move(wish), report,
                                 stop](Connection &connection) { return exportAll(connection, wish, report, stop); },
                                stop);
    Result<qint64> outcome = co_await written;
    relay.end();
    co_return outcome;
}

} // namespace AlwaysLeads
