#pragma once

#include <QString>

namespace AlwaysLeads {

/// A text under resources/prompts that tells Claude what to do. Its first line is "version 2"; each change of its words
/// gets a higher number, so that a draft can say which text wrote it.
struct Prompt
{
    QString name; ///< "write-mail"
    int version = 0; ///< 0: there is no such text
    QString text; ///< without the line of the version

    /// "write-mail 2"
    QString id() const { return name + QLatin1Char(' ') + QString::number(version); }
    static Prompt load(const QString &name);

    bool operator==(const Prompt &) const = default;
};

} // namespace AlwaysLeads
