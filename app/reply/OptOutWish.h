#pragma once

#include <QString>

#include <optional>

namespace AlwaysLeads {

/// The sentence in which somebody asks not to be written to again, from what they wrote anew; nothing: they do not.
/// A whole mail of "stop" or "unsubscribe" is one. It only holds the mails: a person confirms.
std::optional<QString> optOutWishIn(const QString &newText, const QString &subject);

} // namespace AlwaysLeads
