#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace AlwaysLeads {

/// What the client says, without its tag: words, strings in the form they need, and literals.
class ImapCommand
{
public:
    struct Part
    {
        QByteArray bytes;
        bool isLiteral = false;

        bool operator==(const Part &) const = default;
    };

    explicit ImapCommand(const QByteArray &words) { add(words); }

    /// Words of ours, as they are. They hold nothing from outside.
    ImapCommand &add(const QByteArray &words);
    /// A space and a string from outside: quoted, or a literal where a quoted string cannot hold it.
    ImapCommand &addString(const QByteArray &text);
    /// A space and a literal.
    ImapCommand &addLiteral(const QByteArray &bytes);

    const std::vector<Part> &parts() const { return m_parts; }

private:
    std::vector<Part> m_parts;
};

} // namespace AlwaysLeads
