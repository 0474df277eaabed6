#pragma once

#include "mailbox/Mailbox.h"
#include "shell/Page.h"
#include "style/Appearance.h"
#include "style/Icon.h"

class QStackedWidget;
class QVBoxLayout;

namespace AlwaysLeads {

class AppearanceSection;
class Assistant;
class DomainCheck;
class Label;
class MailAutoConfig;
class MailProbe;
class MailboxSignIn;
class Mailboxes;
class MailboxesSection;
class Scoring;
class SendingRulebook;
class Settings;
class SettingsSection;
class Shell;
class SidebarItem;
class Vault;

class SettingsPage : public Page
{
    Q_OBJECT
public:
    SettingsPage(Settings &settings, Mailboxes &mailboxes, Vault &vault, Assistant &assistant, Appearance &appearance,
                 Shell &shell, QWidget *parent = nullptr);

    /// Lets mailboxes at Microsoft and Google be connected.
    void enableMailboxSignIn(MailboxSignIn &signIn);
    /// Lets the servers of an address be found (`autoConfig` may be null), a domain be checked, a test mail be sent.
    void enableMailboxChecks(MailAutoConfig *autoConfig, DomainCheck &domainCheck, MailProbe &probe);
    /// Before Appearance.
    void addScoring(Scoring &scoring, Settings &settings, Shell &shell);
    /// After the mailboxes.
    void addSending(SendingRulebook &rulebook, Shell &shell);

    void enter() override;
    /// "profile", "mailboxes", "keys", "appearance", and those that were added.
    void openSection(const QString &key);
    /// Guides through signing in again, where that is what this mailbox needs.
    void reconnectMailbox(MailboxId id);
    void setColourMode(ColourMode mode);
    /// A section of another page, below the one with the key `after`.
    void addSectionAfter(const QString &after, const QString &key, Icon icon, const QString &title,
                         SettingsSection *section);
    QWidget *mainControl() override;

private:
    void addSection(const QString &key, Icon icon, const QString &title, SettingsSection *section, int where = -1);

    struct Entry
    {
        QString key;
        SidebarItem *item = nullptr;
        SettingsSection *section = nullptr;
    };

    QList<Entry> m_entries;
    Label *m_keeping;
    QVBoxLayout *m_list;
    QStackedWidget *m_sections;
    AppearanceSection *m_appearance = nullptr;
    MailboxesSection *m_mailboxes = nullptr;
};

} // namespace AlwaysLeads
