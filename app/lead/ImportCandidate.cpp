#include "lead/ImportCandidate.h"

#include "lead/ColumnValue.h"
#include "lead/CustomFieldStore.h"
#include "lead/LeadExport.h"

#include <QBuffer>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qsizetype shownOfCell = 40;

/// In characters: longer is a broken file, or an attempt to break what shows the value.
qsizetype longest(ColumnTarget target)
{
    switch (target) {
    case ColumnTarget::Notes:
        return 20'000;
    case ColumnTarget::Custom:
        return 5'000;
    case ColumnTarget::Website:
    case ColumnTarget::Tags:
        return 2'000;
    case ColumnTarget::Title:
    case ColumnTarget::Company:
        return 300;
    default:
        return 200;
    }
}

/// "120", "1,200", and of "51-200" or "1000+" the smaller number. Nothing where there is none.
std::optional<qint64> peopleIn(const QString &text)
{
    if (text.size() < 10 && std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; })) {
        return text.isEmpty() ? std::nullopt : std::optional<qint64>(text.toLongLong());
    }
    static const QRegularExpression pattern(
        QStringLiteral("^[^0-9]{0,20}([0-9]{1,3}([.,' ][0-9]{3})+|[0-9]{1,9})(?![0-9])"));
    const QRegularExpressionMatch match = pattern.match(text.left(60));
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    QString digits = match.captured(1);
    digits.removeIf([](QChar character) { return !character.isDigit(); });
    bool ok = false;
    const qint64 people = digits.toLongLong(&ok);
    return ok ? std::optional<qint64>(people) : std::nullopt;
}

/// "-" and "?" stand for an empty cell.
bool saysAnything(const QString &line)
{
    return std::ranges::any_of(line, [](QChar character) { return character.isLetterOrNumber(); });
}

/// cleanLine() for a million cells, nearly all of which are clean: letters and single spaces between them.
QString cleanCell(const QString &cell)
{
    bool space = true; // none at the beginning
    for (const QChar character : cell) {
        const char16_t code = character.unicode();
        const bool isSpace = code == u' ';
        const bool plain = (code > 0x20 && code < 0x7F) || (code >= 0xC0 && code < 0x0300) || (isSpace && !space);
        if (!plain) {
            return cleanLine(cell);
        }
        space = isSpace;
    }
    return space ? cleanLine(cell) : cell;
}

/// What a spreadsheet shows where a formula failed: nobody's title.
bool isSpreadsheetError(const QString &cell)
{
    static const QStringList errors{QStringLiteral("#N/A"),   QStringLiteral("#REF!"),  QStringLiteral("#VALUE!"),
                                    QStringLiteral("#NAME?"), QStringLiteral("#NULL!"), QStringLiteral("#NUM!"),
                                    QStringLiteral("#DIV/0!")};
    return cell.size() <= 7 && cell.front() == QLatin1Char('#') && errors.contains(cell);
}

void remark(ImportCandidate &candidate, ColumnTarget target, const QString &sentence)
{
    candidate.unreadable += candidate.unreadable.isEmpty() ? sentence : QStringLiteral("; ") + sentence;
    candidate.unreadableTarget = target;
}

/// "%1" the value, "%2" the field.
QString notFitting(FieldKind kind)
{
    switch (kind) {
    case FieldKind::Number:
        return CandidateMaker::tr("“%1” is no number, “%2” keeps it as it stands");
    case FieldKind::Date:
        return CandidateMaker::tr("“%1” is no date, “%2” keeps it as it stands");
    case FieldKind::YesNo:
        return CandidateMaker::tr("“%1” is neither yes nor no, “%2” keeps it as it stands");
    case FieldKind::Url:
        return CandidateMaker::tr("“%1” is no web address, “%2” keeps it as it stands");
    case FieldKind::Text:
    case FieldKind::Choice:
        break;
    }
    return {};
}

void fillIfEmpty(QString &field, const QString &value)
{
    if (field.isEmpty()) {
        field = value;
    }
}

} // namespace

CandidateMaker::CandidateMaker(const ImportPlan &plan)
    : m_plan(plan)
{
    for (const ColumnChoice &choice : plan.columns) {
        m_keys << (choice.target == ColumnTarget::Custom ? CustomFieldStore::keyOf(choice.label) : QString());
    }
}

