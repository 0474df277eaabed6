#pragma once

#include "widgets/FocusRing.h"

#include <QAbstractButton>

namespace AlwaysLeads {

/// The mark and whose data this is.
class SidebarProfile : public QWidget
{
    Q_OBJECT
public:
    explicit SidebarProfile(QWidget *parent = nullptr);

    void setName(const QString &name);
    void setRail(bool rail);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    bool m_rail = false;
};

/// Looks like a field and opens the command palette.
class SidebarPalette : public QAbstractButton, public FocusOutline
{
    Q_OBJECT
public:
    explicit SidebarPalette(QWidget *parent = nullptr);

    void setRail(bool rail);
    QSize sizeHint() const override;
    QRectF focusOutline() const override { return QRectF(rect()); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    bool m_rail = false;
};

} // namespace AlwaysLeads
