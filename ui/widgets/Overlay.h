#pragma once

#include <QPointer>
#include <QVariantAnimation>
#include <QWidget>

namespace AlwaysLeads {

/// A dimmer over the whole window with one box above it: the ground of dialog sheets and of the command palette. It
/// takes the focus and the keys of what lies below, keeps Tab inside, gives the focus back to its opener, and closes on
/// Esc. One below another stays below.
class Overlay : public QWidget
{
    Q_OBJECT

public:
    /// `inside` is any widget of the window to cover; the window becomes the parent.
    explicit Overlay(QWidget *inside);
    ~Overlay() override;

    void open();
    bool isOpen() const { return m_open; }
    /// 0 to 1 while it appears.
    qreal presence() const { return m_presence; }

public Q_SLOTS:
    /// What Esc does; closes without an answer.
    virtual void cancel();
    void close();

Q_SIGNALS:
    void closed();

protected:
    /// The box, in coordinates of the overlay.
    virtual QRect boxRect() const = 0;
    virtual QWidget *box() const = 0;
    virtual QWidget *firstFocus() const { return nullptr; }
    /// A click on the dimmer.
    virtual void clickedOutside() { }

    void place();
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool event(QEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void focusChanged(QWidget *old, QWidget *now);
    bool isOwnShortcut(const QKeySequence &keys) const;

    QPointer<QWidget> m_opener;
    QPointer<QWidget> m_lastInside;
    QVariantAnimation m_appear;
    qreal m_presence = 0;
    bool m_open = false;
};

} // namespace AlwaysLeads
