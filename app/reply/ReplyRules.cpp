#include "reply/ReplyRules.h"

#include <QRegularExpression>
#include <QStringList>

#include <array>
#include <utility>

namespace AlwaysLeads {

namespace {

constexpr qsizetype looked = 10'000;

QRegularExpression pattern(const QString &text)
{
    return QRegularExpression(
        text, QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
}

/// In the order in which they win.
const std::array<std::pair<ReplyClass, QRegularExpression>, 7> &rules()
{
    static const std::array<std::pair<ReplyClass, QRegularExpression>, 7> all = {{
        {ReplyClass::WrongPerson,
         pattern(QStringLiteral(
             "wrong (?:person|contact|address)|not the right (?:person|contact)|i(?:['’]m| am) not (?:responsible|in "
             "charge)|not my (?:area|department)|(?:bin|sind) (?:ich )?(?:da)?(?:für )?(?:hier(?:für)? )?nicht (?:der "
             "richtige|die richtige|zuständig|verantwortlich)|falsche[rn]? (?:ansprechpartner|person)|"
             "pas la bonne personne|no soy la persona (?:adecuada|indicada)|non sono la persona giusta|niet de juiste "
             "persoon|não sou a pessoa certa|nie jestem (?:właściwą|odpowiedni)|(?:fel|inte rätt) person|ikke (?:den "
             ")?rette person|en ole oikea"))},
        {ReplyClass::Referral,
         pattern(QStringLiteral(
             "(?:please |kindly |you (?:can|should|could) |better )(?:contact|write to|reach out to|get in touch "
             "with|talk to|speak (?:to|with)) (?:my|our|mr|ms|mrs|the|him|her|\\p{Lu})|(?:this is|that "
             "is|that['’]s|it['’]s) (?:something )?for my (?:colleague|boss)|my colleague .{0,60}(?:is "
             "responsible|handles|looks after|takes care|who)|(?:i have |i['’]ve |i )?(?:forwarded|passed)(?: it| "
             "this| you| your (?:mail|e-?mail|message))? (?:on )?to|(?:copied|cc['’]?d|adding|looping in) "
             "(?:my|our|in)|right (?:person|contact) (?:is|would be)|"
             "(?:wenden|melden) sie sich (?:bitte )?(?:an|bei)|mein(?:e|en|er)? (?:kollege|kollegin|kollegen) "
             ".{0,60}(?:zuständig|kümmert|verantwortlich)|zuständig (?:ist|dafür ist)|(?:habe|leite) (?:ich )?(?:ihre "
             "(?:mail|e-?mail|nachricht|anfrage) )?(?:an .{0,40})?weiter(?:geleitet)?|"
             "(?:contacte[rz]|adresse[rz]|voyez avec) .{0,30}(?:collègue|responsable)|je transmets|mon collègue "
             ".{0,50}|(?:contacte|escriba|hable) (?:con|a) (?:mi|nuestr)|lo reenvío|mi "
             "compañer[oa]|(?:contatt\\w+|scriv\\w+|rivolg\\w+) .{0,20}(?:collega|responsabile)|inoltro|"
             "neem contact op met|mijn collega|doorgestuurd|fale com|entre em contato com|meu colega|encaminhei|proszę "
             "(?:o kontakt|kontaktować się|skontaktować się) z|mój kolega|moja koleżanka|przekaza\\w+|kontakta "
             "(?:min|vår)|min kollega|vidarebefordra\\w*|kontakt(?:e)? (?:min|vores|vår)"))},
        {ReplyClass::NotNow,
         pattern(QStringLiteral(
             "not (?:right )?now|not at (?:the|this) (?:moment|time|stage)|(?:maybe|perhaps)? ?later (?:this|in the) "
             "year|next (?:year|quarter|spring|summer|autumn|fall|winter)|in (?:the "
             ")?(?:spring|summer|autumn|q[1-4]|january|february|march|april|may|june|july|august|september|october|"
             "november|december)|(?:get|come) back to (?:me|us) in|ask (?:me|us) (?:again )?in|no "
             "(?:budget|capacity|time) (?:this|right now|at the moment|until|for)|budget is gone|not this year|too "
             "busy|in a few (?:weeks|months)|in (?:six|three|two|\\d+) months|revisit|"
             "(?:derzeit|aktuell|momentan|zurzeit|im moment|jetzt) (?:leider "
             ")?(?:kein|nicht|keine|keinen)|nächste[sn]? (?:jahr|quartal|frühjahr)|im "
             "(?:frühjahr|sommer|herbst|januar|februar|märz|neuen jahr)|melden sie sich .{0,40}(?:wieder|noch "
             "?mal|erneut)|später|kein budget|"
             "pas (?:pour le moment|maintenant|en ce moment|cette année)|l['’]année prochaine|plus "
             "tard|recontacte[rz]|revenez vers|ahora (?:mismo )?no|no (?:es|en) (?:el|este) momento|más adelante|el "
             "(?:próximo|año que viene)|al momento non|non (?:è il|in questo) momento|l['’]anno prossimo|più avanti|"
             "op dit moment (?:niet|geen)|nu (?:even )?niet|volgend jaar|later dit jaar|no momento não|agora não|ano "
             "que vem|próximo ano|mais (?:para a frente|tarde)|(?:obecnie|w tej chwili|teraz) nie|w przyszłym "
             "roku|później|po nowym roku|inte just nu|nästa år|senare|ikke (?:lige )?(?:nu|nå)|næste år|neste "
             "år|senere|ei juuri nyt|ensi vuonna"))},
        {ReplyClass::No,
         pattern(QStringLiteral(
             "not interested|no interest|no,? thank(?:s| you)|we(?:['’]ll| will) pass|i(?:['’]ll| will) pass|not "
             "(?:for us|relevant|a fit|needed)|no need (?:for|of)|don['’]t need|do not need|decline|"
             "kein(?:e)? (?:interesse|bedarf)|nein,? danke|nicht interessiert|kommt (?:für uns )?nicht in ?frage|pas "
             "intéressé|non merci|aucun (?:intérêt|besoin)|pas besoin|no (?:me|nos) interesa|no,? gracias|no "
             "(?:estoy|estamos) interesad|non (?:mi|ci) interessa|no,? grazie|non (?:sono|siamo) interessat|"
             "geen interesse|nee,? (?:dank|bedankt)|niet geïnteresseerd|geen behoefte|não (?:temos|tenho|há) "
             "interesse|não,? obrigad|sem interesse|nie (?:jestem|jesteśmy) zainteresowan|nie,? dziękuj|brak "
             "zainteresowania|inte intresserad|nej,? tack|inget intresse|ikke interesser|nej,? tak|nei,? takk|ei "
             "kiitos|emme ole kiinnostun|nemáme zájem|ne,? děkuj|lgilenmiyor|не интересует|нет,? спасибо"))},
        {ReplyClass::Objection,
         pattern(QStringLiteral(
             "too expensive|already (?:have|use|using|work with|working with|got)|happy with (?:our|the)|we use "
             "\\p{Lu}|in[- ]house|under contract|(?:locked|tied) in|"
             "zu teuer|haben (?:bereits|schon)|(?:nutzen|verwenden|arbeiten) (?:bereits|schon)|zufrieden mit|trop "
             "cher|avons déjà|travaillons déjà|demasiado caro|ya (?:tenemos|usamos|trabajamos)|troppo caro|abbiamo "
             "già|usiamo già|te duur|hebben (?:al|reeds)|werken al|muito caro|já (?:temos|usamos)|za drog|mamy "
             "już|korzystamy już|för dyrt|har redan|for dyrt|har allerede"))},
        {ReplyClass::Interested,
         pattern(QStringLiteral(
             "\\binterest(?:ed|ing)\\b|sounds (?:good|great|interesting)|(?:let['’]s|happy to|would like to|could "
             "we|can we|love to) (?:talk|chat|meet|speak|schedule|have a "
             "(?:call|look)|see|hear|learn|book)|(?:send|give) me (?:\\w+ "
             "){0,3}(?:dates?|times?|slots?|more|details|information|a quote|an offer)|call me|book a|tell me "
             "more|more (?:information|details|info)|good timing|(?:works|suits) (?:for )?(?:me|us)|thursday|looking "
             "forward|demo\\b|"
             "\\binteressiert\\b|klingt (?:gut|interessant|spannend)|(?:gerne?|lassen sie uns) "
             ".{0,40}(?:sprechen|telefonieren|treffen|termin|mehr|austauschen|anschauen)|rufen sie "
             "(?:mich|uns)|(?:schicken|senden) sie (?:mir|uns)|mehr "
             "(?:informationen|infos|erfahren)|termin(?:vorschlag|vorschläge)?|"
             "(?:suis|sommes) intéressé|m['’]intéresse|nous intéresse|volontiers|avec plaisir|appelez[ -]moi|envoyez[ "
             "-](?:moi|nous)|plus d['’]informations?|(?:me|nos) interesa|interesad[oa]s?|suena "
             "bien|llámeme|envíeme|más información|mi interessa|ci interessa|interessat[oiae]|volentieri|mi chiami|mi "
             "mandi|maggiori informazioni|"
             "interessant|geïnteresseerd|klinkt goed|graag|bel me|stuur (?:me|mij|ons)|meer informatie|tenho "
             "interesse|temos interesse|interessad[oa]|parece (?:bom|interessante)|me ligue|mais informações|jestem "
             "zainteresowan|jesteśmy zainteresowan|brzmi (?:dobrze|ciekawie|interesująco)|chętnie|proszę (?:o "
             "telefon|zadzwonić|przesłać)|więcej informacji|"
             "intressant|intresserad|låter bra|gärna|ring mig|interesseret|interessert|lyder godt|høres "
             "bra|gerne|gjerne|ring til mig|kiinnosta|kuulostaa hyvältä|mám zájem|máme zájem|zní "
             "(?:dobře|zajímavě)|ilgileni|интересно|興味があり"))},
        {ReplyClass::Question, pattern(QStringLiteral("[?？]"))},
    }};
    return all;
}

} // namespace

Classification classifyByWords(const QString &newText)
{
    static const QRegularExpression ends(QStringLiteral("\\n\\s*\\n|(?<=[.!?。？])\\s+|(?<=[。？])"));
    QStringList sentences;
    for (const QString &part : newText.left(looked).split(ends)) {
        if (!part.trimmed().isEmpty() && sentences.size() < 100) {
            sentences += part.simplified().left(1000);
        }
    }
    for (const auto &[value, words] : rules()) {
        for (const QString &sentence : std::as_const(sentences)) {
            if (words.match(sentence).hasMatch()) {
                return {value, sentence.left(300)};
            }
        }
    }
    return {ReplyClass::Other, QString()};
}

bool triesToGiveOrders(const QString &text)
{
    static const QRegularExpression orders = pattern(QStringLiteral(
        "(?:ignore|disregard|forget|override)\\s+(?:all\\s+|any\\s+)?(?:of\\s+)?(?:the\\s+|your\\s+|my\\s+)?(?:"
        "previous|prior|above|earlier|former|system|safety|instructions?|rules|prompts?)|"
        "\\b(?:system|developer)\\s*(?:prompt|message|instruction)s?\\b|\\byou are (?:now )?(?:an? "
        ")?(?:ai|assistant|language model|chatgpt|claude)\\b|"
        "(?:as an|dear|hey|attention:?) (?:ai|assistant|language "
        "model|llm|claude|chatgpt)\\b|</?(?:system|instructions?|assistant|prompt)>|\\[/?(?:inst|system)\\]|"
        "(?:classify|mark|label|score) (?:this|me|the) (?:mail|e-?mail|message|reply|lead|sender)? ?as\\b|"
        "ignorier(?:e|en sie) (?:alle )?(?:bisherigen|vorherigen|obigen) (?:anweisungen|regeln)|ignore[rz]? (?:toutes "
        ")?les instructions|ignora (?:todas )?las instrucciones|ignora (?:tutte )?le istruzioni"));
    return orders.match(text.left(100'000)).hasMatch();
}

} // namespace AlwaysLeads
