#include "lead/Lead.h"

#include "base/Words.h"

#include <array>
#include <utility>

namespace AlwaysLeads {

namespace {

struct LeadText
{
    Q_DECLARE_TR_FUNCTIONS(Lead)
};

constexpr std::array<std::pair<LeadStatus, const char *>, 8> statusWords{{{LeadStatus::New, "new"},
                                                                          {LeadStatus::DraftReady, "draft ready"},
                                                                          {LeadStatus::Contacted, "contacted"},
                                                                          {LeadStatus::Replied, "replied"},
                                                                          {LeadStatus::Interested, "interested"},
                                                                          {LeadStatus::NotNow, "not now"},
                                                                          {LeadStatus::Bounced, "bounced"},
                                                                          {LeadStatus::OptedOut, "opted out"}}};

constexpr std::array<std::pair<EmailState, const char *>, 4> stateWords{{{EmailState::Unchecked, "unchecked"},
                                                                         {EmailState::Verified, "verified"},
                                                                         {EmailState::Risky, "risky"},
                                                                         {EmailState::Invalid, "invalid"}}};

constexpr std::array<std::pair<FieldKind, const char *>, 6> kindWords{{{FieldKind::Text, "text"},
                                                                       {FieldKind::Number, "number"},
                                                                       {FieldKind::Date, "date"},
                                                                       {FieldKind::Choice, "choice"},
                                                                       {FieldKind::Url, "url"},
                                                                       {FieldKind::YesNo, "yes/no"}}};

/// The first letter of a name as a capital, also one outside the basic plane; nothing when there is no letter or digit.
QString firstLetter(const QString &name)
{
    qsizetype at = 0;
    while (at < name.size()) {
        const bool pair = name.at(at).isHighSurrogate() && at + 1 < name.size() && name.at(at + 1).isLowSurrogate();
        const char32_t code = pair ? QChar::surrogateToUcs4(name.at(at), name.at(at + 1)) : name.at(at).unicode();
        const qsizetype length = pair ? 2 : 1;
        if (QChar::isLetterOrNumber(code)) {
            return name.mid(at, length).toUpper().left(length);
        }
        at += length;
    }
    return {};
}

/// Characters that are never part of a value: controls, and those that turn or hide text. Joiners stay, since Persian,
/// Indic scripts and emoji are written with them.
bool isUnwanted(QChar character)
{
    if (character == QChar(0x200C) || character == QChar(0x200D)) {
        return false;
    }
    return character.category() == QChar::Other_Control || character.category() == QChar::Other_Format;
}

} // namespace

QString toWord(LeadStatus status)
{
    return wordOf(statusWords, status);
}

std::optional<LeadStatus> leadStatusFromWord(const QString &word)
{
    return valueOf(statusWords, word);
}

QString shown(LeadStatus status)
{
    switch (status) {
    case LeadStatus::New:
        return LeadText::tr("New");
    case LeadStatus::DraftReady:
        return LeadText::tr("Draft ready");
    case LeadStatus::Contacted:
        return LeadText::tr("Contacted");
    case LeadStatus::Replied:
        return LeadText::tr("Replied");
    case LeadStatus::Interested:
        return LeadText::tr("Interested");
    case LeadStatus::NotNow:
        return LeadText::tr("Not now");
    case LeadStatus::Bounced:
        return LeadText::tr("Bounced");
    case LeadStatus::OptedOut:
        return LeadText::tr("Opted out");
    }
    Q_UNREACHABLE();
}

const QList<LeadStatus> &allLeadStatuses()
{
    static const QList<LeadStatus> all = [] {
        QList<LeadStatus> list;
        for (const auto &[status, word] : statusWords) {
            list << status;
        }
        return list;
    }();
    return all;
}

QString toWord(EmailState state)
{
    return wordOf(stateWords, state);
}

std::optional<EmailState> emailStateFromWord(const QString &word)
{
    return valueOf(stateWords, word);
}

QString shown(EmailState state)
{
    switch (state) {
    case EmailState::Unchecked:
        return LeadText::tr("Not checked");
    case EmailState::Verified:
        return LeadText::tr("Verified");
    case EmailState::Risky:
        return LeadText::tr("Risky");
    case EmailState::Invalid:
        return LeadText::tr("Invalid");
    }
    Q_UNREACHABLE();
}

QString toWord(FieldKind kind)
{
    return wordOf(kindWords, kind);
}

std::optional<FieldKind> fieldKindFromWord(const QString &word)
{
    return valueOf(kindWords, word);
}

QString shown(FieldKind kind)
{
    switch (kind) {
    case FieldKind::Text:
        return LeadText::tr("Text");
    case FieldKind::Number:
        return LeadText::tr("Number");
    case FieldKind::Date:
        return LeadText::tr("Date");
    case FieldKind::Choice:
        return LeadText::tr("Choice");
    case FieldKind::Url:
        return LeadText::tr("Web address");
    case FieldKind::YesNo:
        return LeadText::tr("Yes or no");
    }
    Q_UNREACHABLE();
}

QString fullName(const QString &firstName, const QString &lastName)
{
    if (firstName.isEmpty()) {
        return lastName;
    }
    return lastName.isEmpty() ? firstName : firstName + QLatin1Char(' ') + lastName;
}

QString initials(const QString &firstName, const QString &lastName, const QString &otherwise)
{
    QString letters = firstLetter(firstName);
    // "van der Berg" is a B: particles are written small.
    QString last;
    for (const QString &part : lastName.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        if (last.isEmpty() || part.front().isUpper()) {
            last = firstLetter(part);
            if (part.front().isUpper()) {
                break;
            }
        }
    }
    letters += last;
    if (letters.isEmpty()) {
        letters = firstLetter(otherwise);
    }
    return letters.isEmpty() ? QStringLiteral("?") : letters;
}

QString Lead::initials() const
{
    return AlwaysLeads::initials(firstName, lastName, email ? email->shown() : QString());
}

QList<LeadFact> factsOf(const Lead &lead)
{
    QList<LeadFact> facts{
        {QStringLiteral("first name"), LeadText::tr("First name"), lead.firstName},
        {QStringLiteral("last name"), LeadText::tr("Last name"), lead.lastName},
        {QStringLiteral("name"), LeadText::tr("Name"), lead.fullName()},
        {QStringLiteral("email"), LeadText::tr("Email"), lead.email ? lead.email->shown() : QString()},
        {QStringLiteral("title"), LeadText::tr("Title"), lead.title},
        {QStringLiteral("company"), LeadText::tr("Company"), lead.companyName},
        {QStringLiteral("industry"), LeadText::tr("Industry"), lead.industry},
        {QStringLiteral("company size"), LeadText::tr("Company size"),
         lead.companySize ? QString::number(*lead.companySize) : QString()},
        {QStringLiteral("website"), LeadText::tr("Website"), lead.website},
        {QStringLiteral("phone"), LeadText::tr("Phone"), lead.phone},
        {QStringLiteral("city"), LeadText::tr("City"), lead.city},
        {QStringLiteral("country"), LeadText::tr("Country"), lead.country},
        {QStringLiteral("language"), LeadText::tr("Language"), lead.language},
    };
    for (auto own = lead.custom.cbegin(); own != lead.custom.cend(); ++own) {
        QString label = own.key();
        label[0] = label.at(0).toUpper();
        facts.append({own.key(), label, own.value()});
    }
    return facts;
}

QMap<QString, QString> factValues(const Lead &lead)
{
    QMap<QString, QString> values;
    for (const LeadFact &fact : factsOf(lead)) {
        if (!fact.value.isEmpty()) {
            values.insert(fact.name, fact.value);
        }
    }
    return values;
}

QString cleanLine(const QString &text)
{
    QString clean;
    clean.reserve(text.size());
    bool gap = false;
    for (const QChar character : text) {
        if (character.isSpace() || character == QChar(0x85)) {
            gap = !clean.isEmpty();
        } else if (!isUnwanted(character)) {
            if (gap) {
                clean += QLatin1Char(' ');
                gap = false;
            }
            clean += character;
        }
    }
    return clean;
}

QString cleanText(const QString &text)
{
    QString clean;
    clean.reserve(text.size());
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar character = text.at(at);
        if (character == QLatin1Char('\r')) {
            if (at + 1 >= text.size() || text.at(at + 1) != QLatin1Char('\n')) {
                clean += QLatin1Char('\n');
            }
        } else if (character == QLatin1Char('\n') || character == QLatin1Char('\t') || !isUnwanted(character)) {
            clean += character;
        }
    }
    return clean.trimmed();
}

} // namespace AlwaysLeads
