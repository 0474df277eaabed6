#include "widgets/ScrollArea.h"

#include "style/ScrollBars.h"

namespace AlwaysLeads {

ScrollArea::ScrollArea(QWidget *content, QWidget *parent)
    : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setAutoFillBackground(false);
    setWidget(content);
    content->setAutoFillBackground(false); // setWidget() switches it on; the pane below has the colour
}

ScrollArea *ScrollArea::withBarOver(QWidget *content)
{
    auto *area = new ScrollArea(content);
    area->setProperty(barOverContentProperty, true);
    return area;
}

} // namespace AlwaysLeads
