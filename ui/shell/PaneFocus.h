#pragma once

class QWidget;

namespace AlwaysLeads {

/// F6: gives the keyboard to the next or the previous pane of the window (sidebar, header, toolbar, list, inspector,
/// bar at the bottom…), in the order of Tab. While a dialog sheet is open its own panes count alone.
void focusNextPane(QWidget *window, bool forward);

} // namespace AlwaysLeads
