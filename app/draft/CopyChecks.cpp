#include "draft/CopyChecks.h"

#include "draft/DraftSentences.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace AlwaysLeads {

namespace {

using Level = CopyCheck::Level;

constexpr qsizetype fewestWords = 20;
constexpr qsizetype mostWords = 150;
constexpr qsizetype longestSubject = 70;
constexpr int mostLinks = 1;

const QRegularExpression &linkPattern()
{
    static const QRegularExpression pattern(QStringLiteral("(?:[a-z][a-z0-9+.-]*:/{0,2}|www\\.)[^\\s<>\"]+"),
                                            QRegularExpression::CaseInsensitiveOption);
    return pattern;
}

/// Why a reader's program would not open it; empty when it would.
QString brokenForm(QString link)
{
    while (!link.isEmpty() && QStringLiteral(".,;:!?)'").contains(link.back())) {
        link.chop(1);
    }
    if (link.startsWith(QLatin1String("mailto:"), Qt::CaseInsensitive)) {
        return {};
    }
    if (link.startsWith(QLatin1String("www."), Qt::CaseInsensitive)) {
        return CopyChecks::tr("it has no https:// before it, so many programs do not make it a link");
    }
    const QUrl url(link, QUrl::StrictMode);
    if (url.scheme() != QLatin1String("https") && url.scheme() != QLatin1String("http")) {
        return CopyChecks::tr("it does not begin with https://");
    }
    if (!link.contains(QLatin1String("://"))) {
        return CopyChecks::tr("two slashes are missing after the colon");
    }
    if (!url.isValid() || url.host().isEmpty() || !url.host().contains(u'.')) {
        return CopyChecks::tr("its address is not complete");
    }
    return url.userInfo().isEmpty() ? QString() : CopyChecks::tr("there is a name before an @ in it, as in fraud");
}

} // namespace

CopyCheck CopyChecks::pushyWords(const QString &text)
{
    static const QRegularExpression words(
        QStringLiteral(
            "\\b(?:100% free|act now|amazing deal|apply now|as seen on|buy now|cash bonus|click (?:here|below)|"
            "cheap(?:est)?|congratulations, you|credit card|dear friend|double your|earn (?:extra )?(?:cash|money)|"
            "exclusive deal|extra income|fast cash|for free|free (?:access|gift|money|offer|quote|trial)|"
            "guaranteed|hurry|incredible deal|instant(?:ly)? earn|limited[- ]time|lowest price|make money|"
            "money[- ]back|no (?:catch|cost|credit|obligation|risk|strings)|offer expires|once in a lifetime|"
            "only today|order now|risk[- ]free|satisfaction guaranteed|special promotion|this is not spam|"
            "unbelievable|urgent|while stocks last|winner|you have been selected|"
            "gratis|garantiert|jetzt kaufen|nur heute|kostenlos)(?!\\w)"),
        QRegularExpression::CaseInsensitiveOption);
    QStringList found;
    for (auto match = words.globalMatch(text); match.hasNext();) {
        const QString word = match.next().captured().toLower();
        if (!found.contains(word)) {
            found.append(word);
        }
    }
    if (found.isEmpty()) {
        return {Level::Good, tr("No pushy wording"), tr("0 found"), {}};
    }
    return {Level::Warn, tr("Pushy wording"), tr("%L1 found").arg(found.size()),
            tr("“%1”: spam filters count such words, and readers stop there. Say it in your own words.")
                .arg(found.mid(0, 4).join(QStringLiteral("”, “")))};
}

CopyCheck CopyChecks::links(const QString &text)
{
    int count = 0;
    QString broken;
    for (auto match = linkPattern().globalMatch(text); match.hasNext();) {
        const QString link = match.next().captured();
        static const QRegularExpression scheme(QStringLiteral("^(?:https?|ftp|www|mailto|tel)\\b"),
                                               QRegularExpression::CaseInsensitiveOption);
        if (!link.contains(QLatin1String("//")) && !scheme.match(link).hasMatch()) {
            continue; // "tomorrow:see"
        }
        ++count;
        const QString fault = brokenForm(link);
        if (broken.isEmpty() && !fault.isEmpty()) {
            broken = tr("%1: %2.").arg(link.left(60), fault);
        }
    }
    if (!broken.isEmpty()) {
        return {Level::Warn, tr("A link is broken"), tr("%L1 links").arg(count), broken};
    }
    if (count > mostLinks) {
        return {Level::Warn, tr("Many links"), tr("%L1 links").arg(count),
                tr("A first mail with more than one link often lands in the spam folder. Keep the one that matters.")};
    }
    return {Level::Good, tr("Links"), count == 0 ? tr("none") : tr("1, well formed"), {}};
}

