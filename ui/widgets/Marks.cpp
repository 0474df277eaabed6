#include "widgets/Marks.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/CellPainting.h"

#include <QPainter>

namespace AlwaysLeads {

namespace {
void fixSize(QWidget *widget)
{
    widget->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}
} // namespace

StatusChip::StatusChip(const ChipLook &look, QWidget *parent)
    : QWidget(parent)
{
    fixSize(this);
    setLook(look);
}

void StatusChip::setLook(const ChipLook &look)
{
    m_look = look;
    setAccessibleName(look.word);
    updateGeometry();
    update();
}

QSize StatusChip::sizeHint() const
{
    return {qCeil(CellPainting::chipWidth(this, m_look)), 20};
}

void StatusChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    CellPainting::chip(&painter, this, QPointF(0, height() / 2.0), m_look, width());
}

ScorePill::ScorePill(int score, QWidget *parent)
    : QWidget(parent)
{
    fixSize(this);
    setScore(score);
}

void ScorePill::setScore(int score, bool setByHand)
{
    m_score = score;
    m_setByHand = setByHand;
    setAccessibleName(tr("Score %1").arg(score));
    updateGeometry();
    update();
}

QSize ScorePill::sizeHint() const
{
    return {qCeil(CellPainting::scoreWidth(this, m_score)) + (m_setByHand ? 8 : 0), 20};
}

void ScorePill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    CellPainting::score(&painter, this, QPointF(0, height() / 2.0), m_score, m_setByHand);
}

Avatar::Avatar(int size, QWidget *parent)
    : QWidget(parent)
    , m_size(size)
{
    fixSize(this);
}

void Avatar::setPerson(const QString &name, const QString &address)
{
    m_name = name;
    m_address = address;
    update();
}

void Avatar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    CellPainting::avatar(&painter, this, QRectF(0, 0, m_size, m_size), m_name, m_address);
}

AddressMark::AddressMark(AddressState state, QWidget *parent)
    : QWidget(parent)
{
    fixSize(this);
    setState(state);
}

void AddressMark::setState(AddressState state, const QString &detail)
{
    m_state = state;
    const QString word = AddressLook::word(state);
    setAccessibleName(word);
    setToolTip(detail.isEmpty() ? word : word + QStringLiteral(", ") + detail);
    update();
}

void AddressMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    iconsOf(this).paint(&painter, AddressLook::icon(m_state), QRectF(0, (height() - 14) / 2.0, 14, 14),
                        AddressLook::colour(m_state, themeOf(this)));
}

Tag::Tag(const QString &text, QWidget *parent)
    : QWidget(parent)
    , m_text(text)
{
    fixSize(this);
    setAccessibleName(text);
}

QSize Tag::sizeHint() const
{
    return {qCeil(CellPainting::tagWidth(this, m_text)), 20};
}

void Tag::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    CellPainting::tag(&painter, this, QPointF(0, height() / 2.0), m_text);
}

KeyCap::KeyCap(const QString &keys, QWidget *parent)
    : QWidget(parent)
    , m_keys(keys)
{
    fixSize(this);
    setAccessibleName(keys);
}

QSize KeyCap::sizeHint() const
{
    return {qCeil(CellPainting::keyCapWidth(this, m_keys)), 18};
}

void KeyCap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    CellPainting::keyCap(&painter, this, QPointF(0, height() / 2.0), m_keys);
}

IconView::IconView(Icon icon, int size, QColor Theme::*colour, QWidget *parent)
    : QWidget(parent)
    , m_icon(icon)
    , m_size(size)
    , m_colour(colour)
{
    fixSize(this);
}

void IconView::setPicture(Icon icon)
{
    m_icon = icon;
    update();
}

void IconView::setColour(QColor Theme::*colour)
{
    m_colour = colour;
    m_hasTone = false;
    update();
}

void IconView::setTone(ToneName tone)
{
    m_tone = tone;
    m_hasTone = true;
    update();
}

void IconView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    iconsOf(this).paint(&painter, m_icon, rect(), m_hasTone ? theme.tone(m_tone).text : theme.*m_colour);
}

Hairline::Hairline(Qt::Orientation orientation, QWidget *parent)
    : QWidget(parent)
    , m_orientation(orientation)
{
    if (orientation == Qt::Horizontal) {
        setFixedHeight(1);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    } else {
        setFixedWidth(1);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    }
}

void Hairline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintHairline(&painter, rect(), m_orientation == Qt::Horizontal ? Qt::BottomEdge : Qt::LeftEdge,
                  themeOf(this).border);
}

Meter::Meter(int height, QWidget *parent)
    : QWidget(parent)
    , m_height(height)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Meter::setShare(qreal share, ToneName tone)
{
    m_share = share;
    m_tone = tone;
    update();
}

void Meter::setWaitingShare(qreal share)
{
    m_waiting = share;
    update();
}

void Meter::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    CellPainting::bar(&painter, this, QRectF(0, (height() - m_height) / 2.0, width(), m_height),
                      {{m_share, theme.tone(m_tone).fill}, {m_waiting, theme.accentBorder}});
}

} // namespace AlwaysLeads
