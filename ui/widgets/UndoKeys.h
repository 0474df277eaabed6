#pragma once

class QLineEdit;

namespace AlwaysLeads {

/// Leaves Ctrl Z and Ctrl Shift Z to the program as long as nothing was typed into this field: a toast may just have
/// promised them while the keyboard was put here. A field in which something was typed and taken back keeps them.
void passUndoOn(QLineEdit *edit);

} // namespace AlwaysLeads
