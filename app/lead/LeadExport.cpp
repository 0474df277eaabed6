#include "lead/LeadExport.h"

#include "lead/CustomFieldStore.h"

#include <QSaveFile>

#include <algorithm>

namespace AlwaysLeads {

namespace {

bool startsLikeFormula(const QString &cell)
{
    // The last four are the full-width forms, which some spreadsheets read as the plain ones.
    static const QString starts = QStringLiteral("=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20");
    return !cell.isEmpty() && starts.contains(cell.front());
}

QStringList cellsOf(const Lead &lead, const QList<CustomField> &fields)
{
    QStringList cells{lead.firstName,
                      lead.lastName,
                      lead.email ? lead.email->shown() : QString(),
                      lead.title,
                      lead.companyName,
                      lead.companySize ? QString::number(*lead.companySize) : QString(),
                      lead.city,
                      lead.country,
                      lead.phone,
                      lead.website,
                      lead.language,
                      lead.notes,
                      lead.tags.join(QStringLiteral(", ")),
                      shown(lead.status),
                      lead.score ? QString::number(*lead.score) : QString()};
    for (const CustomField &field : fields) {
        cells << lead.custom.value(field.key);
    }
    return cells;
}

} // namespace

QByteArray csvLine(const QStringList &cells)
{
    QString line;
    for (qsizetype place = 0; place < cells.size(); ++place) {
        QString cell = cells.at(place);
        // An apostrophe that stands there already gets one more, so that the import takes away only ours.
        if (startsLikeFormula(cell) || withoutFormulaGuard(cell) != cell) {
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
{
}

Task<Result<qint64>> LeadExport::write(std::vector<LeadId> ids, QString path, std::stop_token stop)
{
    auto written = m_database.read<qint64>(
        [ids = std::move(ids), path, stop](Connection &connection) -> Result<qint64> {
            const LeadStore leads;
            Result<QList<CustomField>> fields = CustomFieldStore().all(connection);
            if (!fields) {
                return failureOf(std::move(fields));
            }
            QSaveFile file(path);
            if (!file.open(QIODevice::WriteOnly)) {
                return failure(ErrorKind::Storage, tr("The file cannot be written: %1").arg(file.errorString()), path);
            }
            QStringList names{tr("First name"),   tr("Last name"), tr("Email"),   tr("Title"),  tr("Company"),
                              tr("Company size"), tr("City"),      tr("Country"), tr("Phone"),  tr("Website"),
                              tr("Language"),     tr("Notes"),     tr("Tags"),    tr("Status"), tr("Score")};
            for (const CustomField &field : *fields) {
                names << field.label;
            }
            file.write("\xEF\xBB\xBF" + csvLine(names));
            qint64 count = 0;
            for (const LeadId id : ids) {
                if (stop.stop_requested()) {
                    return failure(ErrorKind::Cancelled, tr("Cancelled."));
                }
                Result<Lead> lead = leads.lead(connection, id);
                if (!lead && lead.error().kind == ErrorKind::NotFound) {
                    continue;
                }
                if (!lead) {
                    return failureOf(std::move(lead));
                }
                file.write(csvLine(cellsOf(*lead, *fields)));
                ++count;
            }
            if (!file.commit()) {
                return failure(ErrorKind::Storage, tr("The file cannot be written: %1").arg(file.errorString()), path);
            }
            return count;
        },
        stop);
    Result<qint64> outcome = co_await written;
    co_return outcome;
}

} // namespace AlwaysLeads
