#include "lead/ImportJudge.h"

namespace AlwaysLeads {

namespace {

/// As SQLite's NOCASE compares.
QString withoutAsciiCase(QString text)
{
    for (QChar &character : text) {
        if (character >= QLatin1Char('A') && character <= QLatin1Char('Z')) {
            character = QChar(character.unicode() + ('a' - 'A'));
        }
    }
    return text;
}

bool canBeMatchedByName(const Lead &lead)
{
    return !lead.companyName.isEmpty() && !lead.fullName().isEmpty();
}

} // namespace

ImportJudge::ImportJudge(Connection &connection)
    : m_connection(connection)
{
}

Result<ImportJudge::Verdict> ImportJudge::judge(const ImportCandidate &candidate) const
{
    if (!candidate.refusal.isEmpty()) {
        return Verdict{ImportFate::Refused, {}, candidate.refusal, candidate.faulty};
    }
    const Lead &lead = candidate.lead;
    if (!lead.email) {
        Result<LeadId> namesake = byNameAndCompany(lead);
        if (!namesake) {
            return failureOf(std::move(namesake));
        }
        return Verdict{namesake->isNull() ? ImportFate::New : ImportFate::Merge, *namesake, {}, {}};
    }
    Result<bool> any = anySuppressed();
    if (!any) {
        return failureOf(std::move(any));
    }
    if (*any) {
        Result<std::optional<SuppressionEntry>> no = m_suppression.find(m_connection, *lead.email);
        if (!no) {
            return failureOf(std::move(no));
        }
        if (*no) {
            QString sentence = SuppressionStore::sentence(**no);
            if (sentence.endsWith(QLatin1Char('.'))) {
                sentence.chop(1);
            }
            return Verdict{ImportFate::Refused, {}, sentence, ColumnTarget::Email};
        }
    }
    Result<std::optional<std::pair<LeadId, LeadStatus>>> known = m_leads.standing(m_connection, *lead.email);
    if (!known) {
        return failureOf(std::move(known));
    }
    if (!*known) {
        return Verdict{};
    }
    const auto [existing, status] = **known;
    if (status == LeadStatus::OptedOut) {
        return Verdict{ImportFate::Refused, existing, tr("Opted out"), ColumnTarget::Email};
    }
    return Verdict{ImportFate::Merge, existing, {}, {}};
}

Result<bool> ImportJudge::anySuppressed() const
{
    if (!m_anySuppressed) {
        Result<bool> empty = m_suppression.isEmpty(m_connection);
        if (!empty) {
            return failureOf(std::move(empty));
        }
        m_anySuppressed = !*empty;
    }
    return *m_anySuppressed;
}

Result<LeadId> ImportJudge::byNameAndCompany(const Lead &lead) const
{
    if (!canBeMatchedByName(lead)) {
        return LeadId();
    }
    return m_leads.byNameAndCompany(m_connection, lead);
}

std::optional<qint64> PeopleOfFile::seenIn(const ImportCandidate &candidate)
{
    const Lead &lead = candidate.lead;
    const QString byName = canBeMatchedByName(lead)
        ? withoutAsciiCase(lead.firstName + QLatin1Char('\n') + lead.lastName + QLatin1Char('\n') + lead.companyName)
        : QString();
    const QString key = lead.email ? lead.email->toString() : byName;
    if (!key.isEmpty()) {
        if (const auto seen = m_rows.constFind(key); seen != m_rows.cend()) {
            return *seen;
        }
        m_rows.insert(key, candidate.number);
    }
    if (lead.email && !byName.isEmpty() && !m_rows.contains(byName)) {
        m_rows.insert(byName, candidate.number);
    }
    return std::nullopt;
}

} // namespace AlwaysLeads
