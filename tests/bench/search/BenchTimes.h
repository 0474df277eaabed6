#pragma once

#include <QElapsedTimer>

#include <algorithm>
#include <vector>

namespace AlwaysLeads {

/// Times of one kind and their quantiles.
class Times
{
public:
    void add(double milliseconds) { m_all.push_back(milliseconds); }
    double at(double share)
    {
        std::ranges::sort(m_all);
        return m_all.empty() ? 0 : m_all[std::min(m_all.size() - 1, size_t(share * double(m_all.size())))];
    }

private:
    std::vector<double> m_all;
};

inline QElapsedTimer started()
{
    QElapsedTimer timer;
    timer.start();
    return timer;
}

} // namespace AlwaysLeads
