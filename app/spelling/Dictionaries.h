#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace AlwaysLeads {

/// A dictionary of Hunspell's form, as systems and office programs bring them: a pair of files named by the language.
struct Dictionary
{
    QString language; ///< "en_US"
    QString affixes; ///< path of the .aff file
    QString words; ///< path of the .dic file

    bool operator==(const Dictionary &) const = default;
};

/// Where this system keeps dictionaries, the person's own folder first.
QStringList dictionaryFolders();
/// Each language once, in the order of their names; the first folder wins. Files without their other half are left out.
QList<Dictionary> dictionariesIn(const QStringList &folders);
/// "American English (United States)" or, where Qt does not know it, the name of the files.
QString languageName(const QString &language);
/// The one of `there` that comes nearest to `wanted` ("de_AT" is near to "de_DE"); empty when none is of its language.
QString nearestLanguage(const QStringList &there, const QString &wanted);

} // namespace AlwaysLeads
