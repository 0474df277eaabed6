#pragma once

#include "campaign/Campaign.h"
#include "mailbox/Mailbox.h"
#include "widgets/SheetFrame.h"

#include <QSet>

class QVBoxLayout;

namespace AlwaysLeads {

class CheckBox;
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
    /// Those the shown campaign sends from, its own first.
    void setSenders(const QList<MailboxId> &senders);

Q_SIGNALS:
    /// The campaign's own first, then those that take turns with it.
    void mailboxesChosen(const QList<AlwaysLeads::MailboxId> &mailboxes);
    void mailboxWanted();
    /// People written to in the last so many days are not taken in.
    void quietDaysChosen(int days);
    void fixWanted(const AlwaysLeads::LaunchCheckLine &line);

private:
    void fillMailboxes();
    void fillOthers();
    void choose(MailboxId own);
    void showPace();

    QVBoxLayout *m_checks;
    StatusChip *m_verdict;
    Combo *m_mailbox;
    Label *m_limits;
    Combo *m_quiet;
    QList<Mailbox> m_mailboxes;
    QVBoxLayout *m_others; ///< one box for each mailbox that may take turns with the chosen one
    Label *m_turns;
    QList<CheckBox *> m_boxes;
    QSet<MailboxId> m_inTurn; ///< with the chosen one or without
    MailboxId m_chosen;
    bool m_filling = false;
    bool m_known = false; ///< the campaign was shown, so that a missing mailbox is really none
};

} // namespace AlwaysLeads
