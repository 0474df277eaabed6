#pragma once

#include "style/Icon.h"
#include "widgets/FocusRing.h"

#include <QLineEdit>

namespace AlwaysLeads {

class IconButton;

/// The bare one-line field, 32 px high: leading icon, key cap at the end, or an eye for secrets. TextField adds label
/// and message.
class LineEdit : public QLineEdit, public FocusOutline
{
    Q_OBJECT

public:
    explicit LineEdit(QWidget *parent = nullptr);

    void setPicture(Icon icon);
    void setKeyCap(const QString &keys);
    /// Hides what is typed behind dots, with an eye to look.
    void setSecret(bool secret);
    /// Red border; TextField sets it together with its message.
    void setBad(bool bad);
    bool isBad() const { return m_bad; }
    /// 32, or 28 in dense rows.
    void setControlHeight(int height);

    QRectF focusOutline() const override { return QRectF(rect()); }
    bool focusIsHalo() const override { return true; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void renewMargins();

private:
    Icon m_picture = Icon::None;
    QString m_keyCap;
    IconButton *m_eye = nullptr;
    int m_height = 32;
    bool m_bad = false;
};

/// The frame all fields share: the border by state. The halo of a focused one is the FocusRing's.
enum class FieldState { Rest, Hover, Focus, Bad, BadFocus, Disabled };
void paintFieldFrame(QPainter *painter, const QWidget *widget, const QRectF &rect, FieldState state);
FieldState fieldStateOf(const QWidget *widget, bool focused, bool bad);

} // namespace AlwaysLeads
