#pragma once

#include <QString>

class QWidget;

namespace AlwaysLeads {

/// Has a screen reader say `text` once, whatever has the focus.
void announce(QWidget *from, const QString &text);

} // namespace AlwaysLeads
