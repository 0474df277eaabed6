#include "address/ShownDomain.h"

#include <QStringList>
#include <QUrl>

#include <algorithm>

namespace AlwaysLeads {

namespace {

/// Two alphabets in one label could imitate another name.
bool mixesAlphabets(const QString &label)
{
    QChar::Script seen = QChar::Script_Common;
    for (const uint code : label.toUcs4()) {
        QChar::Script script = QChar::script(code);
        if (script == QChar::Script_Common || script == QChar::Script_Inherited) {
            continue;
        }
        if (script == QChar::Script_Hiragana || script == QChar::Script_Katakana) {
            script = QChar::Script_Han; // written together in Japanese
        }
        if (seen != QChar::Script_Common && seen != script) {
            return true;
        }
        seen = script;
    }
    return false;
}

} // namespace

QString shownDomain(const QString &domain)
{
    // The list of top-level domains that Qt trusts leaves out most of them; the alphabets are looked at instead.
    const QString readable = QUrl::fromAce(domain.toLatin1(), QUrl::IgnoreIDNWhitelist);
    const QStringList labels = readable.split(QLatin1Char('.'));
    const bool doubtful = readable.isEmpty() || std::ranges::any_of(labels, mixesAlphabets);
    return doubtful ? domain : readable;
}

} // namespace AlwaysLeads
