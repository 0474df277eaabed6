#pragma once

#include "assistant/FactCheck.h"
#include "assistant/MailBrief.h"
#include "base/Result.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QJsonValue>

namespace AlwaysLeads {

/// What the questions for a whole mail and for places of one have in common: how data goes in, how sentences come back,
/// and what no text of Claude's may hold.
class MailWords
{
    Q_DECLARE_TR_FUNCTIONS(MailWords)
public:
    static constexpr qsizetype longestSubject = 120; ///< characters; the prompt asks for half of it
    static constexpr qsizetype longestBody = 4000;
    static constexpr qsizetype mostSentences = 80;

    /// The text of a prompt with the sender below it: the same for every mail of this person, so that the service can
    /// keep it. Nothing of a reader stands in it.
    static QString rules(const QString &promptName, const MailAuthor &sender);
    /// Facts, wish and language, as data.
    static QJsonObject reader(const MailBrief &brief);
    static QJsonObject closed(const QJsonObject &properties);
    static QJsonObject textField(const QString &description);
    static QJsonObject idList();
    static QJsonObject sentenceList(const QString &description);

    struct Sentences
    {
        QString text; ///< all of them together
        QList<WrittenSentence> each; ///< compared with the facts
    };
    /// From an array as sentenceList() asks for it.
    static Sentences sentences(const QJsonValue &given, const MailBrief &brief, const FactCheck &facts);
    /// The text alone of such an array, which may not be whole yet.
    static QString text(const QJsonValue &sentences);
    /// The names that sentences use for the ids of an answer; an id that nothing has stays as it is.
    static QStringList factNames(const QJsonValue &ids, const MailBrief &brief);
    /// Of the brief's facts those that the sentences rest on.
    static QStringList used(const QList<WrittenSentence> &sentences, const MailBrief &brief);

    /// Why such a text cannot be used, as a sentence; empty when it can. Links must stand in the brief's own text.
    static QString fault(const QString &text, bool inSubject, const MailBrief &brief);
    static QString inventedLink(const QString &text, const MailBrief &brief);
    static tl::unexpected<Error> formless(const QString &detail);
    static tl::unexpected<Error> unusable(const QString &what);
    /// A text that is shown while it comes: without characters that nobody sees.
    static QString visible(QString text);
    /// What has been said up to here, with the open strings and brackets closed.
    static QJsonObject soFar(const QString &answer);
};

} // namespace AlwaysLeads
