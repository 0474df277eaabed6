#include "analytics/Rate.h"

#include <algorithm>
#include <cmath>

namespace AlwaysLeads {

LikelyRange Rate::likely() const
{
    if (of <= 0) {
        return {};
    }
    constexpr double z = 1.959963984540054; // the normal distribution's 97.5th percentile
    const double n = double(of);
    const double p = share();
    const double scale = 1 + z * z / n;
    const double middle = (p + z * z / (2 * n)) / scale;
    const double half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / scale;
    // Exactly 0 and 1 at the ends, whatever is lost to rounding.
    return {hits == 0 ? 0 : std::max(0.0, middle - half), hits == of ? 1 : std::min(1.0, middle + half)};
}

} // namespace AlwaysLeads
