#pragma once

#include "analytics/Figures.h"

#include <QCoreApplication>
#include <QVariantList>

namespace AlwaysLeads {

/// The numbers behind one chart or list, as a table for the eyes, for a screen reader and for a spreadsheet.
struct FigureTable
{
    Q_DECLARE_TR_FUNCTIONS(FigureTable)
public:
    enum class Column {
        Text,
        Day, ///< a QDate
        Count, ///< a whole number
        Share, ///< of 1
        Money, ///< millionths of a US dollar
    };

    QString name; ///< of a file: "mails-and-replies"
    QString title;
    QStringList labels;
    QList<Column> columns;
    QList<QVariantList> rows; ///< a null value: there is no number

    /// As a person reads it, by locale.
    QString shown(qsizetype row, qsizetype column) const;
    /// RFC 4180 with a byte order mark and names in the first line. No cell can run as a formula; numbers have a point.
    QByteArray csv() const;

    bool operator==(const FigureTable &) const = default;

    static FigureTable summary(const Figures &figures);
    static FigureTable overTime(const Figures &figures);
    static FigureTable funnel(const Figures &figures);
    static FigureTable waiting(const Figures &figures);
    static FigureTable breakdown(const Figures &figures, Dimension dimension);
    static FigureTable costs(const Figures &figures);
    static FigureTable costsOverTime(const Figures &figures);
    static QList<FigureTable> all(const Figures &figures);
};

/// "Replied"
QString shown(FigurePeople::Who who);
/// "By campaign"
QString shown(Dimension dimension);

} // namespace AlwaysLeads
