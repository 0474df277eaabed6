#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace AlwaysLeads {

/// What code may branch on. The sentence for the person is in Error::message.
enum class ErrorKind {
    Network, ///< the other side could not be reached, or the line broke
    Timeout, ///< it took longer than we wait
    SignedOut, ///< the key, password or token was not accepted
    Refused, ///< the other side understood and said no
    Invalid, ///< what a person, a file or a service gave us cannot be used
    NotFound, ///< it is not there
    Storage, ///< the disk or the database
    Cancelled, ///< the person or the program's end stopped it
    Bug, ///< a case that should not exist
};

/// Why something did not happen: `message` is a sentence for the person, `detail` a line for the log.
/// Neither may hold a secret.
struct Error
{
    ErrorKind kind = ErrorKind::Bug;
    QString message;
    QString detail;

    bool operator==(const Error &) const = default;
};

template <typename T = void> using Result = tl::expected<T, Error>;

/// `return failure(ErrorKind::Invalid, tr("…"));`
inline tl::unexpected<Error> failure(ErrorKind kind, QString message, QString detail = {})
{
    return tl::unexpected<Error>(Error{kind, std::move(message), std::move(detail)});
}

/// Hands a failed result up as a failure of another type.
template <typename T> tl::unexpected<Error> failureOf(Result<T> result)
{
    return tl::unexpected<Error>(std::move(result).error());
}

} // namespace AlwaysLeads
