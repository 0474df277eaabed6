#pragma once

#include <QString>

namespace AlwaysLeads {

/// A domain as a person reads it, in its letters (RFC 5891): "café.example" for "xn--caf-dma.example". As it stands
/// where two alphabets in one label could imitate another name.
QString shownDomain(const QString &domain);

} // namespace AlwaysLeads
