#pragma once

#include "style/Icon.h"
#include "widgets/FocusRing.h"

#include <QPushButton>

namespace AlwaysLeads {

/// A line of a list of things to do: icon and words at its start, the key at its end.
class StepButton : public QPushButton, public FocusOutline
{
    Q_OBJECT
public:
    StepButton(Icon icon, const QString &text, const QString &key, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    QRectF focusOutline() const override { return QRectF(rect()); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    Icon m_picture;
    QString m_key; ///< empty: it has none
};

} // namespace AlwaysLeads
