#pragma once

#include <QList>
#include <QRegularExpression>
#include <QString>

#include <optional>

namespace AlwaysLeads::FactWords {

/// Lower case, without accents, curly signs made straight: how texts are compared.
QString folded(const QString &text);
/// "3" for "three", "1250" for "1,250", "60" for "60th"; nothing for what is no number.
std::optional<QString> numberIn(const QString &foldedWord);
/// A word that begins English sentences without being a name, or that is written large without being one.
bool isOrdinary(const QString &foldedWord);
/// A month or a day of the week.
bool isDate(const QString &foldedWord);
/// German writes every noun large, so there a capital says nothing.
bool isGerman(const QString &text);

/// Words that say something happened to somebody, by kinds: a fact with one word of a kind bears out another of it.
struct EventKind
{
    QRegularExpression words;
    bool isTime = false; ///< "recently": any fact beyond who the reader is bears it out
    bool isContact = false; ///< that the two spoke before: a claim also without a word of the reader in it
};
const QList<EventKind> &eventKinds();
/// "our customers", "the leading": of other customers, or of being ahead of others.
const QRegularExpression &customerWords();

} // namespace AlwaysLeads::FactWords
