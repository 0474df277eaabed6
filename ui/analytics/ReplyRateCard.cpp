#include "analytics/ReplyRateCard.h"

#include "analytics/FigureButton.h"
#include "analytics/RangeBar.h"
#include "style/AppStyle.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/WrapLayout.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace AlwaysLeads {

namespace {
constexpr int buttonInset = 6; // px of what lights up round a number
} // namespace

QString percent(double share)
{
    return ReplyRateCard::tr("%1 %").arg(QLocale().toString(share * 100, 'f', 1));
}

ReplyRateCard::ReplyRateCard(QWidget *parent)
    : FigureCard(tr("Reply rate, people"), QStringLiteral("replyRate"), parent)
    , m_figure(new Label(QString(), TextStyle::Figure))
    , m_of(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_range(new RangeBar)
    , m_from(new Label(QString(), TextStyle::Key, &Theme::text3))
    , m_to(new Label(QString(), TextStyle::Key, &Theme::text3))
    , m_likely(new Label(QString(), TextStyle::Meta, &Theme::text2))
    , m_grid(new QGridLayout)
{
    setQuietTitle();
    m_figure->setObjectName(QStringLiteral("replyRateFigure"));
    m_of->setObjectName(QStringLiteral("replyRateOf"));
    m_likely->setObjectName(QStringLiteral("replyRateLikely"));
    m_likely->setWordWrap(true);
    using Who = FigurePeople::Who;
    const auto opens = [this](const char *name, const QString &spoken, Who who) {
        auto *button = new FigureButton;
        button->setObjectName(QLatin1String(name));
        button->setAccessibleName(spoken);
        button->setToolTip(tr("Show these people"));
        connect(button, &QAbstractButton::clicked, this, [this, who] { Q_EMIT opened(who); });
        return button;
    };
    FigureButton *line = opens("repliedPeople", tr("People who replied"), Who::Replied);
    auto *words = new WrapLayout(line);
    words->setContentsMargins(buttonInset, 0, buttonInset, 0);
    words->setSpacing(12);
    words->addWidget(m_figure);
    words->addWidget(m_of);
    // The numbers stand under the title; what lights up round them reaches over its edge.
    const QMargins margins = layout()->contentsMargins();
    layout()->setContentsMargins(margins.left() - buttonInset, margins.top(), margins.right() - buttonInset,
                                 margins.bottom());
    header()->setContentsMargins(buttonInset, 0, buttonInset, 0);
    body()->addWidget(line);
    auto *texts = new QVBoxLayout;
    texts->setContentsMargins(buttonInset, 0, buttonInset, 0);
    texts->setSpacing(body()->spacing());
    texts->addWidget(m_range);
    auto *ends = new QHBoxLayout;
    ends->addWidget(m_from);
    ends->addStretch(1);
    ends->addWidget(m_to);
    texts->addLayout(ends);
    texts->addWidget(m_likely);
    texts->addStretch(1);
    texts->addWidget(new Hairline);
    body()->addLayout(texts, 1);
    m_grid->setContentsMargins(0, 4, 0, 0);
    m_grid->setSpacing(4);
    const QString names[] = {tr("Interested"), tr("Meetings"), tr("Bounced"), tr("Opted out")};
    const char *objects[] = {"interestedCount", "meetingCount", "bouncedCount", "optedOutCount"};
    const char *buttons[] = {"interestedPeople", "meetingPeople", "bouncedPeople", "optedOutPeople"};
    const Who whose[] = {Who::Interested, Who::Meeting, Who::Bounced, Who::OptedOut};
    for (size_t i = 0; i < m_small.size(); ++i) {
        Small &one = m_small[i];
        one.name = new Label(names[i], TextStyle::Meta, &Theme::text2);
        one.count = new Label(QString(), TextStyle::CardTitle);
        one.count->setObjectName(QLatin1String(objects[i]));
        one.share = new Label(QString(), TextStyle::Body, &Theme::text2);
        FigureButton *block = opens(buttons[i], names[i], whose[i]);
        one.block = block;
        auto *lines = new QVBoxLayout(block);
        lines->setContentsMargins(buttonInset, 2, buttonInset, 2);
        lines->setSpacing(0);
        lines->addWidget(one.name);
        auto *numbers = new QHBoxLayout;
        numbers->setSpacing(6);
        numbers->addWidget(one.count);
        numbers->addWidget(one.share);
        numbers->addStretch(1);
        lines->addLayout(numbers);
    }
    body()->addLayout(m_grid);
    arrange();
}

void ReplyRateCard::arrange()
{
    int widest = 0;
    for (const Small &one : m_small) {
        widest = std::max(widest, one.block->sizeHint().width());
    }
    const QMargins margins = layout()->contentsMargins();
    const int room = width() - margins.left() - margins.right();
    const int count = int(m_small.size());
    const int columns = room >= count * widest + (count - 1) * m_grid->spacing() ? count : count / 2;
    if (columns == m_columns) {
        return;
    }
    m_columns = columns;
    for (int i = 0; i < count; ++i) {
        m_grid->addWidget(m_small[size_t(i)].block, i / columns, i % columns); // in another place: it is moved
        m_grid->setColumnStretch(i, i < columns ? 1 : 0);
    }
}

void ReplyRateCard::resizeEvent(QResizeEvent *event)
{
    FigureCard::resizeEvent(event);
    arrange();
}

void ReplyRateCard::changeEvent(QEvent *event)
{
    FigureCard::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        arrange();
    }
}

