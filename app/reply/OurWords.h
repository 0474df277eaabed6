#pragma once

#include <QString>
#include <QStringList>

namespace AlwaysLeads {

/// Tells what we wrote from what they did, in an answer whose program quotes our mail without any mark, or that holds
/// nothing but the quote: our own opt-out sentence is not their wish, and our own question no interest of theirs.
class OurWords
{
public:
    /// The texts of the mails that were sent to them.
    explicit OurWords(const QStringList &texts);

    /// Without the lines that stand in our mails, however they were broken. Short ones stay theirs, unless they go on
    /// with such a line; so does a line alone, which is no quote.
    QString takenFrom(const QString &text) const;

private:
    QString m_all; ///< letters and digits alone, as bare() makes them
};

} // namespace AlwaysLeads
