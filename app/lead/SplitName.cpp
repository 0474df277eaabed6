#include "lead/ColumnGuess.h"

#include <QSet>

namespace AlwaysLeads {

namespace {

QString withoutDots(QString word)
{
    return word.remove(QLatin1Char('.')).toLower();
}

QSet<QString> wordSet(const char *words)
{
    const QStringList list = QString::fromUtf8(words).split(QLatin1Char(' '));
    return {list.cbegin(), list.cend()};
}

/// Words before a family name that belong to it.
bool isParticle(const QString &word)
{
    static const QSet<QString> particles = wordSet(
        "van von vom zu zum zur de der den des del della dello degli di da dal do dos das du la le les lo el al bin "
        "ibn ben ten ter te af av 't op ó ní mac san st saint");
    return particles.contains(withoutDots(word));
}

bool isSalutation(const QString &word)
{
    static const QSet<QString> salutations = wordSet(
        "mr mrs ms miss mx dr prof professor sir dame herr frau hr fru mme mlle monsieur madame sr sra srta sig "
        "sigra dott dottssa dhr mevr pan pani");
    return salutations.contains(withoutDots(word));
}

bool isGeneration(const QString &word)
{
    static const QSet<QString> generations = wordSet("jr sr ii iii iv junior senior");
    return generations.contains(withoutDots(word));
}

bool isDegree(const QString &word)
{
    static const QSet<QString> degrees = wordSet("phd md mba msc bsc ma ba esq cpa pe dipl-ing dds jd llm");
    return degrees.contains(withoutDots(word));
}

} // namespace

SplitName splitName(const QString &name)
{
    QStringList words;
    QString suffix;
    // "Berg, Sander" puts the last name first; "John Smith, Jr." does not.
    QStringList parts;
    for (const QString &part : name.split(QLatin1Char(','))) {
        const QString clean = cleanLine(part);
        if (!parts.isEmpty() && isGeneration(clean)) {
            suffix = clean;
        } else if (!clean.isEmpty() && (parts.isEmpty() || !isDegree(clean))) {
            parts << clean;
        }
    }
    const auto withSuffix = [&suffix](const QString &last) {
        return suffix.isEmpty() ? last : last + QLatin1Char(' ') + suffix;
    };
    const auto withoutSalutation = [](QStringList list) {
        while (list.size() > 1 && isSalutation(list.first())) {
            list.removeFirst();
        }
        return list;
    };
    if (parts.size() == 2) {
        const QStringList first = withoutSalutation(parts.at(1).split(QLatin1Char(' ')));
        return {first.join(QLatin1Char(' ')), withSuffix(parts.at(0))};
    }
    words = withoutSalutation(parts.join(QLatin1Char(' ')).split(QLatin1Char(' '), Qt::SkipEmptyParts));
    while (words.size() > 2 && isDegree(words.last())) {
        words.removeLast();
    }
    if (words.size() > 2 && isGeneration(words.last())) {
        suffix = words.takeLast();
    }
    if (words.isEmpty()) {
        return {};
    }
    if (words.size() == 1) {
        return {words.first(), suffix};
    }
    qsizetype lastFrom = words.size() - 1;
    while (lastFrom > 1 && isParticle(words.at(lastFrom - 1))) {
        --lastFrom;
    }
    return {words.first(lastFrom).join(QLatin1Char(' ')), withSuffix(words.sliced(lastFrom).join(QLatin1Char(' ')))};
}

} // namespace AlwaysLeads
