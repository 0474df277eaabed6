#pragma once

#include <QHash>
#include <QString>

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace AlwaysLeads {

/// Everybody in one order, so that any number of people can be put in it without asking the database again.
struct LeadOrder
{
    static constexpr quint32 none = 0xFFFFFFFF;
    std::vector<qint64> ids; ///< also deleted people
    std::vector<quint32> ranks; ///< by id: the place in `ids`

    quint32 rankOf(qint64 id) const { return id >= 0 && size_t(id) < ranks.size() ? ranks[size_t(id)] : none; }
};

/// Who meets a condition, by id.
using LeadSet = std::vector<bool>;

/// What searches have worked out and may use again, as long as nothing about people changes. Used by several threads.
class LeadOrders
{
public:
    /// Whoever changes people calls it: nothing kept before is used again.
    void forget();
    /// Take it before the first look at the database, hand it to keep(): what was read before a change is not kept.
    quint64 version() const { return m_version; }

    std::shared_ptr<const LeadOrder> order(const QString &sort) const;
    void keepOrder(const QString &sort, std::shared_ptr<const LeadOrder> order, quint64 version);
    std::shared_ptr<const LeadSet> set(const QString &condition) const;
    void keepSet(const QString &condition, std::shared_ptr<const LeadSet> set, quint64 version);

private:
    template <typename Kept> struct Shelf
    {
        QHash<QString, std::shared_ptr<const Kept>> kept;
        QList<QString> age; ///< the oldest first
    };
    template <typename Kept> std::shared_ptr<const Kept> find(const Shelf<Kept> &shelf, const QString &name) const;
    template <typename Kept>
    void keep(Shelf<Kept> &shelf, qsizetype most, const QString &name, std::shared_ptr<const Kept> value,
              quint64 version);

    std::atomic<quint64> m_version = 1;
    mutable std::mutex m_mutex;
    Shelf<LeadOrder> m_orders;
    Shelf<LeadSet> m_sets;
};

} // namespace AlwaysLeads
