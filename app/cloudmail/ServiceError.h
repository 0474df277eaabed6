#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace AlwaysLeads {

/// What a service says in the body of an answer with an error status. Empty where the body is not its own: a page of a
/// proxy, garbage.
struct ServiceError
{
    QStringList codes; ///< most general first; at most ten, each at most 100 characters
    QString text; ///< for a person, one line, at most 400 characters

    /// {"error":{"code","message","innerError":{"code",…}}} (Microsoft Graph, "Error responses").
    static ServiceError fromGraph(const QByteArray &body);
    /// {"error":{"code":403,"status","message","errors":[{"reason"}],"details":[{"reason"}]}} (Gmail API, "Resolve
    /// errors").
    static ServiceError fromGoogle(const QByteArray &body);

    bool has(const char *code) const { return codes.contains(QLatin1String(code)); }
    bool mentions(const char *words) const { return text.contains(QLatin1String(words), Qt::CaseInsensitive); }
    /// The most special code and the text, as they are shown and stored.
    QString words() const;

    bool operator==(const ServiceError &) const = default;
};

} // namespace AlwaysLeads
