#pragma once

#include <QPointer>
#include <QWidget>

namespace AlwaysLeads {

/// A widget that says how the ring goes round it. Plain Qt buttons get their rectangle and radius 7; other widgets show
/// their focus themselves.
class FocusOutline
{
public:
    virtual ~FocusOutline() = default;
    /// Where the ring goes, in the widget's coordinates; empty when the widget shows its focus itself.
    virtual QRectF focusOutline() const = 0;
    virtual qreal focusRadius() const { return 7; }
    /// Fields show a soft halo instead of the ring, also after a click.
    virtual bool focusIsHalo() const { return false; }
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
    QList<QObject *> m_watched; ///< only compared, never followed
    bool m_byKeyboard = false;
};

} // namespace AlwaysLeads
