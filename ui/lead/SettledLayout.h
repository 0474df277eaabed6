#pragma once

#include <QCoreApplication>
#include <QEvent>
#include <QLayout>
#include <QScrollArea>
#include <QWidget>

namespace AlwaysLeads {

/// Lays out anew what stands in `changed` and all round it, up to the scroll area. Left to itself a layout tells the
/// one above it one turn later, and meanwhile what came in is seen squeezed into the height of before.
inline void settleLayouts(QWidget *changed)
{
    if (!changed->isVisible()) {
        return;
    }
    const QWidgetList inside = changed->findChildren<QWidget *>(); // each behind what it stands in
    for (auto part = inside.crbegin(); part != inside.crend(); ++part) {
        if ((*part)->layout() != nullptr) {
            (*part)->layout()->activate();
        }
    }
    for (QWidget *around = changed; around != nullptr; around = around->parentWidget()) {
        if (around->layout() != nullptr) {
            around->layout()->activate();
        }
        if (qobject_cast<QScrollArea *>(around) != nullptr) {
            QEvent request(QEvent::LayoutRequest);
            QCoreApplication::sendEvent(around, &request);
            return;
        }
    }
}

} // namespace AlwaysLeads
