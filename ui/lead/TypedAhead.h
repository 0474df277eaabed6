#pragma once

#include <QKeyEvent>

#include <deque>
#include <memory>

namespace AlwaysLeads {

/// Keys pressed while the control they are meant for is not there yet, to be given to it when it is. Nobody who types
/// fast shall lose a letter, or have it taken for a command of the page.
class TypedAhead
{
public:
    void add(const QKeyEvent &key) { m_keys.emplace_back(key.clone()); }
    void clear() { m_keys.clear(); }
    bool isEmpty() const { return m_keys.empty(); }
    /// The first one, which is out of it then. Not to be called on an empty one.
    std::unique_ptr<QKeyEvent> takeFirst();

private:
    std::deque<std::unique_ptr<QKeyEvent>> m_keys;
};

inline std::unique_ptr<QKeyEvent> TypedAhead::takeFirst()
{
    std::unique_ptr<QKeyEvent> first = std::move(m_keys.front());
    m_keys.pop_front();
    return first;
}

} // namespace AlwaysLeads