void ReplyRateCard::show(const Tally &people)
{
    const QLocale locale;
    const Rate rate = people.replies();
    const QString of = tr("%1 of %2").arg(locale.toString(rate.hits), locale.toString(rate.of));
    // Few people make no rate: the count is the answer then.
    m_figure->setText(!rate.isKnown() ? QStringLiteral("–") : rate.isEnough() ? percent(rate.share()) : of);
    m_of->setText(rate.isEnough() ? of : QString());
    m_of->setVisible(rate.isEnough());
    const LikelyRange likely = rate.likely();
    const double scale = rate.isKnown() ? scaleFor(likely.to) : 1;
    m_range->setRate(rate.isEnough() ? rate : Rate(), scale);
    m_range->setVisible(rate.isEnough());
    m_from->setText(rate.isEnough() ? tr("%1 %").arg(0) : QString());
    m_to->setText(rate.isEnough() ? tr("%1 %").arg(locale.toString(scale * 100, 'f', 0)) : QString());
    m_from->setVisible(rate.isEnough());
    m_to->setVisible(rate.isEnough());
    if (!rate.isKnown()) {
        m_likely->setText(tr("Nobody was written to in this time."));
    } else if (!rate.isEnough()) {
        m_likely->setText(
            tr("Not enough data for a rate: it takes %1 people, %n more. Automatic replies are not counted.", nullptr,
               int(Rate::enough - rate.of))
                .arg(Rate::enough));
    } else {
        m_likely->setText(
            tr("Likely between %1 and %2 %. Automatic replies are not counted.")
                .arg(locale.toString(likely.from * 100, 'f', 1), locale.toString(likely.to * 100, 'f', 1)));
    }
    const qint64 counts[] = {people.interested, people.meetings, people.bounced, people.optedOut};
    for (size_t i = 0; i < m_small.size(); ++i) {
        const Rate share{counts[i], people.people};
        m_small[i].count->setText(locale.toString(counts[i]));
        m_small[i].share->setText(share.isEnough() ? percent(share.share()) : QString());
        const QString range = share.isEnough() ? tr("Likely between %1 and %2 %")
                                                     .arg(locale.toString(share.likely().from * 100, 'f', 1),
                                                          locale.toString(share.likely().to * 100, 'f', 1))
                                               : tr("Too few people for a rate");
        m_small[i].count->setToolTip(range);
        m_small[i].share->setToolTip(range);
    }
    arrange();
    setAccessibleDescription(QStringList{m_figure->text(), m_of->text(), m_likely->text()}.join(QLatin1Char(' ')));
}

} // namespace AlwaysLeads
