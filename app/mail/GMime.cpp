#include "mail/GMime.h"

#include <QtGlobal>

namespace AlwaysLeads {

void startGMime()
{
    // GMime keeps tables for the whole process and counts its users without a lock. The language runs the first line of
    // a local static once and lets other threads wait for it. There is no way back: g_mime_shutdown() at the program's
    // end would race with a pool thread that still reads a mail.
    static const bool started = [] {
        g_mime_init();
        return true;
    }();
    Q_UNUSED(started)
}

} // namespace AlwaysLeads
