#include "lead/ColumnGuess.h"

#include <QtTest>

using namespace AlwaysLeads;
using Target = ColumnTarget;

Q_DECLARE_METATYPE(QList<AlwaysLeads::ColumnTarget>)

class ColumnGuessTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knowsTheNamesOfElevenLanguages_data();
    void knowsTheNamesOfElevenLanguages();
    void makesFieldsOfColumnsItDoesNotKnow();
    void looksAtTheValuesWhereThereAreNoNames();
    void givesNoTargetTwice();
    void tellsNamesFromPeople();
    void splitsNames_data();
    void splitsNames();
};

void ColumnGuessTest::knowsTheNamesOfElevenLanguages_data()
{
    QTest::addColumn<QString>("names");
    QTest::addColumn<QList<ColumnTarget>>("targets");
    const QList<ColumnTarget> usual{Target::Name,    Target::Email,       Target::Title,
                                    Target::Company, Target::CompanySize, Target::City};
    const QList<ColumnTarget> split{Target::FirstName, Target::LastName, Target::Email, Target::Phone, Target::Country};
    QTest::newRow("English") << "Full Name;E-mail;Job Title;Company;# Employees;City" << usual;
    QTest::newRow("English, split") << "First Name;Last Name;Email address;Mobile phone;Country" << split;
    QTest::newRow("German") << "Ansprechpartner;E-Mail-Adresse;Funktion;Unternehmen;Anzahl Mitarbeiter;Ort" << usual;
    QTest::newRow("German, split") << "Vorname;Name;E-Mail;Telefon;Land" << split;
    QTest::newRow("French") << "Nom complet;Adresse e-mail;Fonction;Société;Effectif;Ville" << usual;
    QTest::newRow("French, split") << "Prénom;Nom;Courriel;Téléphone portable;Pays" << split;
    QTest::newRow("Spanish") << "Nombre completo;Correo electrónico;Cargo;Empresa;Empleados;Ciudad" << usual;
    QTest::newRow("Spanish, split") << "Nombre;Apellidos;Correo;Teléfono;País" << split;
    QTest::newRow("Italian") << "Nome completo;Indirizzo email;Ruolo;Azienda;Dipendenti;Città" << usual;
    QTest::newRow("Italian, split") << "Primo nome;Cognome;Email;Cellulare;Paese" << split;
    QTest::newRow("Dutch") << "Volledige naam;E-mailadres;Functie;Bedrijf;Aantal medewerkers;Plaats" << usual;
    QTest::newRow("Dutch, split") << "Voornaam;Achternaam;E-mail;Telefoonnummer;Land" << split;
    QTest::newRow("Danish") << "Navn;E-mail;Stilling;Firma;Ansatte;By" << usual;
    QTest::newRow("Norwegian, split") << "Fornavn;Etternavn;E-post;Mobilnummer;Land" << split;
    QTest::newRow("Swedish") << "Namn;E-postadress;Befattning;Företag;Antal anställda;Ort" << usual;
    QTest::newRow("Polish") << "Imię i nazwisko;E-mail;Stanowisko;Nazwa firmy;Liczba pracowników;Miasto" << usual;
    QTest::newRow("Polish, split") << "Imię;Nazwisko;Adres e-mail;Numer telefonu;Kraj" << split;
    QTest::newRow("Portuguese") << "Nome completo;Correio eletrónico;Cargo;Empresa;Funcionários;Cidade" << usual;
    QTest::newRow("of a company, English")
        << "Company;Industry;Website;Company domain"
        << QList<ColumnTarget>{Target::Company, Target::Industry, Target::Website, Target::CompanyDomain};
    QTest::newRow("of a company, German")
        << "Firma;Branche;Domain" << QList<ColumnTarget>{Target::Company, Target::Industry, Target::Website};
    QTest::newRow("of a company, French")
        << "Entreprise;Secteur d'activité" << QList<ColumnTarget>{Target::Company, Target::Industry};
    QTest::newRow("shouted and underscored") << "FULL_NAME;E_MAIL;JOB_TITLE;COMPANY_NAME;COMPANY_SIZE;CITY" << usual;
}

void ColumnGuessTest::knowsTheNamesOfElevenLanguages()
{
    QFETCH(QString, names);
    QFETCH(QList<ColumnTarget>, targets);
    QList<ColumnTarget> guessed;
    for (const ColumnChoice &choice : ColumnGuess::guess(names.split(QLatin1Char(';')), {})) {
        guessed << choice.target;
    }
    QCOMPARE(guessed, targets);
}

