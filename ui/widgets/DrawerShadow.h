#pragma once

#include <QWidget>

namespace AlwaysLeads {

/// The soft edge that a drawer throws on the list below it. Lets the mouse through.
class DrawerShadow : public QWidget
{
    Q_OBJECT
public:
    explicit DrawerShadow(QWidget *parent);

    /// Beside the inner edge of the drawer.
    void placeBeside(const QRect &drawer);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace AlwaysLeads
