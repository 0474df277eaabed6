#include "dnscheck/SpfRecord.h"

#include <QHostAddress>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qsizetype mostTerms = 200;
using Kind = SpfTerm::Kind;

struct Word
{
    const char *word;
    Kind kind;
};

constexpr Word mechanisms[] = {
    {"all", Kind::All}, {"include", Kind::Include}, {"a", Kind::A},     {"mx", Kind::Mx},
    {"ptr", Kind::Ptr}, {"ip4", Kind::Ip4},         {"ip6", Kind::Ip6}, {"exists", Kind::Exists},
};

bool isNetwork(const QString &value, QAbstractSocket::NetworkLayerProtocol protocol, int longestPrefix)
{
    const QHostAddress address(value.section(QLatin1Char('/'), 0, 0));
    const QString prefix = value.contains(QLatin1Char('/')) ? value.section(QLatin1Char('/'), 1) : QString();
    bool ok = true;
    const int bits = value.contains(QLatin1Char('/')) ? prefix.toInt(&ok) : longestPrefix;
    return ok && !address.isNull() && address.protocol() == protocol && bits >= 0 && bits <= longestPrefix;
}

/// "/24", "/24//64" or "//64" behind a domain.
bool isCidr(const QString &text)
{
    const QStringList parts = text.split(QStringLiteral("//"));
    const auto isLength = [](const QString &part, int longest) {
        bool ok = false;
        const int bits = part.toInt(&ok);
        return ok && bits >= 0 && bits <= longest;
    };
    const bool first =
        parts.at(0).isEmpty() || (parts.at(0).startsWith(QLatin1Char('/')) && isLength(parts.at(0).mid(1), 32));
    return parts.size() <= 2 && first && (parts.size() == 1 || isLength(parts.at(1), 128));
}

bool isValid(const SpfTerm &term, bool hasColon, const QString &cidr)
{
    switch (term.kind) {
    case Kind::All:
        return !hasColon && cidr.isEmpty();
    case Kind::Include:
    case Kind::Exists:
        return !term.value.isEmpty() && cidr.isEmpty();
    case Kind::Ip4:
        return isNetwork(term.value, QAbstractSocket::IPv4Protocol, 32);
    case Kind::Ip6:
        return isNetwork(term.value, QAbstractSocket::IPv6Protocol, 128);
    case Kind::A:
    case Kind::Mx:
        return (!hasColon || !term.value.isEmpty()) && isCidr(cidr);
    case Kind::Ptr:
        return (!hasColon || !term.value.isEmpty()) && cidr.isEmpty();
    default:
        return true;
    }
}

std::optional<SpfTerm> mechanism(const QString &text)
{
    SpfTerm term;
    QString rest = text;
    if (QStringLiteral("+-~?").contains(rest.at(0))) {
        term.qualifier = rest.at(0).toLatin1();
        rest = rest.mid(1);
    }
    const auto end = std::find_if(rest.cbegin(), rest.cend(),
                                  [](QChar c) { return c == QLatin1Char(':') || c == QLatin1Char('/'); });
    const QString name = rest.left(std::distance(rest.cbegin(), end)).toLower();
    const auto known =
        std::ranges::find_if(mechanisms, [&](const Word &word) { return name == QLatin1String(word.word); });
    if (known == std::end(mechanisms)) {
        return std::nullopt;
    }
    term.kind = known->kind;
    QString tail = rest.mid(name.size());
    const bool hasColon = tail.startsWith(QLatin1Char(':'));
    QString cidr;
    if (hasColon) {
        tail = tail.mid(1);
    }
    const bool isAddress = term.kind == Kind::Ip4 || term.kind == Kind::Ip6;
    const qsizetype slash = isAddress ? -1 : tail.indexOf(QLatin1Char('/'));
    if (slash >= 0) {
        cidr = tail.mid(slash);
        tail = tail.left(slash);
    }
    term.value = tail;
    return isValid(term, hasColon, cidr) ? std::optional(term) : std::nullopt;
}

/// "name=value" with a name of letters, digits, "-", "_" and "." (RFC 7208 §12).
bool isModifier(const QString &text)
{
    const qsizetype equals = text.indexOf(QLatin1Char('='));
    return equals > 0 && text.at(0).isLetter() && std::all_of(text.cbegin(), text.cbegin() + equals, [](QChar c) {
               return c.unicode() < 0x7f && (c.isLetterOrNumber() || QStringLiteral("-_.").contains(c));
           });
}

} // namespace

bool SpfRecord::isSpf(const QByteArray &text)
{
    return text.left(6).toLower() == "v=spf1" && (text.size() == 6 || text.at(6) == ' ');
}

SpfRecord SpfRecord::parse(const QByteArray &text)
{
    SpfRecord record;
    const QStringList words = QString::fromLatin1(text.mid(6)).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString &word : words) {
        if (record.terms.size() == mostTerms) {
            break;
        }
        if (isModifier(word)) {
            SpfTerm term;
            const QString name = word.section(QLatin1Char('='), 0, 0).toLower();
            term.value = word.section(QLatin1Char('='), 1);
            term.kind = name == QLatin1String("redirect") ? Kind::Redirect
                : name == QLatin1String("exp")            ? Kind::Explanation
                                                          : Kind::UnknownModifier;
            const bool twice =
                term.kind != Kind::UnknownModifier && std::ranges::count(record.terms, term.kind, &SpfTerm::kind) > 0;
            if ((twice || (term.kind != Kind::UnknownModifier && term.value.isEmpty())) && record.fault.isEmpty()) {
                record.fault = word;
            }
            record.terms += term;
            continue;
        }
        const std::optional<SpfTerm> term = mechanism(word);
        if (term) {
            record.terms += *term;
        } else if (record.fault.isEmpty()) {
            record.fault = word.left(100);
        }
    }
    return record;
}

std::optional<char> SpfRecord::all() const
{
    const auto found = std::ranges::find(terms, Kind::All, &SpfTerm::kind);
    return found == terms.end() ? std::nullopt : std::optional(found->qualifier);
}

QString SpfRecord::redirect() const
{
    const auto found = std::ranges::find(terms, Kind::Redirect, &SpfTerm::kind);
    return found == terms.end() || all() ? QString() : found->value;
}

int SpfRecord::lookUps() const
{
    return int(std::ranges::count_if(terms, [this](const SpfTerm &term) {
        switch (term.kind) {
        case Kind::Include:
        case Kind::A:
        case Kind::Mx:
        case Kind::Ptr:
        case Kind::Exists:
            return true;
        case Kind::Redirect:
            return !all();
        default:
            return false;
        }
    }));
}

} // namespace AlwaysLeads
