#include "outbox/OutboxRowDelegate.h"

#include "outbox/OutboxModel.h"
#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/CellPainting.h"

#include <QLocale>
#include <QPainter>

namespace AlwaysLeads {

namespace {

Icon reasonIcon(SendReason reason)
{
    switch (reason) {
    case SendReason::None:
    case SendReason::Turn:
        return Icon::Send;
    case SendReason::Gap:
        return Icon::Timer;
    case SendReason::HourLimit:
    case SendReason::DailyLimit:
    case SendReason::WeekLimit:
    case SendReason::NewLimit:
        return Icon::Gauge;
    case SendReason::WarmUp:
        return Icon::TrendingUp;
    case SendReason::CompanyLimit:
        return Icon::Building;
    case SendReason::Window:
        return Icon::Globe;
    case SendReason::Holiday:
        return Icon::Palmtree;
    case SendReason::NoTime:
        return Icon::CircleAlert;
    case SendReason::Late:
    case SendReason::LateHeld:
        return Icon::AlarmClock;
    case SendReason::OtherComputer:
        return Icon::Laptop;
    case SendReason::LaterTry:
    case SendReason::ServerRefused:
    case SendReason::GivenUp:
        return Icon::Server;
    case SendReason::Network:
    case SendReason::Unanswered:
        return Icon::WifiOff;
    case SendReason::Keychain:
        return Icon::Lock;
    case SendReason::Replied:
        return Icon::Reply;
    case SendReason::MailboxRemoved:
    case SendReason::MailboxPaused:
        return Icon::PlugZap;
    case SendReason::CampaignPaused:
        return Icon::CirclePause;
    case SendReason::Stopped:
        return Icon::OctagonPause;
    case SendReason::Hold:
        return Icon::Hand;
    case SendReason::OptedOut:
        return Icon::Ban;
    case SendReason::Lapsed:
        return Icon::RotateCcw;
    case SendReason::TakenOut:
        return Icon::X;
    case SendReason::Crashed:
        return Icon::CircleHelp;
    case SendReason::PersonSaid:
    case SendReason::FoundInSent:
        return Icon::Check;
    }
    return Icon::Circle;
}

} // namespace

ChipLook sendChip(const OutboxRow &row)
{
    if (row.state != SendState::Cancelled && (isHeld(row.reason) || row.reason == SendReason::Replied)) {
        return SendChips::onHold();
    }
    ChipLook look = SendChips::waiting();
    if (row.lidMayClose) {
        look = {Icon::Moon, row.stateWord, ToneName::Neutral};
    }
    switch (row.state) {
    case SendState::Waiting:
        break;
    case SendState::Cancelled:
        look = {Icon::X, row.stateWord, ToneName::Neutral};
        break;
    case SendState::HandingOver:
        look = SendChips::handingOver();
        break;
    case SendState::Accepted:
        look = SendChips::sent();
        break;
    case SendState::RefusedForNow:
        look = {Icon::RotateCcw, row.stateWord, ToneName::Warn};
        break;
    case SendState::RefusedForGood:
        look = SendChips::refused();
        break;
    case SendState::Unknown:
        look = SendChips::unknown();
        break;
    }
    return look;
}

OutboxRowDelegate::OutboxRowDelegate(QAbstractItemView *view, const OutboxModel &model)
    : RowDelegate(view)
    , m_model(model)
{
}

void OutboxRowDelegate::paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const
{
    const Theme &theme = themeOf(view());
    const Fonts &fonts = fontsOf(view());
    if (m_model.isGroup(index.row())) {
        if (index.column() == 0) {
            const QString title = m_model.groupTitle(index.row());
            paintLine(painter, rect, title, fonts.strong(), theme.text);
            const qreal width = QFontMetricsF(fonts.strong()).horizontalAdvance(title) + 10;
            TabularText::paint(painter, rect.adjusted(width, 0, 0, 0),
                               QLocale().toString(m_model.groupCount(index.row())), fonts.body(), theme.text3);
        }
        return;
    }
    if (m_model.isFold(index.row())) {
        if (index.column() == 0) {
            CellPainting::iconAndText(painter, view(), rect, Icon::ChevronDown, index.data().toString(), theme.text3,
                                      theme.text2);
        }
        return;
    }
    const OutboxRow &row = *m_model.row(index);
    switch (index.column()) {
    case OutboxModel::TimeColumn:
        TabularText::paint(painter, rect, index.data().toString(), fonts.bodyMedium(), theme.text);
        break;
    case OutboxModel::ToColumn:
        CellPainting::avatar(painter, view(), QRectF(rect.left(), rect.center().y() - 14, 28, 28), row.name, row.to);
        CellPainting::twoLines(painter, view(), rect.adjusted(38, 0, 0, 0), row.name,
                               row.company.isEmpty() ? row.to : row.company);
        break;
    case OutboxModel::SubjectColumn:
        CellPainting::twoLines(painter, view(), rect, row.subject, row.campaign);
        break;
    case OutboxModel::FromColumn:
        paintLine(painter, rect, row.from, fonts.body(), theme.text2, Qt::AlignLeft, Qt::ElideMiddle);
        break;
    case OutboxModel::ReasonColumn:
        CellPainting::iconAndText(painter, view(), rect, reasonIcon(row.reason), row.waitsFor, theme.text3,
                                  theme.text2);
        break;
    case OutboxModel::StateColumn:
        CellPainting::chip(painter, view(), QPointF(rect.left(), rect.center().y()), sendChip(row), rect.width());
        break;
    case OutboxModel::MoreColumn:
        iconsOf(view()).paint(painter, Icon::More, QRectF(rect.center().x() - 8, rect.center().y() - 8, 16, 16),
                              theme.text2);
        break;
    default:
        break;
    }
}

int OutboxRowDelegate::partAt(const QPointF &, const QRectF &, const QModelIndex &index) const
{
    if (m_model.isFold(index.row())) {
        return FoldPart;
    }
    return index.column() == OutboxModel::MoreColumn && !m_model.isGroup(index.row()) ? int(MorePart) : -1;
}

QString OutboxRowDelegate::fullText(const QModelIndex &index) const
{
    const OutboxRow *row = m_model.row(index);
    if (row == nullptr) {
        return {};
    }
    switch (index.column()) {
    case OutboxModel::TimeColumn:
        return row->at.isValid() ? QLocale().toString(row->at.toLocalTime(), QLocale::LongFormat)
                + (row->whyHour.isEmpty() ? QString() : QLatin1Char('\n') + row->whyHour)
                                 : QString();
    case OutboxModel::ToColumn:
        return row->to;
    case OutboxModel::FromColumn:
        return row->whyFrom.isEmpty() ? row->from : QStringLiteral("%1\n%2").arg(row->from, row->whyFrom);
    case OutboxModel::ReasonColumn: {
        const QString words = row->serverText.isEmpty() ? row->waitsFor : row->serverText;
        // In a narrow window the mailbox has no column of its own.
        return row->whyFrom.isEmpty() ? words : QStringLiteral("%1\n%2\n%3").arg(words, row->from, row->whyFrom);
    }
    default:
        return index.data().toString();
    }
}

bool OutboxRowDelegate::isGroup(const QModelIndex &index) const
{
    return m_model.isGroup(index.row());
}

} // namespace AlwaysLeads
