#pragma once

#include "style/Icon.h"
#include "style/Theme.h"
#include "widgets/FocusRing.h"

#include <QPushButton>

namespace AlwaysLeads {

/// A square button that is only an icon. The name is what a screen reader says and what the tooltip shows.
/// Checkable ones stay pressed while checked.
class IconButton : public QPushButton, public FocusOutline
{
    Q_OBJECT

public:
    IconButton(Icon icon, const QString &name, QWidget *parent = nullptr);

    void setPicture(Icon icon);
    void setName(const QString &name);
    /// 32 (default), 28 in toolbars and rows, 20 inside fields and chips.
    void setControlSize(int size);
    void setPictureSize(int size);
    /// A token instead of text2, for example &Theme::tipText on a toast.
    void setColour(QColor Theme::*colour);
    /// With a border, like a secondary button.
    void setOutlined(bool outlined);

    QSize sizeHint() const override;
    QRectF focusOutline() const override { return QRectF(rect()); }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    Icon m_picture;
    int m_size = 32;
    int m_pictureSize = 16;
    bool m_outlined = false;
    QColor Theme::*m_colour = &Theme::text2;
};

} // namespace AlwaysLeads
