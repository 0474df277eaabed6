#pragma once

#include "widgets/ChipLook.h"
#include "widgets/RowDelegate.h"

#include <QAbstractTableModel>

namespace AlwaysLeads {

/// Invented people for the gallery's table.
class GalleryRows : public QAbstractTableModel
{
    Q_OBJECT

public:
    struct Person
    {
        QString name;
        QString title;
        ChipLook chip;
        int score = 0;
        QString note;
    };

    explicit GalleryRows(QObject *parent = nullptr);

    const Person &person(int row) const { return m_people.at(row); }
    int rowCount(const QModelIndex &parent = QModelIndex()) const override;
    int columnCount(const QModelIndex &parent = QModelIndex()) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<Person> m_people;
};

class GalleryDelegate : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

protected:
    void paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const override;
    QString fullText(const QModelIndex &index) const override;
};

} // namespace AlwaysLeads
