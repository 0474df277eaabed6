#include "lead/ImportRowStore.h"

#include "lead/LeadSearch.h"
#include "storage/FreshId.h"

#include <QJsonDocument>

#include <sqlite3.h>

#include <algorithm>

namespace AlwaysLeads {

namespace {

// The full-text index gathers so much before it writes a piece of itself: with its usual megabyte, a million people are
// hundreds of pieces that it merges again and again.
constexpr qint64 largeBuffer = 64 * 1024 * 1024;
constexpr qint64 usualBuffer = 1024 * 1024;
constexpr int pagesInKilobytes = 256 * 1024;
constexpr int usualKilobytes = 2000;
// SQLite's virtual machine takes about so many steps for one person; how far it is, is only ever told roughly.
constexpr int stepsOfRow = 70;
constexpr int stepsBetweenLooks = 10'000;

const QString added = QStringLiteral("added");
const QString merged = QStringLiteral("merged");
const QString refused = QStringLiteral("refused");

/// As a person reads it: only names of other scripts are stored in another form.
QString shownAddress(const QString &stored)
{
    Result<EmailAddress> address = EmailAddress::parse(stored);
    return address ? address->shown() : stored;
}

/// Hands the first argument on as `turn` makes it, or as it is where nothing needs turning: most texts by far.
void giveTurned(sqlite3_context *context, sqlite3_value *value, bool plain, QString (*turn)(const QString &))
{
    if (plain) {
        sqlite3_result_value(context, value);
        return;
    }
    const QByteArray turned =
        turn(QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_value_text(value)), sqlite3_value_bytes(value)))
            .toUtf8();
    sqlite3_result_text(context, turned.constData(), int(turned.size()), SQLITE_TRANSIENT);
}

/// LeadSearch::folded() for SQLite. Letters that it folds begin with a byte of C3 or above.
void foldedInSql(sqlite3_context *context, int, sqlite3_value **values)
{
    const auto *text = reinterpret_cast<const unsigned char *>(sqlite3_value_text(values[0]));
    const int size = sqlite3_value_bytes(values[0]);
    const bool plain =
        text == nullptr || std::none_of(text, text + size, [](unsigned char byte) { return byte >= 0xC3; });
    if (text == nullptr) {
        sqlite3_result_text(context, "", 0, SQLITE_STATIC);
    } else {
        giveTurned(context, values[0], plain, &LeadSearch::folded);
    }
}

void shownAddressInSql(sqlite3_context *context, int, sqlite3_value **values)
{
    const auto *text = reinterpret_cast<const char *>(sqlite3_value_text(values[0]));
    if (text == nullptr) {
        sqlite3_result_text(context, "", 0, SQLITE_STATIC);
        return;
    }
    const QByteArrayView address(text, sqlite3_value_bytes(values[0]));
    const bool plain = !address.contains("xn--")
        && std::ranges::none_of(address, [](char byte) { return static_cast<unsigned char>(byte) >= 0xC3; });
    giveTurned(context, values[0], plain,
               [](const QString &stored) { return LeadSearch::folded(shownAddress(stored)); });
}

/// Lends SQLite the functions that the index is made with, and hears from it how far it is.
class Folding
{
public:
    Folding(sqlite3 *handle, const std::function<bool(qint64)> &goesOn)
        : m_handle(handle)
        , m_goesOn(goesOn)
    {
        constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
        sqlite3_create_function_v2(handle, "folded", 1, flags, nullptr, foldedInSql, nullptr, nullptr, nullptr);
        sqlite3_create_function_v2(handle, "shown_address", 1, flags, nullptr, shownAddressInSql, nullptr, nullptr,
                                   nullptr);
        sqlite3_progress_handler(handle, stepsBetweenLooks, look, this);
    }
    ~Folding() { sqlite3_progress_handler(m_handle, 0, nullptr, nullptr); }
    Folding(const Folding &) = delete;
    Folding &operator=(const Folding &) = delete;

private:
    static int look(void *self)
    {
        auto &folding = *static_cast<Folding *>(self);
        ++folding.m_looks;
        return folding.m_goesOn(folding.m_looks * stepsBetweenLooks / stepsOfRow) ? 0 : 1;
    }

    sqlite3 *m_handle;
    const std::function<bool(qint64)> &m_goesOn;
    qint64 m_looks = 0;
};

Result<> worked(Result<qint64> id)
{
    return id ? Result<>() : Result<>(failureOf(std::move(id)));
}

} // namespace

ImportRowStore::ImportRowStore(Connection &connection, ImportId id, SourceId source, const QDateTime &now)
    : m_connection(connection)
    , m_id(id)
    , m_source(source)
    , m_now(now.toMSecsSinceEpoch())
{
}

ImportRowStore::~ImportRowStore()
{
    // Also after a failure, which takes back everything else.
    m_connection.run(QStringLiteral("PRAGMA cache_size = -%1").arg(usualKilobytes));
    m_connection.run(QStringLiteral("PRAGMA ignore_check_constraints = OFF"));
}

