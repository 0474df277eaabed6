#include "onboarding/OnboardingRail.h"

#include "style/AppStyle.h"
#include "style/Mark.h"
#include "style/Painting.h"
#include "widgets/Button.h"
#include "widgets/FocusRing.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/SheetFrame.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {

constexpr int inset = 36;
constexpr int markSize = 32;
constexpr int circle = 28;
constexpr int lineHigh = 54;

class MarkView : public QWidget
{
public:
    MarkView() { setFixedSize(markSize, markSize); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        paintMark(&painter, rect(), themeOf(this));
    }
};

} // namespace

/// One step: its number or a tick in a circle, title and what it is about.
class OnboardingRail::StepLine : public QAbstractButton, public FocusOutline
{
public:
    explicit StepLine(int number)
        : m_number(number)
    {
        setObjectName(QStringLiteral("onboardingStep%1").arg(number));
        setFocusPolicy(Qt::TabFocus);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setAttribute(Qt::WA_Hover);
    }
    void show(const Step &step, bool isCurrent)
    {
        m_step = step;
        m_isCurrent = isCurrent;
        setText(step.title);
        setAccessibleName(isCurrent         ? OnboardingRail::tr("Step %1, %2, now").arg(m_number).arg(step.title)
                              : step.isDone ? OnboardingRail::tr("Step %1, %2, done").arg(m_number).arg(step.title)
                                            : OnboardingRail::tr("Step %1, %2").arg(m_number).arg(step.title));
        setAccessibleDescription(step.text);
        updateGeometry();
        update();
    }
    using QWidget::show;
    QSize sizeHint() const override { return {200, qRound(lineHigh * fontsOf(this).textFactor())}; }
    QRectF focusOutline() const override { return QRectF(rect()).adjusted(0, 4, 0, -4); }
    qreal focusRadius() const override { return 7; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const Theme &theme = themeOf(this);
        const Fonts &fonts = fontsOf(this);
        const qreal factor = fonts.textFactor();
        const bool mirrored = layoutDirection() == Qt::RightToLeft;
        const qreal size = circle * factor;
        const QRectF spot(mirrored ? width() - size : 0, height() / 2.0 - size / 2, size, size);
        const bool ticked = m_step.isDone && !m_isCurrent;
        paintBox(&painter, spot, size / 2,
                 m_isCurrent  ? theme.accent
                     : ticked ? theme.success.soft
                              : QColor(),
                 m_isCurrent  ? QColor()
                     : ticked ? theme.success.border
                              : theme.borderStrong);
        if (ticked) {
            iconsOf(this).paint(&painter, Icon::Check, spot.adjusted(6, 6, -6, -6), theme.success.text);
        } else {
            paintLine(&painter, spot, locale().toString(m_number), fonts.metaStrong(),
                      m_isCurrent ? theme.onAccent : theme.text2, Qt::AlignHCenter);
        }
        const qreal gap = size + 12;
        const QRectF words(mirrored ? 0 : gap, 0, width() - gap, height());
        const Qt::Alignment start = mirrored ? Qt::AlignRight : Qt::AlignLeft;
        const qreal half = 18 * factor;
        paintLine(&painter, QRectF(words.left(), words.center().y() - half - 1, words.width(), half), m_step.title,
                  fonts.strong(), m_isCurrent ? theme.text : theme.text2, start);
        paintLine(&painter, QRectF(words.left(), words.center().y() + 1, words.width(), half), m_step.text,
                  fonts.meta(), theme.text3, start);
    }

private:
    int m_number;
    Step m_step;
    bool m_isCurrent = false;
};

OnboardingRail::OnboardingRail(QWidget *parent)
    : QWidget(parent)
    , m_list(new QWidget)
    , m_sandbox(new Card)
{
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(inset, 28, inset, 16);
    lines->setSpacing(0);
    auto *brand = new QHBoxLayout;
    brand->setSpacing(10);
    brand->addWidget(new MarkView);
    brand->addWidget(new Label(QStringLiteral("AlwaysLeads"), TextStyle::Page));
    brand->addStretch(1);
    lines->addLayout(brand);
    lines->addSpacing(36);
    auto *promise = new Label(tr("Good first mails,\nfrom your own mailbox."), TextStyle::Display);
    promise->setWordWrap(true);
    lines->addWidget(promise);
    lines->addSpacing(8);
    auto *words = new Label(tr("Four short steps. Your data stays here, and nothing is sent before you say so."),
                            TextStyle::Body, &Theme::text2);
    words->setWordWrap(true);
    lines->addWidget(words);
    lines->addSpacing(28);
    auto *steps = new QVBoxLayout(m_list);
    steps->setContentsMargins(0, 0, 0, 0);
    steps->setSpacing(0);
    lines->addWidget(m_list);
    lines->addStretch(1);
    lines->addSpacing(20);

    auto *inside = new QVBoxLayout(m_sandbox);
    inside->setContentsMargins(16, 14, 16, 14);
    inside->setSpacing(8);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(new IconView(Icon::FlaskConical, 16, &Theme::accent));
    auto *title = new Label(tr("Rather look around first?"), TextStyle::Strong);
    title->setWordWrap(true);
    head->addWidget(title, 1);
    inside->addLayout(head);
    auto *text = new Label(tr("The sandbox is filled with invented people. No key, no account, and no real mail can "
                              "leave it."),
                           TextStyle::Body, &Theme::text2);
    text->setWordWrap(true);
    inside->addWidget(text);
    auto *explore = new Button(tr("Explore the sandbox"));
    explore->setObjectName(QStringLiteral("exploreSandbox"));
    explore->setControlHeight(28);
    inside->addWidget(explore, 0, Qt::AlignLeft);
    lines->addWidget(m_sandbox);
    connect(explore, &QPushButton::clicked, this, &OnboardingRail::sandboxRequested);
}

void OnboardingRail::setSteps(const QList<Step> &steps, int current)
{
    while (m_lines.size() < steps.size()) {
        const int index = int(m_lines.size());
        auto *line = new StepLine(index + 1);
        connect(line, &QAbstractButton::clicked, this, [this, index] { Q_EMIT stepChosen(index); });
        m_list->layout()->addWidget(line);
        line->show(); // now, not with the next turn of the event loop
        m_lines.append(line);
    }
    for (int index = 0; index < int(steps.size()); ++index) {
        m_lines.at(index)->show(steps.at(index), index == current);
    }
}

void OnboardingRail::setOffersSandbox(bool on)
{
    m_sandbox->setVisible(on);
}

} // namespace AlwaysLeads