Result<> CandidateMaker::check(const ImportPlan &plan)
{
    bool anything = false;
    for (const ColumnChoice &choice : plan.columns) {
        if (choice.target == ColumnTarget::Custom && CustomFieldStore::keyOf(choice.label).isEmpty()) {
            return failure(ErrorKind::Invalid, tr("A new field needs a name with a letter or a digit."));
        }
        anything = anything || choice.target != ColumnTarget::DoNotImport;
    }
    if (!anything) {
        return failure(ErrorKind::Invalid, tr("No column is chosen. Say what at least one of them holds."));
    }
    return {};
}

ImportCandidate CandidateMaker::make(const SheetRow &row) const
{
    ImportCandidate candidate;
    candidate.number = row.number;
    candidate.offset = row.offset;
    if (row.fault) {
        candidate.refusal = *row.fault;
    }
    const qsizetype columns = m_plan.columns.size();
    const QStringList read = cells(row);
    for (qsizetype column = 0; column < read.size(); ++column) {
        const QString &cell = read.at(column);
        if (column >= columns) {
            // The values of such a row may stand one column too far: better no mail than one to the wrong name.
            if (!cleanLine(cell.left(1000)).isEmpty() && candidate.refusal.isEmpty()) {
                candidate.refusal = tr("%L1 cells, but the file has %L2 columns").arg(read.size()).arg(columns);
            }
            continue;
        }
        const ColumnTarget target = m_plan.columns.at(column).target;
        if (target == ColumnTarget::DoNotImport || cell.isEmpty() || isSpreadsheetError(cell)) {
            continue;
        }
        if (cell.size() > longest(target) && target != ColumnTarget::Email) {
            if (candidate.refusal.isEmpty()) {
                candidate.refusal = tr("%1 is longer than %L2 characters").arg(shown(target)).arg(longest(target));
                candidate.faulty = target;
            }
            continue;
        }
        const QString problem = put(candidate, column, withoutFormulaGuard(cell));
        if (!problem.isEmpty() && candidate.refusal.isEmpty()) {
            candidate.refusal = problem;
            candidate.faulty = target;
        }
    }
    const Lead &lead = candidate.lead;
    if (candidate.refusal.isEmpty() && !lead.email && lead.firstName.isEmpty() && lead.lastName.isEmpty()) {
        candidate.refusal = tr("Neither a name nor an address");
        candidate.faulty = ColumnTarget::Email;
    }
    if (m_plan.leftOut.contains(row.number)) {
        candidate.refusal = tr("Left out by you");
        candidate.faulty = ColumnTarget::DoNotImport;
        candidate.leftOut = true;
    }
    candidate.apart = m_plan.apart.contains(row.number);
    if (candidate.refusal.isEmpty()) {
        candidate.keys = personKeys(lead);
    }
    return candidate;
}

QStringList CandidateMaker::cells(const SheetRow &row) const
{
    const auto corrected = m_plan.corrections.constFind(row.number);
    QStringList cells = row.cells;
    if (corrected != m_plan.corrections.cend()) {
        for (auto cell = corrected->cbegin(); cell != corrected->cend(); ++cell) {
            while (cells.size() <= cell.key()) {
                cells << QString(); // the row was shorter than the others
            }
            cells[cell.key()] = cell.value();
        }
    }
    return cells;
}

