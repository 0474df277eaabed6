#include "assistant/ClaudePrices.h"

#include <QLatin1String>

#include <algorithm>
#include <array>

namespace AlwaysLeads {

namespace {

/// Thousandths of a millionth of a US dollar for one token; a price of $0.125 per million is 125.
struct Price
{
    const char *model;
    qint64 upToPrompt; ///< tokens; 0: any
    qint64 input;
    qint64 output;
    qint64 cacheWrite5m;
    qint64 cacheWrite1h;
    qint64 cacheRead;
};

constexpr std::array prices = {
    Price{"claude-haiku-5-5", 100'000, 100, 500, 125, 200, 10},
    Price{"claude-haiku-5-5", 0, 500, 2500, 625, 1000, 50},
    Price{"claude-sonnet-5-5", 0, 2000, 10'000, 2500, 4000, 100},
    Price{"claude-opus-5-5", 0, 4000, 20'000, 5000, 8000, 200},
    Price{"claude-fable-5-2", 0, 8000, 40'000, 10'000, 16'000, 200},
    Price{"claude-fable-5-1", 0, 10'000, 50'000, 12'500, 20'000, 250},
    Price{"claude-opus-5", 0, 5000, 25'000, 6250, 10'000, 500},
    Price{"claude-opus-4-8", 0, 5000, 25'000, 6250, 10'000, 500},
    Price{"claude-opus-4-7", 0, 5000, 25'000, 6250, 10'000, 500},
    Price{"claude-opus-4-6", 0, 5000, 25'000, 6250, 10'000, 500},
    Price{"claude-opus-4-5", 0, 5000, 25'000, 6250, 10'000, 500},
    Price{"claude-sonnet-5", 0, 2000, 10'000, 2500, 4000, 200},
    Price{"claude-sonnet-4-6", 0, 3000, 15'000, 3750, 6000, 300},
    Price{"claude-haiku-4-5", 0, 1000, 5000, 1250, 2000, 100},
};

/// Column by column the highest, so that an unknown model is never counted too low.
constexpr Price dearest()
{
    Price top{"", 0, 0, 0, 0, 0, 0};
    for (const Price &price : prices) {
        top.input = std::max(top.input, price.input);
        top.output = std::max(top.output, price.output);
        top.cacheWrite5m = std::max(top.cacheWrite5m, price.cacheWrite5m);
        top.cacheWrite1h = std::max(top.cacheWrite1h, price.cacheWrite1h);
        top.cacheRead = std::max(top.cacheRead, price.cacheRead);
    }
    return top;
}

/// The same model, or one with the date that older ids end in ("claude-haiku-4-5-20251001").
bool isModel(const QString &model, QLatin1String known)
{
    if (!model.startsWith(known)) {
        return false;
    }
    const QString rest = model.mid(known.size());
    return rest.isEmpty()
        || (rest.size() == 9 && rest.at(0) == u'-'
            && std::all_of(rest.begin() + 1, rest.end(), [](QChar c) { return c.isDigit(); }));
}

} // namespace

CallCost costOf(const QString &model, const ClaudeUsage &usage)
{
    const auto found = std::ranges::find_if(prices, [&](const Price &price) {
        return isModel(model, QLatin1String(price.model))
            && (price.upToPrompt == 0 || usage.prompt() <= price.upToPrompt);
    });
    CallCost cost;
    cost.priceKnown = found != prices.end();
    const Price price = cost.priceKnown ? *found : dearest();
    qint64 thousandths = usage.input * price.input + usage.output * price.output
        + usage.cacheWrite5m * price.cacheWrite5m + usage.cacheWrite1h * price.cacheWrite1h
        + usage.cacheRead * price.cacheRead;
    if (usage.inUnitedStates) {
        thousandths += thousandths / 10;
    }
    if (usage.inBatch) {
        thousandths = (thousandths + 1) / 2;
    }
    cost.micros = (thousandths + 999) / 1000;
    return cost;
}

} // namespace AlwaysLeads
