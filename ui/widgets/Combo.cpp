#include "widgets/Combo.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/Caption.h"
#include "widgets/LineEdit.h"
#include "widgets/Menu.h"
#include "widgets/MenuSearch.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QWheelEvent>

namespace AlwaysLeads {

namespace {
constexpr int pictureRole = Qt::UserRole + 771;
constexpr int searchFrom = 12;
constexpr int ghostInset = 10;
} // namespace

Combo::Combo(QWidget *parent)
    : QComboBox(parent)
{
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(this, &QComboBox::currentIndexChanged, this, [this] {
        if (m_look == Look::Ghost) {
            updateGeometry(); // it is as wide as what is chosen
        }
    });
}

void Combo::setName(const QString &name)
{
    setAccessibleName(name);
}

void Combo::addChoice(const QString &text, const QVariant &value, Icon icon)
{
    addItem(text, value);
    setItemData(count() - 1, int(icon), pictureRole);
    updateGeometry();
}

void Combo::setControlHeight(int height)
{
    m_height = height;
    updateGeometry();
}

void Combo::setLook(Look look)
{
    m_look = look;
    updateGeometry();
    update();
}

QSize Combo::sizeHint() const
{
    const QFontMetricsF metrics(fontsOf(this).body());
    const int height = qRound(m_height * fontsOf(this).textFactor());
    if (m_look == Look::Ghost) {
        const QFontMetricsF medium(fontsOf(this).of(TextStyle::BodyMedium));
        return {qCeil(ghostInset + medium.horizontalAdvance(currentText()) + 6 + 14 + ghostInset), height};
    }
    qreal widest = 60;
    bool pictures = false;
    for (int i = 0; i < count(); ++i) {
        widest = qMax(widest, metrics.horizontalAdvance(itemText(i)));
        pictures = pictures || itemData(i, pictureRole).toInt() != 0;
    }
    return {qCeil(12 + (pictures ? 24 : 0) + widest + 34), height};
}

QSize Combo::minimumSizeHint() const
{
    return {80, sizeHint().height()};
}

void Combo::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    const Theme &theme = themeOf(this);
    QColor ink = theme.text;
    if (m_look == Look::Ghost) {
        paintGhost(&painter);
        return;
    }
    if (m_look == Look::Plain || !isEnabled()) {
        paintFieldFrame(&painter, this, rect(), fieldStateOf(this, m_open, false));
    } else if (m_look == Look::Marked) {
        paintBox(&painter, rect(), 7, theme.accentSoft, theme.accent);
        ink = theme.accentText;
    } else {
        paintDashedBox(&painter, rect(), 7, underMouse() ? theme.borderHigh : theme.borderStrong);
        ink = theme.text3;
    }
    if (!isEnabled()) {
        ink = theme.disabled;
    }
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const auto placed = [&](qreal left, qreal width) {
        return QRectF(mirrored ? this->width() - left - width : left, 0, width, height());
    };
    qreal x = 11;
    const auto picture = Icon(currentData(pictureRole).toInt());
    if (picture != Icon::None) {
        iconsOf(this).paint(&painter, picture, placed(10, 16), m_look == Look::Plain ? theme.text2 : ink);
        x = 35;
    }
    const bool empty = currentIndex() < 0;
    const QRectF line = placed(x, width() - x - 30);
    const QFont font = fontsOf(this).body();
    QString words = empty ? placeholderText() : currentText();
    if (m_look == Look::Marked) { // what sets it off stands at the end: "Turnover (new, number)"
        words = QFontMetricsF(font).elidedText(words, Qt::ElideMiddle, line.width());
    }
    paintLine(&painter, line, words, font, empty ? theme.text3 : ink);
    iconsOf(this).paint(&painter, Icon::ChevronsUpDown, placed(width() - 25, 14),
                        isEnabled() ? (m_look == Look::Marked ? ink : theme.text2) : theme.disabled);
}

void Combo::paintGhost(QPainter *painter) const
{
    const Theme &theme = themeOf(this);
    if (isEnabled() && (m_open || underMouse())) {
        paintBox(painter, rect(), focusRadius(), m_open ? theme.pressed : theme.hover, QColor());
    }
    const QColor ink = isEnabled() ? theme.text2 : theme.disabled;
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const int room = width() - 2 * ghostInset - 6 - 14;
    const QRectF words(mirrored ? width() - ghostInset - room : ghostInset, 0, room, height());
    paintLine(painter, words, currentText(), fontsOf(this).of(TextStyle::BodyMedium), ink);
    const QRectF arrow(mirrored ? ghostInset : width() - ghostInset - 14, 0, 14, height());
    iconsOf(this).paint(painter, Icon::ChevronDown, arrow, ink);
}

void Combo::showPopup()
{
    if (count() == 0) {
        return;
    }
    auto *menu = new Menu(accessibleName(), this); // goes with it: what the combo stands in may be built anew meanwhile
    menu->setMinimumWidth(width() + 2 * style()->pixelMetric(QStyle::PM_MenuHMargin) - 12);
    if (count() > searchFrom) {
        new MenuSearch(*menu);
    }
    for (int i = 0; i < count(); ++i) {
        QAction *action = menu->addEntry(Icon(itemData(i, pictureRole).toInt()), captionOf(itemText(i)));
        action->setData(i);
        action->setCheckable(true);
        action->setChecked(i == currentIndex());
        if (i == currentIndex()) {
            menu->setActiveAction(action);
        }
    }
    int chosen = -1;
    connect(menu, &QMenu::triggered, this, [&](QAction *action) { chosen = action->data().toInt(); });
    m_open = true;
    update();
    const QPointer<Combo> self(this);
    menu->exec(mapToGlobal(QPoint(0, height() + 4)));
    if (!self) {
        return;
    }
    menu->deleteLater();
    m_open = false;
    update();
    if (chosen >= 0) {
        setCurrentIndex(chosen);
        Q_EMIT activated(chosen);
    }
}

void Combo::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::StyleChange) {
        updateGeometry();
    }
    QComboBox::changeEvent(event);
}

void Combo::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // scrolling a page must not change a setting that passes under the mouse
}

} // namespace AlwaysLeads
