#include "prospecting/RevealReport.h"

#include <QLocale>

namespace AlwaysLeads {

QString shownCredits(qint64 millis)
{
    return QLocale::c().toString(double(millis) / 1000, 'g', QLocale::FloatingPointShortest);
}

RevealReport &RevealReport::operator+=(const RevealReport &more)
{
    added += more.added;
    merged += more.merged;
    verified += more.verified;
    risky += more.risky;
    unchecked += more.unchecked;
    withoutAddress += more.withoutAddress;
    optedOut += more.optedOut;
    notFound += more.notFound;
    skipped += more.skipped;
    unknown += more.unknown;
    notAsked += more.notAsked;
    creditMillis += more.creditMillis;
    leads += more.leads;
    cancelled = cancelled || more.cancelled;
    if (more.problem) {
        problem = more.problem;
    }
    return *this;
}

QString RevealReport::sentence() const
{
    QStringList kinds;
    const auto add = [&kinds](int count, const QString &text) {
        if (count > 0) {
            kinds.append(text);
        }
    };
    add(verified, tr("%n verified", nullptr, verified));
    add(risky, tr("%n risky", nullptr, risky));
    add(unchecked, tr("%n unchecked", nullptr, unchecked));
    add(withoutAddress, tr("%n without an address", nullptr, withoutAddress));
    QStringList sentences;
    const QString revealedText = tr("%n revealed", nullptr, revealed());
    sentences.append(kinds.isEmpty() ? revealedText + QLatin1Char('.')
                                     : tr("%1: %2.").arg(revealedText, kinds.join(QStringLiteral(", "))));
    const auto say = [&sentences](int count, const QString &text) {
        if (count > 0) {
            sentences.append(text);
        }
    };
    say(merged, tr("%n you had already, their gaps are filled.", nullptr, merged));
    say(optedOut, tr("%n opted out and stay(s) out.", nullptr, optedOut));
    say(notFound, tr("Apollo had nothing on %n.", nullptr, notFound));
    say(unknown, tr("%n may have been charged without an answer.", nullptr, unknown));
    say(notAsked, tr("%n not asked for.", nullptr, notAsked));
    sentences.append(creditMillis == 1000 ? tr("1 credit.") : tr("%1 credits.").arg(shownCredits(creditMillis)));
    return sentences.join(QLatin1Char(' '));
}

} // namespace AlwaysLeads
