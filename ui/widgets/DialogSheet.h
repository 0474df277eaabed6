#pragma once

#include "widgets/Overlay.h"

class QScrollArea;
class QHBoxLayout;
class QVBoxLayout;

namespace AlwaysLeads {

class Button;
class IconButton;
class Label;

/// A dialog as a sheet inside the window: title, body, buttons right (cancel, then the action). Never a window of its
/// own.
///
/// Enter does what the safe default says, Esc cancels. It deletes itself after closing; keep no pointer, use a
/// QPointer.
class DialogSheet : public Overlay
{
    Q_OBJECT

public:
    /// `width` 420 (confirm) to 1240 (import); the height follows the content up to the window's minus 96, then the
    /// body scrolls.
    DialogSheet(const QString &title, int width, QWidget *inside);

    void setTitle(const QString &title);
    /// A fixed height of the whole sheet, for those that are pages of their own: the body then fills it edge to edge,
    /// without a title line, and does not scroll. Leave the corners unpainted.
    void setFixedBodyHeight(int height);
    /// A small x in the title line.
    void setCloseButton(bool on);
    /// The sheet's body; the caller adds to its layout.
    QVBoxLayout *body() const { return m_bodyLayout; }
    /// Left part of the button line: counts, hints.
    QHBoxLayout *footer() const { return m_footerLayout; }

    /// Buttons stand in the order of the calls, the last at the end.
    Button *addButton(Button *button);
    /// What Enter clicks; without one Enter does nothing outside of a focused button.
    void setDefaultButton(Button *button);
    void setInitialFocus(QWidget *widget) { m_first = widget; }

Q_SIGNALS:
    /// Esc, x, or the cancel button.
    void rejected();

public Q_SLOTS:
    void cancel() override;

protected:
    QRect boxRect() const override;
    QWidget *box() const override { return m_box; }
    QWidget *firstFocus() const override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    int m_width;
    int m_fixedHeight = 0;
    QWidget *m_box;
    Label *m_title;
    IconButton *m_cross;
    QScrollArea *m_scroll;
    QWidget *m_body;
    QVBoxLayout *m_bodyLayout;
    QWidget *m_footer;
    QHBoxLayout *m_footerLayout;
    QPointer<Button> m_default;
    QPointer<QWidget> m_first;
};

/// One question with two answers, 420 wide. Enter is the safe one ("Keep sending").
class ConfirmSheet : public DialogSheet
{
    Q_OBJECT

public:
    enum class Weight { Plain, Danger };
    ConfirmSheet(const QString &title, const QString &text, const QString &safe, const QString &action, Weight weight,
                 QWidget *inside);

    /// The action stays off until exactly this is typed ("DELETE").
    void askToType(const QString &word);

Q_SIGNALS:
    void confirmed();

private:
    Button *m_action;
    Button *m_safe;
};

} // namespace AlwaysLeads
