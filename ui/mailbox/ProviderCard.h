#pragma once

#include "style/Icon.h"
#include "widgets/FocusRing.h"

#include <QAbstractButton>

namespace AlwaysLeads {

/// One of several services to choose from: icon in a box, name, what it covers; a check when it is the chosen one.
/// Cards beside each other are exclusive, and arrow keys go from one to the next.
class ProviderCard : public QAbstractButton, public FocusOutline
{
    Q_OBJECT

public:
    ProviderCard(Icon icon, const QString &name, const QString &covers, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QRectF focusOutline() const override { return QRectF(rect()); }
    qreal focusRadius() const override { return 10; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    Icon m_icon;
    QString m_covers;
};

} // namespace AlwaysLeads
