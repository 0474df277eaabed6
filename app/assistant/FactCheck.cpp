#include "assistant/FactCheck.h"

#include "assistant/FactWords.h"
#include "assistant/OrderWords.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

using Kind = UnsupportedClaim::Kind;

const QString templateName = QStringLiteral("template");
const QString senderName = QStringLiteral("sender");

/// Without "'s" and the points of abbreviations: "Sundet's" is "Sundet".
QString bare(const QString &folded)
{
    QString word = folded;
    if (word.endsWith(QLatin1String("'s"))) {
        word.chop(2);
    }
    while (!word.isEmpty() && !word.back().isLetterOrNumber()) {
        word.chop(1);
    }
    return word;
}

void note(WrittenSentence &sentence, Kind kind, const QString &words)
{
    const UnsupportedClaim claim{kind, words.left(80)};
    if (!sentence.unsupported.contains(claim) && sentence.unsupported.size() < 12) {
        sentence.unsupported.append(claim);
    }
}

bool isTimeUnit(const QString &folded)
{
    static const QRegularExpression unit(QStringLiteral("^(?:-?(?:minutes?|mins?|min|o'clock|am|pm|uhr|minuten))$"));
    return unit.match(folded).hasMatch();
}

} // namespace

FactCheck::FactCheck(const MailBrief &brief)
    : m_neverSay(brief.sender.neverSay)
{
    for (const KnownFact &fact : brief.facts) {
        add(fact.name, fact.value, false);
        if (fact.name.compare(QLatin1String("company"), Qt::CaseInsensitive) == 0) {
            m_company = m_sources.constLast().words;
            m_company.removeIf([](const QString &word) { return FactWords::isOrdinary(word); });
        }
    }
    QString own = brief.subject + u'\n' + brief.body;
    for (const KnownFact &fact : brief.facts) { // a value that came into the template is not the person's own word
        if (readsLikeAnOrder(fact.value)) {
            own.remove(fact.value);
        }
    }
    add(templateName, own, true);
    QStringList said = {brief.sender.name, brief.sender.company, brief.sender.offer, brief.wish};
    for (const MailSlot &slot : brief.claude) {
        said.append(slot.wish);
    }
    add(senderName, said.join(u'\n'), true);
    for (qsizetype i = 0; i < brief.sender.proofs.size(); ++i) {
        add(QStringLiteral("proof %1").arg(i + 1), brief.sender.proofs.at(i), true);
    }
}

void FactCheck::add(const QString &name, const QString &text, bool isOwn)
{
    static const QStringList identity = {QStringLiteral("first name"), QStringLiteral("last name"),
                                         QStringLiteral("name"), QStringLiteral("company")};
    Source source;
    source.name = name;
    source.text = FactWords::folded(text);
    source.isOwn = isOwn;
    source.isOrder = !isOwn && readsLikeAnOrder(text);
    if (source.isOrder) {
        source.text.clear();
    }
    source.isIdentity = identity.contains(name.toLower());
    for (const Word &word : wordsOf(source.text)) {
        source.words.insert(bare(word.text));
        for (const QString &part : word.text.split(QRegularExpression(QStringLiteral("[-/&.']")), Qt::SkipEmptyParts)) {
            source.words.insert(part);
        }
    }
    m_sources.append(source);
}

QList<FactCheck::Word> FactCheck::wordsOf(const QString &text)
{
    static const QRegularExpression pattern(
        QStringLiteral("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}]*(?:['’.,/&+-][\\p{L}\\p{N}]"
                       "[\\p{L}\\p{M}\\p{N}]*)*%?"),
        QRegularExpression::UseUnicodePropertiesOption);
    QList<Word> words;
    qsizetype end = 0;
    for (auto match = pattern.globalMatch(text); match.hasNext();) {
        const QRegularExpressionMatch one = match.next();
        const QStringView between = QStringView(text).mid(end, one.capturedStart() - end);
        const bool begins = words.isEmpty()
            || std::ranges::any_of(between, [](QChar c) { return QStringLiteral(".!?:\n\"“”„(").contains(c); });
        words.append({one.captured(), one.capturedStart(), begins});
        end = one.capturedEnd();
    }
    return words;
}

