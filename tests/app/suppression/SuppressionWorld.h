#pragma once

#include "support/CopiedDatabase.h"
#include "support/VirtualClock.h"
#include "suppression/Suppression.h"

#include <memory>
#include <optional>

namespace AlwaysLeads {

inline EmailAddress address(const QString &text)
{
    return EmailAddress::parse(text).value();
}

inline const QString anna = QStringLiteral("anna.keller@rheinhafen.example");

/// A profile's list of who is not written to, empty at first.
struct SuppressionWorld
{
    SuppressionEntry add(const QString &text, SuppressionReason reason = SuppressionReason::OptedOut)
    {
        return QCoro::waitFor(suppression->addAddress(address(text), reason, QStringLiteral("Replied stop"))).value();
    }
    SuppressionEntry addDomain(const QString &text)
    {
        return QCoro::waitFor(suppression->addDomain(text, SuppressionReason::ByHand, {})).value();
    }
    SuppressionAdded addPattern(const QString &text)
    {
        return files
            ->write([&](Connection &connection) {
                return SuppressionStore().add(connection, SuppressionSubject::parse(text).value(),
                                              SuppressionReason::ByHand, {}, clock.now());
            })
            .value();
    }
    std::optional<SuppressionEntry> find(const QString &text)
    {
        return QCoro::waitFor(suppression->find(address(text))).value();
    }

    std::unique_ptr<TestDatabase> files = std::make_unique<TestDatabase>(copiedDatabase());
    VirtualClock clock;
    std::unique_ptr<Suppression> suppression = std::make_unique<Suppression>(**files, clock);
};

} // namespace AlwaysLeads
