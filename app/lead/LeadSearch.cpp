#include "lead/LeadSearch.h"

namespace AlwaysLeads {

namespace {

// More words narrow nothing more, and FTS5 limits the size of an expression.
constexpr qsizetype mostWords = 16;
constexpr qsizetype longestWord = 200;

/// What FTS5's tokenizer keeps of a word is letters and digits; a word without any would match nothing.
bool hasLetterOrDigit(const QString &word)
{
    for (const uint code : word.toUcs4()) {
        if (QChar::isLetterOrNumber(char32_t(code))) {
            return true;
        }
    }
    return false;
}

QString orderBy(LeadSort sort, Qt::SortOrder order)
{
    const QString direction = order == Qt::AscendingOrder ? QStringLiteral("ASC") : QStringLiteral("DESC");
    const auto column = [&](const char *expression, const char *unknown) {
        return QStringLiteral("(%2), %1 %3, lead.id %3")
            .arg(QLatin1String(expression), QLatin1String(unknown), direction);
    };
    switch (sort) {
    case LeadSort::Name:
        return QStringLiteral("last_name COLLATE NOCASE %1, first_name COLLATE NOCASE %1, lead.id %1").arg(direction);
    case LeadSort::Company:
        return column("company.name COLLATE NOCASE", "company.name IS NULL");
    case LeadSort::Email:
        return column("email", "email IS NULL");
    case LeadSort::Score:
        return column("score", "score IS NULL");
    case LeadSort::Status: {
        // In the order of the work, not of the alphabet.
        QString rank = QStringLiteral("CASE status");
        for (const LeadStatus status : allLeadStatuses()) {
            rank += QStringLiteral(" WHEN '%1' THEN %2").arg(toWord(status)).arg(int(status));
        }
        return QStringLiteral("%1 END %2, lead.id %2").arg(rank, direction);
    }
    case LeadSort::LastTouch:
        return column("touched_at", "touched_at IS NULL");
    case LeadSort::Created:
        return QStringLiteral("lead.created_at %1, lead.id %1").arg(direction);
    }
    Q_UNREACHABLE();
}

struct Conditions
{
    QStringList sql;
    QVariantList values;

