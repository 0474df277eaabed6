#pragma once

#include "campaign/Campaign.h"
#include "widgets/ChipLook.h"
#include "widgets/RowDelegate.h"

namespace AlwaysLeads {

class CampaignListModel;

ChipLook campaignChip(CampaignState state);

class CampaignRowDelegate : public RowDelegate
{
    Q_OBJECT
public:
    enum Part { MorePart };

    CampaignRowDelegate(QAbstractItemView *view, const CampaignListModel &model);

protected:
    void paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const override;
    int partAt(const QPointF &position, const QRectF &cell, const QModelIndex &index) const override;
    QString fullText(const QModelIndex &index) const override;

private:
    const CampaignListModel &m_model;
};

} // namespace AlwaysLeads
