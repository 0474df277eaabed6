#pragma once

#include "lead/SavedView.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace AlwaysLeads {

class LeadTableModel;
class TableHeader;
class TableView;

/// Which columns the table of people shows, in which order and how wide: what the person arranged, as far as there is
/// room for it.
class LeadTableColumns : public QObject
{
    Q_OBJECT
public:
    explicit LeadTableColumns(TableView *table);

    /// What the person wants to see; a narrow window hides more.
    void setWanted(int column, bool wanted);
    bool isWanted(int column) const;
    /// Which columns in which order and width; empty: as the design has them. The model has the further ones already.
    void show(const QList<LeadColumn> &columns);
    QList<LeadColumn> shown() const;
    /// Nothing was moved, sized, hidden or added.
    bool isAsDesigned() const;
    /// One place towards the start (-1) or the end (1).
    void move(int column, int step);
    /// As wide as the design has it, again.
    void resetWidth(int column);
    /// Whether the titles have a column: beside the names, whatever else was arranged. It belongs to the height of the
    /// rows, not to a view: shown() leaves it out.
    void setTitlesApart(bool apart);
    /// In a small window the tags give their place to the address.
    void setNarrow(bool narrow);
    /// Shares out the room there is.
    void renew();

Q_SIGNALS:
    /// The person moved, sized, showed or hid one.
    void changed();

private:
    TableHeader *header() const;
    LeadTableModel *people() const;
    int widthOf(int column) const;
    void placeTitles();

    TableView *m_table;
    QSet<QString> m_unwanted; ///< by key, as columns come and go
    QHash<QString, int> m_widths; ///< set by hand
    bool m_arranging = false; ///< the table itself moves and sizes
    bool m_narrow = false;
    bool m_titlesApart = false;
};

} // namespace AlwaysLeads
