#include "shell/SidebarTop.h"

#include "style/AppStyle.h"
#include "style/Mark.h"
#include "style/Painting.h"
#include "widgets/CellPainting.h"

#include <QPainter>

namespace AlwaysLeads {

namespace {
constexpr int profileHeight = 36;
constexpr int markSize = 22;
constexpr int railMarkSize = 24;
constexpr int fieldHeight = 32;
constexpr int railItem = 40;
} // namespace

SidebarProfile::SidebarProfile(QWidget *parent)
    : QWidget(parent)
{
    setFixedHeight(profileHeight);
    setName(QString());
}

void SidebarProfile::setName(const QString &name)
{
    m_name = name.isEmpty() ? QStringLiteral("AlwaysLeads") : name;
    setAccessibleName(m_name);
    setToolTip(m_name);
    update();
}

void SidebarProfile::setRail(bool rail)
{
    m_rail = rail;
    setFixedHeight(rail ? railItem : profileHeight);
    update();
}

void SidebarProfile::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int size = m_rail ? railMarkSize : markSize;
    const qreal left = m_rail ? (width() - size) / 2.0 : 8;
    paintMark(&painter, QRectF(left, (height() - size) / 2.0, size, size), theme);
    if (!m_rail) {
        paintLine(&painter, QRectF(38, 0, width() - 46, height()), m_name, fontsOf(this).strong(), theme.text);
    }
}

SidebarPalette::SidebarPalette(QWidget *parent)
    : QAbstractButton(parent)
{
    setObjectName(QStringLiteral("openPalette"));
    setAccessibleName(tr("Search or do"));
    setToolTip(tr("Search or do something (Ctrl K)"));
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SidebarPalette::setRail(bool rail)
{
    m_rail = rail;
    updateGeometry();
    update();
}

QSize SidebarPalette::sizeHint() const
{
    return m_rail ? QSize(railItem, profileHeight) : QSize(200, fieldHeight);
}

void SidebarPalette::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_rail) {
        if (underMouse()) {
            paintBox(&painter, rect(), 7, theme.deskHover);
        }
        iconsOf(this).paint(&painter, Icon::Search, QRectF((width() - 18) / 2.0, (height() - 18) / 2.0, 18, 18),
                            theme.text2);
        return;
    }
    paintBox(&painter, rect(), 7, theme.surface, underMouse() ? theme.borderHigh : theme.borderStrong);
    iconsOf(this).paint(&painter, Icon::Search, QRectF(10, 8, 16, 16), theme.text2);
    paintLine(&painter, QRectF(34, 0, width() - 34, height()), tr("Search or do…"), fontsOf(this).body(), theme.text3);
    const QString keys = tr("Ctrl K");
    const qreal capWidth = CellPainting::keyCapWidth(this, keys);
    CellPainting::keyCap(&painter, this, QPointF(width() - 8 - capWidth, height() / 2.0), keys);
}

} // namespace AlwaysLeads
