#include "lead/ColumnNames.h"

#include "lead/LeadSearch.h"

#include <QHash>

#include <array>

namespace AlwaysLeads {

namespace {

struct Names
{
    ColumnTarget target;
    const char
        *names; ///< plain, separated by bars; the languages in the order en, de, fr, es, it, nl, da/no/sv, pl, pt
};

constexpr std::array<Names, 17> known{{
    {ColumnTarget::Name,
     "name|full name|fullname|person|contact|contact name|contact person|lead|lead name|person name|"
     "ansprechpartner|kontakt|kontaktperson|vor und nachname|vollstandiger name|vollername|"
     "nom|nom complet|nom et prenom|prenom et nom|contact principal|"
     "nombre completo|nombre y apellidos|nombre y apellido|contacto|persona de contacto|"
     "nominativo|nome completo|nome e cognome|contatto|referente|persona di contatto|"
     "naam|volledige naam|contactpersoon|"
     "navn|fulde navn|fuldt navn|fullt navn|namn|fullstandigt namn|kontaktpersona|"
     "imie i nazwisko|osoba kontaktowa|osoba|"
     "nome do contato|nome do contacto|pessoa de contacto|contato"},
    {ColumnTarget::FirstName,
     "first name|firstname|first|given name|forename|vorname|prenom|prenoms|nombre|nombres|primer nombre|"
     "primo nome|voornaam|fornavn|fornamn|imie|primeiro nome|nome proprio|tilltalsnamn"},
    {ColumnTarget::LastName,
     "last name|lastname|last|surname|family name|nachname|familienname|zuname|nom de famille|apellido|apellidos|"
     "cognome|achternaam|familienaam|efternavn|etternavn|efternamn|nazwisko|sobrenome|apelido|ultimo nome"},
    {ColumnTarget::Email,
     "email|e mail|mail|email address|e mail address|mail address|emailaddress|work email|business email|primary email|"
     "contact email|email 1|e mail 1|e mail 1 value|email value|e mailadresse|"
     "e mail adresse|emailadresse|mailadresse|mail adresse|adresse e mail|adresse email|adresse mail|adresse "
     "electronique|"
     "courriel|mel|correo|correo electronico|direccion de correo|direccion de correo electronico|indirizzo email|"
     "indirizzo e mail|posta elettronica|e mailadres|emailadres|mailadres|epost|e post|e postadress|epostadress|"
     "e postadresse|epostadresse|adres e mail|adres email|mejl|adres poczty elektronicznej|endereco de email|"
     "endereco de e mail|correio eletronico|correio electronico"},
    {ColumnTarget::Title,
     "title|job title|jobtitle|job|position|role|function|job role|headline|occupation|"
     "titel|berufsbezeichnung|funktion|rolle|stelle|beruf|jobtitel|stellenbezeichnung|"
     "fonction|poste|titre|intitule du poste|metier|"
     "cargo|puesto|titulo|puesto de trabajo|funcion|"
     "ruolo|posizione|titolo|qualifica|mansione|funzione|"
     "functie|functietitel|beroep|rol|"
     "stilling|stillingsbetegnelse|stillingstittel|tittel|befattning|yrke|roll|"
     "stanowisko|funkcja|rola|tytul|"
     "funcao|profissao"},
    {ColumnTarget::Company,
     "company|company name|organization|organisation|organization name|account|account name|employer|business|"
     "firma|firmenname|unternehmen|unternehmensname|gesellschaft|arbeitgeber|betrieb|"
     "societe|entreprise|nom de l entreprise|nom de la societe|raison sociale|employeur|"
     "empresa|compania|nombre de la empresa|organizacion|"
     "azienda|societa|impresa|ditta|ragione sociale|nome azienda|organizzazione|"
     "bedrijf|bedrijfsnaam|organisatie|onderneming|"
     "virksomhed|virksomhedsnavn|firmanavn|bedrift|selskab|selskap|foretag|foretagsnamn|bolag|arbejdsgiver|"
     "nazwa firmy|przedsiebiorstwo|spolka|organizacja|"
     "nome da empresa|companhia|organizacao"},
    {ColumnTarget::CompanySize,
     "company size|employees|employee count|number of employees|no of employees|num employees|headcount|staff|size|"
     "mitarbeiter|mitarbeiterzahl|anzahl mitarbeiter|mitarbeitende|anzahl der "
     "mitarbeiter|unternehmensgrosse|firmengrosse|"
     "effectif|effectifs|nombre d employes|nombre de salaries|salaries|employes|taille de l entreprise|"
     "empleados|numero de empleados|plantilla|tamano de la empresa|"
     "dipendenti|numero dipendenti|numero di dipendenti|addetti|dimensione azienda|"
     "medewerkers|aantal medewerkers|werknemers|aantal werknemers|bedrijfsgrootte|"
     "ansatte|antal ansatte|antall ansatte|medarbejdere|antal medarbejdere|anstallda|antal anstallda|"
     "liczba pracownikow|pracownicy|zatrudnienie|wielkosc firmy|"
     "funcionarios|numero de funcionarios|colaboradores|trabalhadores|tamanho da empresa"},
    {ColumnTarget::Industry,
     "industry|company industry|industries|sector|industry sector|line of business|business sector|"
     "branche|wirtschaftszweig|industriezweig|sektor|geschaftsfeld|"
     "secteur|secteur d activite|industrie|"
     "sector de actividad|actividad|industria|rubro|"
     "settore|settore di attivita|settore merceologico|"
     "bedrijfstak|"
     "brancheomrade|bransje|naering|naeringsgren|bransch|"
     "branza|przemysl|sektor gospodarki|"
     "setor|setor de atividade|ramo|ramo de atividade|segmento"},
    {ColumnTarget::CompanyDomain,
     "domain|company domain|email domain|domain name|website domain|domane|firmendomain|domaine|dominio|domein|domaene|"
     "doman|domena|dominio da empresa"},
    {ColumnTarget::City,
     "city|town|location|place|person city|company city|"
     "stadt|ort|wohnort|standort|ville|localite|commune|ciudad|localidad|poblacion|municipio|"
     "citta|comune|localita|luogo|stad|plaats|woonplaats|vestigingsplaats|by|poststed|sted|ort stad|"
     "miasto|miejscowosc|cidade|localidade"},
    {ColumnTarget::Country,
     "country|country region|nation|person country|company country|land|staat|pays|pais|paese|nazione|stato|"
     "landenaam|kraj|panstwo|nacao"},
    {ColumnTarget::Phone,
     "phone|phone number|telephone|tel|mobile|mobile phone|cell|cell phone|work phone|direct phone|phone 1|phone 1 "
     "value|"
     "corporate phone|work direct phone|telefon|telefonnummer|tel nr|handy|mobil|mobiltelefon|rufnummer|durchwahl|"
     "numero de telephone|portable|telephone portable|mobile pro|telefono|numero de telefono|movil|cellulare|"
     "numero di telefono|recapito|telefoon|telefoonnummer|mobiel|gsm|tlf|telefonnr|tlf nr|mobilnummer|mobilnr|"
     "numer telefonu|nr telefonu|komorka|telefon komorkowy|telefone|telemovel|celular|numero de telefone"},
    {ColumnTarget::Website,
     "website|web site|web|url|homepage|site|web page|webpage|company website|"
     "webseite|internetseite|internet|firmenwebsite|site web|site internet|sitio web|pagina web|sito|sito web|sito "
     "internet|"
     "hjemmeside|nettside|nettsted|hemsida|webbplats|webbsida|webplads|strona|strona internetowa|strona www|www|"
     "pagina da internet|sitio"},
    {ColumnTarget::Language,
     "language|lang|preferred language|sprache|korrespondenzsprache|langue|idioma|lingua|taal|sprog|sprak|jezyk|lingua "
     "preferida"},
    {ColumnTarget::Notes,
     "notes|note|comment|comments|remark|remarks|description|notiz|notizen|bemerkung|bemerkungen|kommentar|kommentare|"
     "anmerkung|anmerkungen|remarque|remarques|commentaire|commentaires|nota|notas|comentario|comentarios|"
     "observaciones|"
     "commento|commenti|osservazioni|notitie|notities|opmerking|opmerkingen|noter|notat|notater|bemaerkning|"
     "bemaerkninger|"
     "kommentarer|anteckning|anteckningar|notatka|notatki|uwagi|komentarz|observacoes|comentarios adicionais"},
    {ColumnTarget::Tags,
     "tags|tag|labels|label|keywords|groups|list|lists|schlagworter|schlagworte|stichworter|etiketten|etiquettes|"
     "etiquetas|"
     "etichette|trefwoorden|etiketter|nokkelord|emneord|taggar|etykiety|tagi|categorias|marcadores"},
    {ColumnTarget::DoNotImport,
     "id|nr|no|row|number|lfd nr|salutation|anrede|civilite|tratamiento|titolo di cortesia|aanhef|tiltale|zwrot|"
     "email status|email confidence|created|created at|updated|updated at"},
}};

QHash<QString, ColumnTarget> dictionary()
{
    QHash<QString, ColumnTarget> words;
    for (const Names &entry : known) {
        for (const QString &name : QString::fromLatin1(entry.names).split(QLatin1Char('|'))) {
            if (!words.contains(name)) {
                words.insert(name, entry.target);
            }
        }
    }
    return words;
}

} // namespace

QString plainColumnName(const QString &name)
{
    QString plain;
    for (const QChar character : LeadSearch::folded(name.left(200)).normalized(QString::NormalizationForm_KD)) {
        if (character.isLetterOrNumber()) {
            plain += character.toLower();
        } else if (character.isMark()) {
            continue;
        } else {
            plain += QLatin1Char(' ');
        }
    }
    return plain.simplified();
}

std::optional<ColumnTarget> targetNamed(const QString &plainName)
{
    static const QHash<QString, ColumnTarget> words = dictionary();
    const auto found = words.constFind(plainName);
    return found == words.cend() ? std::nullopt : std::optional<ColumnTarget>(*found);
}

} // namespace AlwaysLeads
