#include "LeadStage.h"

#include "lead/LeadStore.h"
#include "widgets/FocusRing.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QTest>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {

struct DesignPerson
{
    const char *first, *last, *title, *company, *email;
    EmailState state;
    int score;
    LeadStatus status;
    int hoursSinceTouch; ///< -1: never
    const char *tags;
};

constexpr DesignPerson people[] = {
    {"Agnieszka", "Wójcik", "Head of Operations", "Baltway Logistics", "a.wojcik@baltway.example", EmailState::Verified,
     92, LeadStatus::Interested, 2, "Baltic,Ports"},
    {"Freja", "Nørgaard", "Operations Director", "Sundet Freight", "freja@sundet.example", EmailState::Verified, 90,
     LeadStatus::DraftReady, -1, "Nordics"},
    {"Lukas", "Brandstätter", "Head of Dispatch", "Alpenfracht", "brand@alpenfracht.example", EmailState::Verified, 88,
     LeadStatus::Contacted, 26, "Alpine"},
    {"Tomás", "Oliveira", "Chief Operating Officer", "Ibertrans Cargo", "tomas@ibertrans.example", EmailState::Verified,
     87, LeadStatus::Replied, 26, "Iberia"},
    {"Ioana", "Popescu", "Planning Director", "Carpat Cargo", "ioana@carpatcargo.example", EmailState::Risky, 85,
     LeadStatus::DraftReady, -1, "Balkans"},
    {"Kenji", "Morimoto", "VP Logistics", "Hakata Forwarding", "morimoto@hakata.example", EmailState::Verified, 84,
     LeadStatus::Contacted, 80, "Ports"},
    {"Chiara", "Moretti", "Head of Planning", "Adria Spedizioni", "moretti@adriasped.example", EmailState::Verified, 83,
     LeadStatus::NotNow, 130, "Ports,Adria,Rail"},
    {"Seán", "Ó Briain", "Operations Lead", "Corrib Haulage", "sean@corrib.example", EmailState::Verified, 81,
     LeadStatus::DraftReady, -1, "Ports"},
    {"Amara", "Okafor", "Managing Director", "Gateway Lagos", "amara@gwlagos.example", EmailState::Verified, 80,
     LeadStatus::Contacted, 160, "Ports"},
    {"Hanna", "Virtanen", "Operations Manager", "Saimaa Freight", "hanna@saimaa.example", EmailState::Verified, 78,
     LeadStatus::New, -1, "Nordics"},
    {"Mathieu", "Lefèvre", "Directeur des opérations", "Transvosges", "lefevre@vosges.example", EmailState::Verified,
     77, LeadStatus::Contacted, 180, "Alpine"},
    {"Yusuf", "Demir", "Fleet Planning Manager", "Marmara Lojistik", "ydemir@marmara.example", EmailState::Unchecked,
     76, LeadStatus::New, -1, "Ports"},
    {"Élodie", "Vanderlinden", "Chief Operating Officer", "Scheldt Forwarders", "elodie@scheldt.example",
     EmailState::Verified, 75, LeadStatus::Contacted, 250, "Ports"},
    {"Marta", "Kovačić", "Operations Director", "Rijeka Transit", "marta@rijeka.example", EmailState::Risky, 74,
     LeadStatus::New, -1, "Balkans"},
    {"Priya", "Raghavan", "Director of Planning", "Coromandel Freight", "priya@coromandel.example",
     EmailState::Verified, 72, LeadStatus::OptedOut, 270, "Ports"},
};

Lead leadOf(const DesignPerson &person)
{
    Lead lead;
    lead.firstName = QString::fromUtf8(person.first);
    lead.lastName = QString::fromUtf8(person.last);
    lead.title = QString::fromUtf8(person.title);
    lead.companyName = QString::fromUtf8(person.company);
    lead.email = *EmailAddress::parse(QString::fromUtf8(person.email));
    lead.emailState = person.state;
    lead.tags = QString::fromUtf8(person.tags).split(QLatin1Char(','));
    return lead;
}

} // namespace

