#pragma once

#include "sandbox/SandboxPeople.h"

#include <QJsonObject>
#include <QUrlQuery>

namespace AlwaysLeads {

/// The people that Apollo's search finds with these filters. Filters it does not know are ignored, as the real one
/// ignores them.
QList<SandboxPerson> apolloSearch(const QList<SandboxPerson> &people, const QJsonObject &filters);

/// Filters from a query string ("person_titles[]=cto") in the form of a JSON body.
QJsonObject apolloFilters(const QUrlQuery &query);

/// As the search shows a person: the last name hidden, no address.
QJsonObject apolloFoundPerson(const SandboxPerson &person);
/// As enrichment gives a person, with address and company.
QJsonObject apolloPerson(const SandboxPerson &person);
QJsonObject apolloOrganization(const SandboxCompany &company);

} // namespace AlwaysLeads
