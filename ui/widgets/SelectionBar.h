#pragma once

#include <QWidget>

class QHBoxLayout;

namespace AlwaysLeads {

class Button;
class Label;

/// The bar that floats over the bottom of a list while rows are selected: "4 selected", actions, x. 44 high, centred,
/// 6 px above the bottom of its parent.
class SelectionBar : public QWidget
{
    Q_OBJECT

public:
    explicit SelectionBar(QWidget *parent);

    /// 0 hides it.
    void setCount(qint64 count);
    /// In order, ghost buttons; the caller makes and connects them.
    void addButton(QWidget *button);
    void addDivider();
    /// Before the last divider, behind which what is rare or dangerous stands.
    void addButtonBeforeDivider(QWidget *button);

    QSize sizeHint() const override;

Q_SIGNALS:
    /// The x, or Esc while it has the focus.
    void cleared();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void place();

    Label *m_count;
    Label *m_word;
    QHBoxLayout *m_actions;
};

} // namespace AlwaysLeads
