#pragma once

#include "autoconfig/MailAutoConfig.h"
#include "base/Result.h"
#include "style/Icon.h"
#include "style/Theme.h"

#include <QWidget>

#include <stop_token>

class QVBoxLayout;

namespace AlwaysLeads {

class Button;
class IconView;
class Label;

/// Finds the servers of an address and shows it: what is asked while it looks, with a way to stop; then each server
/// with the place that named it, or why nothing was found. It signs in nowhere.
class ServerSearch : public QWidget
{
    Q_OBJECT

public:
    explicit ServerSearch(MailAutoConfig &autoConfig, QWidget *parent = nullptr);
    ~ServerSearch() override;

    /// Whatever was looked for before is of no interest any more.
    void search(const EmailAddress &address);
    void stop();
    bool isSearching() const { return m_searching; }
    /// What was found is not in the fields yet, because the person typed there: offers to put it in.
    void offerToUse();

Q_SIGNALS:
    void found(const AlwaysLeads::FoundServers &servers);
    void useWanted(const AlwaysLeads::FoundServers &servers);
    /// It is a mailbox of Google or Microsoft, and the person would rather sign in there.
    void signInWanted();
    /// What is shown changed, and with it the height.
    void resized();

private:
    void showSearching(const QString &what);
    void showProblem(const Error &error);
    void showFound(const FoundServers &servers);
    void showStep(MailAutoConfig::Step step);
    void addServer(const QString &what, const FoundServer &server);
    void addLine(Icon icon, ToneName tone, const QString &text);
    void clearLines();
    void announceTitle();

    MailAutoConfig &m_autoConfig;
    EmailAddress m_address;
    FoundServers m_servers;
    bool m_searching = false;
    int m_attempt = 0;
    std::stop_source m_stop;
    IconView *m_picture;
    Label *m_title;
    Label *m_text;
    QVBoxLayout *m_lines;
    Button *m_again;
    Button *m_cancel;
    Button *m_use;
    Button *m_signIn;
};

} // namespace AlwaysLeads