QList<const FactCheck::Source *> FactCheck::sourcesOf(const QStringList &names) const
{
    QList<const Source *> sources;
    for (const Source &source : m_sources) {
        if (source.isOwn || source.isIdentity || names.contains(source.name)) {
            sources.append(&source);
        }
    }
    return sources;
}

WrittenSentence FactCheck::checked(WrittenSentence sentence) const
{
    sentence.unsupported.clear();
    QStringList known;
    for (const QString &name : std::as_const(sentence.facts)) {
        if (std::ranges::find(m_sources, name, &Source::name) == m_sources.end()) {
            note(sentence, Kind::UnknownFact, name);
        } else if (!known.contains(name)) {
            known.append(name);
        }
    }
    sentence.facts = known;
    for (const Source &source : m_sources) {
        if (source.isOrder && known.contains(source.name)) {
            note(sentence, Kind::Order, source.name);
        }
    }
    const QList<Word> words = wordsOf(sentence.text);
    checkNames(sentence, words); // first: it adds facts
    checkNumbers(sentence, words);
    checkQuotes(sentence);
    checkEvents(sentence);
    checkCustomers(sentence);
    checkForbidden(sentence);
    return sentence;
}

void FactCheck::markOrders(QList<WrittenSentence> &sentences) const
{
    for (const Source &source : m_sources) {
        if (source.isOrder && !sentences.isEmpty()) {
            note(sentences.first(), Kind::Order, source.name);
        }
    }
}

bool FactCheck::isName(const WrittenSentence &sentence, const QList<Word> &words, qsizetype index) const
{
    const QString &word = words.at(index).text;
    const QString folded = bare(FactWords::folded(word));
    const bool capital = word.at(0).isUpper();
    const bool inner = std::any_of(word.begin() + 1, word.end(), [](QChar c) { return c.isUpper(); });
    if ((!capital && !inner) || folded.size() < 2 || FactWords::numberIn(folded)) {
        return false;
    }
    if (FactWords::isDate(folded)) {
        return false; // the events look at those
    }
    if (FactWords::isOrdinary(folded)) {
        return false;
    }
    const auto isLarge = [&](qsizetype other) {
        return other >= 0 && other < words.size() && words.at(other).text.at(0).isUpper()
            && !FactWords::isOrdinary(bare(FactWords::folded(words.at(other).text)));
    };
    if (FactWords::isGerman(sentence.text)) {
        static const QRegularExpression legal(QStringLiteral("^(?:GmbH|AG|KG|SE|OHG|UG)$"));
        return inner || (!words.at(index).begins && isLarge(index + 1))
            || (isLarge(index - 1) && !words.at(index).begins)
            || (index + 1 < words.size() && legal.match(words.at(index + 1).text).hasMatch());
    }
    if (words.at(index).begins && !inner) {
        // Any word stands large there. A name goes on large, belongs to somebody, or is no word of the kind that begins
        // sentences.
        static const QRegularExpression ordinaryEnd(
            QStringLiteral("(?:ing|ly|ed|tions?|ments?|ness|ity|ers|ies|ves|als?|ous|ful|less|able)$"));
        return (isLarge(index + 1) && !words.at(index + 1).begins) || !ordinaryEnd.match(folded).hasMatch();
    }
    return true;
}

