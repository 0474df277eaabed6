#pragma once

#include "campaign/TemplateCompletion.h"

#include <QPointer>
#include <QWidget>

namespace AlwaysLeads {

/// A list beside the cursor of what can be typed. It never takes the keyboard: whoever types moves the choice.
class CompletionPopup : public QWidget
{
    Q_OBJECT
public:
    explicit CompletionPopup(QWidget *parent = nullptr);

    /// Shows them below `cursor`, a rectangle of `editor`, or above it where there is no room.
    void offer(const QList<TemplateOffer> &offers, const QWidget *editor, const QRect &cursor);
    void moveChoice(int direction);
    int current() const { return m_current; }
    const QList<TemplateOffer> &offers() const { return m_offers; }

Q_SIGNALS:
    void clicked(int row);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;

private:
    void choose(int row);
    int rowAt(const QPoint &point) const;
    int rowHeight() const;
    QRect box() const;

    QList<TemplateOffer> m_offers;
    int m_current = 0;
};

} // namespace AlwaysLeads
