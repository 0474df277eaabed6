#pragma once

#include "widgets/FocusRing.h"

#include <QAbstractButton>

namespace AlwaysLeads {

/// A filter in force: "Score 70 or more x". A click edits it, the x or Delete takes it away.
class FilterChip : public QAbstractButton, public FocusOutline
{
    Q_OBJECT

public:
    FilterChip(const QString &label, const QString &value, QWidget *parent = nullptr);
    void setValue(const QString &value);
    QString value() const { return m_value; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    QRectF focusOutline() const override { return QRectF(rect()); }
    qreal focusRadius() const override { return 6; }

Q_SIGNALS:
    void removed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QRectF crossRect() const;
    void describe();

    QString m_label;
    QString m_value;
};

} // namespace AlwaysLeads
