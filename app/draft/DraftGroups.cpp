#include "draft/DraftGroups.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <utility>
#include <vector>

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestText = 8000;

QSet<QString> runsOf(const Draft &draft)
{
    QString text = draft.body.left(longestText).toLower();
    QStringList values = draft.facts.used.values();
    std::ranges::sort(values, std::greater<>(), &QString::size); // "Sundet Freight" before "Sundet"
    for (const QString &value : std::as_const(values)) {
        if (value.size() > 1) {
            text.replace(value.toLower(), QStringLiteral("…"));
        }
    }
    static const QRegularExpression space(QStringLiteral("\\s+"));
    const QStringList words = text.split(space, Qt::SkipEmptyParts);
    QSet<QString> runs;
    for (qsizetype i = 0; i + 1 < words.size(); ++i) {
        runs.insert(words.at(i) + u' ' + words.at(i + 1));
    }
    return runs;
}

double likenessOf(const QSet<QString> &one, const QSet<QString> &other)
{
    if (one.isEmpty() || other.isEmpty()) {
        return 0;
    }
    const QSet<QString> &fewer = one.size() < other.size() ? one : other;
    const QSet<QString> &more = one.size() < other.size() ? other : one;
    const auto common = std::ranges::count_if(fewer, [&more](const QString &run) { return more.contains(run); });
    return double(common) / double(one.size() + other.size() - common);
}

} // namespace

double DraftGroups::likeness(const Draft &one, const Draft &other)
{
    return likenessOf(runsOf(one), runsOf(other));
}

QList<Draft> DraftGroups::alike(const Draft &draft, const QList<Draft> &others)
{
    const QSet<QString> runs = runsOf(draft);
    std::vector<std::pair<double, const Draft *>> found;
    for (const Draft &other : others) {
        if (other.id == draft.id || other.step != draft.step) {
            continue;
        }
        const double likeness = likenessOf(runs, runsOf(other));
        if (likeness >= nearlySame) {
            found.emplace_back(likeness, &other);
        }
    }
    std::ranges::stable_sort(found, [](const auto &one, const auto &other) { return one.first > other.first; });
    QList<Draft> alike;
    for (const auto &[likeness, other] : found) {
        alike.append(*other);
    }
    return alike;
}

} // namespace AlwaysLeads
