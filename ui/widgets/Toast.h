#pragma once

#include "style/Icon.h"
#include "widgets/FocusRing.h"

#include <QPropertyAnimation>
#include <QTimer>
#include <QWidget>
#include <functional>

class QPushButton;

namespace AlwaysLeads {

class Button;
class IconButton;

/// The dark strip at the bottom: what happened, and Undo when it can be undone.
class Toast : public QWidget
{
    Q_OBJECT

public:
    Toast(const QString &text, bool undoable, QWidget *parent = nullptr);
    /// With a button that leads to what the text speaks of: "Open Drafts".
    Toast(const QString &text, const QString &way, QWidget *parent = nullptr);

    QString text() const { return m_text; }
    /// A check unless told otherwise.
    void setPicture(Icon picture);
    Icon picture() const { return m_picture; }
    QSize sizeHint() const override;

Q_SIGNALS:
    void undone();
    void followed(); ///< the way was chosen
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void build(QPushButton *button);

    QString m_text;
    Icon m_picture = Icon::Check;
};

/// Shows one toast at a time over the bottom centre of its window, for 6 s, longer under the mouse or the focus.
class ToastHost : public QObject
{
    Q_OBJECT

public:
    explicit ToastHost(QWidget *window);

    /// `undo` empty: no Undo button. A new toast takes the place of the one shown, whose undo is then gone.
    void show(const QString &text, std::function<void()> undo = {});
    /// What did not work, without the mark of what did.
    void showProblem(const QString &text);
    /// With a way to what it speaks of; the button goes there.
    void showWay(const QString &text, const QString &way, std::function<void()> go);
    /// For the window's Ctrl Z: true when a toast was shown and took it.
    bool undo();
    Toast *current() const { return m_toast; }
    void dismiss();
    void setStay(int milliseconds) { m_stay = milliseconds; }
    /// Distance from the window's lower edge: above a selection bar or a bottom bar.
    void setBottomMargin(int px);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void present(Toast *toast);
    void place();
    void expire();

    QWidget *m_window;
    QPointer<Toast> m_toast;
    QPointer<QPropertyAnimation> m_rise;
    std::function<void()> m_undo;
    QTimer m_timer;
    int m_stay = 6000;
    int m_bottom = 20;
};

} // namespace AlwaysLeads
