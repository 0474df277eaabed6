#include "analytics/WaitingCard.h"

#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/WrapLayout.h"

#include <QGridLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {
constexpr qsizetype mostLines = 5;
}

WaitingCard::WaitingCard(QWidget *parent)
    : FigureCard(tr("What waits, and why"), QStringLiteral("waiting"), parent)
    , m_list(new QWidget)
    , m_lines(new QGridLayout(m_list))
    , m_drafts(new Button(tr("Review drafts"), ButtonKind::Link))
    , m_outbox(new Button(tr("Open the outbox"), ButtonKind::Link))
{
    m_list->setObjectName(QStringLiteral("waitingList"));
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setHorizontalSpacing(12);
    m_lines->setVerticalSpacing(8);
    m_lines->setColumnStretch(0, 1);
    body()->addWidget(m_list);
    body()->addStretch(1);
    m_drafts->setObjectName(QStringLiteral("waitingDrafts"));
    m_outbox->setObjectName(QStringLiteral("waitingOutbox"));
    auto *ways = new QWidget;
    auto *wrap = new WrapLayout(ways);
    wrap->setContentsMargins(0, 0, 0, 0);
    wrap->setSpacing(16);
    wrap->addWidget(m_drafts);
    wrap->addWidget(m_outbox);
    body()->addWidget(ways);
    connect(m_drafts, &QPushButton::clicked, this, &WaitingCard::draftsRequested);
    connect(m_outbox, &QPushButton::clicked, this, &WaitingCard::outboxRequested);
    show({});
}

void WaitingCard::show(const QList<WaitingFigure> &figures)
{
    if (figures == m_shown && m_lines->count() > 0) {
        return;
    }
    m_shown = figures;
    while (QLayoutItem *item = m_lines->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const QLocale locale;
    const auto line = [&](int row, const QString &text, const QString &count) {
        auto *words = new Label(text, TextStyle::Body, &Theme::text2);
        words->setWordWrap(true);
        m_lines->addWidget(words, row, 0);
        auto *number = new Label(count, TextStyle::Strong);
        m_lines->addWidget(number, row, 1, Qt::AlignRight | Qt::AlignTop);
    };
    qint64 drafts = 0;
    qint64 mails = 0;
    qint64 rest = 0;
    qint64 all = 0;
    int row = 0;
    const qsizetype lines = figures.size() > mostLines + 1 ? mostLines : figures.size();
    for (qsizetype i = 0; i < figures.size(); ++i) {
        const WaitingFigure &figure = figures.at(i);
        using Kind = WaitingFigure::Kind;
        const bool isMail = figure.kind == Kind::Outbox || figure.kind == Kind::Unknown;
        (isMail ? mails : drafts) += figure.count;
        all += figure.count;
        if (i < lines) {
            line(row++, figure.text, locale.toString(figure.count));
        } else {
            rest += figure.count;
        }
    }
    if (rest > 0) {
        line(row++, tr("For other reasons"), locale.toString(rest));
    }
    if (figures.isEmpty()) {
        auto *nothing = new Label(tr("Nothing waits."), TextStyle::Body, &Theme::text2);
        m_lines->addWidget(nothing, 0, 0);
    }
    setCount(all > 0 ? locale.toString(all) : QString());
    m_drafts->setVisible(drafts > 0);
    m_outbox->setVisible(mails > 0);
}

} // namespace AlwaysLeads
