#pragma once

#include <QList>
#include <QString>

namespace AlwaysLeads {

/// A stretch of text that stayed, came or went.
struct TextChange
{
    enum class Kind { Same, Inserted, Removed };

    Kind kind = Kind::Same;
    QString text;

    bool operator==(const TextChange &) const = default;
};

/// What turns `before` into `after`, word by word (longest common subsequence). The texts of a mail are short; above
/// 4,000 words everything counts as replaced.
QList<TextChange> textChanges(const QString &before, const QString &after);

} // namespace AlwaysLeads
