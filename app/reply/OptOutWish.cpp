#include "reply/OptOutWish.h"

#include <QRegularExpression>

namespace AlwaysLeads {

namespace {

QRegularExpression pattern(const QString &text)
{
    return QRegularExpression(
        text, QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
}

/// A mail that says nothing else.
const QRegularExpression &wholeMail()
{
    static const QRegularExpression words = pattern(QStringLiteral(
        "^\\W*(?:please\\s+|bitte\\s+)?(?:stop|stopp|unsubscribe(?:\\s+me)?|remove(?:\\s+me)?|opt[ -]?out|take me "
        "off|no more (?:e-?mails?|mails?)|abmelden|austragen|abbestellen|désabonner|désinscrire|désinscription|stop "
        "pub|"
        "baja|darme de "
        "baja|cancelar(?:\\s+suscripción)?|cancellami|disiscrivi(?:mi)?|cancella(?:zione)?|afmelden|uitschrijven|"
        "descadastrar|remover|wypisz(?:\\s+mnie)?|rezygnuję|avregistrera|avsluta|afmeld|avmeld|peruuta|odhlásit|"
        "abonelikten çık|отписаться|отпишите(?:\\s+меня)?|配信停止)"
        "(?:\\s*(?:,|please|bitte|s['’]il vous plaît|por favor|per favore|thanks?|thank "
        "you|danke|merci|proszę|alstublieft))*\\W*$"));
    return words;
}

const QRegularExpression &wishes()
{
    static const QRegularExpression words = pattern(QStringLiteral(
        "\\bunsubscribe\\b|\\b(?:remove|delete|drop)\\s+(?:me|us|(?:my|our) (?:e-?mail|address|name|details|data|"
        "office|company|firm)|this "
        "(?:e-?mail|address))\\b.{0,30}\\b(?:off|from|list|database|mailing|system|crm)|\\btake "
        "(?:me|us|(?:my|our) \\w+|this (?:e-?mail|address))\\b.{0,20}\\boff\\b|\\b(?:remove|take) me\\b\\W*$|"
        "\\b(?:do not|don['’]?t|please do "
        "not|never)\\s+(?:ever\\s+)?(?:contact|e-?mail|mail|write|message|bother|send)\\b[^,;]{0,30}\\b(?:me|us|again|"
        "any "
        "?more|any "
        "(?:more|further))|\\bstop\\s+(?:e-?mailing|mailing|contacting|writing|spamming|messaging|bothering|sending(?="
        "\\W*$| (?:me|us|this|"
        "these|such|your|any|more|e-?mails?|mails?|messages?|newsletters?|offers?|spam)\\b))|"
        "\\bno (?:more|further) (?:e-?mails?|mails|messages|contact)\\b|\\bopt(?:ing)?[ -]out\\b|\\b(?:gdpr|data) "
        "(?:erasure|deletion)|"
        "\\b(?:nehmen|streichen|entfernen|löschen|tragen)\\s+sie\\s+(?:mich|uns|meine|unsere)\\b.{0,60}(?:verteiler|"
        "liste|datenbank|daten|adresse|aus|heraus|raus)|\\b(?:keine|nie wieder|nicht "
        "mehr|kein)\\s+(?:weiteren?\\s+)?(?:e-?mails?|mails|nachrichten|werbung|anschreiben|kontakt\\w*|angeschrieben|"
        "anzuschreiben|kontaktiert|kontaktieren)|\\b(?:bitte|möchte|möchten)\\b.{0,50}\\b(?:abmelden|austragen|"
        "abbestellen|abgemeldet)|\\bunterlassen "
        "sie\\b|\\bwiderspreche\\b.{0,80}(?:nutzung|verarbeitung|werbung|daten)|\\bschreiben sie (?:mir|uns) (?:bitte "
        ")?nicht\\b|"
        "\\b(?:désabonne[rz]|désinscri\\w+|désabonnement)\\b|\\bne (?:plus|pas|m['’]\\w+ plus|me \\w+ plus|nous \\w+ "
        "plus)\\b.{0,40}\\b(?:contact\\w*|écri\\w*|envoy\\w*|recevoir|sollicit\\w*)|\\bne (?:me|nous) "
        "(?:contactez|écrivez|envoyez|sollicitez) plus\\b|\\bne m['’](?:écrivez|envoyez) "
        "plus\\b|\\b(?:retire[rz]|supprime[rz])(?:[ "
        "-](?:moi|nous))?\\b.{0,50}\\b(?:liste|base|fichier|adresse|données)|"
        "\\b(?:darme|dame|dadme|denme|dénos|darnos) de baja\\b|\\bno (?:me|nos) "
        "(?:escriba\\w*|contacte\\w*|env[ií]e\\w*|mande\\w*)|\\bno (?:quiero|deseo|queremos|deseamos) "
        "(?:recibir|más)|\\b(?:elimin\\w+|borr\\w+|quit\\w+)(?:me|nos)?\\b.{0,40}\\b(?:lista|base de "
        "datos|datos|correo)|"
        "\\b(?:cancell\\w+|rimuov\\w+|elimin\\w+|disiscriv\\w+|toglie\\w+|tolga\\w*)\\b.{0,50}\\b(?:lista|mailing|"
        "indirizzo|database|dati|elenco)|\\bcancellatemi\\b|\\bnon "
        "(?:scrive\\w+|contatta\\w+|invia\\w+|mandat\\w+)(?:mi|ci)?\\b.{0,10}\\b(?:più|piu)|\\bnon (?:mi|ci) "
        "(?:scriva|contatti|invii|scrivete|contattate) più|\\bnon (?:desidero|voglio|vogliamo) (?:più "
        ")?(?:ricevere|essere contattat)|"
        "\\b(?:uitschrijven|afmelden|schrijf (?:mij|me|ons) "
        "uit)\\b|\\b(?:verwijder|haal|schrap)\\w*\\s+(?:mij|me|ons|mijn)\\b.{0,40}\\b(?:lijst|bestand|database|adres|"
        "gegevens)|\\bverwijder\\w*\\s+uit\\s+(?:uw|je|jullie|het|de)\\s+(?:\\w+\\s+)?(?:bestand|lijst|database|"
        "systeem)|\\b(?:geen|niet meer|niet "
        "langer)\\b.{0,30}\\b(?:e-?mails?|mails|berichten)\\b.{0,30}\\b(?:meer|ontvangen|sturen)|\\b(?:niet meer|niet "
        "langer|nooit meer)\\b.{0,20}\\b(?:mailen|contacteren|benaderen|benaderd)|"
        "\\b(?:remov\\w+|retir\\w+|tir\\w+|exclu\\w+|descadastr\\w+)(?:-me|-nos)?\\b.{0,40}\\b(?:lista|e-?mail|base|"
        "contato\\w*|cadastro)|\\bnão (?:quero|desejo|queremos) (?:mais )?(?:receber|ser contact)|\\bnão (?:me|nos) "
        "(?:envie\\w*|escreva\\w*|contat\\w*|contacte\\w*) mais|\\bnão (?:envie\\w*|escreva\\w*) mais|"
        "\\b(?:wypisać|wypisz\\w*|usun\\w+|usuń|wykreśl\\w+|skreśl\\w+)\\b.{0,50}\\b(?:list\\w*|baz\\w*|adres\\w*|"
        "dan\\w+|mnie)|\\b(?:proszę )?(?:nie (?:pisać|wysyłać|kontaktować|przysyłać)|o niewysyłanie|o "
        "niekontaktowanie|nie życzę sobie)\\b|"
        "\\b(?:ta bort|avregistrera|stryk)\\b.{0,40}\\b(?:mig|oss|min|lista\\w*|register|utskick)|\\b(?:inte|inga) "
        "(?:fler |mer )?(?:mejl|mail|e-post|utskick|kontakta\\w*)\\b.{0,20}(?:mig|igen|mer|fler|tack)?|\\bkontakta "
        "(?:mig|oss) inte\\b|"
        "\\b(?:slet|fjern|afmeld|avmeld|stryg|stryk)\\b.{0,40}\\b(?:mig|meg|os|oss|liste\\w*|min|database\\w*)|\\b(?:"
        "ikke|ingen)\\b.{0,20}\\b(?:flere|mere|kontakt\\w*|skriv\\w*)\\b.{0,20}\\b(?:mails?|e-post|e-mails?|igen|igjen|"
        "mig|meg)|"
        "\\b(?:poistakaa|poista)\\b.{0,40}\\b(?:list\\w*|minut|rekisteri\\w*|osoite\\w*)|\\bälkää\\b.{0,30}\\b(?:"
        "lähettä\\w+|ottako|kirjoit\\w+)|"
        "\\b(?:odhlaste|vyřaďte|vymažte|smažte|odstraňte)\\b.{0,40}\\b(?:mě|mne|nás|seznam\\w*|databáz\\w*|adres\\w*)|"
        "\\b(?:už mi )?nepište\\b|\\bnekontaktujte\\b|"
        "\\b(?:listeden|listenizden|veritaban\\w+)\\b.{0,40}\\b(?:çıkar\\w+|sil\\w+)|\\bbir "
        "daha\\b.{0,30}\\b(?:yazma\\w*|gönderme\\w*|aramay\\w+)|\\b(?:удалите|исключите|уберите|отпишите)\\b.{0,40}\\b("
        "?:меня|нас|адрес|рассылк\\w+|баз\\w+)|\\b(?:не пишите|больше не "
        "(?:пишите|присылайте))\\b|配信(?:を)?停止|配信不要|今後(?:の)?(?:連絡|メール)は(?:不要|お断り|控え)"));
    return words;
}

/// "I did not unsubscribe", "how do customers unsubscribe?": about the thing, not a wish.
const QRegularExpression &notTheirWish()
{
    static const QRegularExpression words = pattern(QStringLiteral(
        "\\b(?:how (?:do|can|would)|can (?:our|my|your) "
        "(?:customers?|users?|clients?))\\b.{0,60}\\bunsubscribe|\\b(?:did not|didn['’]t|won['’]t|will not|no need "
        "to)\\s+unsubscribe|"
        "\\bunsubscribe (?:link|rate|page|button|feature|function)|\\bdon['’]?t (?:contact|write|mail|email) (?:me "
        ")?(?:before|until|till)\\b|\\bdo not (?:contact|write|mail|email) (?:me )?(?:before|until|till)\\b"));
    return words;
}

} // namespace

std::optional<QString> optOutWishIn(const QString &newText, const QString &subject)
{
    constexpr qsizetype looked = 10'000;
    const QString text = newText.left(looked);
    if (wholeMail().match(text.trimmed().section(QLatin1Char('\n'), 0, 0)).hasMatch()) {
        return text.trimmed().section(QLatin1Char('\n'), 0, 0).simplified().left(300);
    }
    static const QRegularExpression ends(QStringLiteral("\\n\\s*\\n|(?<=[.!?。])\\s+"));
    for (const QString &part : text.split(ends)) {
        const QString sentence = part.simplified().left(1000);
        if (wishes().match(sentence).hasMatch() && !notTheirWish().match(sentence).hasMatch()) {
            return sentence.left(300);
        }
    }
    // The mail of our own unsubscribe link says it in its subject.
    if (wholeMail().match(subject).hasMatch()
        || subject.startsWith(QLatin1String("unsubscribe"), Qt::CaseInsensitive)) {
        return subject.simplified().left(300);
    }
    return std::nullopt;
}

} // namespace AlwaysLeads
