#include "widgets/SheetFrame.h"

#include "style/AppStyle.h"
#include "style/Painting.h"

#include <QChildEvent>
#include <QPainter>
#include <QPainterPath>

namespace AlwaysLeads {

namespace {

constexpr qreal sheetRadius = 10;

/// On top of all children: what lies outside of the rounded corners in the desk's colour, and the border.
class SheetCorners : public QWidget
{
public:
    explicit SheetCorners(QWidget *parent)
        : QWidget(parent)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setAttribute(Qt::WA_NoSystemBackground);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const Theme &theme = themeOf(this);
        QPainterPath outside;
        outside.addRect(rect());
        QPainterPath sheet;
        sheet.addRoundedRect(QRectF(rect()), sheetRadius, sheetRadius);
        painter.fillPath(outside.subtracted(sheet), theme.desk);
        paintBox(&painter, rect(), sheetRadius, QColor(), theme.border);
    }
};

} // namespace

SheetFrame::SheetFrame(QWidget *parent)
    : QWidget(parent)
{
    // Not in the list above, where the member would hold nothing yet when event() hears of the new child.
    m_corners = new SheetCorners(this);
}

bool SheetFrame::event(QEvent *event)
{
    const bool hasNewChild = event->type() == QEvent::ChildPolished || event->type() == QEvent::ChildAdded;
    if (m_corners != nullptr && hasNewChild) {
        m_corners->raise();
    }
    return QWidget::event(event);
}

void SheetFrame::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), themeOf(this).surface);
}

void SheetFrame::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_corners->setGeometry(rect());
    m_corners->raise();
}

Pane::Pane(QColor Theme::*ground, Qt::Edges edges, QWidget *parent)
    : QWidget(parent)
    , m_ground(ground)
    , m_edges(edges)
{
}

void Pane::setGround(QColor Theme::*ground)
{
    m_ground = ground;
    update();
}

void Pane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    painter.fillRect(rect(), theme.*m_ground);
    for (const Qt::Edge edge : {Qt::TopEdge, Qt::BottomEdge}) {
        if (m_edges.testFlag(edge)) {
            paintHairline(&painter, rect(), edge, theme.border);
        }
    }
    // Left and right mean leading and trailing.
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    if (m_edges.testFlag(Qt::LeftEdge)) {
        paintHairline(&painter, rect(), mirrored ? Qt::RightEdge : Qt::LeftEdge, theme.border);
    }
    if (m_edges.testFlag(Qt::RightEdge)) {
        paintHairline(&painter, rect(), mirrored ? Qt::LeftEdge : Qt::RightEdge, theme.border);
    }
}

Card::Card(QWidget *parent)
    : QWidget(parent)
{
}

void Card::setGround(QColor Theme::*ground)
{
    m_ground = ground;
    update();
}

void Card::setTone(ToneName tone)
{
    m_tone = tone;
    m_hasTone = true;
    update();
}

void Card::setChosen(bool chosen)
{
    m_chosen = chosen;
    update();
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    if (m_chosen) {
        paintBox(&painter, rect(), sheetRadius, theme.selection, theme.accent, 2);
    } else if (m_hasTone) {
        const Tone tone = theme.tone(m_tone);
        paintBox(&painter, rect(), sheetRadius, tone.soft, tone.border);
    } else {
        paintBox(&painter, rect(), sheetRadius, theme.*m_ground, theme.border);
    }
}

} // namespace AlwaysLeads
