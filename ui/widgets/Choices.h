#pragma once

#include "widgets/FocusRing.h"

#include <QCheckBox>
#include <QRadioButton>
#include <QVariantAnimation>

namespace AlwaysLeads {

/// A 16 px box with its words; the hit area is at least 28 high.
class CheckBox : public QCheckBox, public FocusOutline
{
    Q_OBJECT

public:
    explicit CheckBox(const QString &text = QString(), QWidget *parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    QRectF focusOutline() const override;
    qreal focusRadius() const override { return 4.5; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool hitButton(const QPoint &position) const override { return rect().contains(position); }
    void changeEvent(QEvent *event) override;
};

class RadioButton : public QRadioButton, public FocusOutline
{
    Q_OBJECT

public:
    explicit RadioButton(const QString &text = QString(), QWidget *parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    QRectF focusOutline() const override;
    qreal focusRadius() const override { return 8; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool hitButton(const QPoint &position) const override { return rect().contains(position); }
    void changeEvent(QEvent *event) override;
};

/// A switch for settings that act at once, 32x18. The label stands to its left and is the caller's; `name` is spoken.
class Toggle : public QCheckBox, public FocusOutline
{
    Q_OBJECT

public:
    explicit Toggle(const QString &name, QWidget *parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    QRectF focusOutline() const override;
    qreal focusRadius() const override { return 9; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool hitButton(const QPoint &position) const override { return rect().contains(position); }

private:
    QRectF track() const;
    QVariantAnimation m_slide;
    qreal m_position = 0;
};

} // namespace AlwaysLeads
