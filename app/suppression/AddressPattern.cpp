#include "suppression/AddressPattern.h"

#include <QUrl>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr QLatin1Char star('*');

tl::unexpected<Error> invalid(const QString &message)
{
    return failure(ErrorKind::Invalid, message);
}

/// Several stars in a row say no more than one.
QString withSingleStars(QString text)
{
    while (text.contains(QLatin1String("**"))) {
        text.replace(QLatin1String("**"), QLatin1String("*"));
    }
    return text;
}

bool canStandInLocalPart(QChar character)
{
    if (character.unicode() >= 0x80) {
        return character.isLetterOrNumber() || character.isMark() || character.isSurrogate();
    }
    return character.isLetterOrNumber() || QStringLiteral("*.!#$&'+-/=?^_`{|}~").contains(character);
}

/// A label with a star stays as it is, and so must be ASCII: where the star of an A-label stands nobody can say.
Result<QString> domainPart(const QString &text)
{
    QStringList labels = text.split(QLatin1Char('.'));
    for (QString &label : labels) {
        const bool ascii = std::ranges::all_of(label, [](QChar character) { return character.unicode() < 0x80; });
        if (!ascii) {
            if (label.contains(star)) {
                return invalid(AddressPattern::tr("In \"%1\" a star stands beside letters that only an international "
                                                  "domain has. Leave one of both out.")
                                   .arg(label));
            }
            label = QString::fromLatin1(QUrl::toAce(label));
        }
        const bool clean = !label.isEmpty() && label.size() <= 63 && std::ranges::all_of(label, [](QChar character) {
            return character == star || character == QLatin1Char('-')
                || (character.unicode() < 0x80 && character.isLetterOrNumber());
        });
        if (!clean) {
            return invalid(AddressPattern::tr("\"%1\" cannot be the domain of an address.").arg(text));
        }
    }
    return labels.join(QLatin1Char('.')).toLower();
}

} // namespace

Result<AddressPattern> AddressPattern::parse(const QString &text)
{
    QString typed = text.trimmed();
    if (typed.size() > longest) {
        return invalid(tr("This is longer than an address can be."));
    }
    typed = withSingleStars(typed);
    if (!typed.contains(star)) {
        return invalid(tr("There is no star in it."));
    }
    if (typed.count(star) > mostStars) {
        return invalid(tr("It has more than %1 stars.").arg(mostStars));
    }
    if (!typed.contains(QLatin1Char('@'))) {
        typed.prepend(QLatin1String("*@"));
    }
    if (typed.count(QLatin1Char('@')) > 1) {
        return invalid(tr("There are two @ signs in it."));
    }
    const qsizetype at = typed.indexOf(QLatin1Char('@'));
    AddressPattern pattern;
    pattern.m_local = typed.first(at).normalized(QString::NormalizationForm_KC).toCaseFolded();
    if (pattern.m_local.isEmpty()) {
        return invalid(tr("Nothing stands before the @ sign. For everybody there type *%1.").arg(typed));
    }
    if (!std::ranges::all_of(pattern.m_local, canStandInLocalPart)) {
        return invalid(tr("\"%1\" has a character that cannot stand before the @ sign.").arg(typed.first(at)));
    }
    Result<QString> domain = domainPart(typed.sliced(at + 1));
    if (!domain) {
        return failureOf(std::move(domain));
    }
    pattern.m_domain = *domain;
    const bool saysNothing = std::ranges::all_of(pattern.toString(), [](QChar character) {
        return character == star || character == QLatin1Char('.') || character == QLatin1Char('@');
    });
    if (saysNothing) {
        return invalid(tr("This would be everybody. To write to nobody, stop all sending."));
    }
    return pattern;
}

FoldedLocalPart::FoldedLocalPart(const EmailAddress &address)
    : whole(address.localPart().normalized(QString::NormalizationForm_KC).toCaseFolded())
    , untagged(whole)
{
    if (const qsizetype tag = whole.indexOf(QLatin1Char('+')); tag > 0) {
        untagged.truncate(tag);
    }
}

bool fitsPattern(QStringView pattern, QStringView text)
{
    const qsizetype first = pattern.indexOf(star);
    if (first < 0) {
        return pattern == text;
    }
    const qsizetype last = pattern.lastIndexOf(star);
    const QStringView head = pattern.first(first);
    const QStringView tail = pattern.sliced(last + 1);
    if (text.size() < head.size() + tail.size() || !text.startsWith(head) || !text.endsWith(tail)) {
        return false;
    }
    QStringView rest = text.sliced(head.size()).chopped(tail.size());
    QStringView between = first == last ? QStringView() : pattern.sliced(first + 1, last - first - 1);
    while (!between.isEmpty()) {
        const qsizetype end = between.indexOf(star);
        const QStringView piece = end < 0 ? between : between.first(end);
        const qsizetype found = rest.indexOf(piece);
        if (found < 0) {
            return false;
        }
        rest = rest.sliced(found + piece.size());
        between = end < 0 ? QStringView() : between.sliced(end + 1);
    }
    return true;
}

bool AddressPattern::matches(const EmailAddress &address) const
{
    if (isNull() || address.isNull() || !fitsPattern(m_domain, address.domain())) {
        return false;
    }
    const FoldedLocalPart local(address);
    return fitsPattern(m_local, local.whole) || fitsPattern(m_local, local.untagged);
}

void AddressPatterns::add(qint64 id, const AddressPattern &pattern)
{
    const size_t place = m_all.size();
    m_all.push_back({id, pattern});
    if (!pattern.domain().contains(star)) {
        m_byDomain[pattern.domain()].push_back(place);
    } else if (!pattern.localPart().contains(star)) {
        m_byLocalPart[pattern.localPart()].push_back(place);
    } else {
        m_others.push_back(place);
    }
}

std::optional<qint64> AddressPatterns::match(const EmailAddress &address) const
{
    const QString domain = address.domain();
    const FoldedLocalPart local(address);
    std::optional<size_t> oldest;
    const auto look = [&](const std::vector<size_t> &places) {
        for (const size_t place : places) {
            const AddressPattern &pattern = m_all[place].pattern;
            if ((!oldest || place < *oldest) && fitsPattern(pattern.domain(), domain)
                && (fitsPattern(pattern.localPart(), local.whole)
                    || fitsPattern(pattern.localPart(), local.untagged))) {
                oldest = place;
            }
        }
    };
    const auto lookBy = [&](const QHash<QString, std::vector<size_t>> &index, const QString &key) {
        if (const auto found = index.constFind(key); found != index.cend()) {
            look(*found);
        }
    };
    lookBy(m_byDomain, domain);
    lookBy(m_byLocalPart, local.whole);
    if (local.untagged != local.whole) {
        lookBy(m_byLocalPart, local.untagged);
    }
    look(m_others);
    return oldest ? std::optional<qint64>(m_all[*oldest].id) : std::nullopt;
}

} // namespace AlwaysLeads