LeadStage::LeadStage()
    : appearance(*qApp)
{
    appearance.setMode(ColourMode::Light);
    appearance.setReducedMotion(true);
    auto *layout = new QVBoxLayout(&window);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(sheet);
    (new QVBoxLayout(sheet))->setContentsMargins(0, 0, 0, 0);
    new FocusRing(&window);
    // As Application does.
    const auto forget = [this] { search.forget(); };
    QObject::connect(&leads, &Leads::changed, &leads, forget);
    QObject::connect(&leads, &Leads::reset, &leads, forget);
    QObject::connect(&lists, &LeadLists::changed, &leads, forget);
}

LeadStage::~LeadStage()
{
    // Sheets and the page before the services they use.
    window.hide();
    qDeleteAll(window.findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    files.settle();
}

LeadId LeadStage::add(const Lead &lead)
{
    const Result<LeadId> id = QCoro::waitFor(leads.add(lead));
    if (!id) {
        qFatal("%s", qPrintable(id.error().message));
    }
    return *id;
}

void LeadStage::addDesignPeople()
{
    QList<QPair<LeadId, DesignPerson>> added;
    for (const DesignPerson &person : people) {
        added.append({add(leadOf(person)), person});
    }
    const Result<> written = files.write([&](Connection &connection) -> Result<> {
        LeadStore store;
        for (const auto &[id, person] : added) {
            if (Result<> set = store.setStatus(connection, id, person.status); !set) {
                return set;
            }
            if (Result<> set = store.setEmailState(connection, id, person.state); !set) {
                return set;
            }
            if (auto run = connection.run(QStringLiteral("UPDATE lead SET score = ? WHERE id = ?"),
                                          {person.score, id.value()});
                !run) {
                return failureOf(std::move(run));
            }
            if (person.hoursSinceTouch >= 0) {
                const QDateTime when = clock.now().addSecs(-3600 * person.hoursSinceTouch);
                if (Result<> touched = store.touch(connection, id, when); !touched) {
                    return touched;
                }
            }
        }
        return {};
    });
    if (!written) {
        qFatal("%s", qPrintable(written.error().detail));
    }
}

void LeadStage::addMany(int count)
{
    const Result<> written = files.write([&](Connection &connection) -> Result<> {
        LeadStore store;
        for (int i = 0; i < count; ++i) {
            Lead lead;
            lead.firstName = QStringLiteral("Person");
            lead.lastName = QStringLiteral("%1").arg(i, 5, 10, QLatin1Char('0'));
            lead.companyName = QStringLiteral("Company %1").arg(i % 50);
            lead.email = *EmailAddress::parse(QStringLiteral("p%1@many.example").arg(i));
            if (Result<LeadId> id = store.add(connection, lead, clock.now()); !id) {
                return failureOf(std::move(id));
            }
        }
        return {};
    });
    if (!written) {
        qFatal("%s", qPrintable(written.error().detail));
    }
}

void LeadStage::show(QWidget *widget, QSize size)
{
    sheet->layout()->addWidget(widget);
    window.resize(size);
    window.show();
    window.activateWindow();
    if (!QTest::qWaitForWindowActive(&window, 30'000)) {
        qFatal("The window did not become active");
    }
}

void LeadStage::takePictures(const QString &name)
{
    const QString wished = qEnvironmentVariable("ALWAYSLEADS_PICTURES");
    const QDir folder(wished.isEmpty() ? pictures.path() : wished);
    QVERIFY(folder.mkpath(QStringLiteral(".")));
    for (const ColourMode mode : {ColourMode::Light, ColourMode::Dark}) {
        appearance.setMode(mode);
        QCoreApplication::processEvents();
        QVERIFY(window.grab().save(folder.filePath(
            name + (mode == ColourMode::Light ? QStringLiteral("-light.png") : QStringLiteral("-dark.png")))));
    }
    appearance.setMode(ColourMode::Light);
    QCoreApplication::processEvents();
}

QString LeadStage::writeFile(const QString &name, const QByteArray &bytes)
{
    const QString path = files.folder.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
        qFatal("%s", qPrintable(file.errorString()));
    }
    return path;
}

} // namespace AlwaysLeads
