#pragma once

#include "lead/Lead.h"

#include <QHash>

namespace AlwaysLeads {

/// One person as the rules see them.
struct ScoreSubject
{
    struct Happened
    {
        qint64 times = 0;
        QDate last; ///< on this computer's clock

        bool operator==(const Happened &) const = default;
    };

    LeadId id;
    QString name; ///< for examples
    QString company;
    QHash<QString, QString> values; ///< by ScoreField::name; what is not known is missing
    QStringList tags;
    QHash<QString, Happened> events; ///< by kind

    // What is kept of their score so far.
    std::optional<int> score; ///< lead.score
    std::optional<int> byHand;
    std::array<int, 4> parts{}; ///< of the last scoring
    QStringList reasons;
    qint64 rulesVersion = -1; ///< -1: never scored
};

} // namespace AlwaysLeads
