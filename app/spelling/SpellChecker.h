#pragma once

#include "base/Result.h"
#include "spelling/Dictionaries.h"

#include <QCoreApplication>
#include <QHash>
#include <QStringDecoder>
#include <QStringEncoder>

#include <memory>
#include <string>

class Hunspell;

namespace AlwaysLeads {

/// One dictionary in memory. Opening it takes up to a second; belongs to one thread at a time.
class SpellChecker
{
    Q_DECLARE_TR_FUNCTIONS(SpellChecker)
public:
    /// ErrorKind::Invalid: the files cannot be read, or are in an encoding that this computer does not know.
    static Result<std::unique_ptr<SpellChecker>> open(const Dictionary &dictionary);
    ~SpellChecker();

    /// What its encoding cannot even write is nothing it knows, so it is not called wrong.
    bool isRight(const QString &word);
    /// At most five, the likeliest first. Takes up to a quarter of a second.
    QStringList suggestions(const QString &word);
    /// Right from now on.
    void add(const QString &word);

private:
    explicit SpellChecker(std::unique_ptr<Hunspell> hunspell);
    std::string encoded(const QString &word, bool *fits);

    std::unique_ptr<Hunspell> m_hunspell;
    QStringEncoder m_encode;
    QStringDecoder m_decode;
    QHash<QString, bool> m_known; ///< asked before
};

} // namespace AlwaysLeads
