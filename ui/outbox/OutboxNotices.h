#pragma once

#include "outbox/Outbox.h"

#include <QWidget>

namespace AlwaysLeads {

class Banner;
class Shell;

/// What stands above the list when something of the whole queue needs the person: late mail, and another computer that
/// sent for this profile.
class OutboxNotices : public QWidget
{
    Q_OBJECT
public:
    OutboxNotices(Outbox &outbox, Shell &shell, QWidget *parent = nullptr);

    void show(const OutboxPage &page);

private:
    void decide(Task<Result<>> task);

    Outbox &m_outbox;
    Shell &m_shell;
    Banner *m_elsewhere;
    Banner *m_late;
};

} // namespace AlwaysLeads