Result<std::unique_ptr<ImportRowStore>> ImportRowStore::begin(Connection &connection, ImportId id, SourceId source,
                                                              const QDateTime &now, bool empty)
{
    std::unique_ptr<ImportRowStore> store(new ImportRowStore(connection, id, source, now));
    Result<> ready = store->setIndexBuffer(largeBuffer);
    if (ready) {
        ready = worked(connection.run(QStringLiteral("PRAGMA cache_size = -%1").arg(pagesInKilobytes)));
    }
    // The words for states are this file's own. SQLite builds a table of the allowed ones for every row it checks.
    if (ready) {
        ready = worked(connection.run(QStringLiteral("PRAGMA ignore_check_constraints = ON")));
    }
    if (ready && empty) {
        ready = store->putAside();
    }
    if (ready) {
        ready = store->prepare();
    }
    if (!ready) {
        return failureOf(std::move(ready));
    }
    return store;
}

Result<> ImportRowStore::prepare()
{
    const auto get = [this](std::optional<BulkInsert> &into, const char *sql) -> Result<> {
        Result<BulkInsert> statement = BulkInsert::prepare(m_connection, sql);
        if (!statement) {
            return failureOf(std::move(statement));
        }
        into.emplace(std::move(*statement));
        return {};
    };
    Result<> ready = get(m_lead,
                         "INSERT INTO lead (id, email, first_name, last_name, title, company_id, phone, website, city, "
                         "country, language, notes, created_at, updated_at, source_id, source_row) "
                         "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    if (ready) {
        ready = get(m_custom, "INSERT INTO lead_custom (lead_id, field_id, value) VALUES (?, ?, ?)");
    }
    if (ready) {
        ready = get(m_tag, "INSERT OR IGNORE INTO lead_tag (lead_id, tag_id) VALUES (?, ?)");
    }
    if (ready) {
        ready = get(m_company,
                    "INSERT INTO company (id, name, created_at, size, industry, domain) VALUES (?, ?, ?, ?, ?, ?)");
    }
    if (ready) {
        ready = get(m_row,
                    "INSERT INTO import_row (import_id, row, outcome, lead_id, before, reason) "
                    "VALUES (?, ?, ?, ?, ?, ?)");
    }
    if (ready) {
        ready = m_connection.number(QStringLiteral("SELECT ") + freshId("lead")).map([this](qint64 id) {
            m_freshLead = id;
        });
    }
    if (ready) {
        ready = m_connection.number(QStringLiteral("SELECT ") + freshId("company")).map([this](qint64 id) {
            m_freshCompany = id;
        });
    }
    return ready;
}

/// Only the first needs it: SQLite counts on from there, and looking for it a million times would take seconds.
void ImportRowStore::bindId(BulkInsert &statement, qint64 fresh)
{
    if (fresh != 0) {
        statement.bind(fresh);
    } else {
        statement.bindNull();
    }
}

/// An index that is built from all its rows at once takes a fraction of the time, and is as dense as it can be. That
/// each new person is to be scored is noted for all at once too, not by a trigger a million times.
Result<> ImportRowStore::putAside()
{
    QStringList aside;
    {
        Result<Query> rows = m_connection.query(QStringLiteral(
            "SELECT type, name, sql FROM sqlite_schema WHERE tbl_name = 'lead' AND sql IS NOT NULL AND (type = 'index' "
            "OR name = 'score_stale_lead_added') ORDER BY type"));
        if (!rows) {
            return failureOf(std::move(rows));
        }
        while (rows->next()) {
            aside << QStringLiteral("DROP %1 \"%2\"").arg(rows->text(0), rows->text(1));
            m_setAside << rows->text(2);
        }
        if (Result<int> read = rows->outcome(0); !read) {
            return failureOf(std::move(read));
        }
    }
    for (const QString &drop : std::as_const(aside)) {
        if (Result<> dropped = worked(m_connection.run(drop)); !dropped) {
            return dropped;
        }
    }
    return {};
}

Result<> ImportRowStore::setIndexBuffer(qint64 bytes)
{
    return worked(m_connection.run(QStringLiteral("INSERT INTO lead_search (lead_search, rank) VALUES ('hashsize', ?)"),
                                   {bytes}));
}

Result<> ImportRowStore::finish(const std::function<bool(qint64 indexed)> &goesOn)
{
    // What reads the people comes before the full-text index, which pushes them out of memory.
    if (Result<> noted = noteAdded(); !noted) {
        return noted;
    }
    if (!m_setAside.isEmpty()) {
        if (Result<> noted = noteToScore(); !noted) {
            return noted;
        }
    }
    for (const QString &sql : std::as_const(m_setAside)) {
        if (!goesOn(0)) {
            return failure(ErrorKind::Cancelled, tr("Cancelled."));
        }
        if (Result<> made = worked(m_connection.run(sql)); !made) {
            return made;
        }
    }
    if (Result<> indexed = indexPeople(goesOn); !indexed) {
        return indexed;
    }
    return setIndexBuffer(usualBuffer);
}

