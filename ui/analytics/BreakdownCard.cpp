#include "analytics/BreakdownCard.h"

#include "analytics/BreakdownModel.h"
#include "analytics/FigureTable.h"
#include "analytics/RangeBar.h"
#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/Announce.h"
#include "widgets/CellPainting.h"
#include "widgets/Label.h"
#include "widgets/RowDelegate.h"
#include "widgets/Segmented.h"
#include "widgets/TableView.h"

#include <QAction>
#include <QEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace AlwaysLeads {

namespace {

constexpr int rowHigh = 40;
constexpr int mostRows = 24; // a day of hours; the table of the menu has all

class BreakdownDelegate : public RowDelegate
{
public:
    BreakdownDelegate(QAbstractItemView *view, const BreakdownModel &model)
        : RowDelegate(view, rowHigh)
        , m_model(model)
    {
    }

protected:
    void paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const override
    {
        const Theme &theme = themeOf(view());
        const Fonts &fonts = fontsOf(view());
        const QString text = index.data().toString();
        const bool mirrored = view()->layoutDirection() == Qt::RightToLeft;
        const Qt::Alignment start = mirrored ? Qt::AlignRight : Qt::AlignLeft;
        switch (index.column()) {
        case BreakdownModel::NameColumn:
            paintLine(painter, rect, isolated(text), fonts.body(), theme.text, start);
            break;
        case BreakdownModel::RangeColumn:
            RangeBar::paint(painter, view(), rect.adjusted(0, 0, -8, 0), m_model.rows().at(index.row()).tally.replies(),
                            m_model.scale());
            break;
        case BreakdownModel::NoteColumn:
            if (!text.isEmpty()) {
                const bool few = comparisonOf(m_model.rows(), index.row()) == Comparison::TooFew;
                const ChipLook look{few ? Icon::Info : Icon::TrendingUp, text, ToneName::Neutral};
                const qreal wide = std::min(CellPainting::chipWidth(view(), look), rect.width());
                CellPainting::chip(painter, view(),
                                   QPointF(mirrored ? rect.right() - wide : rect.left(), rect.center().y()), look,
                                   rect.width());
            }
            break;
        default:
            TabularText::paint(painter, rect, text,
                               index.column() == BreakdownModel::RepliedColumn ? fonts.strong() : fonts.body(),
                               theme.text, start);
            break;
        }
    }
    QString fullText(const QModelIndex &index) const override { return index.data(Qt::ToolTipRole).toString(); }

private:
    const BreakdownModel &m_model;
};

QString hintOf(Dimension dimension)
{
    switch (dimension) {
    case Dimension::Campaign:
    case Dimension::Mailbox:
        return {};
    case Dimension::Step:
        return BreakdownCard::tr("An answer counts for the step it answers.");
    case Dimension::Variant:
        return BreakdownCard::tr("Only steps that are written in more than one way.");
    case Dimension::Segment:
        return BreakdownCard::tr("People as the segments and lists are now. Somebody may be in several.");
    case Dimension::Hour:
        return BreakdownCard::tr("When the mail left, by this computer's clock.");
    }
    return {};
}

QString emptyHint(Dimension dimension)
{
    switch (dimension) {
    case Dimension::Variant:
        return BreakdownCard::tr("No step that was sent in this time is written in more than one way.");
    case Dimension::Segment:
        return BreakdownCard::tr("Nobody on a list or in a segment was written to in this time.");
    default:
        return BreakdownCard::tr("Nobody was written to in this time.");
    }
}

} // namespace

