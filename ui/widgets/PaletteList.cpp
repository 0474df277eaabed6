#include "widgets/PaletteList.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/CellPainting.h"

#include <QPainter>
#include <QRegularExpression>

namespace AlwaysLeads {

void PaletteList::setRows(const QList<PaletteRow> &rows)
{
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

int PaletteList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant PaletteList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const PaletteRow &row = m_rows.at(index.row());
    if (role == Qt::DisplayRole) {
        return row.entry.title;
    }
    if (role == Qt::AccessibleTextRole) {
        return QStringList({row.entry.title, row.entry.detail, row.entry.keys})
            .filter(QRegularExpression(QStringLiteral(".")))
            .join(QStringLiteral(", "));
    }
    return {};
}

Qt::ItemFlags PaletteList::flags(const QModelIndex &index) const
{
    if (!index.isValid()) {
        return Qt::NoItemFlags;
    }
    return m_rows.at(index.row()).isHeading ? Qt::ItemIsEnabled : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

namespace {

/// Words with the letters that fit set apart; returns the width.
qreal paintHits(QPainter *painter, const QRectF &rect, const QString &text, const QList<int> &hits, const QFont &font,
                const QColor &ink, const QColor &hitInk)
{
    if (hits.isEmpty()) {
        paintLine(painter, rect, text, font, ink);
        return QFontMetricsF(font).horizontalAdvance(text);
    }
    QFont bold = font;
    bold.setWeight(QFont::DemiBold);
    qreal x = rect.left();
    for (int at = 0; at < text.size();) {
        const bool hit = hits.contains(at);
        int end = at + 1;
        while (end < text.size() && hits.contains(end) == hit) {
            ++end;
        }
        const QString part = text.mid(at, end - at);
        const QFont &face = hit ? bold : font;
        const qreal width = QFontMetricsF(face).horizontalAdvance(part);
        if (x + width > rect.right()) {
            paintLine(painter, QRectF(x, rect.top(), rect.right() - x, rect.height()), text.mid(at), face,
                      hit ? hitInk : ink);
            return rect.width();
        }
        paintLine(painter, QRectF(x, rect.top(), width + 1, rect.height()), part, face, hit ? hitInk : ink,
                  Qt::AlignLeft, Qt::ElideNone);
        x += width;
        at = end;
    }
    return x - rect.left();
}

} // namespace

PaletteDelegate::PaletteDelegate(QWidget *list)
    : QStyledItemDelegate(list)
    , m_list(list)
{
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const auto *model = static_cast<const PaletteList *>(index.model());
    const bool heading = model->rows().at(index.row()).isHeading;
    const int height = heading ? (index.row() == 0 ? 24 : 34) : 38;
    return {100, qRound(height * fontsOf(m_list).textFactor())};
}

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = themeOf(m_list);
    const Fonts &fonts = fontsOf(m_list);
    const PaletteRow &row = static_cast<const PaletteList *>(index.model())->rows().at(index.row());
    const QRectF rect(option.rect);
    if (row.isHeading) {
        paintLine(painter, QRectF(rect.left() + 10, rect.bottom() - 22, rect.width() - 20, 18), row.entry.title,
                  fonts.metaMedium(), theme.text3);
        return;
    }
    const bool current = option.state.testFlag(QStyle::State_Selected);
    if (current) {
        paintBox(painter, rect, 7, theme.isDark ? theme.selectionHover : theme.selection);
    }
    if (!row.entry.avatarName.isEmpty()) {
        CellPainting::avatar(painter, m_list, QRectF(rect.left() + 10, rect.center().y() - 11, 22, 22),
                             row.entry.avatarName, row.entry.avatarKey);
    } else {
        iconsOf(m_list).paint(painter, row.entry.icon, QRectF(rect.left() + 13, rect.center().y() - 8, 16, 16),
                              current ? theme.accent : theme.text2);
    }
    qreal end = rect.right() - 10;
    const QStringList keys = row.entry.keys.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (auto key = keys.crbegin(); key != keys.crend(); ++key) {
        end -= CellPainting::keyCapWidth(m_list, *key);
        CellPainting::keyCap(painter, m_list, QPointF(end, rect.center().y()), *key);
        end -= 5;
    }
    qreal x = rect.left() + 44;
    x += paintHits(painter, QRectF(x, rect.top(), end - x - 8, rect.height()), row.entry.title, row.titleHits,
                   fonts.bodyMedium(), theme.text, theme.accentText);
    x += 12;
    if (!row.entry.detail.isEmpty() && x + 24 < end) {
        paintHits(painter, QRectF(x, rect.top(), end - x - 8, rect.height()), row.entry.detail, row.detailHits,
                  fonts.body(), theme.text3, theme.accentText);
    }
}

} // namespace AlwaysLeads
