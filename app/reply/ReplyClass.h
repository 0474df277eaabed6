#pragma once

#include <QCoreApplication>
#include <QList>
#include <QString>

#include <optional>

namespace AlwaysLeads {

/// What a mail that came in means. The first ten have the keys 1 to 9 and 0.
enum class ReplyClass {
    Interested,
    Question,
    NotNow,
    Referral,
    OutOfOffice,
    OptOut,
    Other,
    No,
    Objection,
    WrongPerson,
    Bounce,
    Automatic, ///< a receipt, a ticket: nobody wrote it
    Complaint,
};

/// The word in the database: "not now".
QString toWord(ReplyClass value);
std::optional<ReplyClass> replyClassFromWord(const QString &word);
/// "Not now".
QString shown(ReplyClass value);
/// Those a person may choose, in the order of their keys.
const QList<ReplyClass> &choosableReplyClasses();
/// A person wrote it.
bool isHuman(ReplyClass value);

/// A class and what it rests on.
struct Classification
{
    ReplyClass value = ReplyClass::Other;
    QString sentence; ///< of the mail itself, word for word; may be empty

    bool operator==(const Classification &) const = default;
};

} // namespace AlwaysLeads