void ColumnGuessTest::makesFieldsOfColumnsItDoesNotKnow()
{
    const QList<ColumnChoice> choices = ColumnGuess::guess(
        {QStringLiteral("Navn"), QStringLiteral("Lastbiler "), QStringLiteral("Empty"), QString()},
        {{QStringLiteral("Agnieszka Wójcik"), QStringLiteral("48"), QString(), QStringLiteral("x")}});
    QCOMPARE(choices.at(1), (ColumnChoice{Target::Custom, QStringLiteral("Lastbiler")}));
    QCOMPARE(choices.at(2).target, Target::DoNotImport);
    QCOMPARE(choices.at(3).target, Target::DoNotImport);

    // What an export of this program brings of its own is no field; a score of some other program is one.
    const QStringList ours{QStringLiteral("Name"), QStringLiteral("Score"), QStringLiteral("Status"),
                           QStringLiteral("Last touch")};
    const QStringList values{QStringLiteral("Anna Berg"), QStringLiteral("48"), QStringLiteral("New"),
                             QStringLiteral("2026-11-25")};
    for (const ColumnChoice &choice : ColumnGuess::guess(ours, {values}).mid(1)) {
        QCOMPARE(choice.target, Target::DoNotImport);
    }
    QCOMPARE(ColumnGuess::guess(ours.first(2), {values}).at(1),
             (ColumnChoice{Target::Custom, QStringLiteral("Score")}));

    QStringList names;
    QStringList row;
    for (int column = 0; column < 40; ++column) {
        names << QStringLiteral("Internal %1").arg(column);
        row << QStringLiteral("x");
    }
    for (const ColumnChoice &choice : ColumnGuess::guess(names, {row})) {
        QCOMPARE(choice.target, Target::DoNotImport);
    }
}

void ColumnGuessTest::looksAtTheValuesWhereThereAreNoNames()
{
    const QList<QStringList> rows{
        {QStringLiteral("Anna Berg"), QStringLiteral("anna@x.example"), QStringLiteral("+47 22 33 44 55"),
         QStringLiteral("https://x.example"), QStringLiteral("120")},
        {QStringLiteral("Jan de Vries"), QStringLiteral("jan@y.example"), QStringLiteral("020 1234567"),
         QStringLiteral("www.y.example"), QStringLiteral("7")}};
    QList<ColumnTarget> targets;
    for (const ColumnChoice &choice : ColumnGuess::guess({}, rows)) {
        targets << choice.target;
    }
    QCOMPARE(targets,
             (QList<ColumnTarget>{Target::Name, Target::Email, Target::Phone, Target::Website, Target::DoNotImport}));
    // A name that says nothing beside values that say all.
    QCOMPARE(ColumnGuess::guess({QStringLiteral("Kolonne")}, {{QStringLiteral("a@b.example")}}).first().target,
             Target::Email);
}

void ColumnGuessTest::givesNoTargetTwice()
{
    const QList<ColumnChoice> choices = ColumnGuess::guess(
        {QStringLiteral("Email"), QStringLiteral("E-mail"), QStringLiteral("Notes"), QStringLiteral("Comment")},
        {{QStringLiteral("a@b.example"), QStringLiteral("c@d.example"), QStringLiteral("x"), QStringLiteral("y")}});
    QCOMPARE(choices.at(0).target, Target::Email);
    QVERIFY(choices.at(1).target != Target::Email);
    QCOMPARE(choices.at(2).target, Target::Notes);
    QCOMPARE(choices.at(3).target, Target::Notes);
}

void ColumnGuessTest::tellsNamesFromPeople()
{
    const QStringList person{QStringLiteral("Anna Berg"), QStringLiteral("anna@x.example")};
    QVERIFY(ColumnGuess::firstRowIsNames({{QStringLiteral("Navn"), QStringLiteral("E-mail")}, person}));
    QVERIFY(!ColumnGuess::firstRowIsNames({person, person}));
    QVERIFY(!ColumnGuess::firstRowIsNames({person}));
    QVERIFY(ColumnGuess::firstRowIsNames({{QStringLiteral("Wer"), QStringLiteral("Wohin")}, person}));
    QVERIFY(!ColumnGuess::firstRowIsNames(
        {{QStringLiteral("Anna"), QStringLiteral("12")}, {QStringLiteral("Jan"), QStringLiteral("7")}}));
}

void ColumnGuessTest::splitsNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("last");
    const auto row = [](const char *name, const char *first, const char *last) {
        QTest::newRow(name) << QString::fromUtf8(name) << QString::fromUtf8(first) << QString::fromUtf8(last);
    };
    row("Anna Berg", "Anna", "Berg");
    row("Sander van der Berg", "Sander", "van der Berg");
    row("Sander de Wit", "Sander", "de Wit");
    row("Ludwig van Beethoven", "Ludwig", "van Beethoven");
    row("Seán Ó Briain", "Seán", "Ó Briain");
    row("Mary Anne Smith", "Mary Anne", "Smith");
    row("Berg, Anna", "Anna", "Berg");
    row("van der Berg, Dr. Sander", "Sander", "van der Berg");
    row("John Smith Jr.", "John", "Smith Jr.");
    row("John Smith, Jr.", "John", "Smith Jr.");
    row("Smith, John, PhD", "John", "Smith");
    row("John Smith, PhD", "John", "Smith");
    row("Prof. Dr. Anna Berg", "Anna", "Berg");
    row("Herr Müller", "Müller", "");
    row("Madonna", "Madonna", "");
    row("Van Morrison", "Van", "Morrison");
    row("  Anna   Berg ", "Anna", "Berg");
    row("Dr.", "Dr.", "");
    row("", "", "");
    row(",", "", "");
    row(", Jr.", "Jr.", "");
}

void ColumnGuessTest::splitsNames()
{
    QFETCH(QString, name);
    QFETCH(QString, first);
    QFETCH(QString, last);
    QCOMPARE(splitName(name).first, first);
    QCOMPARE(splitName(name).last, last);
}

QTEST_GUILESS_MAIN(ColumnGuessTest)
#include "ColumnGuessTest.moc"
