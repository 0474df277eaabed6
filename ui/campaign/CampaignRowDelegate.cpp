#include "campaign/CampaignRowDelegate.h"

#include "campaign/CampaignListModel.h"
#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/CellPainting.h"

#include <QPainter>

namespace AlwaysLeads {

namespace {
constexpr int campaignHeight = 64;
}

ChipLook campaignChip(CampaignState state)
{
    switch (state) {
    case CampaignState::NotLaunched:
        return CampaignChips::notLaunched();
    case CampaignState::Running:
        return CampaignChips::running();
    case CampaignState::Paused:
        return CampaignChips::paused();
    case CampaignState::Finished:
        return CampaignChips::finished();
    }
    return CampaignChips::notLaunched();
}

CampaignRowDelegate::CampaignRowDelegate(QAbstractItemView *view, const CampaignListModel &model)
    : RowDelegate(view, campaignHeight)
    , m_model(model)
{
}

void CampaignRowDelegate::paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const
{
    const Theme &theme = themeOf(view());
    const Fonts &fonts = fontsOf(view());
    const CampaignRow &row = *m_model.row(index);
    switch (index.column()) {
    case CampaignListModel::NameColumn: {
        const QString second = row.counts.draftsToReview > 0
            ? CampaignListModel::tr("%n draft(s) to review", nullptr, row.counts.draftsToReview)
            : CampaignListModel::tr("%n step(s)", nullptr, row.steps);
        CellPainting::twoLines(painter, view(), rect, row.campaign.name, second);
        break;
    }
    case CampaignListModel::StateColumn:
        CellPainting::chip(painter, view(), QPointF(rect.left(), rect.center().y()), campaignChip(row.campaign.state));
        break;
    case CampaignListModel::ProgressColumn: {
        const qreal people = qMax(1, row.people);
        const QRectF bar(rect.left(), rect.center().y() - 10, rect.width(), 6);
        CellPainting::bar(
            painter, view(), bar,
            {{row.counts.sent / people, theme.accent}, {row.counts.waiting / people, theme.accentBorder}});
        paintLine(painter, QRectF(rect.left(), bar.bottom() + 4, rect.width(), 18),
                  CampaignListModel::progressText(row), fonts.meta(), theme.text2);
        break;
    }
    case CampaignListModel::NextColumn:
    case CampaignListModel::SenderColumn:
        paintLine(painter, rect, index.data().toString(), fonts.body(), theme.text2, Qt::AlignLeft, Qt::ElideMiddle);
        break;
    case CampaignListModel::MoreColumn:
        iconsOf(view()).paint(painter, Icon::More, QRectF(rect.center().x() - 8, rect.center().y() - 8, 16, 16),
                              theme.text2);
        break;
    default:
        break;
    }
}

int CampaignRowDelegate::partAt(const QPointF &, const QRectF &, const QModelIndex &index) const
{
    return index.column() == CampaignListModel::MoreColumn ? int(MorePart) : -1;
}

QString CampaignRowDelegate::fullText(const QModelIndex &index) const
{
    return index.data().toString();
}

} // namespace AlwaysLeads
