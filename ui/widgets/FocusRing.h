#pragma once

#include <QPointer>
#include <QWidget>

namespace AlwaysLeads {

/// A widget that says how the ring goes round it. Without it the ring takes the widget's rectangle and radius 7.
class FocusOutline
{
public:
    virtual ~FocusOutline() = default;
    /// Where the ring goes, in the widget's coordinates; empty when the widget shows its focus itself.
    virtual QRectF focusOutline() const = 0;
    virtual qreal focusRadius() const { return 7; }
};

/// The one focus ring of a window. It follows the focus, and shows only after the keyboard moved it.
class FocusRing : public QWidget
{
    Q_OBJECT

public:
    explicit FocusRing(QWidget *window);

    /// Whether the last change of focus came from the keyboard; delegates ask it before painting a row's own ring.
    static bool keyboardIsLeading(const QWidget *inWindow);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void follow(QWidget *widget);
    void place();
    void unwatch();

    QPointer<QWidget> m_target;
    QList<QPointer<QWidget>> m_watched;
    bool m_byKeyboard = false;
    bool m_keyPressed = false;
};

} // namespace AlwaysLeads
