#include "address/EmailAddress.h"

#include "address/ShownDomain.h"

#include <QStringList>
#include <QUrl>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace AlwaysLeads {

namespace {

// RFC 5321 §4.5.3.1: octets, not characters. The whole address fits a path of 256 octets including its angle brackets.
constexpr int longestLocalPart = 64;
constexpr int longestAddress = 254;
constexpr int longestDomain = 253;
constexpr int longestLabel = 63;
// Nothing longer is looked at: a cell of a broken file may hold megabytes.
constexpr int longestText = 2000;

tl::unexpected<Error> invalid(const QString &message)
{
    return failure(ErrorKind::Invalid, message);
}

bool isAtext(QChar character)
{
    const ushort code = character.unicode();
    if (code >= 0x80) {
        return true; // RFC 6531; what must not be there was refused before
    }
    return (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z')
        || QStringLiteral("!#$&'*+-/=?^_`{|}~").contains(character);
}

bool isSurroundingSpace(QChar character)
{
    // Zero-width space and byte order mark come along when an address is copied from a web page.
    return character.isSpace() || character == QChar(0x200B) || character == QChar(0xFEFF);
}

QStringView trimmed(QStringView text)
{
    while (!text.isEmpty() && isSurroundingSpace(text.front())) {
        text = text.sliced(1);
    }
    while (!text.isEmpty() && isSurroundingSpace(text.back())) {
        text.chop(1);
    }
    return text;
}

/// Characters that may stand nowhere in an address: a sentence when there is one.
std::optional<QString> forbiddenCharacter(const QString &text)
{
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar character = text.at(at);
        if (character == QLatin1Char('\r') || character == QLatin1Char('\n') || character == QChar(0x2028)
            || character == QChar(0x2029)) {
            return EmailAddress::tr("There is a line break inside the address.");
        }
        if (character.isHighSurrogate() && at + 1 < text.size() && text.at(at + 1).isLowSurrogate()) {
            const char32_t code = QChar::surrogateToUcs4(character, text.at(at + 1));
            const QChar::Category category = QChar::category(code);
            if (QChar::isNonCharacter(code) || category == QChar::Other_Format || category == QChar::Other_NotAssigned
                || category == QChar::Other_PrivateUse) {
                return EmailAddress::tr("There is an invisible or unknown character in the address.");
            }
            ++at;
            continue;
        }
        switch (character.category()) {
        case QChar::Other_Control:
            return character == QLatin1Char('\t') ? EmailAddress::tr("There is a space inside the address.")
                                                  : EmailAddress::tr("There is a control character in the address.");
        case QChar::Other_Format:
        case QChar::Other_Surrogate:
        case QChar::Other_NotAssigned:
        case QChar::Other_PrivateUse:
            return EmailAddress::tr("There is an invisible or unknown character in the address.");
        default:
            break;
        }
    }
    return std::nullopt;
}

/// "anna@gmail" and the like: what the person surely meant.
QString meantDomain(const QString &domain)
{
    static constexpr std::array<std::pair<const char *, const char *>, 10> known{{{"gmail", "gmail.com"},
                                                                                  {"googlemail", "googlemail.com"},
                                                                                  {"outlook", "outlook.com"},
                                                                                  {"hotmail", "hotmail.com"},
                                                                                  {"live", "live.com"},
                                                                                  {"yahoo", "yahoo.com"},
                                                                                  {"icloud", "icloud.com"},
                                                                                  {"gmx", "gmx.net"},
                                                                                  {"proton", "proton.me"},
                                                                                  {"aol", "aol.com"}}};
    for (const auto &[typed, meant] : known) {
        if (domain == QLatin1String(typed)) {
            return QString::fromLatin1(meant);
        }
    }
    return {};
}

QString withLoweredAscii(QString text)
{
    for (QChar &character : text) {
        if (character >= QLatin1Char('A') && character <= QLatin1Char('Z')) {
            character = QChar(character.unicode() + ('a' - 'A'));
        }
    }
    return text;
}

Result<QString> checkedLocalPart(const QString &text)
{
    if (text.isEmpty()) {
        return invalid(EmailAddress::tr("Nothing stands before the @ sign."));
    }
    if (text.contains(QLatin1Char('"'))) {
        return invalid(EmailAddress::tr("Addresses with quotation marks before the @ sign cannot be used."));
    }
    if (text.startsWith(QLatin1Char('.'))) {
        return invalid(EmailAddress::tr("The address starts with a dot."));
    }
    if (text.endsWith(QLatin1Char('.'))) {
        return invalid(EmailAddress::tr("There is a dot right before the @ sign."));
    }
    if (text.contains(QLatin1String(".."))) {
        return invalid(EmailAddress::tr("There are two dots in a row in the address."));
    }
    if (text.contains(QLatin1Char('%'))) {
        return invalid(EmailAddress::tr("There is a % sign before the @ sign. Was the address copied from a link?"));
    }
    for (const QChar character : text) {
        if (character != QLatin1Char('.') && !isAtext(character)) {
            return invalid(EmailAddress::tr("The character \"%1\" cannot stand before the @ sign.").arg(character));
        }
    }
    // RFC 6532 §3.1: the same letters written in two ways are one address.
    const QString local = withLoweredAscii(text.normalized(QString::NormalizationForm_C));
    if (local.toUtf8().size() > longestLocalPart) {
        return invalid(
            EmailAddress::tr("The part before the @ sign is longer than %1 characters.").arg(longestLocalPart));
    }
    return local;
}

Result<QString> checkedLabels(const QString &domain)
{
    const QStringList labels = domain.split(QLatin1Char('.'));
    for (const QString &label : labels) {
        if (label.isEmpty()) {
            return invalid(EmailAddress::tr("There are two dots in a row in the address."));
        }
        if (label.size() > longestLabel) {
            return invalid(EmailAddress::tr("A part of the domain is longer than %1 characters.").arg(longestLabel));
        }
        if (label.startsWith(QLatin1Char('-')) || label.endsWith(QLatin1Char('-'))) {
            return invalid(EmailAddress::tr("A part of the domain starts or ends with a hyphen."));
        }
        const bool clean = std::ranges::all_of(label, [](QChar character) {
            return (character >= QLatin1Char('a') && character <= QLatin1Char('z'))
                || (character >= QLatin1Char('0') && character <= QLatin1Char('9')) || character == QLatin1Char('-');
        });
        if (!clean) {
            return invalid(EmailAddress::tr("The domain \"%1\" has a character that no domain can have.").arg(domain));
        }
    }
    const QString ending = labels.last();
    if (std::ranges::all_of(ending, [](QChar character) { return character.isDigit(); })) {
        return invalid(EmailAddress::tr("A domain does not end in a number."));
    }
    if (ending.size() < 2) {
        return invalid(EmailAddress::tr("The domain's ending \".%1\" is too short.").arg(ending));
    }
    return domain;
}

Result<QString> checkedDomain(const QString &text, const QString &localPart)
{
    if (text.isEmpty()) {
        return invalid(EmailAddress::tr("Nothing stands after the @ sign."));
    }
    if (text.startsWith(QLatin1Char('['))) {
        return invalid(EmailAddress::tr("Addresses with a number in brackets instead of a domain cannot be used."));
    }
    if (text.startsWith(QLatin1Char('.'))) {
        return invalid(EmailAddress::tr("There is a dot right after the @ sign."));
    }
    if (text.endsWith(QLatin1Char('.'))) {
        return invalid(EmailAddress::tr("The address ends with a dot."));
    }
    if (text.contains(QLatin1String(".."))) {
        return invalid(EmailAddress::tr("There are two dots in a row in the address."));
    }
    if (text.contains(QLatin1Char('%'))) {
        return invalid(EmailAddress::tr("There is a % sign after the @ sign. Was the address copied from a link?"));
    }
    const bool ascii = std::ranges::all_of(text, [](QChar character) { return character.unicode() < 0x80; });
    // QUrl's answer to a bad name is empty without a reason; ASCII names are told exactly below.
    QString domain = ascii ? text.toLower() : QString::fromLatin1(QUrl::toAce(text));
    // "xn--ü" would be encoded once more; it is a name that nobody can have registered.
    if (domain.isEmpty() || domain.contains(QLatin1String("xn--xn--"))) {
        return invalid(EmailAddress::tr("The domain \"%1\" has a character that no domain can have.").arg(text));
    }
    if (ascii && domain.contains(QLatin1String("xn--")) && QUrl::toAce(domain).isEmpty()) {
        return invalid(EmailAddress::tr("The domain \"%1\" is not a correctly encoded international name.").arg(text));
    }
    if (!domain.contains(QLatin1Char('.'))) {
        const QString meant = meantDomain(domain);
        return invalid(
            meant.isEmpty()
                ? EmailAddress::tr("The part after @ has no ending such as \".com\".")
                : EmailAddress::tr("The part after @ has no ending. Did you mean %1@%2?").arg(localPart, meant));
    }
    if (domain.size() > longestDomain) {
        return invalid(EmailAddress::tr("The domain is longer than %1 characters.").arg(longestDomain));
    }
    return checkedLabels(domain);
}

/// Takes `Name <address>` and `mailto:` away. The name itself is of no interest here.
Result<QString> bareAddress(QStringView text)
{
    if (text.endsWith(QLatin1Char('>'))) {
        const qsizetype open = text.indexOf(QLatin1Char('<'));
        if (open < 0) {
            return invalid(EmailAddress::tr("There is a > but no < in the address."));
        }
        if (text.lastIndexOf(QLatin1Char('<')) != open || text.indexOf(QLatin1Char('>')) != text.size() - 1) {
            return invalid(EmailAddress::tr("There is more than one address. Enter one only."));
        }
        text = trimmed(text.sliced(open + 1).chopped(1));
    }
    if (text.startsWith(QLatin1String("mailto:"), Qt::CaseInsensitive)) {
        text = text.sliced(7);
        const qsizetype question = text.indexOf(QLatin1Char('?')); // ?subject=… says nothing about the address
        if (question >= 0) {
            text = text.first(question);
        }
        text = trimmed(text);
    }
    return text.toString();
}

} // namespace

