#include "prospecting/CostBar.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/Button.h"
#include "widgets/CellPainting.h"
#include "widgets/ElidedLabel.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace AlwaysLeads {

namespace {

constexpr int barHeight = 68;
constexpr int meterHeight = 6;
constexpr int creditsWidth = 236;
constexpr int leastCreditsWidth = 108;
constexpr int narrowBelow = 860;
constexpr int spacing = 16;
constexpr int leastSpacing = 10;

QString numberText(qint64 number)
{
    return QLocale().toString(number);
}

} // namespace

/// Credits that stay in accent, those that this reveal takes in warn.
class CostBar::CreditMeter : public QWidget
{
public:
    CreditMeter() { setFixedHeight(meterHeight); }
    void set(qreal stays, qreal goes)
    {
        m_stays = stays;
        m_goes = goes;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Theme &theme = themeOf(this);
        CellPainting::bar(&painter, this, rect(), {{m_stays, theme.accent}, {m_goes, theme.warn.fill}});
    }

private:
    qreal m_stays = 0;
    qreal m_goes = 0;
};

CostBar::CostBar(QWidget *parent)
    : QWidget(parent)
    , m_meter(new CreditMeter)
    , m_creditsPart(new QWidget)
    , m_credits(new Label(QString(), TextStyle::Body, &Theme::text))
    , m_limit(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_cost(new ElidedLabel(QString(), TextStyle::Strong, &Theme::text))
    , m_after(new Label(QString(), TextStyle::Meta, &Theme::text2))
    , m_fewer(new Button(QString(), ButtonKind::Ghost))
    , m_clear(new Button(tr("Clear selection"), ButtonKind::Ghost))
    , m_reveal(new Button(Icon::MailOpen, QString(), ButtonKind::Primary))
{
    setObjectName(QStringLiteral("costBar"));
    setFixedHeight(barHeight);
    setMinimumWidth(1); // its words grow shorter with the window, so they must not keep it large
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(20, 0, 16, 0);
    auto *creditLines = new QVBoxLayout(m_creditsPart);
    creditLines->setContentsMargins(0, 0, 0, 0);
    creditLines->setSpacing(6);
    auto *words = new QHBoxLayout;
    words->addWidget(m_credits);
    words->addStretch(1);
    words->addWidget(m_limit);
    creditLines->addStretch(1);
    creditLines->addLayout(words);
    creditLines->addWidget(m_meter);
    creditLines->addStretch(1);
    line->addWidget(m_creditsPart);
    auto *divider = new Hairline(Qt::Vertical);
    divider->setFixedHeight(36);
    line->addWidget(divider);
    auto *cost = new QVBoxLayout;
    cost->setSpacing(2);
    cost->addStretch(1);
    m_after->setWordWrap(true);
    cost->addWidget(m_cost);
    cost->addWidget(m_after);
    cost->addStretch(1);
    line->addLayout(cost, 1);
    line->addWidget(m_fewer);
    line->addWidget(m_clear);
    line->addWidget(m_reveal);
    m_cost->setObjectName(QStringLiteral("revealCost"));
    m_after->setObjectName(QStringLiteral("revealAfter"));
    m_credits->setObjectName(QStringLiteral("creditsLeft"));
    m_fewer->setObjectName(QStringLiteral("chooseFewer"));
    m_clear->setObjectName(QStringLiteral("clearSelection"));
    m_clear->setAccessibleName(tr("Clear selection"));
    m_clear->installEventFilter(this);
    m_reveal->setObjectName(QStringLiteral("revealChosen"));
    connect(m_reveal, &QPushButton::clicked, this, &CostBar::revealRequested);
    connect(m_clear, &QPushButton::clicked, this, &CostBar::clearRequested);
    connect(m_fewer, &QPushButton::clicked, this, [this] { Q_EMIT fewerRequested(most()); });
    renewRoom();
    renew();
}

void CostBar::setBudget(const std::optional<RevealBudget> &budget)
{
    m_budget = budget;
    renew();
}

void CostBar::setChosen(int people, int again)
{
    m_chosen = people;
    m_again = again;
    renew();
}

void CostBar::setRevealing(bool revealing)
{
    m_revealing = revealing;
    renew();
}

void CostBar::setObstacle(const QString &reason)
{
    m_obstacle = reason;
    renew();
}

CostBar::Obstacle CostBar::obstacle() const
{
    if (m_chosen == 0) {
        return {tr("Choose people first, with a click or Space."), {}, {}};
    }
    if (!m_obstacle.isEmpty()) {
        return {m_obstacle, {}, {}};
    }
    if (m_budget && m_chosen > m_budget->leftToday()) {
        return m_budget->leftToday() == 0
            ? Obstacle{tr("Today's cap of %L1 credits is reached.").arg(m_budget->cap),
                       tr("Raise it in Settings, under Apollo."), tr("Raise it in Settings.")}
            : Obstacle{tr("Today's cap leaves %n credit(s).", nullptr, int(m_budget->leftToday())),
                       tr("Choose fewer people, or raise it in Settings."), tr("Or raise it in Settings.")};
    }
    if (m_budget && m_budget->credits && m_chosen > m_budget->credits->left) {
        return m_budget->credits->left <= 0
            ? Obstacle{tr("Apollo has no credits left this month."), {}, {}}
            : Obstacle{tr("Apollo has %n credit(s) left.", nullptr, int(m_budget->credits->left)),
                       tr("Choose fewer people."), tr("Choose fewer people.")};
    }
    return {};
}

QString CostBar::reason() const
{
    const Obstacle obstacle = this->obstacle();
    return obstacle.wayOut.isEmpty() ? obstacle.what : obstacle.what + QLatin1Char(' ') + obstacle.wayOut;
}

void CostBar::focusReveal()
{
    m_reveal->setFocus(Qt::TabFocusReason); // the ring shows where Enter acts now
}

int CostBar::most() const
{
    qint64 most = m_chosen;
    if (m_budget) {
        most = std::min(most, m_budget->leftToday());
        most = m_budget->credits ? std::min(most, m_budget->credits->left) : most;
    }
    return int(std::max<qint64>(0, most));
}

void CostBar::renew()
{
    const std::optional<ApolloCredits> credits = m_budget ? m_budget->credits : std::nullopt;
    m_credits->setLead(credits ? numberText(credits->left) : QStringLiteral("—"));
    m_credits->setText(tr("credits left"));
    m_limit->setText(credits && credits->limit > 0 ? tr("of %L1").arg(credits->limit) : QString());
    const qreal whole = credits ? qreal(std::max(credits->limit, credits->left)) : 0;
    const qint64 goes = credits ? std::min<qint64>(m_chosen, credits->left) : 0;
    m_meter->set(whole > 0 ? qreal(credits->left - goes) / whole : 0, whole > 0 ? qreal(goes) / whole : 0);

    const Obstacle inTheWay = obstacle();
    const QString why = reason();
    const bool barred = m_chosen > 0 && !why.isEmpty();
    m_cost->setText(
        m_chosen == 0 ? tr("Nobody is chosen")
            : barred && !inTheWay.wayOut.isEmpty()
            ? inTheWay.what
            : tr("Reveals %n email(s) = at most %1", nullptr, m_chosen).arg(tr("%n credit(s)", nullptr, m_chosen)));
    QStringList after;
    if (barred) {
        after.append(inTheWay.wayOut.isEmpty() ? inTheWay.what : m_narrow ? inTheWay.shortWayOut : inTheWay.wayOut);
    } else {
        if (m_again > 0) {
            after.append(tr("%n of them may be charged a second time.", nullptr, m_again));
        }
        if (m_chosen > 0 && credits) {
            after.append(tr("%L1 left afterwards.").arg(credits->left - goes));
        }
        if (m_budget) {
            after.append(tr("Your daily cap: %L1 of %L2.").arg(m_budget->usedToday + m_chosen).arg(m_budget->cap));
        }
    }
    m_after->setText(after.join(QLatin1Char(' ')));
    m_after->setColour(barred ? &Theme::text : &Theme::text2);
    const int fewer = m_obstacle.isEmpty() && !m_revealing ? most() : 0;
    m_fewer->setVisible(fewer > 0 && fewer < m_chosen);
    m_fewer->setText(tr("Choose the first %L1").arg(fewer));
    m_clear->setVisible(m_chosen > 0 && !m_revealing && m_fewer->isHidden());
    m_reveal->setText(m_chosen == 0  ? tr("Reveal emails")
                          : m_narrow ? tr("Reveal %L1").arg(m_chosen) // the cost says of what
                                     : tr("Reveal %n email(s)", nullptr, m_chosen));
    m_reveal->setBusy(m_revealing, tr("Revealing…"));
    m_reveal->setDisabledReason(m_revealing ? QString() : why);
}

void CostBar::renewRoom()
{
    const qreal factor = fontsOf(this).textFactor();
    const bool wasNarrow = std::exchange(m_narrow, width() < qRound(narrowBelow * factor));
    layout()->setSpacing(m_narrow ? leastSpacing : spacing);
    m_creditsPart->setFixedWidth(qRound((m_narrow ? leastCreditsWidth : creditsWidth) * factor));
    m_limit->setVisible(!m_narrow);
    m_clear->setText(m_narrow ? tr("Choose nobody") : tr("Clear selection")); // the filters have a “Clear” beside it
    m_reveal->setKeyCap(m_narrow ? QString() : tr("Ctrl ↵"));
    if (m_narrow != wasNarrow) {
        renew();
    }
}

bool CostBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_clear && event->type() == QEvent::MouseButtonDblClick) {
        return true; // its first click was on another button, in whose place this one came
    }
    return QWidget::eventFilter(watched, event);
}

void CostBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    renewRoom();
}

void CostBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::StyleChange) {
        renewRoom();
    }
    QWidget::changeEvent(event);
}

void CostBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    painter.fillRect(rect(), theme.surface);
    paintHairline(&painter, rect(), Qt::TopEdge, theme.border);
}

} // namespace AlwaysLeads
