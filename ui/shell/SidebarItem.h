#pragma once

#include "style/Icon.h"
#include "widgets/FocusRing.h"

#include <QAbstractButton>

namespace AlwaysLeads {

/// One line of the sidebar: icon, words, and a count or a key at the end. In the rail only the icon, with a dot for a
/// count.
class SidebarItem : public QAbstractButton, public FocusOutline
{
    Q_OBJECT
public:
    SidebarItem(Icon icon, const QString &text, QWidget *parent = nullptr);

    void setCount(qint64 count); ///< below 1: none
    /// The count on a round of the accent: somebody waits for an answer.
    void setBadge(bool badge) { m_badge = badge; }
    /// Muted text at the end instead of a count ("Ctrl ,").
    void setEndText(const QString &text);
    void setRail(bool rail);

    QSize sizeHint() const override;
    QRectF focusOutline() const override { return QRectF(rect()); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    Icon m_icon;
    QString m_end;
    qint64 m_count = 0;
    bool m_rail = false;
    bool m_badge = false;
};

} // namespace AlwaysLeads
