#include "lead/ImportPages.h"

#include "lead/ImportFeed.h"
#include "lead/ImportJudge.h"
#include "lead/ImportMerge.h"

#include <QElapsedTimer>

#include <algorithm>

namespace AlwaysLeads {

namespace {

struct PagesText
{
    Q_DECLARE_TR_FUNCTIONS(LeadImport)
};

constexpr QLatin1String emailField("email");
constexpr qint64 milliSecondsBetweenReports = 100;
constexpr qsizetype shownCharacters = 500; // of a cell: one may hold megabytes

bool holds(const ImportPlan &plan, ColumnTarget target)
{
    return std::ranges::find(plan.columns, target, &ColumnChoice::target) != plan.columns.cend();
}

QString mergeSentence(const ImportMerge &merge, DuplicateRule rule)
{
    if (merge.restores) {
        return PagesText::tr("Was deleted, comes back");
    }
    const QString words = merge.words();
    if (words.isEmpty()) {
        return rule == DuplicateRule::Keep ? PagesText::tr("Known, stays as it is")
                                           : PagesText::tr("Merges, nothing to add");
    }
    return PagesText::tr("Merges, %1").arg(words);
}

bool hasOtherAddress(const Lead &existing, const ImportCandidate &candidate)
{
    return existing.email && candidate.lead.email && *existing.email != *candidate.lead.email;
}

/// Words and remarks for a row whose fate is known.
Result<> describe(Connection &connection, const ImportPlan &plan, const ImportCandidate &candidate,
                  const ImportJudge::Verdict &verdict, std::optional<qint64> sameAs, ImportPreviewRow &row)
{
    using Remark = ImportPreviewRow::Remark;
    if (row.fate == ImportFate::Refused) {
        row.sentence = verdict.refusal;
        row.faulty = verdict.saidNo ? ColumnTarget::DoNotImport : verdict.faulty; // nothing is wrong with the cell
        row.remark = verdict.saidNo ? Remark::SaidNo : candidate.leftOut ? Remark::LeftOut : Remark::None;
        return {};
    }
    row.sameAs = sameAs;
    if (sameAs) {
        row.remark = Remark::SamePerson;
        row.sentence = PagesText::tr("Same person as row %1").arg(*sameAs);
    }
    if (!sameAs && !candidate.apart && !candidate.unreadable.isEmpty() && row.fate == ImportFate::New) {
        row.remark = Remark::Unreadable;
        row.faulty = candidate.unreadableTarget;
        row.sentence = candidate.unreadable;
        return {};
    }
    if (row.fate == ImportFate::Merge && !verdict.existing.isNull()) {
        Result<Lead> lead = LeadStore().lead(connection, verdict.existing);
        if (!lead) {
            return failureOf(std::move(lead));
        }
        Lead offered = candidate.lead;
        offered.tags += plan.tags;
        const ImportMerge merge =
            mergeInto(*lead, offered, plan.duplicates, plan.decisions.value(candidate.number), ownLabels(plan));
        row.existing = verdict.existing;
        row.changes = merge.changes;
        row.differences = merge.differences;
        if (!sameAs) {
            row.remark = merge.restores             ? Remark::Restored
                : hasOtherAddress(*lead, candidate) ? Remark::OtherAddress
                                                    : Remark::None;
            row.sentence = mergeSentence(merge, plan.duplicates);
            if (row.remark == Remark::OtherAddress) {
                row.sentence = PagesText::tr("%1 (same name and company, another address)").arg(row.sentence);
            }
            if (!candidate.unreadable.isEmpty()) {
                row.sentence += PagesText::tr(". %1").arg(candidate.unreadable);
            }
        }
    } else if (!sameAs && candidate.apart) {
        row.remark = Remark::Apart;
        row.sentence = PagesText::tr("New, somebody else, you say");
    } else if (!sameAs) {
        const bool noCompany = holds(plan, ColumnTarget::Company) && candidate.lead.companyName.isEmpty();
        row.remark = !candidate.lead.email ? Remark::NoEmail : noCompany ? Remark::NoCompany : Remark::None;
        row.faulty = !candidate.lead.email ? ColumnTarget::Email : noCompany ? ColumnTarget::Company : row.faulty;
        row.sentence = !candidate.lead.email ? PagesText::tr("No address, still imported")
            : noCompany                      ? PagesText::tr("No company, still imported")
                                             : PagesText::tr("New");
    }
    return {};
}

Result<ImportPreviewRow> previewRow(Connection &connection, const ImportPlan &plan, const ImportJudge &judge,
                                    const ImportCandidate &candidate, const QStringList &cells,
                                    std::optional<qint64> sameAs)
{
    Result<ImportJudge::Verdict> verdict = judge.judge(candidate, nullptr);
    if (!verdict) {
        return failureOf(std::move(verdict));
    }
    ImportPreviewRow row;
    row.number = candidate.number;
    for (const QString &cell : cells) {
        row.cells << cleanLine(cell.left(shownCharacters));
    }
    row.name = candidate.lead.fullName();
    row.email = candidate.email;
    row.company = candidate.lead.companyName;
    row.fate = sameAs && verdict->fate == ImportFate::New ? ImportFate::Merge : verdict->fate;
    if (Result<> described = describe(connection, plan, candidate, *verdict, sameAs, row); !described) {
        return failureOf(std::move(described));
    }
    return row;
}

/// The places in ImportIndex::fates of the rows of one page.
std::vector<qint64> placesOf(const ImportIndex &index, std::optional<ImportFate> only, qint64 offset, qint64 count)
{
    std::vector<qint64> places;
    qint64 passed = 0;
    for (qint64 place = only ? 0 : std::max<qint64>(offset, 0); place < qint64(index.fates.size()); ++place) {
        if (qint64(places.size()) >= count) {
            break;
        }
        if (only && (index.fates[std::size_t(place)] != *only || passed++ < offset)) {
            continue;
        }
        places.push_back(place);
    }
    return places;
}

} // namespace

Result<ImportPreview> previewAll(Connection &connection, const ImportPlan &plan, std::stop_token stop,
                                 const std::function<void(ImportProgress)> &report, qint64 most)
{
    if (Result<> possible = CandidateMaker::check(plan); !possible) {
        return failureOf(std::move(possible));
    }
    ImportFeed feed(plan, stop);
    const ImportJudge judge(connection);
    PeopleOfFile people;
    auto index = std::make_shared<ImportIndex>();
    ImportPreview preview;
    QSet<qint64> known;
    QElapsedTimer sinceReport;
    sinceReport.start();
    const auto isEnough = [&] { return most >= 0 && preview.counts.rows() >= most; };
    while (!isEnough()) {
        Result<ImportFeed::Batch> batch = feed.next();
        if (!batch) {
            return failureOf(std::move(batch));
        }
        if (batch->candidates.empty()) {
            break;
        }
        for (const ImportCandidate &candidate : batch->candidates) {
            if (isEnough()) {
                break;
            }
            Result<ImportJudge::Verdict> verdict = judge.judge(candidate, &people);
            if (!verdict) {
                return failureOf(std::move(verdict));
            }
            const qint64 place = qint64(index->fates.size());
            const ImportFate fate = verdict->fate;
            if (fate == ImportFate::Merge && !verdict->existing.isNull()) {
                known.insert(verdict->existing.value());
            }
            if (fate != ImportFate::Refused) {
                const std::optional<qint64> above = verdict->ofFile ? verdict->ofFile
                    : candidate.apart                               ? people.withEmail(candidate.keys)
                                                                    : people.seen(candidate.keys);
                if (above) {
                    index->samePerson.insert(place, *above);
                }
                people.add(candidate.keys, above.value_or(candidate.number));
            }
            if (place % ImportIndex::rowsPerPage == 0) {
                index->pages.push_back({candidate.number, candidate.offset});
            }
            index->fates.push_back(fate);
            ++(fate == ImportFate::New         ? preview.counts.added
                   : fate == ImportFate::Merge ? preview.counts.merged
                                               : preview.counts.refused);
        }
        if (report && sinceReport.hasExpired(milliSecondsBetweenReports)) {
            sinceReport.restart();
            ImportProgress now;
            now.rows = preview.counts.rows();
            now.bytes = batch->bytes;
            now.ofBytes = feed.size();
            report(now);
        }
    }
    if (most < 0 && preview.counts.rows() != feed.rows()) {
        return failure(ErrorKind::Bug, PagesText::tr("The rows do not add up."),
                       QStringLiteral("%1 of %2 rows").arg(preview.counts.rows()).arg(feed.rows()));
    }
    preview.known = known.size();
    preview.index = std::move(index);
    return preview;
}

Result<QList<ImportPreviewRow>> previewPage(Connection &connection, const ImportPlan &plan,
                                            const ImportPreview &preview, std::optional<ImportFate> only, qint64 offset,
                                            qint64 count, std::stop_token stop)
{
    QList<ImportPreviewRow> list;
    if (!preview.index) {
        return list;
    }
    Result<std::unique_ptr<RowSource>> source = openRows(plan);
    if (!source) {
        return failureOf(std::move(source));
    }
    RowSource &reader = **source;
    const ImportIndex &index = *preview.index;
    const CandidateMaker maker(plan);
    const ImportJudge judge(connection);
    SheetRow row;
    qint64 next = -1; // the place of the row that the reader gives next; -1: not known
    for (const qint64 place : placesOf(index, only, offset, count)) {
        const qint64 page = place / ImportIndex::rowsPerPage;
        if (next < 0 || next > place || next / ImportIndex::rowsPerPage != page) {
            const ImportIndex::Place &start = index.pages.at(std::size_t(page));
            if (Result<> sought = reader.seek(start.number, start.offset); !sought) {
                return failureOf(std::move(sought));
            }
            next = page * ImportIndex::rowsPerPage;
        }
        while (next <= place) {
            Result<bool> more = reader.read(row);
            if (!more) {
                return failureOf(std::move(more));
            }
            if (!*more || stop.stop_requested()) {
                return list; // the file became shorter meanwhile
            }
            next += row.isBlank() ? 0 : 1;
        }
        const auto same = index.samePerson.constFind(place);
        Result<ImportPreviewRow> described =
            previewRow(connection, plan, judge, maker.make(row), maker.cells(row),
                       same == index.samePerson.cend() ? std::nullopt : std::optional<qint64>(*same));
        if (!described) {
            return failureOf(std::move(described));
        }
        list << *described;
    }
    return list;
}

namespace {

/// The person in the row with this number; nothing when the file has it no more.
Result<std::optional<ImportCandidate>> candidateAt(RowSource &reader, const CandidateMaker &maker,
                                                   const ImportIndex &index, qint64 number)
{
    const auto after = std::ranges::upper_bound(index.pages, number, {}, &ImportIndex::Place::number);
    if (after == index.pages.begin()) {
        return std::optional<ImportCandidate>();
    }
    const ImportIndex::Place &start = *std::prev(after);
    if (Result<> sought = reader.seek(start.number, start.offset); !sought) {
        return failureOf(std::move(sought));
    }
    SheetRow row;
    while (true) {
        Result<bool> more = reader.read(row);
        if (!more) {
            return failureOf(std::move(more));
        }
        if (!*more || row.number > number) {
            return std::optional<ImportCandidate>();
        }
        if (row.number == number && !row.isBlank()) {
            return std::optional<ImportCandidate>(maker.make(row));
        }
    }
}

} // namespace

Result<QList<FieldDifference>> differencesInFile(const ImportPlan &plan, const ImportPreview &preview, qint64 above,
                                                 qint64 number)
{
    if (!preview.index) {
        return QList<FieldDifference>();
    }
    Result<std::unique_ptr<RowSource>> source = openRows(plan);
    if (!source) {
        return failureOf(std::move(source));
    }
    const CandidateMaker maker(plan);
    QList<ImportCandidate> people;
    for (const qint64 wanted : {above, number}) {
        Result<std::optional<ImportCandidate>> candidate = candidateAt(**source, maker, *preview.index, wanted);
        if (!candidate) {
            return failureOf(std::move(candidate));
        }
        if (!*candidate) {
            return failure(ErrorKind::Invalid,
                           PagesText::tr("The file was changed meanwhile. Close the import and open it again."));
        }
        people << **candidate;
    }
    return mergeInto(people.first().lead, people.last().lead, plan.duplicates, plan.decisions.value(number),
                     ownLabels(plan))
        .differences;
}

bool ImportPreviewRow::canBeApart(const QList<FieldDifference> &between) const
{
    // With one address they are one: nobody gets a mail twice.
    return fate == ImportFate::Merge
        && (email.isEmpty() || std::ranges::any_of(between, [](const FieldDifference &difference) {
                return difference.field == emailField;
            }));
}

ImportPreviewRow::Help ImportPreviewRow::help() const
{
    if (remark == Remark::SaidNo) {
        return Help::Why;
    }
    if (remark == Remark::LeftOut) {
        return Help::TakeIn;
    }
    if (remark == Remark::Apart) {
        return Help::Join;
    }
    if (remark == Remark::Unreadable) {
        return Help::Fix;
    }
    if (fate == ImportFate::Refused) {
        return faulty == ColumnTarget::DoNotImport ? Help::None : Help::Fix;
    }
    if (!differences.isEmpty()) {
        return Help::Compare;
    }
    return sameAs ? Help::Choose : Help::None;
}

} // namespace AlwaysLeads
