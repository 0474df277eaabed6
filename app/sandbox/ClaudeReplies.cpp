#include "sandbox/ClaudeReplies.h"

#include "net/Json.h"
#include "sandbox/ClaudeWriter.h"

#include <QDate>
#include <QLocale>
#include <QRegularExpression>

#include <array>
#include <utility>

namespace AlwaysLeads {

namespace {

QJsonObject documentIn(const QString &text)
{
    return Json::object(text.mid(text.indexOf(u'{')).toUtf8()).value_or(QJsonObject());
}

/// The words that tell, the first that is found wins.
constexpr std::array<std::pair<const char *, const char *>, 16> signs{{{"take me off", "opt-out"},
                                                                       {"do not write", "opt-out"},
                                                                       {"no, thanks", "no"},
                                                                       {"not interested", "no"},
                                                                       {"not responsible", "wrong person"},
                                                                       {"my colleague", "referral"},
                                                                       {"already have", "objection"},
                                                                       {"too expensive", "objection"},
                                                                       {"come back to me", "not now"},
                                                                       {"in spring", "not now"},
                                                                       {"two dates", "interested"},
                                                                       {"works for me", "interested"},
                                                                       {"send me", "interested"},
                                                                       {"call me", "interested"},
                                                                       {"sounds good", "interested"},
                                                                       {"?", "question"}}};

QDate nextWeek(int day)
{
    const QDate today = QDate::currentDate();
    return today.addDays(7 - today.dayOfWeek() + day);
}

} // namespace

QJsonObject claudeReplyClassFor(const QString &text)
{
    const QString mail = documentIn(text).value(QLatin1String("mail")).toString();
    static const QRegularExpression ends(QStringLiteral("\\n\\s*\\n|(?<=[.!?])\\s+"));
    QString value = QStringLiteral("other");
    QString sentence;
    for (const auto &[words, name] : signs) {
        for (const QString &one : mail.split(ends, Qt::SkipEmptyParts)) {
            if (sentence.isEmpty() && one.contains(QLatin1String(words), Qt::CaseInsensitive)) {
                value = QString::fromLatin1(name);
                sentence = one.trimmed().left(200);
            }
        }
    }
    return {{QStringLiteral("class"), value}, {QStringLiteral("sentence"), sentence}};
}

QJsonObject claudeReplyAnswerFor(const QString &text, const QString &rules)
{
    const QJsonObject document = documentIn(text);
    const QString value = document.value(QLatin1String("class")).toString();
    const QString name =
        documentIn(rules.mid(rules.lastIndexOf(QLatin1String("\"sender\":")))).value(QLatin1String("name")).toString();
    const QString said = document.value(QLatin1String("their mail")).toString();
    QString body = QStringLiteral("Hello,\n\n");
    if (value == QLatin1String("interested") && said.contains(QLatin1String("dates"))) {
        const auto day = [](int number) {
            return QLocale::c().toString(nextWeek(number), QStringLiteral("dddd d MMMM"));
        };
        body += QStringLiteral("thank you. %1 at 13:30 or %2 at 14:00 would both work for me. I will bring a plan with "
                               "sub-contracted trucks in it, so you can see how they are marked and moved.\n\nWhich "
                               "one suits you better?")
                    .arg(day(2), day(4));
    } else if (value == QLatin1String("question")) {
        body +=
            QStringLiteral("yes, it reads the slot bookings and moves the loads with them. For the price I need one "
                           "number from you: [price for their trucks].\n\nShall I show it in twenty minutes?");
    } else if (value == QLatin1String("not now")) {
        body += QStringLiteral("thank you for telling me. I will come back to you then.");
    } else {
        body += QStringLiteral("thank you for your answer. I will keep it in mind.");
    }
    const QString first = name.section(u' ', 0, 0);
    const QString whole = first.isEmpty() ? body : body + QStringLiteral("\n\n") + first;
    const auto factsIn = [](const QString &sentence) {
        return sentence.contains(QLatin1String("thank you")) ? QJsonArray{QStringLiteral("their_mail")} : QJsonArray();
    };
    return {{QStringLiteral("sentences"), claudeSentences(whole, factsIn)}};
}

} // namespace AlwaysLeads