CopyCheck CopyChecks::shouting(const QString &subject, const QString &body)
{
    static const QRegularExpression loud(QStringLiteral("[!?]{2,}|!.*!.*!"),
                                         QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression word(QStringLiteral("\\b\\p{Lu}{4,}\\b"),
                                         QRegularExpression::UseUnicodePropertiesOption);
    const QString text = subject + u'\n' + body;
    int large = 0;
    QString first;
    for (auto match = word.globalMatch(text); match.hasNext();) {
        const QString found = match.next().captured();
        first = first.isEmpty() ? found : first;
        ++large;
    }
    const bool whole = subject.size() > 8 && subject == subject.toUpper() && subject != subject.toLower();
    if (loud.match(text).hasMatch() || subject.contains(u'!')) {
        return {
            Level::Warn, tr("Shouting"), tr("exclamation marks"),
            tr("Exclamation marks in a subject, or several of them, look like advertising. A full stop is stronger.")};
    }
    if (whole || large >= 2) {
        return {Level::Warn, tr("Shouting"), tr("capitals"),
                tr("Words in capitals (“%1”) read as shouting, and spam filters count them.")
                    .arg(first.isEmpty() ? subject.left(30) : first)};
    }
    return {Level::Good, tr("No shouting"), tr("0 found"), {}};
}

CopyCheck CopyChecks::asks(const QString &body)
{
    const qsizetype questions = body.count(u'?');
    if (questions > 2) {
        return {Level::Warn, tr("Several questions"), tr("1 is better"),
                tr("With %L1 questions a reader answers none. End with the one you want answered.").arg(questions)};
    }
    return {Level::Good, tr("Questions"), questions == 0 ? tr("none") : tr("%L1").arg(questions), {}};
}

QList<CopyCheck> CopyChecks::ofText(const QString &subject, const QString &body)
{
    static const QRegularExpression space(QStringLiteral("\\s+"));
    static const QRegularExpression bracket(QStringLiteral("\\{[^{}\\n]*\\}|\\{[A-Za-z]"));
    QList<CopyCheck> checks;
    const qsizetype words = body.split(space, Qt::SkipEmptyParts).size();
    const QString why = words < fewestWords ? tr("So short a mail says little of why you write to this person.")
        : words > mostWords
        ? tr("Most people stop reading a first mail after 150 words. Take out what can wait for a second one.")
        : QString();
    checks.append({why.isEmpty() ? Level::Good : Level::Warn, tr("Length"),
                   tr("%n words", nullptr, static_cast<int>(words)), why});
    const bool brackets = bracket.match(subject).hasMatch() || bracket.match(body).hasMatch();
    checks.append({brackets ? Level::Warn : Level::Good, tr("No field left open"),
                   brackets ? tr("there are brackets in the text") : tr("0 found"),
                   brackets ? tr("What stands in brackets looks like a field that nobody filled in.") : QString()});
    if (subject.size() > longestSubject) {
        checks.append({Level::Warn, tr("Subject"), tr("long, many inboxes cut it"),
                       tr("Inboxes show about 60 characters. Put what matters first.")});
    }
    checks.append(pushyWords(subject + u'\n' + body));
    checks.append(links(subject + u'\n' + body));
    checks.append(shouting(subject, body));
    checks.append(asks(body));
    return checks;
}

QList<CopyCheck> CopyChecks::of(const DraftMessage &built)
{
    QList<CopyCheck> checks = ofText(built.draft.subject, built.draft.body);
    const bool inPlace =
        !built.sender.optOutSentence.trimmed().isEmpty() && !built.sender.postalAddress.trimmed().isEmpty();
    checks.insert(1,
                  {inPlace ? Level::Good : Level::Bad, tr("Opt-out line and address"),
                   inPlace ? tr("in place") : tr("missing"),
                   inPlace ? QString()
                           : tr("The law wants both in every cold mail. Fill them in under Settings, Your profile.")});
    if (!built.draft.facts.sentences.isEmpty()) {
        const int without = DraftSentences::unsupported(built.draft);
        const int claims =
            int(std::ranges::count_if(DraftSentences::places(built.draft), [](const SentencePlace &place) {
                return !place.sentence.written.facts.isEmpty() || !place.sentence.written.unsupported.isEmpty();
            }));
        checks.insert(1,
                      {without == 0 ? Level::Good : Level::Bad, tr("Every claim has a fact"),
                       tr("%L1 of %L2").arg(claims - without).arg(claims),
                       without == 0 ? QString() : DraftSentences::objection(built.draft)});
    }
    static const QRegularExpression reply(QStringLiteral("^(?:re|fwd?|aw|wg)\\s*:"),
                                          QRegularExpression::CaseInsensitiveOption);
    if (built.message.references.isEmpty() && reply.match(built.draft.subject).hasMatch()) {
        checks.append({Level::Warn, tr("Subject"), tr("pretends to be a reply"),
                       tr("There was no mail before this one. A false “Re:” costs trust, and is forbidden in some "
                          "countries.")});
    }
    if (const QString change = DraftMessages::factChange(built.draft, built.lead); !change.isEmpty()) {
        checks.append({Level::Warn, tr("Facts"), tr("changed"), change});
    }
    return checks;
}

} // namespace AlwaysLeads
