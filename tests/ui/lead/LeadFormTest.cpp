#include "lead/LeadForm.h"
#include "LeadStage.h"
#include "lead/LeadsPage.h"
#include "lead/LeadsTable.h"
#include "support/Patience.h"
#include "widgets/TextField.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace AlwaysLeads;

class LeadFormTest : public QObject
{
    Q_OBJECT

private:
    struct Opened
    {
        explicit Opened(LeadStage &stage)
            : stage(stage)
            , page(new LeadsPage(stage.leads, stage.search, stage.savedViews, stage.lists, stage.leadExport,
                                 stage.shell))
        {
            stage.show(page, QSize(1216, 862));
        }
        QLineEdit *field(const char *name) const { return stage.find<QLineEdit>(name); }
        void type(const char *name, const QString &text) const
        {
            field(name)->setFocus();
            field(name)->clear();
            QTest::keyClicks(field(name), text);
        }
        void save() const { QTest::mouseClick(stage.find<QPushButton>("leadFormSave"), Qt::LeftButton); }
        QString emailError() const { return static_cast<TextField *>(field("leadFormEmail")->parentWidget())->error(); }
        bool isOpen() const { return stage.find<QWidget>("leadForm") != nullptr; }
        LeadStage &stage;
        LeadsPage *page;
    };

private Q_SLOTS:
    void addsWhatWasTypedAndMakesItCurrent()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Opened opened(stage);
        auto *table = stage.find<LeadsTable>("leadsTable");
        QTRY_COMPARE(table->model()->rowCount(), 15);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_N);
        QTRY_VERIFY(opened.isOpen());
        QCOMPARE(stage.window.focusWidget(), opened.field("leadFormFirstName"));
        opened.type("leadFormFirstName", QStringLiteral("Mikkel"));
        opened.type("leadFormLastName", QStringLiteral("Ostergaard"));
        opened.type("leadFormEmail", QStringLiteral("mikkel@fyns.example"));
        opened.type("leadFormCompany", QStringLiteral("Fyns Transport"));
        opened.type("leadFormLanguage", QStringLiteral("Danish"));
        opened.type("leadFormTags", QStringLiteral("Nordics, ports ,PORTS"));
        stage.takePictures(QStringLiteral("lead-form-1440"));
        opened.save();
        QTRY_COMPARE(table->model()->rowCount(), 16);
        QTRY_VERIFY(!opened.isOpen());
        QCOMPARE(stage.shell.lastUndoable(), QStringLiteral("Mikkel Ostergaard added"));
        const LeadId added(stage.files.number(QStringLiteral("SELECT id FROM lead WHERE last_name = 'Ostergaard'")));
        QTRY_COMPARE(opened.page->selectedLeads(), QList<LeadId>{added}); // the one before is current until it is found
        const Result<Lead> lead = QCoro::waitFor(stage.leads.lead(added));
        QCOMPARE(lead->email->toString(), QStringLiteral("mikkel@fyns.example"));
        QCOMPARE(lead->tags.size(), 2);
        QCOMPARE(lead->language, QStringLiteral("Danish"));
        stage.shell.undoLast();
        QTRY_COMPARE(table->model()->rowCount(), 15);
    }

    void saysWhatIsWrongWithAnAddressUnderTheField()
    {
        LeadStage stage;
        Opened opened(stage);
        opened.page->createNew();
        opened.type("leadFormFirstName", QStringLiteral("Sander"));
        opened.type("leadFormEmail", QStringLiteral("sander@@waalweg.example"));
        opened.save();
        QCOMPARE(opened.emailError(), EmailAddress::parse(QStringLiteral("sander@@waalweg.example")).error().message);
        QVERIFY(opened.field("leadFormEmail")->hasFocus());
        stage.takePictures(QStringLiteral("lead-form-error-1440"));
        QTest::keyClick(opened.field("leadFormEmail"), Qt::Key_Backspace);
        QCOMPARE(opened.emailError(), QString());
        QCOMPARE(stage.files.number(QStringLiteral("SELECT count(*) FROM lead")), 0);
    }

    void takesWhatIsKnownOfTheCompany()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Opened opened(stage);
        opened.page->createNew();
        const auto errorOf = [&opened](const char *name) {
            return static_cast<TextField *>(opened.field(name)->parentWidget())->error();
        };
        opened.type("leadFormFirstName", QStringLiteral("Other"));
        opened.type("leadFormIndustry", QStringLiteral("Freight"));
        opened.type("leadFormSize", QStringLiteral("some"));
        opened.type("leadFormWebsite", QStringLiteral("javascript:alert(1)"));
        opened.type("leadFormDomain", QStringLiteral("soon"));
        opened.save();
        QCOMPARE(errorOf("leadFormSize"), QStringLiteral("“some” is not a number of people."));
        QVERIFY(opened.field("leadFormSize")->hasFocus());
        QVERIFY(!errorOf("leadFormWebsite").isEmpty());
        QVERIFY(!errorOf("leadFormDomain").isEmpty());
        QVERIFY2(!errorOf("leadFormCompany").isEmpty(), "an industry is a company's");
        stage.takePictures(QStringLiteral("lead-form-company-errors-1440"));
        opened.type("leadFormSize", QStringLiteral("1,200"));
        opened.type("leadFormWebsite", QString());
        opened.type("leadFormDomain", QStringLiteral("https://nobody.example"));
        opened.type("leadFormCompany", QStringLiteral("Nobody Ltd"));
        opened.save();
        QTRY_VERIFY(!opened.isOpen());
        QCOMPARE(stage.files.number(QStringLiteral("SELECT count(*) FROM company WHERE name = 'Nobody Ltd' AND "
                                                   "industry = 'Freight' AND size = 1200 AND domain = "
                                                   "'nobody.example'")),
                 1);
    }

    void refusesTheSameAddressTwice()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Opened opened(stage);
        opened.page->createNew();
        opened.type("leadFormFirstName", QStringLiteral("Other"));
        opened.type("leadFormEmail", QStringLiteral("Freja@Sundet.example"));
        opened.save();
        QTRY_VERIFY(!opened.emailError().isEmpty());
        QVERIFY2(opened.emailError().contains(QStringLiteral("Freja")), qPrintable(opened.emailError()));
        QVERIFY(opened.isOpen());
    }

    void asksForANameOrAnAddress()
    {
        LeadStage stage;
        Opened opened(stage);
        opened.page->createNew();
        opened.type("leadFormCompany", QStringLiteral("Nobody Ltd"));
        opened.save();
        QTRY_VERIFY(stage.find<QWidget>("leadFormProblem")->isVisible());
        QVERIFY(opened.isOpen());
        QCOMPARE(stage.files.number(QStringLiteral("SELECT count(*) FROM lead")), 0);
    }

    void changesAPersonWithUndo()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Opened opened(stage);
        auto *table = stage.find<LeadsTable>("leadsTable");
        QTRY_COMPARE(table->model()->rowCount(), 15);
        const LeadId id = opened.page->selectedLeads().first();
        const QString before = QCoro::waitFor(stage.leads.lead(id))->title;
        table->setFocus();
        QTest::keyClick(table, Qt::Key_E);
        QTRY_VERIFY(opened.isOpen());
        opened.type("leadFormTitle", QStringLiteral("Chief of Everything"));
        QTest::keyClick(opened.field("leadFormTitle"), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(QCoro::waitFor(stage.leads.lead(id))->title, QStringLiteral("Chief of Everything"));
        QTRY_VERIFY(!stage.shell.lastUndoable().isEmpty());
        stage.shell.undoLast();
        QCOMPARE(QCoro::waitFor(stage.leads.lead(id))->title, before);
    }

    void escapeLeavesEverythingAsItWas()
    {
        LeadStage stage;
        Opened opened(stage);
        opened.page->createNew();
        opened.type("leadFormFirstName", QStringLiteral("Ghost"));
        QTest::keyClick(opened.field("leadFormFirstName"), Qt::Key_Escape);
        QTRY_VERIFY(!opened.isOpen());
        QCOMPARE(stage.files.number(QStringLiteral("SELECT count(*) FROM lead")), 0);
    }
};

QTEST_MAIN(LeadFormTest)
#include "LeadFormTest.moc"