/// Who was added from which row stands with the people themselves.
Result<> ImportRowStore::noteAdded()
{
    if (m_first == 0) {
        return {};
    }
    return worked(
        m_connection.run(QStringLiteral("INSERT OR IGNORE INTO import_row (import_id, row, outcome, lead_id, reason) "
                                        "SELECT ?, source_row, 'added', id, '' FROM lead WHERE id >= ? ORDER BY id"),
                         {m_id.value(), m_first}));
}

/// What the trigger on new people does, which was put aside.
Result<> ImportRowStore::noteToScore()
{
    return worked(m_connection.run(
        QStringLiteral("INSERT INTO score_stale (lead_id) SELECT id FROM lead WHERE id >= ? ORDER BY id"), {m_first}));
}

/// At the end and in one statement: SQLite makes the full-text index write what it has gathered whenever another
/// statement begins that may have to be taken back.
Result<> ImportRowStore::indexPeople(const std::function<bool(qint64 indexed)> &goesOn)
{
    if (m_first == 0) {
        return {};
    }
    for (const qint64 id : m_indexed) {
        if (id < m_first) {
            continue;
        }
        if (Result<> gone = worked(m_connection.run(QStringLiteral("DELETE FROM lead_search WHERE rowid = ?"), {id}));
            !gone) {
            return gone;
        }
    }
    const Folding folding(m_connection.handle(), goesOn);
    return worked(m_connection.run(
        QStringLiteral("INSERT INTO lead_search (rowid, name, email, title, company, place, notes) "
                       "SELECT lead.id, folded(trim(first_name || ' ' || last_name, ' ')), shown_address(email), "
                       "folded(title), folded(company.name), folded(lead.city || ' ' || lead.country), folded(notes) "
                       "FROM lead LEFT JOIN company ON company.id = company_id WHERE lead.id >= ? ORDER BY lead.id"),
        {m_first}));
}

Result<LeadId> ImportRowStore::insert(const Lead &lead, CompanyId company, qint64 row)
{
    const QString email = lead.email ? lead.email->toString() : QString();
    bindId(*m_lead, m_freshLead);
    if (lead.email) {
        m_lead->bind(email);
    } else {
        m_lead->bindNull();
    }
    m_lead->bind(lead.firstName).bind(lead.lastName).bind(lead.title);
    if (company.isNull()) {
        m_lead->bindNull();
    } else {
        m_lead->bind(company.value());
    }
    m_lead->bind(lead.phone).bind(lead.website).bind(lead.city).bind(lead.country).bind(lead.language);
    m_lead->bind(lead.notes).bind(m_now).bind(m_now).bind(m_source.value()).bind(row);
    Result<qint64> id = m_lead->run();
    if (!id) {
        return failureOf(std::move(id));
    }
    m_freshLead = 0;
    if (m_first == 0) {
        m_first = *id;
    }
    return LeadId(*id);
}

Result<> ImportRowStore::setCustom(LeadId lead, qint64 field, const QString &value)
{
    return worked(m_custom->bind(lead.value()).bind(field).bind(value).run());
}

Result<> ImportRowStore::addTag(LeadId lead, qint64 tag)
{
    return worked(m_tag->bind(lead.value()).bind(tag).run());
}

Result<CompanyId> ImportRowStore::addCompany(const QString &name, const CompanyDetails &details)
{
    const auto start = [&] {
        bindId(*m_company, m_freshCompany);
        m_company->bind(name).bind(m_now);
        if (details.size) {
            m_company->bind(*details.size);
        } else {
            m_company->bindNull();
        }
        m_company->bind(details.industry);
    };
    const auto taken = [this](qint64 number) {
        m_freshCompany = 0;
        return CompanyId(number);
    };
    if (!details.domain.isEmpty()) {
        start();
        Result<qint64> id = m_company->bind(details.domain).run();
        if (id || id.error().kind != ErrorKind::Refused) {
            return id.map(taken);
        }
    }
    start(); // no domain, or another company has it
    return m_company->bindNull().run().map(taken);
}

Result<> ImportRowStore::note(qint64 row, ImportFate fate, LeadId lead, const QJsonObject &before,
                              const QString &reason)
{
    if (fate == ImportFate::New && before.isEmpty() && reason.isEmpty()) {
        return {}; // noteAdded() does
    }
    const QString what =
        before.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(before).toJson(QJsonDocument::Compact));
    m_row->bind(m_id.value()).bind(row);
    m_row->bind(fate == ImportFate::New ? added : fate == ImportFate::Merge ? merged : refused);
    if (lead.isNull()) {
        m_row->bindNull();
    } else {
        m_row->bind(lead.value());
    }
    if (before.isEmpty()) {
        m_row->bindNull();
    } else {
        m_row->bind(what);
    }
    return worked(m_row->bind(reason).run());
}

} // namespace AlwaysLeads