BreakdownCard::BreakdownCard(QWidget *parent)
    : FigureCard(tr("Side by side"), QStringLiteral("breakdown"), parent)
    , m_choice(new Segmented(tr("By what")))
    , m_model(new BreakdownModel(this))
    , m_table(new TableView(tr("Side by side")))
    , m_hint(new Label(QString(), TextStyle::Meta, &Theme::text3))
{
    m_choice->setObjectName(QStringLiteral("breakdownChoice"));
    for (const QString &text : {tr("Campaign"), tr("Step"), tr("Variant"), tr("Mailbox"), tr("Segment"), tr("Hour")}) {
        m_choice->addSegment(text);
    }
    connect(m_choice, &Segmented::currentChanged, this, [this] {
        m_order.reset();
        fill();
    });
    body()->addWidget(m_choice, 0, Qt::AlignLeft);
    m_hint->setWordWrap(true);
    m_hint->setObjectName(QStringLiteral("breakdownHint"));
    body()->addWidget(m_hint);
    m_table->setObjectName(QStringLiteral("breakdownTable"));
    m_table->setModel(m_model);
    m_table->setRowDelegate(new BreakdownDelegate(m_table, *m_model));
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_table->header(), &QHeaderView::sectionClicked, this, &BreakdownCard::sortBy);
    m_table->header()->setSectionResizeMode(QHeaderView::Fixed);
    connect(m_table, &TableView::opened, this,
            [this](const QModelIndex &index) { Q_EMIT opened(dimension(), m_model->rows().at(index.row()).id); });
    connect(m_table, &QAbstractItemView::clicked, this, [this](const QModelIndex &index) {
        const BreakdownRow row = m_model->rows().at(index.row());
        switch (index.column()) {
        case BreakdownModel::PeopleColumn:
            Q_EMIT peopleWanted(row, FigurePeople::Who::WrittenTo);
            break;
        case BreakdownModel::RepliedColumn:
            Q_EMIT peopleWanted(row, FigurePeople::Who::Replied);
            break;
        case BreakdownModel::InterestedColumn:
            Q_EMIT peopleWanted(row, FigurePeople::Who::Interested);
            break;
        case BreakdownModel::BouncedColumn:
            Q_EMIT peopleWanted(row, FigurePeople::Who::Bounced);
            break;
        default:
            break;
        }
    });
    auto *people = new QAction(tr("Show the people of this row"), m_table);
    people->setShortcuts({QKeySequence(Qt::SHIFT | Qt::Key_Return), QKeySequence(Qt::SHIFT | Qt::Key_Enter)});
    people->setShortcutContext(Qt::WidgetShortcut);
    connect(people, &QAction::triggered, this, [this] {
        if (const QModelIndex current = m_table->currentIndex(); current.isValid()) {
            Q_EMIT peopleWanted(m_model->rows().at(current.row()), FigurePeople::Who::WrittenTo);
        }
    });
    m_table->addAction(people);
    auto *sort = new QAction(tr("Sort by the next column"), m_table);
    sort->setShortcut(QKeySequence(Qt::Key_S));
    sort->setShortcutContext(Qt::WidgetShortcut);
    connect(sort, &QAction::triggered, this, [this] {
        constexpr int sortable[] = {BreakdownModel::RepliedColumn, BreakdownModel::InterestedColumn,
                                    BreakdownModel::BouncedColumn, BreakdownModel::NameColumn,
                                    BreakdownModel::PeopleColumn};
        const auto at = std::ranges::find(sortable, m_order ? m_order->column : int(BreakdownModel::PeopleColumn));
        sortBy(at + 1 == std::end(sortable) ? *std::begin(sortable) : *(at + 1));
        announce(
            m_table,
            tr("Sorted by %1").arg(m_model->headerData(m_order->column, Qt::Horizontal, Qt::DisplayRole).toString()));
    });
    m_table->addAction(sort);
    body()->addWidget(m_table);
}

Dimension BreakdownCard::dimension() const
{
    return Dimension(m_choice->current());
}

void BreakdownCard::show(const Figures &figures)
{
    m_figures = figures;
    fill();
}

void BreakdownCard::fill()
{
    const QList<BreakdownRow> rows = sorted(m_figures.by(dimension()));
    m_model->setRows(rows.first(std::min<qsizetype>(rows.size(), mostRows)), m_choice->text(m_choice->current()));
    const QString hint = rows.isEmpty() ? emptyHint(dimension())
        : rows.size() > mostRows
        ? tr("The first %1 of %2; the table has all of them.").arg(mostRows).arg(QLocale().toString(rows.size()))
        : hintOf(dimension());
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    m_table->setVisible(!rows.isEmpty());
    m_table->setAccessibleName(AlwaysLeads::shown(dimension()));
    markOrder();
    fit();
}

