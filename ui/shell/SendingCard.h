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

Q_SIGNALS:
    void opened();
    void stopRequested();
    void resumeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    QString word() const;
    QString nextLine() const;

    SendingSummary m_summary;
    ElidedLabel *m_today;
    ElidedLabel *m_next;
    Meter *m_meter;
    IconButton *m_toggle;
};

} // namespace AlwaysLeads
