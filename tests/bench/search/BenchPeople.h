#pragma once

#include "storage/Database.h"

#include <QStringList>

namespace AlwaysLeads {

/// Invented people with the spread of a real list: names and companies made of syllables, forty titles, eight
/// industries, addresses below .example. The same every time.
class BenchPeople
{
public:
    explicit BenchPeople(qint64 count);
    /// Fills an empty database, some ten thousand people a transaction.
    Result<> fill(Database &database) const;
    /// What people might type: of one letter, two, three, a name, a title, two words, and what nobody has.
    static QStringList textsOf(const QString &kind, int count);
    static QStringList kinds();

private:
    qint64 m_count;
};

} // namespace AlwaysLeads
