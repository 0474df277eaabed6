#pragma once

#include "widgets/FocusRing.h"

#include <QAbstractButton>

namespace AlwaysLeads {

/// A number of the dashboard that lists its people when it is pressed: labels inside, with a ground under the mouse.
class FigureButton : public QAbstractButton, public FocusOutline
{
    Q_OBJECT
public:
    explicit FigureButton(QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QRectF focusOutline() const override { return QRectF(rect()); }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace AlwaysLeads