Result<EmailAddress> EmailAddress::parse(const QString &text)
{
    const QStringView input = trimmed(text);
    if (input.isEmpty()) {
        return invalid(tr("The address is empty."));
    }
    if (input.size() > longestText) {
        return invalid(tr("The address is far too long."));
    }
    if (const std::optional<QString> fault = forbiddenCharacter(input.toString())) {
        return invalid(*fault);
    }
    const Result<QString> bare = bareAddress(input);
    if (!bare) {
        return failureOf(bare);
    }
    const qsizetype signs = bare->count(QLatin1Char('@'));
    if (bare->contains(QLatin1Char(',')) || bare->contains(QLatin1Char(';'))) {
        return invalid(signs > 1 ? tr("There is more than one address. Enter one only.")
                                 : tr("There is a comma or semicolon in the address."));
    }
    if (std::ranges::any_of(*bare, [](QChar character) { return character.isSpace(); })) {
        return invalid(signs > 1 ? tr("There is more than one address. Enter one only.")
                                 : tr("There is a space inside the address."));
    }
    if (signs == 0) {
        return invalid(tr("There is no @ sign in the address."));
    }
    if (signs > 1) {
        return invalid(tr("Two @ signs in the address."));
    }
    const qsizetype at = bare->indexOf(QLatin1Char('@'));
    const Result<QString> local = checkedLocalPart(bare->first(at));
    if (!local) {
        return failureOf(local);
    }
    const Result<QString> domain = checkedDomain(bare->sliced(at + 1), *local);
    if (!domain) {
        return failureOf(domain);
    }
    const QString address = *local + QLatin1Char('@') + *domain;
    if (address.toUtf8().size() > longestAddress) {
        return invalid(tr("The address is longer than %1 characters.").arg(longestAddress));
    }
    return EmailAddress(address);
}

QString EmailAddress::shown() const
{
    if (isNull()) {
        return {};
    }
    return localPart() + QLatin1Char('@') + shownDomain(domain());
}

QString EmailAddress::localPart() const
{
    return m_address.left(m_address.lastIndexOf(QLatin1Char('@')));
}

QString EmailAddress::domain() const
{
    return isNull() ? QString() : m_address.mid(m_address.lastIndexOf(QLatin1Char('@')) + 1);
}

bool EmailAddress::needsSmtpUtf8() const
{
    return std::ranges::any_of(m_address, [](QChar character) { return character.unicode() >= 0x80; });
}

} // namespace AlwaysLeads
