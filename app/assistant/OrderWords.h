#pragma once

#include <QString>

namespace AlwaysLeads {

/// True for a value that speaks to a program instead of about a person: "ignore all previous instructions", "system:",
/// a piece of JSON that answers for the model, signs that nobody sees. Such a value is still shown to Claude as data,
/// but no sentence can rest on it. It knows the usual forms, in English and German; it does not understand.
bool readsLikeAnOrder(const QString &value);

} // namespace AlwaysLeads
