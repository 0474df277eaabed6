#pragma once

#include <QString>

namespace AlwaysLeads {

/// Ids, or numbers of rows, as a JSON array to bind for json_each(?): one statement for any number of them, in this
/// order.
template <typename Ids> QString jsonIds(const Ids &ids)
{
    QString text = QStringLiteral("[");
    for (const auto &id : ids) {
        if (text.size() > 1) {
            text += QLatin1Char(',');
        }
        if constexpr (requires { id.value(); }) {
            text += QString::number(id.value());
        } else {
            text += QString::number(id);
        }
    }
    return text + QLatin1Char(']');
}

} // namespace AlwaysLeads
