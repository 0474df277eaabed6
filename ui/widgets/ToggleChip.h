#pragma once

#include "widgets/FocusRing.h"

#include <QAbstractButton>

namespace AlwaysLeads {

/// One of several small values that can be on together: "11–50". 26 high, outlined; filled with the accent when on.
class ToggleChip : public QAbstractButton, public FocusOutline
{
    Q_OBJECT

public:
    explicit ToggleChip(const QString &text, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    QRectF focusOutline() const override { return QRectF(rect()); }
    qreal focusRadius() const override { return 6; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
};

} // namespace AlwaysLeads
