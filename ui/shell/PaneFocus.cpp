#include "shell/PaneFocus.h"

#include "shell/PageHeader.h"
#include "shell/Sidebar.h"
#include "widgets/DialogSheet.h"
#include "widgets/SheetFrame.h"

#include <QAbstractItemView>

#include <algorithm>

namespace AlwaysLeads {

namespace {

struct Stop
{
    QWidget *pane;
    QWidget *first; ///< what gets the keyboard: the list of a pane, else its first control
};

/// A list is a pane of its own, whatever it stands in.
QWidget *paneOf(QWidget *widget)
{
    for (QWidget *at = widget; at != nullptr && !at->isWindow(); at = at->parentWidget()) {
        if (qobject_cast<QAbstractItemView *>(at) != nullptr || qobject_cast<Sidebar *>(at) != nullptr
            || qobject_cast<PageHeader *>(at) != nullptr || dynamic_cast<Pane *>(at) != nullptr) {
            return at;
        }
    }
    return nullptr;
}

QWidget *openSheet(QWidget *window)
{
    QWidget *top = nullptr;
    const QList<DialogSheet *> sheets = window->findChildren<DialogSheet *>();
    for (DialogSheet *sheet : sheets) {
        top = sheet->isVisible() ? sheet : top;
    }
    return top;
}

QList<Stop> stopsIn(QWidget *window)
{
    QWidget *sheet = openSheet(window);
    QList<Stop> stops;
    for (QWidget *at = window->nextInFocusChain(); at != window; at = at->nextInFocusChain()) {
        const bool reachable = at->isVisible() && at->isEnabled() && (at->focusPolicy() & Qt::TabFocus) != 0
            && (sheet == nullptr || sheet->isAncestorOf(at));
        QWidget *pane = reachable ? paneOf(at) : nullptr;
        const auto isThere = [pane](const Stop &stop) { return stop.pane == pane; };
        if (pane != nullptr && std::none_of(stops.cbegin(), stops.cend(), isThere)) {
            stops.append(Stop{pane, at});
        }
    }
    return stops;
}

} // namespace

void focusNextPane(QWidget *window, bool forward)
{
    const QList<Stop> stops = stopsIn(window);
    if (stops.isEmpty()) {
        return;
    }
    QWidget *focused = window->focusWidget();
    QWidget *here = focused != nullptr ? paneOf(focused) : nullptr;
    qsizetype at = forward ? -1 : 0; // from nowhere: the first, or the last
    for (qsizetype i = 0; i < stops.size(); ++i) {
        at = stops.at(i).pane == here ? i : at;
    }
    const qsizetype next = (at + (forward ? 1 : -1) + stops.size()) % stops.size();
    stops.at(next).first->setFocus(forward ? Qt::TabFocusReason : Qt::BacktabFocusReason);
}

} // namespace AlwaysLeads
