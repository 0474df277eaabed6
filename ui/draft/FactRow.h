#pragma once

#include "draft/DraftPage.h"
#include "widgets/FocusRing.h"

#include <QWidget>

namespace AlwaysLeads {

class Label;

/// One fact beside the mail: its number, what it says, where it came from and when. Lit while its sentence is; pointing
/// at it or going to it with the keyboard lights its sentences.
class FactRow : public QWidget, public FocusOutline
{
    Q_OBJECT
public:
    static constexpr int inset = 8; ///< of its texts: it reaches over the edge of those above

    /// `number` from 1; 0 for a fact that no sentence uses.
    FactRow(const UsedFact &fact, int number, QWidget *parent = nullptr);

    void setLit(bool lit);
    bool isLit() const { return m_lit; }
    QRectF focusOutline() const override { return QRectF(rect()); }

Q_SIGNALS:
    void entered();
    void left();

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    int m_number;
    bool m_lit = false;
};

} // namespace AlwaysLeads
