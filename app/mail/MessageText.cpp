#include "mail/Message.h"

namespace AlwaysLeads {

namespace {

constexpr char16_t replacement = 0xfffd;

bool turnsDirection(char16_t code)
{
    return (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

bool isControl(char16_t code)
{
    return code < 0x20 || (code >= 0x7f && code < 0xa0);
}

/// The text with each half of a pair that stands alone replaced: it has no UTF-8 form.
QString withWholeSurrogates(const QString &text)
{
    QString whole = text;
    for (qsizetype at = 0; at < whole.size(); ++at) {
        if (!whole.at(at).isSurrogate()) {
            continue;
        }
        const bool pair = whole.at(at).isHighSurrogate() && at + 1 < whole.size() && whole.at(at + 1).isLowSurrogate();
        if (pair) {
            ++at;
        } else {
            whole[at] = replacement;
        }
    }
    return whole;
}

} // namespace

QString cleanHeaderText(const QString &text)
{
    QString clean;
    clean.reserve(text.size());
    for (const QChar character : withWholeSurrogates(text)) {
        const char16_t code = character.unicode();
        if (turnsDirection(code)) {
            continue;
        }
        clean += isControl(code) || code == 0x2028 || code == 0x2029 ? QLatin1Char(' ') : character;
    }
    // Not simplified(): it would turn a no-break space, which someone typed for a reason, into a common one.
    QString single;
    single.reserve(clean.size());
    for (const QChar character : clean) {
        if (character == QLatin1Char(' ') && (single.isEmpty() || single.endsWith(QLatin1Char(' ')))) {
            continue;
        }
        single += character;
    }
    if (single.endsWith(QLatin1Char(' '))) {
        single.chop(1);
    }
    return single;
}

QString cleanBodyText(const QString &text)
{
    QString clean;
    clean.reserve(text.size() + 1);
    const QString whole = withWholeSurrogates(text);
    for (qsizetype at = 0; at < whole.size(); ++at) {
        const char16_t code = whole.at(at).unicode();
        if (code == '\r') {
            clean += QLatin1Char('\n');
            if (at + 1 < whole.size() && whole.at(at + 1) == QLatin1Char('\n')) {
                ++at;
            }
        } else if (code == '\n' || code == 0x85 || code == 0x2028 || code == 0x2029) {
            clean += QLatin1Char('\n');
        } else if (code == '\t' || !isControl(code)) {
            clean += whole.at(at);
        }
    }
    return clean;
}

} // namespace AlwaysLeads
