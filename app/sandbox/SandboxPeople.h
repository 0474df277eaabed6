#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace AlwaysLeads {

/// An invented company. Every domain ends in .example (RFC 2606).
struct SandboxCompany
{
    QString id; ///< 24 hexadecimal digits, as Apollo's
    QString name;
    QString domain;
    QString industry;
    QString city;
    QString country;
    int employees = 0;
    int founded = 0;
    QString description;
    QString news; ///< something of these weeks that a mail can refer to

    bool operator==(const SandboxCompany &) const = default;
};

struct SandboxPerson
{
    QString id;
    QString firstName;
    QString lastName;
    QString title;
    QString seniority; ///< one of Apollo's words: owner, c_suite, vp, head, director, manager
    QString email;
    QString emailStatus; ///< verified, extrapolated or unavailable (then `email` is empty)
    QString city;
    QString country;
    SandboxCompany company;

    QString name() const { return firstName + u' ' + lastName; }
    bool operator==(const SandboxPerson &) const = default;
};

/// The invented people of the sandbox: the same two hundred at every start, so that tests and pictures stay alike, and
/// those who come later.
class SandboxPeople
{
public:
    SandboxPeople();

    const QList<SandboxPerson> &all() const { return m_people; }
    /// Who is not there from the beginning, in the order in which they come.
    const QList<SandboxPerson> &later() const { return m_later; }
    /// Of these, whoever has come after so long: one every half minute at first, then forty a day.
    QList<SandboxPerson> cameAfter(std::chrono::seconds time) const;
    /// Also of those who come later.
    std::optional<SandboxPerson> byId(const QString &id) const;
    std::optional<SandboxPerson> byEmail(const QString &email) const;

    /// Who stands in the sample file.
    QList<SandboxPerson> inSample() const;
    /// The sample file resources/samples/leads.csv: 40 rows, a few of them imperfect as real files are.
    QByteArray sampleCsv() const;

private:
    std::optional<SandboxPerson> found(QString SandboxPerson::*part, const QString &value) const;

    QList<SandboxPerson> m_people;
    QList<SandboxPerson> m_later;
};

} // namespace AlwaysLeads
