#include "style/Compositor.h"

#include <QGuiApplication>

#ifdef ALWAYSLEADS_XCB
#include <QByteArray>
#include <cstdlib>
#include <xcb/xcb.h>
#endif

namespace AlwaysLeads {

bool desktopComposes()
{
    if (QGuiApplication::platformName() != QLatin1String("xcb")) {
        return true;
    }
#ifdef ALWAYSLEADS_XCB
    // The compositing manager of screen n owns the selection _NET_WM_CM_Sn. A connection of our own keeps this free of
    // Qt's private headers; it is asked once.
    int screen = 0;
    xcb_connection_t *connection = xcb_connect(nullptr, &screen);
    bool present = false;
    if (xcb_connection_has_error(connection) == 0) {
        const QByteArray name = "_NET_WM_CM_S" + QByteArray::number(screen);
        xcb_intern_atom_reply_t *atom = xcb_intern_atom_reply(
            connection, xcb_intern_atom(connection, 0, uint16_t(name.size()), name.constData()), nullptr);
        if (atom != nullptr) {
            xcb_get_selection_owner_reply_t *owner =
                xcb_get_selection_owner_reply(connection, xcb_get_selection_owner(connection, atom->atom), nullptr);
            present = owner != nullptr && owner->owner != XCB_NONE;
            std::free(owner);
            std::free(atom);
        }
    }
    xcb_disconnect(connection);
    return present;
#else
    return false;
#endif
}

} // namespace AlwaysLeads
