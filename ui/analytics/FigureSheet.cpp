#include "analytics/FigureSheet.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/Button.h"
#include "widgets/RowDelegate.h"
#include "widgets/TableView.h"

#include <QAbstractTableModel>
#include <QPainter>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {

constexpr int widest = 1040;
constexpr int narrowest = 480;
constexpr int high = 420; // px the table takes at most; then it scrolls
constexpr int sides = 40; // px left and right of a sheet's body
constexpr int scrollBar = 10;
constexpr int rowHigh = 36;
constexpr int numberWide = 96;
constexpr int textWide = 230;

class FigureModel : public QAbstractTableModel
{
public:
    FigureModel(const FigureTable &table, QObject *parent)
        : QAbstractTableModel(parent)
        , m_table(table)
    {
    }
    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_table.rows.size());
    }
    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_table.columns.size());
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (!index.isValid()) {
            return {};
        }
        if (role == Qt::DisplayRole || role == Qt::ToolTipRole) {
            return m_table.shown(index.row(), index.column());
        }
        if (role == Qt::AccessibleTextRole) {
            QStringList words;
            for (int column = 0; column < m_table.columns.size(); ++column) {
                words << m_table.labels.at(column) + QLatin1Char(' ') + m_table.shown(index.row(), column);
            }
            return words.join(QStringLiteral(", "));
        }
        return {};
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        return orientation == Qt::Horizontal && role == Qt::DisplayRole ? QVariant(m_table.labels.at(section))
                                                                        : QVariant();
    }

private:
    FigureTable m_table;
};

class FigureDelegate : public RowDelegate
{
public:
    explicit FigureDelegate(QAbstractItemView *view)
        : RowDelegate(view, rowHigh)
    {
    }

protected:
    void paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const override
    {
        const bool mirrored = view()->layoutDirection() == Qt::RightToLeft;
        TabularText::paint(painter, rect, index.data().toString(), fontsOf(view()).body(), themeOf(view()).text,
                           mirrored ? Qt::AlignRight : Qt::AlignLeft);
    }
    QString fullText(const QModelIndex &index) const override { return index.data().toString(); }
};

int wideOf(const FigureTable &table, qsizetype column)
{
    return table.columns.at(column) == FigureTable::Column::Text ? textWide : numberWide;
}

int sheetWide(const FigureTable &table)
{
    int wide = sides + scrollBar;
    for (qsizetype column = 0; column < table.columns.size(); ++column) {
        wide += wideOf(table, column);
    }
    return std::clamp(wide, narrowest, widest);
}

} // namespace

FigureSheet::FigureSheet(const FigureTable &table, QWidget *inside)
    : DialogSheet(table.title, sheetWide(table), inside)
{
    setObjectName(QStringLiteral("figureSheet"));
    auto *view = new TableView(table.title);
    view->setObjectName(QStringLiteral("figureTable"));
    view->setModel(new FigureModel(table, view));
    view->setRowDelegate(new FigureDelegate(view));
    view->header()->setSectionsClickable(false);
    const qreal factor = fontsOf(this).textFactor();
    int room = sheetWide(table) - sides - scrollBar;
    for (qsizetype column = table.columns.size() - 1; column >= 0; --column) { // the first takes what is left
        const int wide = qRound(wideOf(table, column) * factor);
        view->setColumnWidth(int(column), column == 0 ? std::max(wide, room) : wide);
        room -= wide;
    }
    const int needed = view->header()->sizeHint().height() + qRound(rowHigh * factor) * int(table.rows.size()) + 2;
    view->setFixedHeight(std::min(needed, high));
    body()->addWidget(view);
    auto *save = new Button(Icon::Download, tr("Save as CSV…"));
    save->setObjectName(QStringLiteral("figureSave"));
    addButton(save);
    auto *close = new Button(tr("Close"), ButtonKind::Primary);
    close->setObjectName(QStringLiteral("figureClose"));
    addButton(close);
    setDefaultButton(close);
    setInitialFocus(table.rows.isEmpty() ? static_cast<QWidget *>(close) : view);
    connect(save, &QPushButton::clicked, this, &FigureSheet::saveRequested);
    connect(close, &QPushButton::clicked, this, &DialogSheet::close);
}

} // namespace AlwaysLeads
