#pragma once

#include "widgets/SheetFrame.h"

#include <QUrl>

#include <functional>

namespace AlwaysLeads {

class Label;
class Shell;

/// While a person signs in with the browser: says what to do there, opens its page again, or copies its link.
class BrowserWait : public Card
{
    Q_OBJECT

public:
    /// Opens the system's browser; false when there is none.
    using Opener = std::function<bool(const QUrl &)>;

    BrowserWait(Opener openBrowser, Shell &shell, QWidget *parent = nullptr);

    /// Before the page is known.
    void begin();
    /// The page was handed to the browser, or (false) has to be opened by hand.
    void waitFor(const QUrl &page, bool opened, const QString &providerName);

private:
    void say(bool opened);

    Opener m_openBrowser;
    Shell &m_shell;
    QUrl m_page;
    QString m_providerName;
    Label *m_title;
    Label *m_text;
};

} // namespace AlwaysLeads
