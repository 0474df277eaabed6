#pragma once

#include "outbox/Outbox.h"

#include <QWidget>

namespace AlwaysLeads {

class ElidedLabel;
class IconButton;
class Label;
class Meter;

/// The card above Settings: state, how much of today's budget is used, the next mail, and pause or resume.
class SendingCard : public QWidget
{
    Q_OBJECT
public:
    explicit SendingCard(QWidget *parent = nullptr);

    void setSummary(const SendingSummary &summary);
    const SendingSummary &summary() const { return m_summary; }
    /// Passwords and keys cannot be read, so nothing leaves that needs one.
    void setLocked(bool locked);
    /// The state, beside its dot.
    QString word() const;

Q_SIGNALS:
    void opened();
    void stopRequested();
    void resumeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    QString nextLine() const;
    /// To be stopped says more, and without a mailbox nothing needs a password.
    bool saysLocked() const;

    SendingSummary m_summary;
    bool m_locked = false;
    ElidedLabel *m_today;
    ElidedLabel *m_next;
    Meter *m_meter;
    IconButton *m_toggle;
};

} // namespace AlwaysLeads