void FactCheck::checkNames(WrittenSentence &sentence, const QList<Word> &words) const
{
    for (qsizetype index = 0; index < words.size(); ++index) {
        if (!isName(sentence, words, index)) {
            continue;
        }
        // "Baltic-Nordic" is held by a text with both its parts.
        const QString whole = bare(FactWords::folded(words.at(index).text));
        QStringList parts = whole.split(QRegularExpression(QStringLiteral("[-/&.]")), Qt::SkipEmptyParts);
        const auto holds = [&](const Source &source) {
            return source.words.contains(whole)
                || (parts.size() > 1
                    && std::ranges::all_of(parts, [&](const QString &part) { return source.words.contains(part); }))
                || (whole.endsWith(u's') && source.words.contains(whole.chopped(1)));
        };
        const QList<const Source *> named = sourcesOf(sentence.facts);
        if (std::ranges::any_of(named, [&](const Source *source) { return holds(*source); })) {
            continue;
        }
        const auto other = std::ranges::find_if(m_sources, holds);
        if (other != m_sources.end()) {
            sentence.facts.append(other->name);
            continue;
        }
        QString phrase = words.at(index).text;
        while (index + 1 < words.size() && !words.at(index + 1).begins && isName(sentence, words, index + 1)
               && !std::ranges::any_of(m_sources, [&](const Source &source) {
                      return source.words.contains(bare(FactWords::folded(words.at(index + 1).text)));
                  })) {
            phrase += u' ' + words.at(++index).text;
        }
        note(sentence, Kind::Name, phrase);
    }
}

void FactCheck::checkNumbers(WrittenSentence &sentence, const QList<Word> &words) const
{
    const bool asks = sentence.text.trimmed().endsWith(u'?');
    for (qsizetype index = 0; index < words.size(); ++index) {
        const QString folded = FactWords::folded(words.at(index).text);
        const std::optional<QString> number = FactWords::numberIn(folded);
        const QString before = index > 0 ? FactWords::folded(words.at(index - 1).text) : QString();
        const bool isSaying = folded == QLatin1String("two")
            && (before == QLatin1String("no") || before == QLatin1String("or")); // "no two mornings", "a week or two"
        if (!number || isSaying) {
            continue;
        }
        const QString rest = folded.contains(u'-') ? folded.section(u'-', 1) : QString();
        const QString next = !rest.isEmpty() ? rest
            : index + 1 < words.size()       ? bare(FactWords::folded(words.at(index + 1).text))
                                             : QString();
        if (asks && isTimeUnit(next)) {
            continue; // "Would 20 minutes suit you?" offers, it does not claim
        }
        const bool held = std::ranges::any_of(m_sources, [&](const Source &source) {
            if (!source.isOwn && !source.isIdentity && !sentence.facts.contains(source.name)) {
                return false;
            }
            const QList<Word> theirs = wordsOf(source.text);
            for (qsizetype i = 0; i < theirs.size(); ++i) {
                if (FactWords::numberIn(theirs.at(i).text) != number) {
                    continue;
                }
                if (!source.isOwn) {
                    return true;
                }
                const QString own = theirs.at(i).text.contains(u'-') ? theirs.at(i).text.section(u'-', 1)
                    : i + 1 < theirs.size()                          ? bare(theirs.at(i + 1).text)
                                                                     : QString();
                if (own.left(4) == next.left(4)) { // "20 minutes" does not bear out "20 trucks"
                    return true;
                }
            }
            return false;
        });
        if (!held) {
            note(sentence, Kind::Number, words.at(index).text);
        }
    }
}

void FactCheck::checkQuotes(WrittenSentence &sentence) const
{
    static const QRegularExpression quote(QStringLiteral("[“„\"«]([^“”„\"«»\\n]{3,})[”“\"»]"));
    for (auto match = quote.globalMatch(sentence.text); match.hasNext();) {
        QString words = FactWords::folded(match.next().captured(1)).simplified();
        while (!words.isEmpty() && !words.back().isLetterOrNumber()) {
            words.chop(1);
        }
        const bool held = std::ranges::any_of(
            sourcesOf(sentence.facts), [&](const Source *source) { return source->text.simplified().contains(words); });
        if (!held) {
            note(sentence, Kind::Quote, words);
        }
    }
}

bool FactCheck::speaksOfTheReader(const QString &folded) const
{
    static const QRegularExpression reader(
        QStringLiteral("\\b(?:you|your|yours|you're|you've|congratulations|congrats|sie|ihr|ihre|ihren|ihrem)\\b"));
    if (reader.match(folded).hasMatch()) {
        return true;
    }
    return std::ranges::any_of(m_company,
                               [&](const QString &word) { return word.size() > 2 && folded.contains(word); });
}

