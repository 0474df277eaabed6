#include "settings/SuppressionRowDelegate.h"

#include "settings/SuppressionModel.h"
#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/CellPainting.h"

#include <QLocale>
#include <QPainter>

namespace AlwaysLeads {

namespace {

Icon iconOf(SuppressionReason reason)
{
    switch (reason) {
    case SuppressionReason::OptedOut:
        return Icon::Ban;
    case SuppressionReason::Bounced:
        return Icon::MailX;
    case SuppressionReason::Complaint:
        return Icon::TriangleAlert;
    case SuppressionReason::ByHand:
        break;
    }
    return Icon::Hand;
}

} // namespace

SuppressionRowDelegate::SuppressionRowDelegate(QAbstractItemView *view, const SuppressionModel &model, int rowHeight)
    : RowDelegate(view, rowHeight)
    , m_model(model)
{
}

void SuppressionRowDelegate::paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const
{
    const SuppressionEntry *entry = m_model.entry(index.row());
    const Theme &theme = themeOf(view());
    const Fonts &fonts = fontsOf(view());
    if (entry == nullptr) {
        if (index.column() == SuppressionModel::Who) {
            CellPainting::skeletonRow(painter, view(), rect);
        }
        return;
    }
    const QString text = index.data().toString();
    switch (index.column()) {
    case SuppressionModel::When:
        TabularText::paint(painter, rect, text, fonts.body(), theme.text2);
        break;
    case SuppressionModel::Who:
        paintLine(painter, rect, text, fonts.bodyMedium(), theme.text, Qt::AlignLeft, Qt::ElideMiddle);
        break;
    case SuppressionModel::Why:
        CellPainting::iconAndText(painter, view(), rect, iconOf(entry->reason), text, theme.text3, theme.text2);
        break;
    case SuppressionModel::More:
        iconsOf(view()).paint(painter, Icon::More, QRectF(rect.center().x() - 8, rect.center().y() - 8, 16, 16),
                              theme.text2);
        break;
    default:
        paintLine(painter, rect, text, fonts.body(), theme.text2);
        break;
    }
}

int SuppressionRowDelegate::partAt(const QPointF &, const QRectF &, const QModelIndex &index) const
{
    return index.column() == SuppressionModel::More ? 0 : -1;
}

QString SuppressionRowDelegate::fullText(const QModelIndex &index) const
{
    const SuppressionEntry *entry = m_model.entry(index.row());
    if (entry != nullptr && index.column() == SuppressionModel::When) {
        return QLocale().toString(entry->addedAt.toLocalTime(), QLocale::LongFormat);
    }
    return index.data().toString();
}

} // namespace AlwaysLeads
