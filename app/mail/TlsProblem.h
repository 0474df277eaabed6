#pragma once

#include <QList>
#include <QSslError>
#include <QString>

namespace AlwaysLeads {

/// Why a server's certificate was not trusted, as a sentence for the person.
QString certificateProblem(const QList<QSslError> &errors, const QString &host);

} // namespace AlwaysLeads