    void add(const char *condition, const QVariant &value = QVariant())
    {
        sql << QString::fromLatin1(condition);
        if (value.isValid()) {
            values << value;
        }
    }
};

void addView(Conditions &conditions, LeadView view, const QDateTime &now)
{
    // Who has become one with another is no deleted person, but a former address.
    conditions.add(view == LeadView::Deleted ? "lead.deleted_at IS NOT NULL AND lead.merged_into IS NULL"
                                             : "lead.deleted_at IS NULL");
    switch (view) {
    case LeadView::All:
    case LeadView::Deleted:
        break;
    case LeadView::NewThisWeek:
        conditions.add("lead.created_at >= ?", now.addDays(-7));
        break;
    case LeadView::WaitingForReply:
        conditions.add("status = ?", toWord(LeadStatus::Contacted));
        break;
    case LeadView::Interested:
        conditions.add("status = ?", toWord(LeadStatus::Interested));
        break;
    case LeadView::OptedOut:
        conditions.add("status = ?", toWord(LeadStatus::OptedOut));
        break;
    }
}

} // namespace

LeadSearch::LeadSearch(Database &database, const Clock &clock)
    : m_database(database)
    , m_clock(clock)
{
}

QString LeadSearch::matchFor(const QString &text)
{
    // Through UTF-8 and back, so that half a surrogate pair becomes a character of its own; NUL would end the
    // expression.
    QString clean = folded(QString::fromUtf8(text.toUtf8()));
    clean.replace(QChar(0), QLatin1Char(' '));
    QStringList phrases;
    for (QString word : clean.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        word.truncate(longestWord);
        if (!hasLetterOrDigit(word)) {
            continue;
        }
        word.replace(QLatin1Char('"'), QLatin1String("\"\""));
        phrases << QLatin1Char('"') + word + QLatin1String("\"*");
        if (phrases.size() == mostWords) {
            break;
        }
    }
    return phrases.join(QLatin1Char(' '));
}

QString LeadSearch::folded(const QString &text)
{
    bool plain = true;
    for (const QChar character : text) {
        plain = plain && character.unicode() < 0xC0;
    }
    if (plain) {
        return text;
    }
    QString folded;
    folded.reserve(text.size() + 4);
    for (const QChar character : text) {
        switch (character.unicode()) {
        case 0x00C6: // Æ
        case 0x00E6:
            folded += QLatin1String("ae");
            break;
        case 0x00D0: // Ð
        case 0x00F0:
        case 0x0110: // Đ
        case 0x0111:
            folded += QLatin1Char('d');
            break;
        case 0x00D8: // Ø
        case 0x00F8:
            folded += QLatin1Char('o');
            break;
        case 0x00DE: // Þ
        case 0x00FE:
            folded += QLatin1String("th");
            break;
        case 0x00DF: // ß
        case 0x1E9E:
            folded += QLatin1String("ss");
            break;
        case 0x0131: // dotless i
            folded += QLatin1Char('i');
            break;
        case 0x0141: // Ł
        case 0x0142:
            folded += QLatin1Char('l');
            break;
        case 0x0152: // Œ
        case 0x0153:
            folded += QLatin1String("oe");
            break;
        default:
            folded += character;
        }
    }
    return folded;
}

Task<Result<std::vector<LeadId>>> LeadSearch::ids(LeadQuery query, std::stop_token stop)
{
    Conditions conditions;
    addView(conditions, query.view, m_clock.now());
    if (query.status) {
        conditions.add("status = ?", toWord(*query.status));
    }
    if (!query.tag.isEmpty()) {
        conditions.add("lead.id IN (SELECT lead_id FROM lead_tag JOIN tag ON tag.id = tag_id WHERE tag.name = ?)",
                       query.tag);
    }
    if (const QString match = matchFor(query.text); !match.isEmpty()) {
        conditions.add("lead.id IN (SELECT rowid FROM lead_search WHERE lead_search MATCH ?)", match);
    }
    const QString sql =
        QStringLiteral("SELECT lead.id FROM lead %1 WHERE %2 ORDER BY %3")
            .arg(query.sort == LeadSort::Company ? QStringLiteral("LEFT JOIN company ON company.id = company_id")
                                                 : QString(),
                 conditions.sql.join(QStringLiteral(" AND ")), orderBy(query.sort, query.order));
    auto found = m_database.read<std::vector<LeadId>>(
        [sql, values = conditions.values](Connection &connection) -> Result<std::vector<LeadId>> {
            Result<Query> rows = connection.query(sql, values);
            if (!rows) {
                return failureOf(std::move(rows));
            }
            std::vector<LeadId> ids;
            while (rows->next()) {
                ids.emplace_back(rows->number(0));
            }
            return rows->outcome(std::move(ids));
        },
        stop);
    Result<std::vector<LeadId>> outcome = co_await found;
    co_return outcome;
}

Task<Result<QList<LeadSummary>>> LeadSearch::rows(std::vector<LeadId> ids, std::stop_token stop)
{
    auto read = m_database.read<QList<LeadSummary>>(
        [store = m_leads, ids = std::move(ids)](Connection &connection) { return store.summaries(connection, ids); },
        stop);
    Result<QList<LeadSummary>> outcome = co_await read;
    co_return outcome;
}

Task<Result<LeadCounts>> LeadSearch::counts()
{
    auto read = m_database.read<LeadCounts>([now = m_clock.now()](Connection &connection) -> Result<LeadCounts> {
        LeadCounts counts;
        for (const LeadView view : {LeadView::All, LeadView::NewThisWeek, LeadView::WaitingForReply,
                                    LeadView::Interested, LeadView::OptedOut, LeadView::Deleted}) {
            Conditions conditions;
            addView(conditions, view, now);
            Result<qint64> count = connection.number(
                QStringLiteral("SELECT count(*) FROM lead WHERE %1").arg(conditions.sql.join(QStringLiteral(" AND "))),
                conditions.values);
            if (!count) {
                return failureOf(std::move(count));
            }
            counts.views.insert(view, *count);
        }
        return counts;
    });
    Result<LeadCounts> outcome = co_await read;
    co_return outcome;
}

} // namespace AlwaysLeads
