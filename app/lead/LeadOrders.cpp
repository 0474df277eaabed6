#include "lead/LeadOrders.h"

namespace AlwaysLeads {

namespace {
// Of a million people an order takes 12 MB and a set an eighth of one.
constexpr qsizetype mostOrders = 4;
constexpr qsizetype mostSets = 24;
} // namespace

void LeadOrders::forget()
{
    const std::lock_guard lock(m_mutex);
    ++m_version;
    m_orders = {};
    m_sets = {};
}

template <typename Kept>
std::shared_ptr<const Kept> LeadOrders::find(const Shelf<Kept> &shelf, const QString &name) const
{
    const std::lock_guard lock(m_mutex);
    return shelf.kept.value(name);
}

template <typename Kept>
void LeadOrders::keep(Shelf<Kept> &shelf, qsizetype most, const QString &name, std::shared_ptr<const Kept> value,
                      quint64 version)
{
    const std::lock_guard lock(m_mutex);
    if (version != m_version) {
        return;
    }
    shelf.age.removeAll(name);
    shelf.age.append(name);
    shelf.kept.insert(name, std::move(value));
    while (shelf.age.size() > most) {
        shelf.kept.remove(shelf.age.takeFirst());
    }
}

std::shared_ptr<const LeadOrder> LeadOrders::order(const QString &sort) const
{
    return find(m_orders, sort);
}

void LeadOrders::keepOrder(const QString &sort, std::shared_ptr<const LeadOrder> order, quint64 version)
{
    keep(m_orders, mostOrders, sort, std::move(order), version);
}

std::shared_ptr<const LeadSet> LeadOrders::set(const QString &condition) const
{
    return find(m_sets, condition);
}

void LeadOrders::keepSet(const QString &condition, std::shared_ptr<const LeadSet> set, quint64 version)
{
    keep(m_sets, mostSets, condition, std::move(set), version);
}

} // namespace AlwaysLeads
