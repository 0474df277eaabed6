#pragma once

#include <QString>

namespace AlwaysLeads {

/// The words of a mail's HTML, as text. Nothing of it is run, loaded or rendered: scripts, styles and what is not shown
/// go; quoted blocks get "> " before each line; a link whose words name another place than it leads to gets its real
/// target behind it. Linear in its length, of which the first million characters count.
QString textOfHtml(const QString &html);

} // namespace AlwaysLeads
