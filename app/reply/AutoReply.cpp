#include "reply/AutoReply.h"

#include "reply/NewText.h"
#include "reply/ReturnDate.h"

#include <QRegularExpression>

namespace AlwaysLeads {

namespace {

QRegularExpression pattern(const QString &text)
{
    return QRegularExpression(
        text, QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
}

const QRegularExpression &subjectWords()
{
    static const QRegularExpression words = pattern(QStringLiteral(
        "^\\W*(?:automatic reply|auto(?:matic)?[ -]?(?:reply|response|answer|respuesta)|auto:|autoreply|out[ -]of[ "
        "-](?:the[ -])?office|ooo\\b|away from (?:the office|my mail)|on (?:vacation|leave|holiday)|"
        "automatische (?:antwort|nachricht)|abwesenheit\\w*|(?:ich bin )?(?:nicht im büro|außer haus|im "
        "urlaub)|réponse automatique|message d['’]absence|absence du bureau|"
        "respuesta automática|fuera de (?:la )?oficina|risposta automatica|fuori (?:sede|ufficio)|automatisch "
        "antwoord|afwezig\\w*|"
        "resposta automática|fora do escritório|autosvar|automatiskt? "
        "(?:svar|svarsmeddelande)|frånvaro\\w*|fraværs\\w*|odpowiedź automatyczna|automatyczna "
        "odpowiedź|nieobecn\\w*|poza biurem|"
        "automaattinen vastaus|poissa\\w*|automatická odpověď|nepřítomnost|otomatik (?:yanıt|cevap)|ofis "
        "dışı\\w*|автоответ|автоматический ответ|自動返信|自動応答|不在通知|自动回复)"));
    return words;
}

const QRegularExpression &absenceWords()
{
    static const QRegularExpression words = pattern(
        QStringLiteral("\\b(?:out of (?:the |my )?office|currently away|i am away|i'm away|i will be away|on (?:annual "
                       "|parental |maternity |sick |paternity )?leave|on (?:vacation|holiday)|limited access to (?:my "
                       ")?e-?mail|not be (?:reading|checking|able to)|return to the office|"
                       "abwesend|nicht im (?:büro|hause)|im urlaub|außer haus|nicht erreichbar|in elternzeit|derzeit "
                       "nicht im|bin ich (?:nicht|wieder)|"
                       "absent(?:e)?|en congés?|en vacances|absente? du bureau|de retour|"
                       "fuera de (?:la )?oficina|ausente|de vacaciones|estaré fuera|fuori (?:sede|ufficio)|in "
                       "ferie|assente|sarò assente|"
                       "afwezig|met vakantie|op vakantie|niet aanwezig|met verlof|ausente do|de férias|fora do "
                       "escritório|estarei ausente|"
                       "nieobecn\\w*|na urlopie|poza biurem|på semester|frånvarande|inte på kontoret|på "
                       "ferie|bortrest|fraværende|ikke på kontoret|"
                       "lomalla|poissa toimistolta|dovolené|nepřítom\\w*|mimo kancelář|ofis "
                       "dışında\\w*|izindeyim|izinliyim|в отпуске|отсутств\\w*|нет на месте)\\b|休暇|不在|出張中"));
    return words;
}

const QRegularExpression &leftWords()
{
    static const QRegularExpression words = pattern(
        QStringLiteral("(?:no longer|not longer) (?:with|work\\w*|employed|part of|at)|has left (?:the |our "
                       ")?(?:company|organi[sz]ation|firm|business)|left the company|"
                       "(?:nicht mehr|nicht länger) (?:bei|für|im|in|tätig|beschäftigt|unter)|(?:hat|habe) "
                       "(?:das|unser) unternehmen verlassen|aus (?:dem|unserem) unternehmen ausgeschieden|"
                       "(?:ne (?:fait|travaille) plus|n['’]est plus)(?: partie| chez| employé| au sein)?|a quitté "
                       "(?:l['’]entreprise|la société|notre)|"
                       "ya no (?:trabaja|forma parte|está)|ha dejado (?:la empresa|nuestra)|non (?:lavora|fa) più|ha "
                       "lasciato l['’]azienda|"
                       "(?:niet meer|niet langer) (?:werkzaam|in dienst|bij)|já não (?:trabalha|faz parte)|não "
                       "(?:trabalha|faz) mais|nie (?:pracuje|pracuję) już|już nie pracuj\\w+|nie jest już pracownikiem|"
                       "(?:har slutat|arbetar inte längre|jobbar inte längre|er fratrådt|arbejder ikke længere|jobber "
                       "ikke lenger|har sluttet)|ei (?:ole enää|enää työskentele)|již (?:ne|u nás ne)pracuj\\w+|artık "
                       "(?:çalışm\\w+|şirketimizde)|больше не работает|退職"));
    return words;
}

const QRegularExpression &receiptWords()
{
    static const QRegularExpression words = pattern(QStringLiteral(
        "(?:we|i) have received your|thank you for (?:contacting|your "
        "(?:e-?mail|message|inquiry|enquiry|request))|your (?:request|ticket|case|inquiry|enquiry) (?:\\W?\\d|has "
        "been|was)|ticket (?:#|no|id|number|created)|"
        "(?:haben|habe) ihre (?:e-?mail|nachricht|anfrage) erhalten|vielen dank für ihre "
        "(?:nachricht|anfrage|e-?mail)|ihre anfrage (?:ist|wurde)|eingangsbestätigung|"
        "avons bien reçu|accusé de réception|hemos recibido su|acuse de recibo|abbiamo ricevuto|conferma di "
        "ricezione|hebben uw (?:bericht|e-?mail|vraag) ontvangen|ontvangstbevestiging|"
        "recebemos (?:a )?su[ao]|otrzymaliśmy|potwierdzenie|har (?:tagit emot|mottagit|modtaget)|this is an "
        "auto\\w*|do not reply|bitte antworten sie nicht|ne pas répondre|no responda"));
    return words;
}

bool isOneOf(const QString &value, std::initializer_list<const char *> words)
{
    for (const char *word : words) {
        if (value == QLatin1String(word)) {
            return true;
        }
    }
    return false;
}

bool hasStrongSign(const ReplyMessage &message)
{
    const auto header = [&](const char *name) { return message.header(QLatin1String(name)).trimmed().toLower(); };
    const QString submitted = header("auto-submitted").section(QLatin1Char(';'), 0, 0).trimmed();
    if (!submitted.isEmpty() && submitted != QLatin1String("no")) {
        return true;
    }
    if (message.contentType == QLatin1String("multipart/report") || message.isReceipt) {
        return true;
    }
    for (const char *name : {"x-autoreply", "x-autorespond", "x-autoreply-from", "x-mail-autoreply", "x-autoresponder",
                             "x-auto-reply-from"}) {
        const QString value = header(name);
        if (message.hasHeader(QLatin1String(name)) && !isOneOf(value, {"no", "false"})) {
            return true;
        }
    }
    if (isOneOf(header("precedence"), {"auto_reply", "auto-reply"})
        || isOneOf(header("x-precedence"), {"auto_reply", "auto-reply"})
        || header("delivered-to") == QLatin1String("autoresponder")) {
        return true;
    }
    const bool ruled = header("x-ms-exchange-generated-message-source") == QLatin1String("mailbox rules agent")
        || message.hasHeader(QStringLiteral("x-ms-exchange-inbox-rules-loop"));
    return ruled && header("x-auto-response-suppress").contains(QLatin1String("all"));
}

int weakSigns(const ReplyMessage &message)
{
    const auto header = [&](const char *name) { return message.header(QLatin1String(name)).trimmed().toLower(); };
    int signs = 0;
    signs += isOneOf(header("precedence"), {"bulk", "list", "junk"}) ? 1 : 0;
    signs += header("x-auto-response-suppress").isEmpty() ? 0 : 1;
    signs += message.hasHeader(QStringLiteral("x-loop")) ? 1 : 0;
    signs += message.hasHeader(QStringLiteral("list-id")) ? 1 : 0;
    signs += header("return-path") == QLatin1String("<>") ? 1 : 0;
    const QString local = message.fromAddress.section(QLatin1Char('@'), 0, 0).toLower();
    signs +=
        isOneOf(local, {"mailer-daemon", "postmaster", "no-reply", "noreply", "donotreply", "do-not-reply"}) ? 1 : 0;
    return signs;
}

QString sentenceWith(const QString &text, const QRegularExpression &words)
{
    static const QRegularExpression ends(QStringLiteral("\\n\\s*\\n|(?<=[.!?。])\\s+|(?<=[.!?。])$"));
    for (const QString &part : text.left(20'000).split(ends)) {
        if (words.match(part).hasMatch()) {
            return part.simplified().left(400);
        }
    }
    return {};
}

} // namespace

std::optional<AutoReply> autoReplyOf(const ReplyMessage &message, const QDate &received)
{
    const QString text = newTextOf(message.text).text;
    const bool strong = hasStrongSign(message);
    const bool subject = subjectWords().match(message.subject).hasMatch();
    const bool absent = absenceWords().match(text.left(20'000)).hasMatch();
    const bool left = leftWords().match(text.left(20'000)).hasMatch();
    const int weak = weakSigns(message);
    // The subject alone is not enough when it is the answer to an automatic reply ("RE: Automatic reply: …").
    const bool isAnswer = message.subject.startsWith(QLatin1String("re:"), Qt::CaseInsensitive)
        || message.subject.startsWith(QLatin1String("aw:"), Qt::CaseInsensitive);
    const bool isAutomatic = strong || (subject && !isAnswer) || weak >= 2 || (weak >= 1 && (absent || left));
    if (!isAutomatic) {
        return std::nullopt;
    }
    AutoReply reply;
    const ReturnDate back = returnDateIn(text, received);
    static const QRegularExpression absenceSubject = pattern(
        QStringLiteral("out[ -]of|ooo|away|vacation|leave|holiday|abwesen|urlaub|absence|fuera|fuori|afwezig|fora "
                       "do|frånvaro|fravær|nieobecn|poza|poissa|nepřítom|ofis dışı|不在"));
    if (left && !back.isValid()) {
        reply.kind = AutoReply::Kind::LeftCompany;
        reply.sentence = sentenceWith(text, leftWords());
    } else if (absent || back.isValid() || (subject && absenceSubject.match(message.subject).hasMatch())) {
        reply.kind = AutoReply::Kind::OutOfOffice;
        reply.back = back.day;
        reply.sentence = back.isValid() ? back.sentence : sentenceWith(text, absenceWords());
    } else if (message.isReceipt || receiptWords().match(text.left(20'000)).hasMatch()) {
        reply.kind = AutoReply::Kind::Receipt;
        reply.sentence = sentenceWith(text, receiptWords());
    }
    return reply;
}

} // namespace AlwaysLeads
