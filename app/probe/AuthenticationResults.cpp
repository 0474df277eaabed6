#include "probe/AuthenticationResults.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestValue = 16 * 1024;
constexpr qsizetype mostResults = 50;
constexpr qsizetype longestWord = 300;

/// The parts between semicolons, comments (which nest) taken out and quoted strings opened.
QList<QByteArrayList> statements(const QByteArray &value)
{
    QList<QByteArrayList> all{QByteArrayList()};
    QByteArray word;
    int depth = 0;
    bool quoted = false;
    const auto endWord = [&] {
        if (!word.isEmpty()) {
            all.last() += word.left(longestWord);
            word.clear();
        }
    };
    for (qsizetype at = 0; at < value.size(); ++at) {
        const char character = value.at(at);
        const bool isEscape = character == '\\' && at + 1 < value.size();
        if (quoted) {
            if (isEscape) {
                word += value.at(++at);
            } else if (character == '"') {
                quoted = false;
            } else {
                word += character;
            }
        } else if (depth > 0) {
            if (isEscape) {
                ++at;
            } else if (character == '(') {
                ++depth;
            } else if (character == ')') {
                --depth;
            }
        } else if (character == '(') {
            endWord();
            depth = 1;
        } else if (character == '"') {
            quoted = true;
        } else if (character == ';') {
            endWord();
            all += QByteArrayList();
        } else if (character == ' ' || character == '\t' || character == '\r' || character == '\n') {
            endWord();
        } else {
            word += character;
        }
    }
    endWord();
    return all;
}

/// "a = b" may be written with spaces around the sign.
QByteArrayList joined(const QByteArrayList &words)
{
    QByteArrayList pairs;
    for (const QByteArray &word : words) {
        const bool goesOn = !pairs.isEmpty() && (pairs.last().endsWith('=') || word.startsWith('='));
        if (goesOn) {
            pairs.last() += word;
        } else {
            pairs += word;
        }
    }
    return pairs;
}

/// "spf=pass" of a method's name, as its first word: the name of a server has no sign of equality.
bool isResult(const QByteArrayList &pairs)
{
    if (pairs.isEmpty()) {
        return false;
    }
    const QByteArray method = pairs.constFirst().left(std::max<qsizetype>(0, pairs.constFirst().indexOf('=')));
    return !method.isEmpty() && std::ranges::all_of(method, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '/';
    });
}

QString lowered(const QByteArray &word)
{
    return QString::fromUtf8(word).toLower();
}

} // namespace

QList<AuthenticationResult> parseAuthenticationResults(const QByteArray &value)
{
    QList<AuthenticationResult> results;
    const QList<QByteArrayList> parts = statements(value.left(longestValue));
    // The first part names the server that judged, but Exchange Online begins with what it found.
    const qsizetype first = isResult(joined(parts.constFirst())) ? 0 : 1;
    for (qsizetype at = first; at < parts.size() && results.size() < mostResults; ++at) {
        const QByteArrayList pairs = joined(parts.at(at));
        if (pairs.isEmpty()) {
            continue;
        }
        const qsizetype sign = pairs.constFirst().indexOf('=');
        if (sign <= 0) {
            continue; // "none": nothing was looked at
        }
        AuthenticationResult result;
        result.method = lowered(pairs.constFirst().left(sign)).section(QLatin1Char('/'), 0, 0); // "dkim/1"
        result.result = lowered(pairs.constFirst().mid(sign + 1));
        if (result.result.isEmpty()) {
            continue;
        }
        for (const QByteArray &pair : pairs.mid(1)) {
            const qsizetype middle = pair.indexOf('=');
            if (middle > 0) {
                result.properties.insert(lowered(pair.left(middle)), QString::fromUtf8(pair.mid(middle + 1)));
            }
        }
        results += result;
    }
    return results;
}

} // namespace AlwaysLeads