void BreakdownCard::sortBy(int column)
{
    if (column == BreakdownModel::NoteColumn) {
        return; // it says what the others do
    }
    const int by = column == BreakdownModel::RangeColumn ? int(BreakdownModel::RepliedColumn) : column;
    const Qt::SortOrder first = by == BreakdownModel::NameColumn ? Qt::AscendingOrder : Qt::DescendingOrder;
    const bool again = m_order && m_order->column == by && m_order->way == first;
    const Qt::SortOrder other = first == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder;
    m_order = Order{by, again ? other : first};
    fill();
}

QList<BreakdownRow> BreakdownCard::sorted(QList<BreakdownRow> rows) const
{
    if (!m_order) {
        return rows;
    }
    const auto valueOf = [column = m_order->column](const BreakdownRow &row) {
        switch (column) {
        case BreakdownModel::PeopleColumn:
            return double(row.tally.people);
        case BreakdownModel::InterestedColumn:
            return double(row.tally.interested);
        case BreakdownModel::BouncedColumn:
            return double(row.tally.bounced);
        default:
            return row.tally.replies().isKnown() ? row.tally.replies().share() : -1.0;
        }
    };
    const bool down = m_order->way == Qt::DescendingOrder;
    if (m_order->column == BreakdownModel::NameColumn) {
        std::ranges::stable_sort(rows, [down](const BreakdownRow &one, const BreakdownRow &other) {
            const int order = QString::localeAwareCompare(one.label, other.label);
            return down ? order > 0 : order < 0;
        });
    } else {
        std::ranges::stable_sort(rows, [&](const BreakdownRow &one, const BreakdownRow &other) {
            return down ? valueOf(one) > valueOf(other) : valueOf(one) < valueOf(other);
        });
    }
    return rows;
}

void BreakdownCard::markOrder()
{
    const bool byRate = dimension() == Dimension::Campaign || dimension() == Dimension::Mailbox
        || dimension() == Dimension::Segment; // as the figures come
    QList<QPair<int, Qt::SortOrder>> marks;
    if (m_order) {
        marks.append({m_order->column, m_order->way});
    } else if (byRate) {
        marks.append({int(BreakdownModel::RepliedColumn), Qt::DescendingOrder});
    }
    m_table->header()->setSortMarks(marks);
}

void BreakdownCard::fit()
{
    const qreal factor = fontsOf(this).textFactor();
    const int rows = m_model->rowCount();
    m_table->setFixedHeight(m_table->header()->sizeHint().height() + rows * qRound(rowHigh * factor) + 2);
    const int room = width() - layout()->contentsMargins().left() - layout()->contentsMargins().right();
    const bool narrow = room < 860 * factor;
    m_table->setColumnHidden(BreakdownModel::NoteColumn, narrow);
    m_table->setColumnHidden(BreakdownModel::BouncedColumn, room < 620 * factor);
    const int number = qRound(86 * factor);
    const int range = qRound((narrow ? 150 : 190) * factor);
    const int note = narrow ? 0 : qRound(214 * factor);
    const int bounced = m_table->isColumnHidden(BreakdownModel::BouncedColumn) ? 0 : number;
    m_table->setColumnWidth(BreakdownModel::PeopleColumn, number);
    m_table->setColumnWidth(BreakdownModel::RepliedColumn, number);
    m_table->setColumnWidth(BreakdownModel::RangeColumn, range);
    m_table->setColumnWidth(BreakdownModel::InterestedColumn, number);
    m_table->setColumnWidth(BreakdownModel::BouncedColumn, number);
    m_table->setColumnWidth(BreakdownModel::NoteColumn, note);
    m_table->setColumnWidth(BreakdownModel::NameColumn, std::max(80, room - 3 * number - bounced - range - note));
}

void BreakdownCard::changeEvent(QEvent *event)
{
    FigureCard::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        fit();
    }
}

void BreakdownCard::resizeEvent(QResizeEvent *event)
{
    FigureCard::resizeEvent(event);
    fit();
}

} // namespace AlwaysLeads
