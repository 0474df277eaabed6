#pragma once

#include "address/EmailAddress.h"
#include "base/Id.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace AlwaysLeads {

struct Lead;
struct Company;
using LeadId = Id<Lead>;
using CompanyId = Id<Company>;

enum class LeadStatus { New, DraftReady, Contacted, Replied, Interested, NotNow, Bounced, OptedOut };
/// The word in the database: "draft ready".
QString toWord(LeadStatus status);
/// Nothing for a word that is none.
std::optional<LeadStatus> leadStatusFromWord(const QString &word);
/// What a person reads: "Draft ready".
QString shown(LeadStatus status);
const QList<LeadStatus> &allLeadStatuses();

enum class EmailState { Unchecked, Verified, Risky, Invalid };
QString toWord(EmailState state);
std::optional<EmailState> emailStateFromWord(const QString &word);
QString shown(EmailState state);

/// "Agnieszka Wójcik"; one name alone where the other is missing, empty where both are.
QString fullName(const QString &firstName, const QString &lastName);
/// "AW": at most two capital letters for the avatar; "?" when there is no letter. `otherwise` stands in for a missing
/// name, such as the address.
QString initials(const QString &firstName, const QString &lastName, const QString &otherwise = {});

struct Company
{
    CompanyId id;
    QString name;
    QString domain; ///< "baltway.example"; empty when not known
    std::optional<qint64> size; ///< people
    QString industry;
    QString city;
    QString country;
    QString website;

    bool operator==(const Company &) const = default;
};

/// One person to write to, with everything the program knows about them.
struct Lead
{
    LeadId id;
    std::optional<EmailAddress> email;
    EmailState emailState = EmailState::Unchecked;
    QString firstName;
    QString lastName;
    QString title;
    CompanyId companyId; ///< set when read; saving goes by companyName
    QString companyName;
    std::optional<qint64> companySize; ///< people
    QString industry; ///< of the company
    QString companyDomain; ///< "baltway.example"; empty when not known
    QString phone;
    QString website; ///< the person's own, or that of the company
    QString city;
    QString country;
    QString language;
    QString notes;
    LeadStatus status = LeadStatus::New;
    std::optional<int> score; ///< 0 to 100
    QStringList tags; ///< sorted
    QMap<QString, QString> custom; ///< by CustomField::key; empty values are not kept
    QDateTime createdAt;
    QDateTime updatedAt;
    QDateTime touchedAt; ///< the last mail or reply; invalid: none yet
    QDateTime deletedAt; ///< invalid: not deleted

    QString fullName() const { return AlwaysLeads::fullName(firstName, lastName); }
    QString initials() const;
    bool operator==(const Lead &) const = default;
};

/// What one row of the table shows.
struct LeadSummary
{
    LeadId id;
    QString firstName;
    QString lastName;
    QString title;
    QString company;
    QString email; ///< as a person reads it; empty: none
    EmailState emailState = EmailState::Unchecked;
    LeadStatus status = LeadStatus::New;
    std::optional<int> score;
    bool scoreByHand = false; ///< a person set it, whatever the rules say
    QStringList tags;
    QDateTime createdAt;
    QDateTime touchedAt;
    QDateTime deletedAt; ///< invalid: not deleted
    QString suppressed; ///< why this person is never written to again; empty: may be written to
    QMap<QString, QString> fields; ///< further columns by LeadField::key, as stored; empty ones are not kept

    QString fullName() const { return AlwaysLeads::fullName(firstName, lastName); }
    QString initials() const { return AlwaysLeads::initials(firstName, lastName, email); }
    bool operator==(const LeadSummary &) const = default;
};

/// What a person's own column holds.
enum class FieldKind { Text, Number, Date, Choice, Url, YesNo };
QString toWord(FieldKind kind);
std::optional<FieldKind> fieldKindFromWord(const QString &word);
QString shown(FieldKind kind);

/// A column of the person's own files.
struct CustomField
{
    qint64 id = 0;
    QString key; ///< "trucks": stands in braces in a template
    QString label; ///< "Trucks"
    FieldKind kind = FieldKind::Text;
    QStringList choices; ///< of a choice, in the person's order

    bool operator==(const CustomField &) const = default;
};

/// One value that may stand in a mail: the inspector lists them, templates use them as merge fields.
struct LeadFact
{
    QString name; ///< "first name", "company size", or a custom field's key
    QString label; ///< "First name"
    QString value; ///< empty: not known

    bool operator==(const LeadFact &) const = default;
};

/// All of them in a fixed order, also those that are not known: first name, last name, name, email, title, company,
/// company size, website, phone, city, country, language, then the custom ones that the lead has.
QList<LeadFact> factsOf(const Lead &lead);
/// The same by name, without the empty ones: what Template::render wants.
QMap<QString, QString> factValues(const Lead &lead);

/// Texts that come from outside, made fit to be kept. One line: line breaks and runs of spaces become one space, other
/// control characters and text-direction overrides go. Many lines keep their line breaks (as \n).
QString cleanLine(const QString &text);
QString cleanText(const QString &text);

} // namespace AlwaysLeads

Q_DECLARE_METATYPE(AlwaysLeads::LeadId)
