#include "lead/ImportMatch.h"

#include <QSet>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr size_t seed = 0x5eed;

bool isForEverybody(const QString &domain)
{
    static const QSet<QString> providers = [] {
        const QString names = QStringLiteral(
            "gmail.com googlemail.com outlook.com outlook.de outlook.fr hotmail.com hotmail.co.uk hotmail.de "
            "hotmail.fr "
            "hotmail.it hotmail.es live.com live.de live.nl live.fr live.dk msn.com yahoo.com yahoo.co.uk yahoo.de "
            "yahoo.fr "
            "yahoo.it yahoo.es ymail.com aol.com icloud.com me.com mac.com gmx.de gmx.net gmx.at gmx.ch gmx.com web.de "
            "t-online.de freenet.de arcor.de mail.de posteo.de mailbox.org proton.me protonmail.com protonmail.ch "
            "pm.me "
            "tutanota.com tuta.io fastmail.com zoho.com mail.com hey.com orange.fr wanadoo.fr free.fr laposte.net "
            "sfr.fr "
            "libero.it virgilio.it tiscali.it alice.it wp.pl o2.pl interia.pl onet.pl onet.eu op.pl gazeta.pl "
            "seznam.cz "
            "centrum.cz email.cz ziggo.nl kpnmail.nl hetnet.nl xs4all.nl planet.nl upcmail.nl telenet.be skynet.be "
            "bluewin.ch hispeed.ch telia.com bredband.net online.no mail.dk jubii.dk sapo.pt mail.ru bk.ru inbox.ru "
            "list.ru yandex.ru yandex.com ya.ru rambler.ru ukr.net qq.com 163.com 126.com sina.com naver.com daum.net "
            "comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net btinternet.com sky.com "
            "virginmedia.com talktalk.net ntlworld.com bigpond.com optusnet.com.au uol.com.br bol.com.br terra.com.br "
            "rediffmail.com");
        const QStringList list = names.split(QLatin1Char(' '));
        return QSet<QString>(list.cbegin(), list.cend());
    }();
    return providers.contains(domain);
}

/// "baltway.example" of "https://www.Baltway.example:443/about".
QString hostOf(const QString &website)
{
    qsizetype from = website.indexOf(QLatin1String("://"));
    from = from < 0 ? 0 : from + 3;
    qsizetype to = from;
    while (to < website.size() && website.at(to) != QLatin1Char('/') && website.at(to) != QLatin1Char(':')
           && website.at(to) != QLatin1Char('?') && website.at(to) != QLatin1Char('#')) {
        ++to;
    }
    QString host = website.mid(from, to - from).toLower();
    if (host.startsWith(QLatin1String("www."))) {
        host.remove(0, 4);
    }
    return host.contains(QLatin1Char('.')) && !host.contains(QLatin1Char(' ')) && !host.contains(QLatin1Char('@'))
        ? host
        : QString();
}

/// As SQLite's NOCASE compares.
void lowerAscii(QString &text)
{
    for (QChar &character : text) {
        if (character >= QLatin1Char('A') && character <= QLatin1Char('Z')) {
            character = QChar(character.unicode() + ('a' - 'A'));
        }
    }
}

quint64 keyOf(const QString &text)
{
    const quint64 hash = qHash(text, seed);
    return hash == 0 ? 1 : hash;
}

} // namespace

QString companyDomain(const QString &website, const QString &email)
{
    if (!website.isEmpty()) {
        if (QString host = hostOf(website); !host.isEmpty() && !isForEverybody(host)) {
            return host;
        }
    }
    const qsizetype at = email.lastIndexOf(QLatin1Char('@'));
    if (at < 0) {
        return {};
    }
    QString domain = email.mid(at + 1);
    return isForEverybody(domain) ? QString() : domain;
}

bool isWebAddress(const QString &text)
{
    const qsizetype scheme = text.indexOf(QLatin1String("://"));
    const QString before = text.left(std::max<qsizetype>(scheme, 0)).toLower();
    const bool isWeb = scheme < 0 || before == QLatin1String("http") || before == QLatin1String("https");
    return isWeb && !hostOf(text).isEmpty();
}

PersonKeys personKeys(const Lead &lead)
{
    PersonKeys keys;
    const QString email = lead.email ? lead.email->toString() : QString();
    if (!email.isEmpty()) {
        keys.email = keyOf(email);
    }
    keys.companyDomain = lead.companyDomain.isEmpty() ? companyDomain(lead.website, email) : lead.companyDomain;
    keys.hasBothNames = !lead.firstName.isEmpty() && !lead.lastName.isEmpty();
    if (!lead.firstName.isEmpty() || !lead.lastName.isEmpty()) {
        QString name = lead.firstName + QLatin1Char('\n') + lead.lastName + QLatin1Char('\n');
        lowerAscii(name);
        if (!keys.companyDomain.isEmpty()) {
            keys.domain = keyOf(name + QLatin1Char('@') + keys.companyDomain);
        }
        if (!lead.companyName.isEmpty()) {
            QString company = lead.companyName;
            lowerAscii(company);
            keys.company = keyOf(name + company);
        }
    }
    return keys;
}

quint64 nameKey(const QString &name)
{
    QString plain = name;
    lowerAscii(plain);
    return keyOf(plain);
}

bool isSamePerson(const PersonKeys &row, bool sameDomain, bool sameCompany, bool otherHasDomain, bool otherHasEmail)
{
    if (row.email != 0 && otherHasEmail) {
        return sameDomain && row.hasBothNames;
    }
    return sameDomain || (sameCompany && (row.companyDomain.isEmpty() || !otherHasDomain));
}

std::optional<qint64> PeopleOfFile::withEmail(const PersonKeys &keys) const
{
    if (keys.email == 0) {
        return std::nullopt;
    }
    const auto found = m_byEmail.constFind(keys.email);
    return found == m_byEmail.cend() ? std::nullopt : std::optional<qint64>(*found);
}

std::optional<qint64> PeopleOfFile::samePerson(const PersonKeys &keys) const
{
    for (const quint64 key : {keys.domain, keys.company}) {
        const auto found = key == 0 ? m_byName.cend() : m_byName.constFind(key);
        if (found != m_byName.cend()
            && isSamePerson(keys, key == keys.domain, key == keys.company, (*found & 1) != 0, (*found & 2) != 0)) {
            return *found >> 2;
        }
    }
    return std::nullopt;
}

std::optional<qint64> PeopleOfFile::seen(const PersonKeys &keys) const
{
    const std::optional<qint64> address = withEmail(keys);
    return address ? address : samePerson(keys);
}

void PeopleOfFile::add(const PersonKeys &keys, qint64 number)
{
    if (keys.email != 0 && !m_byEmail.contains(keys.email)) {
        m_byEmail.insert(keys.email, number);
    }
    const qint64 value = (number << 2) | (keys.email != 0 ? 2 : 0) | (keys.companyDomain.isEmpty() ? 0 : 1);
    for (const quint64 key : {keys.domain, keys.company}) {
        if (key != 0 && !m_byName.contains(key)) {
            m_byName.insert(key, value);
        }
    }
}

} // namespace AlwaysLeads
