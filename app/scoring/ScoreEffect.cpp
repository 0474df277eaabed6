#include "scoring/ScoreEffect.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

/// Keeps the greatest changes; the first one found stays where two are alike.
void keepGreatest(QList<ScoreEffect::Example> &examples, const ScoreEffect::Example &one)
{
    const auto change = [](const ScoreEffect::Example &example) { return std::abs(example.after - example.before); };
    if (examples.size() == ScoreEffect::mostExamples && change(examples.last()) >= change(one)) {
        return;
    }
    const auto place = std::ranges::upper_bound(examples, change(one), std::ranges::greater(), change);
    examples.insert(place, one);
    if (examples.size() > ScoreEffect::mostExamples) {
        examples.removeLast();
    }
}

} // namespace

void ScoreEffect::add(const ScoreSubject &subject, const ScoreCard &card)
{
    ++looked;
    if (subject.byHand) {
        ++byHand;
        ++before[size_t(bucketOf(*subject.byHand))];
        ++after[size_t(bucketOf(*subject.byHand))];
        return;
    }
    const int sum = card.sum();
    ++after[size_t(bucketOf(sum))];
    if (!subject.score) {
        ++fresh;
        return;
    }
    ++before[size_t(bucketOf(*subject.score))];
    if (sum == *subject.score) {
        ++same;
        return;
    }
    int most = 0;
    for (int part = 1; part < scorePartCount; ++part) {
        const auto change = [&](int which) { return std::abs(card.got[size_t(which)] - subject.parts[size_t(which)]); };
        most = change(part) > change(most) ? part : most;
    }
    const Example example{subject.id, subject.name, subject.company, *subject.score, sum, card.reasons[size_t(most)]};
    if (sum > *subject.score) {
        ++up;
        keepGreatest(rising, example);
    } else {
        ++down;
        keepGreatest(falling, example);
    }
}

} // namespace AlwaysLeads
