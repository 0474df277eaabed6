#include "GalleryRows.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/CellPainting.h"

namespace AlwaysLeads {

GalleryRows::GalleryRows(QObject *parent)
    : QAbstractTableModel(parent)
{
    m_people = {
        {QStringLiteral("Freja Nørgaard"), QStringLiteral("Operations Director"), LeadChips::draftReady(), 90,
         QStringLiteral("Rest")},
        {QStringLiteral("Tomás Oliveira"), QStringLiteral("Chief Operating Officer"), LeadChips::replied(), 87,
         QStringLiteral("Hover")},
        {QStringLiteral("Agnieszka Wójcik"), QStringLiteral("Head of Operations"), LeadChips::interested(), 92,
         QStringLiteral("Current")},
        {QStringLiteral("Lukas Brandstätter"), QStringLiteral("Head of Dispatch"), LeadChips::contacted(), 88,
         QStringLiteral("Selected")},
        {QStringLiteral("Hanna Virtanen"), QStringLiteral("Operations Manager"), LeadChips::fresh(), 78,
         QStringLiteral("Rest")},
    };
}

int GalleryRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_people.size());
}

int GalleryRows::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 4;
}

QVariant GalleryRows::data(const QModelIndex &index, int role) const
{
    const Person &person = m_people.at(index.row());
    if (role == Qt::DisplayRole && index.column() == 0) {
        return person.name;
    }
    if (role == Qt::AccessibleTextRole) {
        return QStringList({person.name, person.title, person.chip.word}).join(QStringLiteral(", "));
    }
    return {};
}

QVariant GalleryRows::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return QStringList({QStringLiteral("Name and title"), QStringLiteral("Status"), QStringLiteral("Score"), QString()})
        .at(section);
}

void GalleryDelegate::paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const
{
    const GalleryRows::Person &person = static_cast<const GalleryRows *>(index.model())->person(index.row());
    const QPointF start(rect.left(), rect.center().y());
    switch (index.column()) {
    case 0:
        CellPainting::avatar(painter, view(), QRectF(rect.left(), rect.center().y() - 14, 28, 28), person.name,
                             person.name);
        CellPainting::twoLines(painter, view(), rect.adjusted(36, 0, 0, 0), person.name, person.title);
        break;
    case 1:
        CellPainting::chip(painter, view(), start, person.chip, rect.width());
        break;
    case 2:
        CellPainting::score(painter, view(), start, person.score);
        break;
    default:
        paintLine(painter, rect, person.note, fontsOf(view()).meta(), themeOf(view()).text3, Qt::AlignRight);
    }
}

QString GalleryDelegate::fullText(const QModelIndex &index) const
{
    return index.data(Qt::DisplayRole).toString();
}

} // namespace AlwaysLeads
