#include "lead/ImportRowDelegate.h"

#include "lead/ImportRowsModel.h"
#include "lead/LeadWords.h"
#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/CellPainting.h"

#include <QPainter>
#include <QPainterPath>

namespace AlwaysLeads {

namespace {

constexpr int heightOfRow = 44;

bool isFaulty(const ImportPreviewRow &row, int column)
{
    switch (column) {
    case ImportRowsModel::Name:
        return row.faulty == ColumnTarget::Name || row.faulty == ColumnTarget::FirstName
            || row.faulty == ColumnTarget::LastName;
    case ImportRowsModel::Email:
        return row.faulty == ColumnTarget::Email;
    case ImportRowsModel::Company:
        return row.faulty == ColumnTarget::Company || row.remark == ImportPreviewRow::Remark::NoCompany;
    default:
        return false;
    }
}

/// Empty: nothing can be done.
QString helpWord(const ImportPreviewRow &row)
{
    using Help = ImportPreviewRow::Help;
    switch (row.help()) {
    case Help::None:
        break;
    case Help::Compare:
        return LeadWords::tr("Compare");
    case Help::Choose:
        return LeadWords::tr("Choose");
    case Help::Fix:
        return LeadWords::tr("Fix");
    case Help::Why:
        return LeadWords::tr("Why");
    case Help::TakeIn:
        return LeadWords::tr("Take in");
    case Help::Join:
        return LeadWords::tr("Undo");
    }
    return {};
}

} // namespace

ImportRowDelegate::ImportRowDelegate(QAbstractItemView *view, bool offersHelp)
    : RowDelegate(view, heightOfRow)
    , m_offersHelp(offersHelp)
{
}

QRectF ImportRowDelegate::linkRect(const QRectF &cell, const QString &word) const
{
    const qreal width = QFontMetricsF(fontsOf(view()).bodyMedium()).horizontalAdvance(word) + 2;
    const bool mirrored = view()->layoutDirection() == Qt::RightToLeft;
    return {mirrored ? cell.left() : cell.right() - width, cell.top(), width, cell.height()};
}

int ImportRowDelegate::partAt(const QPointF &position, const QRectF &cell, const QModelIndex &index) const
{
    const QVariant value = index.data(ImportRowsModel::RowRole);
    if (index.column() != ImportRowsModel::Happens || !value.isValid()) {
        return -1;
    }
    const QString word = m_offersHelp ? helpWord(value.value<ImportPreviewRow>()) : QString();
    return !word.isEmpty() && linkRect(cell, word).contains(position) ? help : -1;
}

QString ImportRowDelegate::fullText(const QModelIndex &index) const
{
    return index.data(Qt::DisplayRole).toString();
}

void ImportRowDelegate::paintFaulty(QPainter *painter, const QRectF &rect, const QString &text, ToneName tone) const
{
    const Tone look = themeOf(view()).tone(tone);
    const QFont font = fontsOf(view()).body();
    const bool mirrored = view()->layoutDirection() == Qt::RightToLeft;
    paintLine(painter, rect, text, font, look.text, mirrored ? Qt::AlignRight : Qt::AlignLeft);
    const qreal width = std::min(rect.width(), QFontMetricsF(font).horizontalAdvance(text));
    const qreal left = mirrored ? rect.right() - width : rect.left();
    const qreal y = rect.center().y() + 9.5;
    QPainterPath wave(QPointF(left, y));
    for (qreal x = left; x + 4 <= left + width; x += 4) {
        wave.quadTo(x + 1, y - 2, x + 2, y);
        wave.quadTo(x + 3, y + 2, x + 4, y);
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(look.fill, 1.2));
    painter->drawPath(wave);
    painter->restore();
}

void ImportRowDelegate::paintFate(QPainter *painter, const QRectF &rect, const ImportPreviewRow &row) const
{
    const QWidget *widget = view();
    const Theme &theme = themeOf(widget);
    const bool mirrored = widget->layoutDirection() == Qt::RightToLeft;
    QRectF words = rect;
    const QString word = m_offersHelp ? helpWord(row) : QString();
    if (!word.isEmpty()) {
        const QRectF link = linkRect(rect, word);
        paintLine(painter, link, word, fontsOf(widget).bodyMedium(), theme.accentText,
                  mirrored ? Qt::AlignLeft : Qt::AlignRight);
        words.adjust(mirrored ? link.width() + 8 : 0, 0, mirrored ? 0 : -link.width() - 8, 0);
    }
    Icon icon = Icon::Plus;
    QColor iconColour = theme.success.text;
    QColor textColour = theme.text2;
    if (row.fate == ImportFate::Refused) {
        const bool leftOut = row.remark == ImportPreviewRow::Remark::LeftOut;
        icon = row.remark == ImportPreviewRow::Remark::SaidNo ? Icon::Ban : leftOut ? Icon::Minus : Icon::CircleX;
        iconColour = textColour = leftOut ? theme.text3 : theme.danger.text;
    } else if (row.remark == ImportPreviewRow::Remark::SamePerson) {
        icon = Icon::Copy;
        iconColour = textColour = theme.warn.text;
    } else if (row.remark == ImportPreviewRow::Remark::NoCompany || row.remark == ImportPreviewRow::Remark::NoEmail
               || row.remark == ImportPreviewRow::Remark::Unreadable) {
        icon = Icon::TriangleAlert;
        iconColour = textColour = theme.warn.text;
    } else if (row.remark == ImportPreviewRow::Remark::OtherAddress) {
        icon = Icon::Merge;
        iconColour = textColour = theme.warn.text;
    } else if (row.fate == ImportFate::Merge) {
        icon = row.remark == ImportPreviewRow::Remark::Restored ? Icon::Undo : Icon::Merge;
        iconColour = textColour = theme.accentText;
    }
    CellPainting::iconAndText(painter, widget, words, icon, row.sentence, iconColour, textColour);
}

void ImportRowDelegate::paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const
{
    const QVariant value = index.data(ImportRowsModel::RowRole);
    if (!value.isValid()) {
        if (index.column() == ImportRowsModel::Name) {
            CellPainting::skeletonRow(painter, view(), rect);
        }
        return;
    }
    const auto row = value.value<ImportPreviewRow>();
    const QString text = index.data(Qt::DisplayRole).toString();
    const bool mirrored = view()->layoutDirection() == Qt::RightToLeft;
    if (isFaulty(row, index.column())) {
        paintFaulty(painter, rect, text.isEmpty() ? LeadWords::tr("empty") : text,
                    row.fate == ImportFate::Refused ? ToneName::Danger : ToneName::Warn);
        return;
    }
    switch (index.column()) {
    case ImportRowsModel::Number:
        TabularText::paint(painter, rect, text, fontsOf(view()).body(), themeOf(view()).text3,
                           mirrored ? Qt::AlignRight : Qt::AlignLeft);
        break;
    case ImportRowsModel::Name:
        paintLine(painter, rect, text, fontsOf(view()).bodyMedium(), themeOf(view()).text,
                  mirrored ? Qt::AlignRight : Qt::AlignLeft);
        break;
    case ImportRowsModel::Email:
        CellPainting::line(painter, view(), rect, text, &Theme::text2, mirrored ? Qt::AlignRight : Qt::AlignLeft);
        break;
    case ImportRowsModel::Happens:
        paintFate(painter, rect, row);
        break;
    default:
        CellPainting::line(painter, view(), rect, text, &Theme::text, mirrored ? Qt::AlignRight : Qt::AlignLeft);
    }
}

} // namespace AlwaysLeads
