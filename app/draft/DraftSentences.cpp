#include "draft/DraftSentences.h"

#include "assistant/FactCheck.h"

namespace AlwaysLeads {

namespace {

QString problemOf(const DraftSentence &sentence)
{
    if (sentence.confirmed || sentence.written.unsupported.isEmpty()) {
        return {};
    }
    QStringList said;
    for (const UnsupportedClaim &claim : sentence.written.unsupported) {
        said.append(FactCheck::said(claim));
    }
    QString problem = said.join(QStringLiteral("; "));
    problem[0] = problem.at(0).toUpper();
    return problem + u'.';
}

} // namespace

QList<SentencePlace> DraftSentences::places(const Draft &draft)
{
    QList<SentencePlace> places;
    qsizetype from = 0; // they stand in order
    for (const DraftSentence &sentence : draft.facts.sentences) {
        const QString &text = sentence.written.inSubject ? draft.subject : draft.body;
        qsizetype at = text.indexOf(sentence.written.text, sentence.written.inSubject ? 0 : from);
        if (at < 0) {
            at = text.indexOf(sentence.written.text);
        }
        if (at < 0 || sentence.written.text.isEmpty()) {
            continue;
        }
        if (!sentence.written.inSubject) {
            from = at + sentence.written.text.size();
        }
        places.append({sentence, int(at), int(sentence.written.text.size()), problemOf(sentence)});
    }
    return places;
}

int DraftSentences::unsupported(const Draft &draft)
{
    int count = 0;
    for (const SentencePlace &place : places(draft)) {
        count += place.problem.isEmpty() ? 0 : 1;
    }
    return count;
}

QString DraftSentences::objection(const Draft &draft)
{
    const int count = unsupported(draft);
    return count == 0 ? QString()
        : count == 1
        ? tr("One sentence says what no fact holds. Edit it, or confirm that it is true (C).")
        : tr("%1 sentences say what no fact holds. Edit them, or confirm each that is true (C).").arg(count);
}

bool DraftSentences::confirm(Draft &draft, const QString &text)
{
    bool found = false;
    for (DraftSentence &sentence : draft.facts.sentences) {
        if (sentence.written.text == text && !sentence.written.unsupported.isEmpty()) {
            sentence.confirmed = true;
            found = true;
        }
    }
    return found;
}

} // namespace AlwaysLeads
