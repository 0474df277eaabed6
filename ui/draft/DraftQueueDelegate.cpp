#include "draft/DraftQueueDelegate.h"

#include "draft/DraftQueueModel.h"
#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/CellPainting.h"

#include <QLocale>
#include <QPainter>

namespace AlwaysLeads {

namespace {

constexpr int draftHeight = 60;
constexpr int groupHeight = 36;

Icon markIcon(DraftRow::Mark mark)
{
    switch (mark) {
    case DraftRow::Mark::None:
        return Icon::None;
    case DraftRow::Mark::Blocked:
        return Icon::TriangleAlert;
    case DraftRow::Mark::Lapsed:
        return Icon::RotateCcw;
    case DraftRow::Mark::Writing:
        return Icon::LoaderCircle;
    }
    return Icon::None;
}

} // namespace

DraftQueueDelegate::DraftQueueDelegate(QAbstractItemView *view, const DraftQueueModel &model)
    : RowDelegate(view, draftHeight)
    , m_model(model)
{
}

QSize DraftQueueDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = RowDelegate::sizeHint(option, index);
    const qreal factor = fontsOf(view()).textFactor();
    size.setHeight(qRound((m_model.isGroup(index.row()) ? groupHeight : draftHeight) * factor));
    return size;
}

void DraftQueueDelegate::paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const
{
    const Theme &theme = themeOf(view());
    const Fonts &fonts = fontsOf(view());
    if (m_model.isGroup(index.row())) {
        paintLine(painter, rect.adjusted(4, 0, -32, 0), m_model.groupTitle(index.row()), fonts.body(), theme.text2);
        TabularText::paint(painter, rect.adjusted(0, 0, -4, 0), QLocale().toString(m_model.groupCount(index.row())),
                           fonts.meta(), theme.text2, Qt::AlignRight);
        return;
    }
    const DraftRow &row = *m_model.row(index);
    const QRectF inner = rect.adjusted(4, 0, -4, 0);
    CellPainting::avatar(painter, view(), QRectF(inner.left(), inner.center().y() - 14, 28, 28), row.name, row.email);
    const qreal factor = fonts.textFactor();
    const QRectF first(inner.left() + 38, inner.top() + 10 * factor, inner.width() - 38, 20 * factor);
    const QRectF second(inner.left() + 38, inner.top() + 31 * factor, inner.width() - 38, 18 * factor);
    qreal end = first.right();
    if (row.score) {
        const QString score = QString::number(*row.score);
        TabularText::paint(painter, first, score, fonts.meta(), theme.text2, Qt::AlignRight);
        end -= TabularText::width(score, fonts.meta()) + 8;
    }
    if (row.mark != DraftRow::Mark::None) {
        const QColor colour = row.mark == DraftRow::Mark::Writing ? theme.ai.text : theme.warn.text;
        iconsOf(view()).paint(painter, markIcon(row.mark), QRectF(end - 15, first.center().y() - 7.5, 15, 15), colour);
        end -= 22;
    }
    paintLine(painter, QRectF(first.topLeft(), QPointF(end - 4, first.bottom())), row.name, fonts.bodyMedium(),
              theme.text);
    const QString words = row.mark == DraftRow::Mark::Blocked && row.subject.isEmpty() ? row.reason : row.subject;
    paintLine(painter, second, words, fonts.meta(), theme.text2);
}

QString DraftQueueDelegate::fullText(const QModelIndex &index) const
{
    const DraftRow *row = m_model.row(index);
    if (row == nullptr) {
        return {};
    }
    return row->reason.isEmpty() ? row->subject : row->reason;
}

bool DraftQueueDelegate::isGroup(const QModelIndex &index) const
{
    return m_model.isGroup(index.row());
}

} // namespace AlwaysLeads
