#include "scoring/ScoreRules.h"
#include "settings/SenderProfile.h"

namespace AlwaysLeads {

namespace {

/// "Head of operations, dispatch; planning" and lines as the words of a rule.
QString words(const QString &text)
{
    QStringList list;
    QString divided = text;
    divided.replace(u';', u',').replace(u'\n', u',');
    for (const QString &word : divided.split(u',')) {
        if (!word.trimmed().isEmpty() && list.size() < 30) {
            list << word.trimmed();
        }
    }
    return list.join(QStringLiteral(", "));
}

} // namespace

ScoreRules ScoreRules::suggested(const SenderProfile &profile)
{
    using enum ScoreTest;
    ScoreRules made;
    const auto add = [&made](ScorePart part, const char *field, ScoreTest test, const QString &value, int points,
                             const QString &label = {}) {
        made.rules.append({part, QString::fromLatin1(field), test, value, points, label});
    };
    const QString value = QStringLiteral("{}");

    constexpr ScorePart company = ScorePart::CompanyFit;
    const QString companies = words(profile.idealCompanies);
    if (!companies.isEmpty()) {
        add(company, "industry", ContainsAny, companies, 15, value);
        add(company, "company", ContainsAny, companies, 10, value);
    }
    add(company, "company size", Between, QStringLiteral("20-500"), 10, tr("%1 people").arg(value));
    add(company, "company size", AtLeast, QStringLiteral("501"), 4, tr("%1 people").arg(value));
    const QString places = words(profile.idealPlaces);
    if (!places.isEmpty()) {
        add(company, "country", ContainsAny, places, 10, value);
        add(company, "city", ContainsAny, places, 10, value);
    }
    add(company, "claude verdict", IsAny, QStringLiteral("good"), 15, tr("Claude says it fits"));
    add(company, "claude verdict", IsAny, QStringLiteral("maybe"), 6, tr("Claude says it may fit"));
    add(company, "website", Known, {}, 3, tr("has a website"));
    add(company, "industry", Known, {}, 2);

    constexpr ScorePart role = ScorePart::Role;
    const QString titles = words(profile.idealTitles);
    if (!titles.isEmpty()) {
        add(role, "title", ContainsAny, titles, 18, value);
    }
    add(role, "title", ContainsAny,
        QStringLiteral("head, director*, chief, ceo, coo, cto, cfo, cmo, vp, founder*, owner*, president, managing, "
                       "partner, geschäftsführer*, *leiter, *leiterin, directeur, directrice, director, directora"),
        12, tr("decides"));
    add(role, "title", ContainsAny, QStringLiteral("manager*, lead, senior, responsable"), 6, tr("has a say"));
    add(role, "title", ContainsAny, QStringLiteral("intern, trainee, student, assistant*"), -10, tr("starts out"));
    add(role, "title", Known, {}, 2);

    constexpr ScorePart timing = ScorePart::Timing;
    add(timing, "added", WithinDays, QStringLiteral("30"), 10, tr("new in the last 30 days"));
    add(timing, "email state", IsAny, QStringLiteral("verified"), 6, tr("address verified"));
    add(timing, "email state", IsAny, QStringLiteral("invalid"), -20, tr("address does not work"));
    add(timing, "notes", Known, {}, 4, tr("has notes"));
    add(timing, "status", IsAny, QStringLiteral("not now"), -10, tr("asked for later"));

    constexpr ScorePart engagement = ScorePart::Engagement;
    add(engagement, "status", IsAny, QStringLiteral("interested"), 10, tr("interested"));
    // Who says no has answered too, but that is nothing to write to them for.
    add(engagement, "last reply", IsAny, QStringLiteral("interested, question, objection, referral"), 8, tr("replied"));
    add(engagement, "last reply", IsAny, QStringLiteral("not now"), 4, tr("replied"));
    add(engagement, "last reply", IsAny, QStringLiteral("no, wrong person, opt-out"), -10, tr("said no"));
    add(engagement, "event:meeting", Known, {}, 10, tr("agreed on a meeting"));
    add(engagement, "event:clicked", Known, {}, 2, tr("followed a link"));
    add(engagement, "event:opened", Known, {}, 1, tr("opened a mail"));
    add(engagement, "event:opened", AtLeast, QStringLiteral("3"), 1, tr("opened {} times"));
    add(engagement, "status", IsAny, QStringLiteral("opted out, bounced"), -10, value);
    return made;
}

} // namespace AlwaysLeads