QString CandidateMaker::put(ImportCandidate &candidate, qsizetype column, const QString &cell) const
{
    Lead &lead = candidate.lead;
    const ColumnTarget target = m_plan.columns.at(column).target;
    const QString line = target == ColumnTarget::Notes || target == ColumnTarget::Email ? QString() : cleanCell(cell);
    switch (target) {
    case ColumnTarget::DoNotImport:
        break;
    case ColumnTarget::Name: {
        const SplitName name = splitName(line);
        fillIfEmpty(lead.firstName, name.first);
        fillIfEmpty(lead.lastName, name.last);
        break;
    }
    case ColumnTarget::FirstName:
        lead.firstName = line;
        break;
    case ColumnTarget::LastName:
        lead.lastName = line;
        break;
    case ColumnTarget::Email: {
        candidate.email = cleanLine(cell.left(300));
        if (candidate.email.isEmpty()) {
            break;
        }
        Result<EmailAddress> address = EmailAddress::parse(cell);
        if (!address) {
            QString sentence = address.error().message;
            return sentence.endsWith(QLatin1Char('.')) ? sentence.chopped(1) : sentence;
        }
        lead.email = *address;
        const QString stored = address->toString();
        candidate.email = stored.contains(QLatin1String("xn--")) ? address->shown() : stored;
        break;
    }
    case ColumnTarget::Title:
        lead.title = line;
        break;
    case ColumnTarget::Company:
        lead.companyName = line;
        break;
    case ColumnTarget::CompanySize:
        lead.companySize = peopleIn(line);
        if (!lead.companySize && saysAnything(line)) {
            remark(candidate, target, tr("“%1” is no company size, left empty").arg(line.left(shownOfCell)));
        }
        break;
    case ColumnTarget::Industry:
        lead.industry = line;
        break;
    case ColumnTarget::CompanyDomain:
        lead.companyDomain = companyDomain(line, {});
        if (lead.companyDomain.isEmpty() && saysAnything(line)) {
            const QString sentence = isWebAddress(line)
                ? tr("“%1” gives mail to everybody and is no company's domain, left out")
                : tr("“%1” is no domain, left empty");
            remark(candidate, target, sentence.arg(line.left(shownOfCell)));
        }
        break;
    case ColumnTarget::City:
        lead.city = line;
        break;
    case ColumnTarget::Country:
        lead.country = line;
        break;
    case ColumnTarget::Phone:
        lead.phone = line;
        break;
    case ColumnTarget::Website:
        if (isWebAddress(line)) {
            lead.website = line;
        } else if (saysAnything(line)) {
            remark(candidate, target, tr("“%1” is no web address, left empty").arg(line.left(shownOfCell)));
        }
        break;
    case ColumnTarget::Language:
        lead.language = line;
        break;
    case ColumnTarget::Notes: {
        const QString notes = cleanText(cell);
        lead.notes += lead.notes.isEmpty() || notes.isEmpty() ? notes : QLatin1Char('\n') + notes;
        break;
    }
    case ColumnTarget::Tags:
        for (const QString &tag : line.split(QRegularExpression(QStringLiteral("[,;|]")), Qt::SkipEmptyParts)) {
            if (!tag.trimmed().isEmpty()) {
                lead.tags << tag.trimmed();
            }
        }
        break;
    case ColumnTarget::Custom:
        if (!line.isEmpty()) {
            const FieldKind kind = m_plan.columns.at(column).kind;
            if (!ColumnValue::fits(kind, line, m_plan.format) && saysAnything(line)) {
                remark(candidate, target,
                       notFitting(kind).arg(line.left(shownOfCell), m_plan.columns.at(column).label.left(shownOfCell)));
            }
            fillIfEmpty(lead.custom[m_keys.at(column)], ColumnValue::canonical(kind, line, m_plan.format));
        }
        break;
    }
    return {};
}

Result<std::unique_ptr<QIODevice>> openDevice(const ImportPlan &plan)
{
    if (plan.file.isEmpty()) {
        auto buffer = std::make_unique<QBuffer>();
        buffer->setData(plan.pasted);
        buffer->open(QIODevice::ReadOnly);
        return buffer;
    }
    auto file = std::make_unique<QFile>(plan.file);
    if (!file->open(QIODevice::ReadOnly) || file->isSequential()) {
        return failure(ErrorKind::Storage, CandidateMaker::tr("The file cannot be read: %1").arg(file->errorString()),
                       plan.file);
    }
    return file;
}

std::optional<FileStamp> stampOf(const ImportPlan &plan)
{
    if (plan.file.isEmpty()) {
        return std::nullopt;
    }
    const QFileInfo file(plan.file);
    return FileStamp{file.size(), file.lastModified().toMSecsSinceEpoch()};
}

Result<> checkUnchanged(const ImportPlan &plan)
{
    if (!plan.rows && plan.stamp && stampOf(plan) != plan.stamp) {
        return failure(ErrorKind::Invalid,
                       CandidateMaker::tr("The file was changed meanwhile. Close the import and open it again."),
                       plan.file);
    }
    return {};
}

Result<std::unique_ptr<RowSource>> openRows(const ImportPlan &plan)
{
    if (plan.rows) {
        return plan.rows->rows();
    }
    Result<std::unique_ptr<QIODevice>> device = openDevice(plan);
    if (!device) {
        return failureOf(std::move(device));
    }
    if (Result<> unchanged = checkUnchanged(plan); !unchanged) {
        return failureOf(std::move(unchanged));
    }
    return std::make_unique<CsvReader>(std::move(*device), plan.format);
}

} // namespace AlwaysLeads
