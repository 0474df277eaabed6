// Templates a person types or pastes: whatever the text, its pieces cover it, problems lie within it, filling it in is
// bounded and gives the same words twice, and no value is looked at again.
#include "campaign/Template.h"
#include "fuzz/Fuzz.h"

#include <QString>

using namespace AlwaysLeads;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 16 * 1024) {
        return 0;
    }
    static const QList<TemplateField> known{{QStringLiteral("first name"), QStringLiteral("First name")},
                                            {QStringLiteral("city"), QStringLiteral("City")},
                                            {QStringLiteral("trucks"), QStringLiteral("Trucks")}};
    static const QMap<QString, QString> facts{{QStringLiteral("city"), QStringLiteral("{first name}")},
                                              {QStringLiteral("trucks"), QStringLiteral("12")}};
    const QString text = QString::fromUtf8(bytesOf(data, size));
    const Template read = Template::parse(text, known);
    qsizetype next = 0;
    for (const Template::Piece &piece : read.pieces()) {
        promise(piece.position == next && piece.length > 0, "pieces follow each other");
        next += piece.length;
    }
    promise(next == text.size(), "pieces cover the text");
    qsizetype before = 0;
    for (const TemplateProblem &problem : read.problems()) {
        promise(problem.position >= before && problem.position + problem.length <= text.size(),
                "a problem has a place");
        promise(problem.line >= 1 && problem.column >= 1 && problem.message.size() < 400, "a problem can be shown");
        before = problem.position;
    }
    for (const quint64 seed : {quint64(0), quint64(1), ~quint64(0)}) {
        const Template::Rendered once = read.render(facts, Template::Lines::Many, seed);
        promise(once == read.render(facts, Template::Lines::Many, seed), "the same person reads the same words");
        promise(once.text.size() <= TemplateLimits::rendered, "a mail has an end");
        promise(!read.render(facts, Template::Lines::Single, seed).text.contains(QLatin1Char('\n')),
                "a subject is one line");
    }
    return 0;
}
