#pragma once

#include "lead/ColumnGuess.h"

namespace AlwaysLeads {

/// A column's name without case, accents and punctuation: "E-Mail-Adresse" is "e mail adresse".
QString plainColumnName(const QString &name);

/// What the names that people give to columns in eleven languages stand for, by plainColumnName().
std::optional<ColumnTarget> targetNamed(const QString &plainName);

} // namespace AlwaysLeads
