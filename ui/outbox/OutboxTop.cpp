#include "outbox/OutboxTop.h"

#include <QEvent>
#include <QLayout>

#include <algorithm>

namespace AlwaysLeads {

OutboxTop::OutboxTop(QWidget *content, QWidget *parent)
    : ScrollArea(content, parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    content->installEventFilter(this);
    fit();
}

void OutboxTop::setMost(int height)
{
    m_most = height;
    fit();
}

bool OutboxTop::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest) {
        fit();
    }
    return ScrollArea::eventFilter(watched, event);
}

void OutboxTop::resizeEvent(QResizeEvent *event)
{
    ScrollArea::resizeEvent(event);
    fit();
}

void OutboxTop::fit()
{
    const QLayout *layout = widget()->layout();
    const int wanted = layout->hasHeightForWidth() ? layout->totalHeightForWidth(viewport()->width())
                                                   : layout->totalSizeHint().height();
    setFixedHeight(std::clamp(wanted, 0, m_most));
}

} // namespace AlwaysLeads
