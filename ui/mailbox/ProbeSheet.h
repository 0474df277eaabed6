#pragma once

#include "base/Result.h"
#include "mailbox/Mailbox.h"
#include "probe/MailProbe.h"
#include "style/Icon.h"
#include "style/Theme.h"
#include "widgets/DialogSheet.h"

#include <functional>
#include <optional>
#include <stop_token>

namespace AlwaysLeads {

class Banner;
class Button;
class Label;

/// Offers to send a test mail from a mailbox to itself; while it is on its way each step waits or ticks, and in the end
/// it says what became of the mail. Nothing is sent before the person says so.
class ProbeSheet : public DialogSheet
{
    Q_OBJECT

public:
    /// JustConnected: no earlier test is of interest.
    enum class Occasion { JustConnected, Asked };
    ProbeSheet(const Mailbox &mailbox, Occasion occasion, MailProbe &probe, QWidget *inside);
    ~ProbeSheet() override;

Q_SIGNALS:
    /// The records of the domain are wanted; the sheet is closed.
    void domainWanted();

private:
    enum class State { Offering, Running, Stopped, Told };

    void build();
    void setState(State state);
    void showLatest(const std::optional<ProbeReport> &latest);
    void send();
    void look();
    void begin();
    void showStep(MailProbe::Step step);
    void finish(const Result<ProbeReport> &report);
    void showReport(const ProbeReport &report);
    void addLine(Icon icon, ToneName tone, const QString &title, const QString &text);
    void clearLines();
    void stopOrClose();
    void refit();
    std::function<void(Result<ProbeReport>)> whenEnded();
    MailProbe::Progress progress();

    Mailbox m_mailbox;
    Occasion m_occasion;
    MailProbe &m_probe;
    State m_state = State::Offering;
    std::optional<ProbeReport> m_report;
    int m_attempt = 0;
    std::stop_source m_stop;
    Label *m_text;
    Banner *m_problem;
    QVBoxLayout *m_lines;
    Button *m_domain;
    Button *m_look;
    Button *m_cancel;
    Button *m_send;
};

} // namespace AlwaysLeads
