#pragma once

#include <QString>

namespace AlwaysLeads {

/// Words as HTML. `atSpace`: whether the last character before was a space, or a line begins; it is carried on.
class HtmlLines
{
public:
    /// Escaped. Spaces that HTML would swallow become no-break spaces.
    static QString escaped(const QString &words, bool &atSpace);
    /// The same, and addresses of pages become links.
    static QString withLinks(const QString &words, bool &atSpace);
    /// The whole document around its body.
    static QString document(const QString &body);
};

} // namespace AlwaysLeads
