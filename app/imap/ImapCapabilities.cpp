#include "imap/ImapCapabilities.h"

namespace AlwaysLeads {

namespace {
constexpr qsizetype most = 500;
const QByteArray signIn("AUTH=");
} // namespace

ImapCapabilities::ImapCapabilities(const std::vector<ImapValue> &words)
{
    for (const ImapValue &word : words) {
        if (word.kind == ImapValue::Kind::Atom && m_names.size() < most) {
            m_names += word.text.toUpper();
        }
    }
}

QByteArrayList ImapCapabilities::signInMethods() const
{
    QByteArrayList methods;
    for (const QByteArray &name : m_names) {
        if (name.startsWith(signIn)) {
            methods += name.mid(signIn.size());
        }
    }
    return methods;
}

} // namespace AlwaysLeads
