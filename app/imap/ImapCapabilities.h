#pragma once

#include "imap/ImapResponse.h"

#include <QByteArrayList>

namespace AlwaysLeads {

/// What a server says it can do. Names are compared in upper case.
class ImapCapabilities
{
public:
    ImapCapabilities() = default;
    explicit ImapCapabilities(const std::vector<ImapValue> &words);

    bool has(const QByteArray &name) const { return m_names.contains(name); }
    bool isEmpty() const { return m_names.isEmpty(); }
    /// "PLAIN", "XOAUTH2", …
    QByteArrayList signInMethods() const;

private:
    QByteArrayList m_names;
};

} // namespace AlwaysLeads
