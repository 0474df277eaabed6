#pragma once

#include "base/Clock.h"
#include "base/Task.h"
#include "spelling/Dictionaries.h"
#include "storage/Database.h"

#include <QFutureWatcher>
#include <QObject>
#include <QSet>

#include <memory>

namespace AlwaysLeads {

class SpellChecker;

/// Spelling as the person sees it: a language at a time, words of their own, and words ignored until the program ends.
/// Without a dictionary nothing is ever wrong.
class Spelling : public QObject
{
    Q_OBJECT
public:
    /// The word for "not at all" among languages.
    static const QString off;

    Spelling(Database &database, const Clock &clock, QStringList folders = dictionaryFolders(),
             QObject *parent = nullptr);
    ~Spelling() override;

    QStringList languages() const;
    /// The nearest to the system's language, else English, else the first there is.
    QString usualLanguage() const;
    /// What this text seems to be written in, also where no dictionary is there for it; else usualLanguage().
    QString languageOf(const QString &text) const;
    /// Reads its dictionary on another thread, then changed().
    void use(const QString &language);
    /// Empty while none is in memory.
    QString language() const { return m_checker ? m_language : QString(); }
    /// Why the last use() gave nothing; empty when it did.
    QString problem() const { return m_problem; }

    bool isWrong(const QString &word) const;
    QStringList suggestions(const QString &word) const;
    /// Right for ever, in every language.
    Task<Result<>> add(QString word);
    Task<Result<>> remove(QString word);
    /// Right until the program ends.
    void ignore(const QString &word);

Q_SIGNALS:
    /// Other words are wrong now.
    void changed();

private:
    struct Opened;
    void took();

    Database &m_database;
    const Clock &m_clock;
    QList<Dictionary> m_dictionaries;
    QString m_language;
    QString m_problem;
    QSet<QString> m_right; ///< added or ignored
    std::unique_ptr<SpellChecker> m_checker;
    QFutureWatcher<std::shared_ptr<Opened>> m_opening;
};

} // namespace AlwaysLeads
