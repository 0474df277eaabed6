#include "widgets/DrawerShadow.h"

#include "style/AppStyle.h"

#include <QLinearGradient>
#include <QPainter>

namespace AlwaysLeads {

namespace {
constexpr int reach = 20;
} // namespace

DrawerShadow::DrawerShadow(QWidget *parent)
    : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void DrawerShadow::placeBeside(const QRect &drawer)
{
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    setGeometry(mirrored ? drawer.right() + 1 : drawer.left() - reach, drawer.top(), reach, drawer.height());
}

void DrawerShadow::paintEvent(QPaintEvent *)
{
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    QColor strong = themeOf(this).shadow;
    QColor half = strong;
    half.setAlphaF(strong.alphaF() * 0.35F);
    strong.setAlphaF(strong.alphaF() * 0.8F);
    QColor none = strong;
    none.setAlpha(0);
    QLinearGradient gradient(mirrored ? 0 : width(), 0, mirrored ? width() : 0, 0);
    gradient.setColorAt(0, strong);
    gradient.setColorAt(0.35, half);
    gradient.setColorAt(1, none);
    QPainter painter(this);
    painter.fillRect(rect(), gradient);
}

} // namespace AlwaysLeads
