#pragma once

#include <QCoreApplication>
#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace AlwaysLeads {

/// From and to, both included; an end that is missing is open.
struct NumberRange
{
    std::optional<qint64> from;
    std::optional<qint64> to;

    bool isEmpty() const { return !from && !to; }
    bool operator==(const NumberRange &) const = default;
};

/// Whom a search shall find. Entries of one list are alternatives, the lists narrow each other.
struct ApolloFilters
{
    Q_DECLARE_TR_FUNCTIONS(ApolloFilters)
public:
    QStringList titles;
    bool similarTitles = true;
    QStringList seniorities; ///< Apollo's words: owner, founder, c_suite, partner, vp, head, director, …
    QStringList personPlaces;
    QStringList companyPlaces; ///< where the company has its seat
    QStringList employees; ///< "11,50"
    QString words; ///< in the profile or the company
    QStringList industryWords;
    QStringList domains; ///< bare: "baltway.example"
    QStringList technologies; ///< "google_analytics"
    NumberRange revenue; ///< without a currency, as Apollo counts it
    QStringList hiringTitles; ///< in the company's open job ads
    QStringList emailStatuses; ///< "verified", "likely to engage", …

    /// Nothing narrows the search: it would find everybody.
    bool isEmpty() const;

    /// For the database. What cannot be read is left out.
    QJsonObject toJson() const;
    static ApolloFilters fromJson(const QJsonObject &json);
    /// The body of one page of a people search (Apollo's API reference, people search).
    QJsonObject toRequest(int page, int perPage) const;

    /// "https://www.Baltway.example/about" is "baltway.example"; empty when it is none.
    static QString bareDomain(const QString &text);
    /// "Google Analytics" is "google_analytics".
    static QString technologyId(const QString &text);
    /// "Head of operations, Denmark, 11–50 people": a name for a search that has none.
    QString summary() const;
    /// "11,50" as "11–50", "501,10000000" as "501+".
    static QString shownEmployees(const QString &range);

    /// What employees() of the form offers, smallest first.
    static const QStringList &employeeRanges();
    /// One thing of the form that can be chosen, for one or more of Apollo's words.
    struct Choice
    {
        QString text; ///< "VP, head, director"
        QStringList words;
    };
    /// What the form offers for seniorities, highest first, and for emailStatuses.
    static QList<Choice> seniorityChoices();
    static QList<Choice> emailChoices();

    bool operator==(const ApolloFilters &) const = default;
};

} // namespace AlwaysLeads