void FactCheck::checkEvents(WrittenSentence &sentence) const
{
    const QString folded = FactWords::folded(sentence.text);
    static const QRegularExpression asks(QStringLiteral(
        "^(?:would|could|can|shall|should|may|is (?:this|that|it)|does|do you|how|what|if)\\b[^.]*\\?\\s*$"));
    if (asks.match(folded).hasMatch()) {
        return;
    }
    const bool ofTheReader = speaksOfTheReader(folded);
    const QList<const Source *> sources = sourcesOf(sentence.facts);
    bool happened = false;
    for (const FactWords::EventKind &kind : FactWords::eventKinds()) {
        const QRegularExpressionMatch match = kind.words.match(folded);
        if (!match.hasMatch() || (!ofTheReader && !kind.isContact)) {
            continue;
        }
        happened = true;
        const bool held = kind.isTime
            ? std::ranges::any_of(sources, [](const Source *source) { return !source->isOwn && !source->isIdentity; })
                || std::ranges::any_of(sources,
                                       [&](const Source *source) { return source->text.contains(match.captured()); })
            : std::ranges::any_of(sources, [&](const Source *source) {
                  return kind.words.match(source->text).hasMatch()
                      || source->text.contains(
                          match.captured().left(std::max<qsizetype>(5, match.capturedLength() - 3)));
              });
        if (!held) {
            note(sentence, Kind::Event, sentence.text.mid(match.capturedStart(), match.capturedLength()));
        }
    }
    if (!happened) {
        return;
    }
    for (const Word &word : wordsOf(folded)) { // when it happened belongs to it
        const bool held =
            std::ranges::any_of(sources, [&](const Source *source) { return source->words.contains(bare(word.text)); });
        if (FactWords::isDate(bare(word.text)) && bare(word.text) != QLatin1String("may") && !held) {
            note(sentence, Kind::Event, sentence.text.mid(word.at, word.text.size()));
        }
    }
}

void FactCheck::checkCustomers(WrittenSentence &sentence) const
{
    const QString folded = FactWords::folded(sentence.text);
    for (auto match = FactWords::customerWords().globalMatch(folded); match.hasNext();) {
        const QString words = match.next().captured();
        const bool held = std::ranges::any_of(sourcesOf(sentence.facts),
                                              [&](const Source *source) { return source->text.contains(words); });
        if (!held) {
            note(sentence, Kind::Customer, words);
        }
    }
}

void FactCheck::checkForbidden(WrittenSentence &sentence) const
{
    const QString folded = FactWords::folded(sentence.text).simplified();
    for (const QString &phrase : m_neverSay) {
        const QString wanted = FactWords::folded(phrase).simplified();
        if (!wanted.isEmpty() && folded.contains(wanted)) {
            note(sentence, Kind::Forbidden, phrase);
        }
    }
}

QString FactCheck::said(const UnsupportedClaim &claim)
{
    switch (claim.kind) {
    case Kind::UnknownFact:
        return tr("it names a fact that does not exist (%1)").arg(claim.words);
    case Kind::Number:
        return tr("the number “%1” is in no fact it names").arg(claim.words);
    case Kind::Name:
        return tr("the name “%1” is in no fact").arg(claim.words);
    case Kind::Quote:
        return tr("the quote “%1” is in no fact it names").arg(claim.words);
    case Kind::Event:
        return tr("no fact it names says that this happened: “%1”").arg(claim.words);
    case Kind::Customer:
        return tr("nothing you gave says this of customers or rank: “%1”").arg(claim.words);
    case Kind::Forbidden:
        return tr("you never say “%1”").arg(claim.words);
    case Kind::Appointment:
        return tr("whether you are free then is yours to say: “%1”").arg(claim.words);
    case Kind::Order:
        return tr("“%1” of this person reads like an order to a program, not like a fact; read the draft twice")
            .arg(claim.words);
    }
    Q_UNREACHABLE();
}

} // namespace AlwaysLeads
