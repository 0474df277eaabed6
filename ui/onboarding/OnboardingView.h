#pragma once

#include "settings/FirstRun.h"

#include <QWidget>

#include <array>
#include <functional>

class QStackedWidget;
class QVBoxLayout;

namespace AlwaysLeads {

class Assistant;
class BusinessStep;
class Button;
class ClaudeStep;
class DomainCheck;
class LeadSearch;
class Leads;
class LeadsStep;
class MailAutoConfig;
class MailProbe;
class MailboxSignIn;
class Mailboxes;
class MailboxStep;
class OnboardingRail;
class OnboardingStep;
class Review;
class Shell;
class Vault;

/// The guided start: who you are, your mailbox, Claude, the first people. Every step can be skipped and gone back to,
/// all by keyboard; it goes on where it was left, also after a restart.
class OnboardingView : public QWidget
{
    Q_OBJECT
public:
    struct Needs
    {
        Settings &settings;
        Mailboxes &mailboxes;
        MailboxSignIn &signIn;
        MailAutoConfig *autoConfig; ///< null: the servers of an address are not looked for
        DomainCheck &domainCheck;
        MailProbe &probe;
        Vault &vault;
        Assistant &assistant;
        LeadSearch &search;
        Leads &leads;
        Review &review;
        Shell &shell;
    };

    explicit OnboardingView(const Needs &needs, QWidget *parent = nullptr);

    /// Begins, or goes on where it was left.
    void start();
    /// Above every step: what is to be seen on all screens of the program.
    void addNotice(QWidget *notice);
    FirstRunStep step() const { return m_step; }

Q_SIGNALS:
    /// The person has gone through it or wants to do the rest later.
    void ended();
    void sandboxRequested();
    void pasteRequested();

private:
    void build();
    void open(FirstRunStep step);
    void proceed();
    void next();
    void back();
    void end(std::function<void()> then);
    void renewRail();
    void renewFooter();
    OnboardingStep *page() const;

    Settings &m_settings;
    Shell &m_shell;
    FirstRunStep m_step = FirstRunStep::Business;
    OnboardingRail *m_rail;
    QVBoxLayout *m_sheet = nullptr; ///< the lines of the sheet beside the rail
    QStackedWidget *m_pages;
    BusinessStep *m_business;
    MailboxStep *m_mailbox;
    ClaudeStep *m_claude;
    LeadsStep *m_leads;
    std::array<OnboardingStep *, firstRunSteps> m_steps{};
    Button *m_back;
    Button *m_later;
    Button *m_proceed;
};

} // namespace AlwaysLeads
