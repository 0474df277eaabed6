#pragma once

#include <QPointer>
#include <QWidget>

class QVBoxLayout;

namespace AlwaysLeads {

/// A small raised box under the control that opened it, inside its window: the editor of a filter chip, a picker. It
/// takes the focus, keeps Tab inside and gives the focus back; Esc and a click elsewhere close it. It deletes itself
/// after closing.
class Popover : public QWidget
{
    Q_OBJECT
public:
    Popover(const QString &name, QWidget *inside);

    QVBoxLayout *body() const { return m_body; }
    /// Below `anchor`, or above it where there is no room.
    void openAt(QWidget *anchor, QWidget *firstFocus);
    /// The size of its content changed.
    void place();

public Q_SLOTS:
    void dismiss();

Q_SIGNALS:
    void closed();

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QPointer<QWidget> m_anchor;
    QPointer<QWidget> m_before; ///< had the focus: the list, when a key opened this
    QVBoxLayout *m_body;
    bool m_open = false;
};

} // namespace AlwaysLeads
