#include "widgets/EmptyState.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/Button.h"
#include "widgets/CellPainting.h"
#include "widgets/Label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QTimer>

namespace AlwaysLeads {

namespace {

class Circle : public QWidget
{
public:
    Circle(Icon icon, QWidget *parent)
        : QWidget(parent)
        , m_icon(icon)
    {
        setFixedSize(56, 56);
    }
    ToneName tone = ToneName::Accent;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Tone colours = themeOf(this).tone(tone);
        paintBox(&painter, rect(), 28, colours.soft);
        iconsOf(this).paint(&painter, m_icon, QRectF(16, 16, 24, 24),
                            tone == ToneName::Accent ? themeOf(this).accent : colours.text);
    }

private:
    Icon m_icon;
};

} // namespace

EmptyState::EmptyState(Icon icon, const QString &title, const QString &sentence, QWidget *parent)
    : QWidget(parent)
    , m_circle(new Circle(icon, this))
    , m_title(new Label(title, TextStyle::CardTitle, &Theme::text, this))
    , m_sentence(new Label(sentence, TextStyle::Body, &Theme::text2, this))
    , m_buttons(new QHBoxLayout)
{
    m_title->setAlignment(Qt::AlignHCenter);
    m_sentence->setAlignment(Qt::AlignHCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setFixedWidth(320);
    m_buttons->setSpacing(8);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(0);
    layout->addStretch(1);
    layout->addWidget(m_circle, 0, Qt::AlignHCenter);
    layout->addSpacing(16);
    layout->addWidget(m_title);
    layout->addSpacing(6);
    auto *middle = new QHBoxLayout; // not aligned: that would ask for the height of a line as wide as the page
    middle->addStretch(1);
    middle->addWidget(m_sentence);
    middle->addStretch(1);
    layout->addLayout(middle);
    layout->addSpacing(16);
    auto *line = new QHBoxLayout;
    line->addStretch(1);
    line->addLayout(m_buttons);
    line->addStretch(1);
    layout->addLayout(line);
    layout->addStretch(1);
}

void EmptyState::setTone(ToneName tone)
{
    static_cast<Circle *>(m_circle)->tone = tone;
    m_circle->update();
}

void EmptyState::setTitle(const QString &title)
{
    m_title->setText(title);
}

void EmptyState::setSentence(const QString &sentence)
{
    m_sentence->setText(sentence);
}

Button *EmptyState::addButton(Button *button)
{
    m_buttons->addWidget(button);
    return button;
}

void EmptyState::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // Where there is little room, the picture goes and the words stay.
    const int words = layout()->totalHeightForWidth(width()) - (m_circle->isHidden() ? 0 : m_circle->height());
    m_circle->setVisible(height() >= words + m_circle->height());
}

void EmptyState::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), themeOf(this).surface);
}

Skeleton::Skeleton(int rowHeight, QWidget *parent)
    : QWidget(parent)
    , m_rowHeight(rowHeight)
    , m_delay(new QTimer(this))
{
    setAccessibleName(tr("Loading"));
    m_delay->setSingleShot(true);
    m_delay->setInterval(120);
    connect(m_delay, &QTimer::timeout, this, &QWidget::show);
    hide();
}

void Skeleton::start()
{
    if (!isVisible()) {
        m_delay->start();
    }
}

void Skeleton::stop()
{
    m_delay->stop();
    hide();
}

void Skeleton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    painter.fillRect(rect(), theme.surface);
    constexpr int rows = 8;
    for (int row = 0; row < rows && row * m_rowHeight < height(); ++row) {
        const QRectF line(0, row * m_rowHeight, width(), m_rowHeight);
        const qreal opacity = 1 - row / qreal(rows);
        CellPainting::skeletonRow(&painter, this, line, opacity);
        painter.setOpacity(opacity);
        paintHairline(&painter, line, Qt::BottomEdge, theme.border);
        painter.setOpacity(1);
    }
}

} // namespace AlwaysLeads
