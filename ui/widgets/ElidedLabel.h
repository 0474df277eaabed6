#pragma once

#include "style/Fonts.h"
#include "style/Theme.h"

#include <QWidget>

namespace AlwaysLeads {

/// One line that gives way: elided at the end, or in the middle for addresses; the full text is then the tooltip.
class ElidedLabel : public QWidget
{
    Q_OBJECT

public:
    explicit ElidedLabel(const QString &text = QString(), TextStyle style = TextStyle::Body,
                         QColor Theme::*colour = &Theme::text, QWidget *parent = nullptr);

    QString text() const { return m_text; }
    void setText(const QString &text);
    void setTextStyle(TextStyle style);
    void setColour(QColor Theme::*colour);
    void setElideMode(Qt::TextElideMode mode);
    void setAlignment(Qt::Alignment alignment);
    /// Digits of equal width.
    void setTabular(bool tabular);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QString m_text;
    TextStyle m_style;
    QColor Theme::*m_colour;
    Qt::TextElideMode m_elide = Qt::ElideRight;
    Qt::Alignment m_alignment = Qt::AlignLeft;
    bool m_tabular = false;
};

} // namespace AlwaysLeads
