#pragma once

#include "assistant/MailBrief.h"

#include <QCoreApplication>
#include <QSet>

namespace AlwaysLeads {

/// Compares what a sentence says with what it rests on. It reads words, it does not understand them: what it marks may
/// be true, and a claim without a name, a number or one of the words it knows goes unseen (FactCheckTest prints how
/// many of each). So a person reads every draft all the same.
///
/// A number must stand in a fact the sentence names, or with the word after it in the person's own words (template,
/// offer, proofs, wish). A name may stand in any fact: then the fact is added to those the sentence rests on. That
/// something happened must be said by a fact in a word of the same kind.
class FactCheck
{
    Q_DECLARE_TR_FUNCTIONS(FactCheck)
public:
    explicit FactCheck(const MailBrief &brief);

    /// The sentence with `unsupported` filled in, ids that do not exist taken out of `facts`, and facts added that hold
    /// a name it mentions.
    WrittenSentence checked(WrittenSentence sentence) const;

    /// Marks the first sentence when a fact reads like an order: whatever came of it, a person looks twice.
    void markOrders(QList<WrittenSentence> &sentences) const;

    /// The words for the mark: "“Ravnsborg” is in no fact".
    static QString said(const UnsupportedClaim &claim);

private:
    struct Source
    {
        QString name; ///< as in WrittenSentence::facts
        QString text; ///< folded
        QSet<QString> words; ///< folded
        bool isOwn = false; ///< the person's own words
        bool isOrder = false; ///< speaks to a program: nothing rests on it
        bool isIdentity = false; ///< who the reader is: no sentence needs to name that
    };
    struct Word
    {
        QString text;
        qsizetype at = 0;
        bool begins = false; ///< stands first in its sentence
    };

    void add(const QString &name, const QString &text, bool isOwn);
    static QList<Word> wordsOf(const QString &text);
    QList<const Source *> sourcesOf(const QStringList &names) const;
    void checkNumbers(WrittenSentence &sentence, const QList<Word> &words) const;
    void checkNames(WrittenSentence &sentence, const QList<Word> &words) const;
    void checkQuotes(WrittenSentence &sentence) const;
    void checkEvents(WrittenSentence &sentence) const;
    void checkCustomers(WrittenSentence &sentence) const;
    void checkForbidden(WrittenSentence &sentence) const;
    bool isName(const WrittenSentence &sentence, const QList<Word> &words, qsizetype index) const;
    bool speaksOfTheReader(const QString &folded) const;

    QList<Source> m_sources;
    QStringList m_neverSay;
    QSet<QString> m_company; ///< words of the reader's company
};

} // namespace AlwaysLeads
