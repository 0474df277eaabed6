#include "lead/LeadRowDelegate.h"

#include "lead/LeadTableModel.h"
#include "lead/LeadWords.h"
#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/CellPainting.h"

#include <QPainter>

namespace AlwaysLeads {

namespace {
constexpr qreal usualAvatar = 28;
constexpr qreal compactAvatar = 20;
constexpr int usualHeight = 48;
constexpr int compactHeight = 34;
constexpr qreal avatarGap = 10;
constexpr qreal handRoom = 8; ///< what the hand takes more than the gauge of a score

/// `rect` less `start` px at its leading end.
QRectF after(const QRectF &rect, qreal start, Qt::LayoutDirection direction)
{
    return direction == Qt::RightToLeft ? rect.adjusted(0, 0, -start, 0) : rect.adjusted(start, 0, 0, 0);
}

QRectF atStart(const QRectF &rect, qreal width, Qt::LayoutDirection direction)
{
    const qreal x = direction == Qt::RightToLeft ? rect.right() - width : rect.left();
    return {x, rect.top(), width, rect.height()};
}
} // namespace

LeadRowDelegate::LeadRowDelegate(QAbstractItemView *view)
    : RowDelegate(view)
{
    setCheckColumn(LeadTableModel::Box);
}

void LeadRowDelegate::setCompact(bool compact)
{
    m_compact = compact;
    setRowHeight(compact ? compactHeight : usualHeight);
}

void LeadRowDelegate::paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const
{
    const QWidget *widget = view();
    const Theme &theme = themeOf(widget);
    const Qt::LayoutDirection direction = widget->layoutDirection();
    const QVariant value = index.data(LeadTableModel::LeadRole);
    if (!value.isValid()) {
        if (index.column() == LeadTableModel::Name) {
            CellPainting::skeletonRow(painter, widget, rect);
        }
        return;
    }
    const auto lead = value.value<LeadSummary>();
    const QString title = index.data(LeadTableModel::TitleRole).toString();
    const auto start = [&](qreal width) {
        const QRectF box = atStart(rect, std::min(width, rect.width()), direction);
        return QPointF(box.left(), box.center().y());
    };
    switch (index.column()) {
    case LeadTableModel::Name: {
        const qreal avatarSize = m_compact ? compactAvatar : usualAvatar;
        const QRectF column = atStart(rect, avatarSize, direction);
        const QRectF square(column.left(), column.center().y() - avatarSize / 2, avatarSize, avatarSize);
        CellPainting::avatar(painter, widget, square, LeadWords::nameOf(lead), lead.email);
        const QRectF words = after(rect, avatarSize + avatarGap, direction);
        if (m_compact) {
            paintLine(painter, words, LeadWords::nameOf(lead), fontsOf(widget).bodyMedium(), theme.text,
                      direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft);
        } else {
            CellPainting::twoLines(painter, widget, words, LeadWords::nameOf(lead), title);
        }
        break;
    }
    case LeadTableModel::Title:
        CellPainting::line(painter, widget, rect, title.isEmpty() ? QStringLiteral("—") : title,
                           title.isEmpty() ? &Theme::text3 : &Theme::text2);
        break;
    case LeadTableModel::Company:
        CellPainting::line(painter, widget, rect, lead.company.isEmpty() ? QStringLiteral("—") : lead.company,
                           lead.company.isEmpty() ? &Theme::text3 : &Theme::text);
        break;
    case LeadTableModel::Email:
        if (lead.email.isEmpty()) {
            CellPainting::line(painter, widget, rect, LeadWords::tr("No address"), &Theme::text3);
        } else {
            CellPainting::address(painter, widget, rect, lead.email, LeadWords::addressState(lead.emailState));
        }
        break;
    case LeadTableModel::Score:
        if (lead.score) {
            const qreal width = CellPainting::scoreWidth(widget, *lead.score) + (lead.scoreByHand ? handRoom : 0);
            CellPainting::score(painter, widget, start(width), *lead.score, lead.scoreByHand);
        } else {
            CellPainting::line(painter, widget, rect, QStringLiteral("—"), &Theme::text3);
        }
        break;
    case LeadTableModel::Status: {
        const ChipLook look = LeadWords::chip(lead);
        CellPainting::chip(painter, widget, start(CellPainting::chipWidth(widget, look)), look, rect.width());
        break;
    }
    case LeadTableModel::LastTouch:
        TabularText::paint(painter, rect, index.data(Qt::DisplayRole).toString(), fontsOf(widget).body(), theme.text3,
                           direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft);
        break;
    case LeadTableModel::Tags:
        CellPainting::tags(painter, widget, rect, lead.tags);
        break;
    default:
        if (index.column() >= LeadTableModel::ColumnCount) {
            const QString text = index.data(Qt::DisplayRole).toString();
            const auto *people = qobject_cast<const LeadTableModel *>(index.model());
            if (people != nullptr && people->isNumber(index.column()) && !text.isEmpty()) {
                TabularText::paint(painter, rect, text, fontsOf(widget).body(), theme.text,
                                   direction == Qt::RightToLeft ? Qt::AlignLeft : Qt::AlignRight);
                break;
            }
            CellPainting::line(painter, widget, rect, text.isEmpty() ? QStringLiteral("—") : text,
                               text.isEmpty() ? &Theme::text3 : &Theme::text,
                               people != nullptr && people->isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft);
        }
        break;
    }
}

QString LeadRowDelegate::fullText(const QModelIndex &index) const
{
    const QVariant value = index.data(LeadTableModel::LeadRole);
    if (!value.isValid()) {
        return {};
    }
    const auto lead = value.value<LeadSummary>();
    const QString title = index.data(LeadTableModel::TitleRole).toString();
    switch (index.column()) {
    case LeadTableModel::Name: {
        const QStringList lines = {LeadWords::nameOf(lead), title};
        return title.isEmpty() ? lines.first() : lines.join(QLatin1Char('\n'));
    }
    case LeadTableModel::Title:
        return title;
    case LeadTableModel::Email:
        return lead.email.isEmpty() ? QString()
                                    : LeadWords::tr("%1, %2").arg(lead.email, shown(lead.emailState).toLower());
    case LeadTableModel::Status:
        return lead.suppressed.isEmpty() ? shown(lead.status) : lead.suppressed;
    case LeadTableModel::LastTouch:
        return LeadWords::fullTime(lead.touchedAt);
    case LeadTableModel::Score:
        return !lead.score     ? LeadWords::tr("Not scored yet")
            : lead.scoreByHand ? LeadWords::tr("Set by hand")
                               : QString();
    default:
        return index.data(Qt::DisplayRole).toString();
    }
}

} // namespace AlwaysLeads
