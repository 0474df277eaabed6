#include "spelling/Dictionaries.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QMap>
#include <QRegularExpression>
#include <QStandardPaths>

namespace AlwaysLeads {

QStringList dictionaryFolders()
{
    QStringList folders = qEnvironmentVariable("DICPATH").split(QDir::listSeparator(), Qt::SkipEmptyParts);
    for (const QString &name : {QStringLiteral("hunspell"), QStringLiteral("myspell/dicts")}) {
        folders +=
            QStandardPaths::locateAll(QStandardPaths::GenericDataLocation, name, QStandardPaths::LocateDirectory);
        folders += QStringLiteral("/usr/share/") + name; // also where the session names other folders
    }
#ifdef Q_OS_MACOS
    folders += QDir::homePath() + QStringLiteral("/Library/Spelling");
    folders += QStringLiteral("/Library/Spelling");
#endif
    folders.removeDuplicates();
    return folders;
}

QList<Dictionary> dictionariesIn(const QStringList &folders)
{
    static const QRegularExpression name(QStringLiteral("^[a-z]{2,3}(?:[_-][A-Za-z0-9]{2,8}){0,3}$"));
    constexpr qsizetype most = 200; // a computer has a few
    QMap<QString, Dictionary> found;
    for (const QString &folder : folders) {
        const QFileInfoList files = QDir(folder).entryInfoList({QStringLiteral("*.aff")}, QDir::Files | QDir::Readable);
        for (const QFileInfo &file : files) {
            const QString language = file.completeBaseName();
            const QString words = file.dir().filePath(language + QStringLiteral(".dic"));
            if (found.size() < most && name.match(language).hasMatch() && !found.contains(language)
                && QFileInfo(words).isReadable()) {
                found.insert(language, {language, file.filePath(), words});
            }
        }
    }
    return found.values();
}

QString languageName(const QString &language)
{
    const QLocale locale(language);
    if (locale.language() == QLocale::C) {
        return language;
    }
    const QString name = QLocale::languageToString(locale.language());
    if (!language.contains(QLatin1Char('_')) && !language.contains(QLatin1Char('-'))) {
        return name;
    }
    return QStringLiteral("%1 (%2)").arg(name, QLocale::territoryToString(locale.territory()));
}

QString nearestLanguage(const QStringList &there, const QString &wanted)
{
    if (there.contains(wanted)) {
        return wanted;
    }
    const QString language = wanted.section(QRegularExpression(QStringLiteral("[_-]")), 0, 0);
    for (const QString &each : there) {
        if (!language.isEmpty() && each.section(QRegularExpression(QStringLiteral("[_-]")), 0, 0) == language) {
            return each;
        }
    }
    return {};
}

} // namespace AlwaysLeads
