#pragma once

#include "widgets/ScrollArea.h"

namespace AlwaysLeads {

/// What stands above the list of mails: as high as its content, up to a share of the page, then it scrolls. So many
/// mailboxes or undecided mails never push the list away.
class OutboxTop : public ScrollArea
{
    Q_OBJECT
public:
    explicit OutboxTop(QWidget *content, QWidget *parent = nullptr);

    /// Pixels.
    void setMost(int height);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();

    int m_most = QWIDGETSIZE_MAX;
};

} // namespace AlwaysLeads
