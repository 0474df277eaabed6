#pragma once

#include "style/Icon.h"
#include "style/Theme.h"

#include <QWidget>

class QHBoxLayout;

namespace AlwaysLeads {

class Button;
class Label;

/// A fact with its way out, at the top of a sheet or stage: bold fact, plain rest, up to two small buttons.
class Banner : public QWidget
{
    Q_OBJECT

public:
    Banner(ToneName tone, Icon icon, const QString &fact, const QString &rest = QString(), QWidget *parent = nullptr);

    void setText(const QString &fact, const QString &rest = QString());
    void setLook(ToneName tone, Icon icon);
    /// A secondary button of 24 px; the caller connects it.
    Button *addButton(const QString &text);
    /// Speaks the banner to a screen reader; call it when it appears.
    void announceIt();

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ToneName m_tone;
    Icon m_icon;
    Label *m_label;
    QHBoxLayout *m_line;
};

} // namespace AlwaysLeads
