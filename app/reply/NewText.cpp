#include "reply/NewText.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr int mostLines = 5000;
constexpr qsizetype longestLine = 2000; ///< looked at by the patterns
constexpr int wrapped = 3; ///< lines an attribution may be broken into

QRegularExpression pattern(const QString &text)
{
    return QRegularExpression(
        text, QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
}

bool isQuoted(const QString &line)
{
    return line.startsWith(QLatin1Char('>')) || line.startsWith(QStringLiteral(" >"));
}

/// "On Mon, 23 Nov 2026 at 09:14, Clara Jonas <clara@harbourline.example> wrote:"
bool isAttribution(const QString &joined)
{
    static const QRegularExpression known = pattern(QStringLiteral(
        "^\\s*(?:"
        "on\\s.{4,300}\\bwrote\\s?:"
        "|am\\s.{4,300}\\bschrieb\\b.{0,120}:"
        "|.{4,200}\\bschrieb\\sam\\s.{4,80}:"
        "|le\\s.{4,300}\\ba\\s(?:écrit|ecrit)\\s?:"
        "|el\\s.{4,300}\\b(?:escribió|escribio)\\s?:"
        "|il\\s.{4,300}\\bha\\sscritto\\s?:"
        "|(?:op|am)\\s.{4,300}\\b(?:schreef|geschreven)\\b.{0,120}:"
        "|(?:em|no dia|a)\\s.{4,300}\\bescreveu\\s?:"
        "|(?:w "
        "dniu|dnia|pon\\.|wt\\.|śr\\.|czw\\.|pt\\.|sob\\.|niedz\\.)\\s?.{4,300}\\b(?:napisał|napisała|napisał\\(a\\)|"
        "pisze)\\s?:"
        "|(?:den|på|tirs|man|ons|tors|fre|lør|søn)\\S*\\s.{4,300}\\b(?:skrev|skrev følgende|skreiv)\\b.{0,120}:"
        "|.{4,300}\\bkirjoitti(?:\\sseuraavaa)?\\s?:"
        "|(?:dne|po|út|st|čt|pá|so|ne)\\s.{4,300}\\b(?:napsal|napsala|napsal\\(a\\)|napísal|napísala)\\s?:"
        "|.{4,300}\\b(?:tarihinde|şunu yazdı|şunları yazdı|yazdı)\\s?:"
        "|.{4,300}\\b(?:пишет|написал|написала|написал\\(а\\)|пише)\\s?:"
        "|.{4,300}\\b(?:ezt írta|a következőt írta)\\b.{0,120}:"
        "|.{4,300}(?:写道|寫道|のメール|wrote)\\s?[:：]"
        ")\\s*$"));
    return known.match(joined).hasMatch();
}

/// "-----Original Message-----" and the like: everything below is quoted.
bool isDivider(const QString &line)
{
    static const QRegularExpression known = pattern(QStringLiteral(
        "^\\s*(?:-{2,}|_{2,}|\\*{2,})\\s*"
        "(?:original message|original appointment|forwarded message|reply message|reply above this line|"
        "ursprüngliche nachricht|originalnachricht|original-nachricht|weitergeleitete nachricht|"
        "message d['’]origine|message original|message transféré|mensaje original|mensaje reenviado|"
        "messaggio originale|messaggio inoltrato|oorspronkelijk bericht|doorgestuurd bericht|"
        "mensagem original|mensagem encaminhada|wiadomość oryginalna|oryginalna wiadomość|"
        "ursprungligt meddelande|originalmeddelande|oprindelig meddelelse|original meddelelse|opprinnelig melding|"
        "alkuperäinen viesti|původní zpráva|özgün ileti|orijinal mesaj|исходное сообщение|оригинальное сообщение|"
        "原始邮件|原始信件|元のメッセージ|eredeti üzenet)"
        "\\s*(?:-{2,}|_{2,}|\\*{2,})?\\s*$"));
    static const QRegularExpression apple = pattern(QStringLiteral(
        "^\\s*(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message réexpédié|"
        "inizio messaggio inoltrato|inicio del mensaje reenviado|##-? ?please type your reply above this "
        "line.*)\\s?:?\\s*$"));
    return known.match(line).hasMatch() || apple.match(line).hasMatch();
}

/// "From:", as Outlook begins the mail it quotes, also in bold.
bool isFromLine(const QString &line)
{
    static const QRegularExpression known =
        pattern(QStringLiteral("^\\s*\\*{0,2}(?:from|von|de|da|van|från|fra|od|lähettäjä|feladó|kimden|gönderen|от|від|"
                               "差出人|发件人|寄件者)\\s?\\*{0,2}\\s?[:：]\\*{0,2}\\s*\\S"));
    return known.match(line).hasMatch();
}

bool isOtherHeaderLine(const QString &line)
{
    static const QRegularExpression known = pattern(QStringLiteral(
        "^\\s*\\*{0,2}(?:sent|date|to|cc|subject|gesendet|datum|an|betreff|kopie|envoyé|date|à|objet|enviado(?: "
        "el)?|para|asunto|fecha|"
        "inviato|data|a|oggetto|verzonden|aan|onderwerp|enviada(?: em)?|assunto|skickat|till|ämne|sendt|til|emne|"
        "wysłano|wysłane|do|temat|lähetetty|vastaanottaja|aihe|odesláno|komu|předmět|elküldve|címzett|tárgy|"
        "gönderildi|gönderme tarihi|kime|konu|отправлено|дата|кому|тема|送信日時|宛先|件名|发送时间|收件人|主题|日期)"
        "\\s?\\*{0,2}\\s?[:：]\\*{0,2}\\s*"));
    return known.match(line).hasMatch();
}

bool beginsHeaderBlock(const QStringList &lines, int at)
{
    if (!isFromLine(lines.at(at))) {
        return false;
    }
    int others = 0;
    for (int next = at + 1; next < lines.size() && next <= at + 8; ++next) {
        others += isOtherHeaderLine(lines.at(next)) ? 1 : 0;
    }
    return others >= 2;
}

/// How many lines from `at` on are an attribution; 0: none begins here.
int attributionAt(const QStringList &lines, int at)
{
    QString joined;
    for (int count = 1; count <= wrapped && at + count <= lines.size(); ++count) {
        const QString &line = lines.at(at + count - 1);
        if (line.trimmed().isEmpty() || isQuoted(line) || line.size() > longestLine) {
            return 0;
        }
        joined += (joined.isEmpty() ? QString() : QStringLiteral(" ")) + line.trimmed();
        const bool ends = joined.endsWith(QLatin1Char(':')) || joined.endsWith(QChar(0xff1a));
        if (ends && isAttribution(joined)) {
            return count;
        }
    }
    return 0;
}

bool isMobileLine(const QString &line)
{
    static const QRegularExpression known = pattern(QStringLiteral(
        "^\\s*(?:"
        "(?:sent|get|gesendet|von "
        "meinem|envoyé|enviado|inviato|verstuurd|verzonden|wysłane|wysłano|skickat|sendt|lähetetty|odesláno|отправлено|"
        "télécharge[zr]|obtenez|obtén|obtener|ottieni|scarica|download|pobierz|hämta|hent|hanki|obter|diese nachricht "
        "wurde|diese e-mail wurde)\\b.{0,80}"
        "\\b(?:iphone|ipad|android|samsung|galaxy|outlook|blackberry|mobile|mobiltelefon|handy|smartphone|huawei|"
        "xiaomi|pixel|mail für windows|mail for windows|"
        "yahoo mail|gmx|web\\.de|protonmail|proton mail|mobil|móvil|téléphone|telefoon|telefonu)\\b.{0,80}"
        "|outlook (?:für|for|pour|para|per|voor|til) (?:ios|android).{0,60}"
        "|(?:iphone|ipad)から送信|发自我的\\s?iphone|从我的\\s?iphone\\s?发送"
        ")\\s*$"));
    return line.size() < 300 && known.match(line).hasMatch();
}

bool isLegalNotice(const QString &line)
{
    static const QRegularExpression known = pattern(QStringLiteral(
        "^\\s*\\W{0,3}(?:confidential|this (?:e-?mail|message|communication)(?: message)? (?:and "
        "any|is|may|contains|was sent)|the information (?:contained )?in this|"
        "diese (?:e-?mail|nachricht) (?:enthält|und|ist)|der inhalt dieser e-?mail|ce (?:message|courriel|mail) "
        "(?:et|est|peut)|este (?:mensaje|correo) (?:y|es|puede|contiene)|"
        "(?:questo|il presente) messaggio|dit (?:e-?mail)?bericht (?:is|kan|en)|esta mensagem (?:e|é|pode)|"
        "please consider the environment|bitte denken sie an die umwelt|think before you print)\\b"));
    return known.match(line.left(200)).hasMatch();
}

bool isSignOff(const QString &line)
{
    static const QRegularExpression known = pattern(
        QStringLiteral("^\\s*(?:(?:kind|best|warm|many|with best|with "
                       "kind)\\s)?(?:regards|wishes|best|cheers|thanks|thank you|many thanks|sincerely|yours|"
                       "mfg|lg|vg|bg|(?:mit\\s)?(?:freundlich\\w*|besten|schöne\\w*|herzliche\\w*|viele\\w*|liebe\\w*|"
                       "beste\\w*)\\s(?:grü(?:ß|ss)e\\w*|gruß|gruss)(?:\\saus\\s\\S+)?|"
                       "(?:bien\\s)?cordialement|bien à vous|salutations|sincères salutations|un "
                       "saludo|saludos(?:\\scordiales)?|atentamente|cordiali saluti|distinti saluti|saluti|"
                       "met vriendelijke groet(?:en)?|vriendelijke "
                       "groet(?:en)?|mvg|groet(?:en|jes)?|atenciosamente|cumprimentos|melhores cumprimentos|abraços|"
                       "pozdrawiam(?:\\sserdecznie)?|z poważaniem|med vänliga? hälsning(?:ar)?|vänliga "
                       "hälsningar|mvh|hälsningar|med venlig hilsen|venlig hilsen|vennlig hilsen|med vennlig hilsen|"
                       "ystävällisin terveisin|terveisin|s pozdravem|saygılarımla|iyi günler|с "
                       "уважением|üdvözlettel)\\s*[,.!]?\\s*$"));
    return line.size() < 60 && known.match(line).hasMatch();
}

bool looksLikeContactData(const QString &line)
{
    static const QRegularExpression known = pattern(
        QStringLiteral("(?:\\+?\\d[\\d\\s()/.-]{6,}\\d|https?://"
                       "|www\\.|\\S+@\\S+\\.\\S+|\\b(?:tel|fon|phone|mobil|mobile|fax|cell)\\b|\\b(?:gmbh|ag|ltd|inc|"
                       "llc|b\\.?v\\.?|s\\.?a\\.?|sp\\. z o\\.o\\.|oy|ab|aps|s\\.?r\\.?l\\.?)\\b|\\|)"));
    return known.match(line.left(300)).hasMatch();
}

/// Where the signature begins; lines.size(): there is none.
int signatureStart(const QStringList &lines)
{
    for (int at = 0; at < lines.size(); ++at) {
        const QString &line = lines.at(at);
        const QString bare = line.trimmed();
        if (line == QLatin1String("-- ") || bare == QLatin1String("--") || isMobileLine(line) || isLegalNotice(line)
            || (bare.size() >= 8 && bare.count(QLatin1Char('_')) == bare.size())) {
            return at;
        }
        if (!isSignOff(line)) {
            continue;
        }
        // The name stays; what says who they are is the signature.
        int next = at + 1;
        while (next < lines.size() && lines.at(next).trimmed().isEmpty()) {
            ++next;
        }
        next = std::min<int>(next + 1, int(lines.size())); // the name
        for (int rest = next; rest < lines.size(); ++rest) {
            const QString after = lines.at(rest).trimmed();
            if (after.startsWith(QStringLiteral("PS"), Qt::CaseInsensitive)
                || after.startsWith(QStringLiteral("P.S"), Qt::CaseInsensitive)) {
                break; // they say more
            }
            if (looksLikeContactData(after) || isMobileLine(after) || after == QLatin1String("--")) {
                return next;
            }
        }
    }
    return int(lines.size());
}

QString joined(QStringList lines)
{
    QStringList kept;
    int empty = 0;
    for (const QString &line : std::as_const(lines)) {
        QString right = line;
        while (!right.isEmpty() && right.back().isSpace()) {
            right.chop(1);
        }
        empty = right.isEmpty() ? empty + 1 : 0;
        if (empty < 2) {
            kept += right;
        }
    }
    while (!kept.isEmpty() && kept.first().isEmpty()) {
        kept.removeFirst();
    }
    while (!kept.isEmpty() && kept.last().isEmpty()) {
        kept.removeLast();
    }
    return kept.join(QLatin1Char('\n'));
}

/// True when quoted lines follow the attribution at once.
bool quotedFollows(const QStringList &lines, int at)
{
    for (int next = at; next < lines.size() && next < at + 3; ++next) {
        if (isQuoted(lines.at(next))) {
            return true;
        }
        if (!lines.at(next).trimmed().isEmpty()) {
            return false;
        }
    }
    return false;
}

} // namespace

