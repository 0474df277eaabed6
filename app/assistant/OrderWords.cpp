#include "assistant/OrderWords.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace AlwaysLeads {

namespace {

QRegularExpression pattern(const char *text)
{
    return QRegularExpression(QString::fromUtf8(text),
                              QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption
                                  | QRegularExpression::DotMatchesEverythingOption
                                  | QRegularExpression::MultilineOption);
}

/// Signs that are written to be read by a program only: of no width, ends of lines that show as none, tags of plane 14,
/// turned direction.
bool isHidden(char32_t sign)
{
    return (sign >= 0x200b && sign <= 0x200f) || (sign >= 0x202a && sign <= 0x202e)
        || (sign >= 0x2060 && sign <= 0x2069) || sign == 0x2028 || sign == 0x2029 || sign == 0xfeff || sign == 0x00ad
        || (sign >= 0xe0000 && sign <= 0xe01ef);
}

/// Letters that pass for others made those: "ｉｇｎｏｒｅ" and "ignоre" (with a Cyrillic o) are "ignore".
QString plain(const QString &value)
{
    static const QString likes = QStringLiteral("аеорсухіјѕӏοαερτνικ");
    static const QString latin = QStringLiteral("aeopcyxijsloaeptvik");
    QString text = value.normalized(QString::NormalizationForm_KD).toLower();
    QString made;
    made.reserve(text.size());
    for (const QChar sign : std::as_const(text)) {
        const qsizetype at = likes.indexOf(sign);
        if (sign.category() == QChar::Mark_NonSpacing || sign.category() == QChar::Other_Format) {
            continue;
        }
        made += at >= 0 ? latin.at(at) : sign;
    }
    return made.trimmed();
}

} // namespace

bool readsLikeAnOrder(const QString &value)
{
    const auto signs = value.toUcs4();
    if (std::ranges::any_of(signs, [](uint sign) { return isHidden(sign); })) {
        return true;
    }
    static const std::array orders = {
        // Turning rules off, or naming them.
        pattern("\\b(?:ignor(?:e|iere)|disregard|forget|vergiss|override|bypass|skip|missachte)\\b.{0,40}"
                "\\b(?:instruction|rule|prompt|above|previous|prior|everything|anweisung|regel|vorherig|filter|check)"),
        pattern("\\b(?:system|developer|hidden|secret)\\s*-?(?:prompt|message|instruction|note)"),
        pattern("\\bnew (?:instruction|rule)s?\\b|\\bneue (?:anweisung|regel)"),
        // Posing as a turn of the conversation, or as the machinery.
        pattern("(?:^|[\\]\\[>#*\"'|{.!?]\\s*)(?:system|assistant|human|user|developer|anthropic|claude|ai)\\s*(?:\\]|>"
                "|:)\\s*\\S"),
        pattern("</?\\s*(?:system|assistant|user|human|instructions?|prompt|data|document|facts?|tool\\w*|function\\w*|"
                "antml\\w*|script|style|iframe|img|a)\\b"),
        pattern("<\\|[^|]*\\|>|\\[/?inst\\]|<<\\s*/?sys|```|\\[\\[\\s*slot|#{2,}\\s*\\w"),
        pattern("\\b(?:tool_use|tool_result|function_call|tool call|stop_reason|end_turn|max_tokens|api[ "
                "_-]?key|sk-ant)\\b"),
        // Answering in the model's place, or ending the text it stands in.
        pattern("[\"'][\\]}]{1,4}|\\\\\""),
        pattern(
            "\"\\s*(?:subject|subject_facts|sentences|facts|slots|text|body|verdict|score|class|unsupported|approved|"
            "role|content)\\s*\"\\s*:"),
        // Giving it a part, or a deed.
        pattern("\\b(?:write|tell|send|mail)\\s+(?:it\\s+)?(?:to\\s+)?(?:everyone|everybody|all of them|all leads)\\b"),
        pattern("\\bcite\\b.{0,40}\\b(?:facts?|for (?:each|every|all|any))\\b"),
        pattern(
            "\\byou are (?:now|no longer|a|an|the|claude)\\b.{0,60}\\b(?:ai|assistant|model|bot|admin|dan|developer|"
            "system|mode|writer|claude|unrestricted)\\b"),
        pattern("\\b(?:pretend|act as|role-?play|roleplay|jailbreak|developer mode|dan mode)\\b"),
        pattern("\\b(?:mark|approve|flag|treat|set|send)\\b.{0,40}\\b(?:approved?|confirmed|verified|supported|without "
                "review|automatically|immediately|all leads|everyone)\\b"),
        pattern("(?:\\b(?:please|must|shall|instead|only)|(?:^|[.!?:;]\\s*)always)\\s+(?:write|say|state|claim|reply|"
                "respond|answer|output|print|repeat|reveal|insert|include|mention|add|append|promise|quote|translate|"
                "encode|call|click|visit|forward)\\b"),
        pattern("(?:^|[.!?:;>\\])]\\s*)(?:write|say|claim|reply|respond|print|repeat|reveal|insert|promise|encode|"
                "schreibe?|"
                "antworte|verrate)\\s+(?:that|exactly|only|the|an?|your|to|in|with|nur|genau|dass|me|us|[\"'„“:])"),
        pattern(
            "\\b(?:the|this|every|each|your)\\s+(?:mail|email|draft|answer|response|output|subject|sentence|text)\\s+"
            "(?:must|shall|should|has to|needs to|will)\\b"),
        pattern("\\b(?:language model|llm|ai model|ai assistant|chatbot|large model|jailbreak|sprachmodell)\\b"),
    };
    const QString text = plain(value.left(8000));
    return std::ranges::any_of(orders, [&](const QRegularExpression &order) { return order.match(text).hasMatch(); });
}

} // namespace AlwaysLeads
