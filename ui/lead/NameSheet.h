#pragma once

#include "widgets/DialogSheet.h"

namespace AlwaysLeads {

class TextField;

/// Asks for one name: of a view, a list, a segment.
class NameSheet : public DialogSheet
{
    Q_OBJECT
public:
    NameSheet(const QString &title, const QString &label, const QString &action, const QString &name, QWidget *inside);

Q_SIGNALS:
    void named(const QString &name);

private:
    void accept();
    TextField *m_field;
};

} // namespace AlwaysLeads
