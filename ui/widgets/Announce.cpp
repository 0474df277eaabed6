#include "widgets/Announce.h"

#include <QAccessible>
#include <QWidget>

namespace AlwaysLeads {

void announce(QWidget *from, const QString &text)
{
    if (!QAccessible::isActive() || from == nullptr || text.isEmpty()) {
        return;
    }
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QAccessibleAnnouncementEvent event(from, text);
#else
    // An alert makes a screen reader say the name of the widget it comes from.
    from->setAccessibleName(text);
    QAccessibleEvent event(from, QAccessible::Alert);
#endif
    QAccessible::updateAccessibility(&event);
}

} // namespace AlwaysLeads
