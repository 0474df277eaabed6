#pragma once

#include "suppression/Suppression.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QSet>

#include <stop_token>

namespace AlwaysLeads {

/// The list of people who are never written to, newest first. Only what is on screen is read, by the page; a row that
/// is on its way is empty.
class SuppressionModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { When, Who, KindColumn, Why, Detail, More, ColumnCount };

    explicit SuppressionModel(Suppression &suppression, QObject *parent = nullptr);
    ~SuppressionModel() override;

    /// Reads anew; rows that stay in place are not taken away meanwhile.
    void read(const QString &search);
    QString search() const { return m_search; }
    /// -1 until it is known.
    qint64 total() const { return m_total; }
    /// Null while it is on its way.
    const SuppressionEntry *entry(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static QString shown(SuppressionEntry::Kind kind);
    static QString shown(SuppressionReason reason);

Q_SIGNALS:
    void loaded();
    void failed(const AlwaysLeads::Error &error);

private:
    void fetch(int page) const;
    void take(int page, const SuppressionPage &read);
    QString text(const SuppressionEntry &entry, int column) const;

    Suppression &m_suppression;
    QString m_search;
    qint64 m_total = -1;
    int m_generation = 0;
    mutable QCache<int, QList<SuppressionEntry>> m_pages;
    mutable QSet<int> m_coming;
    std::stop_source m_stop;
};

} // namespace AlwaysLeads
