#include "reply/InboxRowDelegate.h"

#include "reply/InboxModel.h"
#include "reply/ReplyChip.h"
#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/CellPainting.h"

#include <QLocale>
#include <QPainter>

namespace AlwaysLeads {

namespace {
constexpr int replyHeight = 88;
} // namespace

InboxRowDelegate::InboxRowDelegate(QAbstractItemView *view, const InboxModel &model)
    : RowDelegate(view, replyHeight)
    , m_model(model)
{
}

QSize InboxRowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = RowDelegate::sizeHint(option, index);
    size.setHeight(qRound(replyHeight * fontsOf(view()).textFactor()));
    return size;
}

void InboxRowDelegate::paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const
{
    const InboxRow *row = m_model.row(index);
    if (!row) {
        return;
    }
    const Theme &theme = themeOf(view());
    const Fonts &fonts = fontsOf(view());
    const qreal factor = fonts.textFactor();
    const bool unread = !row->reply.readAt.isValid();
    const QRectF inner = rect.adjusted(4, 0, -4, 0);
    CellPainting::avatar(painter, view(), QRectF(inner.left(), inner.top() + 12 * factor, 28, 28), row->name,
                         row->reply.fromAddress);
    const qreal left = inner.left() + 38;
    const QRectF first(left, inner.top() + 10 * factor, inner.right() - left, 20 * factor);
    const QRectF second(left, inner.top() + 31 * factor, inner.right() - left, 18 * factor);
    const QString time = InboxModel::shortTime(row->reply.receivedAt, m_model.now());
    TabularText::paint(painter, first, time, fonts.meta(), theme.text2, Qt::AlignRight);
    qreal end = first.right() - TabularText::width(time, fonts.meta()) - 8;
    if (unread) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.accent);
        painter->drawEllipse(QRectF(end - 8, first.center().y() - 4, 8, 8));
        painter->restore();
        end -= 16;
    }
    paintLine(painter, QRectF(first.topLeft(), QPointF(end, first.bottom())), row->name,
              unread ? fonts.strong() : fonts.body(), unread ? theme.text : theme.text2);
    const QString words = row->reply.newText.simplified().left(300);
    paintLine(painter, second, words.isEmpty() ? tr("Nothing of their own") : words, fonts.meta(),
              words.isEmpty() ? theme.text3 : theme.text2);
    CellPainting::chip(painter, view(), QPointF(left, inner.top() + 65 * factor), replyChip(row->reply.value),
                       inner.right() - left);
}

QString InboxRowDelegate::fullText(const QModelIndex &index) const
{
    const InboxRow *row = m_model.row(index);
    return row ? QLocale().toString(row->reply.receivedAt.toLocalTime(), QLocale::LongFormat) : QString();
}

} // namespace AlwaysLeads
