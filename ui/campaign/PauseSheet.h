#pragma once

#include "widgets/DialogSheet.h"

#include <QDateTime>

namespace AlwaysLeads {

class Combo;

/// Until when nothing is sent: a day, or until the person says so.
class PauseSheet : public DialogSheet
{
    Q_OBJECT
public:
    /// `today` is that of the program's clock; pauses end in the morning of a day.
    PauseSheet(const QString &title, const QString &text, QDate today, QWidget *inside);

Q_SIGNALS:
    /// Invalid: until somebody says so.
    void chosen(const QDateTime &until);

private:
    Combo *m_until;
};

} // namespace AlwaysLeads
