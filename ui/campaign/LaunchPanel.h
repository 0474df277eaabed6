#pragma once

#include "campaign/Campaign.h"
#include "mailbox/Mailbox.h"
#include "widgets/SheetFrame.h"

class QVBoxLayout;

namespace AlwaysLeads {

class Combo;
class Label;
class StatusChip;

/// Right of the editor: what still stands between the campaign and its launch, and from where it sends.
class LaunchPanel : public Pane
{
    Q_OBJECT
public:
    explicit LaunchPanel(QWidget *parent = nullptr);

    void show(const CampaignPage &page);
    void setMailboxes(const QList<Mailbox> &mailboxes);

Q_SIGNALS:
    void mailboxChosen(AlwaysLeads::MailboxId mailbox);
    void mailboxWanted();
    /// People written to in the last so many days are not taken in.
    void quietDaysChosen(int days);
    void fixWanted(AlwaysLeads::LaunchCheckLine::Fix fix);

private:
    void fillMailboxes();
    void showPace();

    QVBoxLayout *m_checks;
    StatusChip *m_verdict;
    Combo *m_mailbox;
    Label *m_limits;
    Combo *m_quiet;
    QList<Mailbox> m_mailboxes;
    MailboxId m_chosen;
    bool m_filling = false;
    bool m_known = false; ///< the campaign was shown, so that a missing mailbox is really none
};

} // namespace AlwaysLeads