NewText newTextOf(const QString &text)
{
    const QStringList lines = text.split(QLatin1Char('\n')).mid(0, mostLines);
    NewText found;
    QStringList own;
    QStringList lost; ///< what a cut without `>` took away
    bool hasOwnWords = false;
    for (int at = 0; at < lines.size(); ++at) {
        const QString &line = lines.at(at);
        if (isQuoted(line)) {
            found.hadQuote = true;
            continue;
        }
        const bool cut = line.size() <= longestLine && (isDivider(line) || beginsHeaderBlock(lines, at));
        const int attribution = cut ? 0 : attributionAt(lines, at);
        if (attribution > 0) {
            found.hadQuote = true;
            at += attribution - 1;
            if (quotedFollows(lines, at + 1)) {
                continue; // what follows the quoted lines is theirs again
            }
        }
        if (cut || attribution > 0) {
            found.hadQuote = true;
            lost = lines.mid(at + 1);
            break;
        }
        hasOwnWords = hasOwnWords || !line.trimmed().isEmpty();
        own += line;
    }
    // "____" stands between an answer and the block that Outlook quotes.
    while (!own.isEmpty() && found.hadQuote
           && (own.last().trimmed().isEmpty()
               || own.last().trimmed().count(QLatin1Char('_')) == own.last().trimmed().size())) {
        own.removeLast();
    }
    if (!hasOwnWords) {
        own = lost.isEmpty() ? QStringList() : lost;
    }
    const int signature = signatureStart(own);
    found.text = joined(own.mid(0, signature));
    found.signature = joined(own.mid(signature));
    if (found.text.isEmpty()) {
        found.isNothing = found.hadQuote && found.signature.isEmpty();
        found.text = found.signature.isEmpty() ? joined(lines) : found.signature;
        found.signature.clear();
    }
    return found;
}

} // namespace AlwaysLeads
