#pragma once

#include <QRandomGenerator>
#include <QStringList>

namespace AlwaysLeads {

/// A template without a fault, of these words, with this condition; `depth` more levels may be inside.
inline QString soundTemplate(QRandomGenerator &random, int depth, const QStringList &words, const QString &condition)
{
    const auto inside = [&] { return soundTemplate(random, depth - 1, words, condition); };
    QString text;
    for (int piece = random.bounded(1, 5); piece > 0; --piece) {
        switch (random.bounded(depth > 0 ? 6 : 4)) {
        case 0:
        case 1:
            text += words.at(random.bounded(int(words.size())));
            break;
        case 2:
            text += QStringLiteral("{city|somewhere} ");
            break;
        case 3:
            text += QStringLiteral("{first name} ");
            break;
        case 4: {
            const QString then = inside();
            text += QStringLiteral("{if %1}%2{else}%3{end}").arg(condition, then, inside());
            break;
        }
        default: {
            const QString first = inside();
            const QString second = inside();
            text += QStringLiteral("{~%1|%2|%3}").arg(first, second, inside());
        }
        }
    }
    return text;
}

} // namespace AlwaysLeads
