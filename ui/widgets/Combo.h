#pragma once

#include "style/Icon.h"
#include "widgets/FocusRing.h"

#include <QComboBox>

namespace AlwaysLeads {

/// A choice that looks like a field and opens a menu; more than 12 entries get a search line.
class Combo : public QComboBox, public FocusOutline
{
    Q_OBJECT

public:
    explicit Combo(QWidget *parent = nullptr);

    /// What a screen reader says, and what the list is called.
    void setName(const QString &name);
    void addChoice(const QString &text, const QVariant &value = QVariant(), Icon icon = Icon::None);
    void setControlHeight(int height);
    /// Accent ground ("Trucks (new)") or a dashed border ("Do not import") in the import's column list; Ghost: a plain
    /// button in the header of a page, as wide as what is chosen.
    enum class Look { Plain, Marked, Dashed, Ghost };
    void setLook(Look look);

    QRectF focusOutline() const override { return QRectF(rect()); }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    void showPopup() override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void paintGhost(QPainter *painter) const;

    int m_height = 32;
    Look m_look = Look::Plain;
    bool m_open = false;
};

} // namespace AlwaysLeads
