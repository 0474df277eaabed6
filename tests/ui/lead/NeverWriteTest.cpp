#include "LeadStage.h"
#include "lead/LeadTableModel.h"
#include "lead/LeadsPage.h"
#include "lead/LeadsTable.h"
#include "lead/NeverWriteSheet.h"
#include "optout/OptOuts.h"
#include "support/Patience.h"
#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/Menu.h"

#include <QTest>

using namespace AlwaysLeads;

/// "Never write to this person…" of the leads page: for one, for many, for their domains; with undo.
class NeverWriteTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asksBeforeAndIsUndone();
    void takesAllWhoAreChosen();
    void takesTheirDomains();
    void saysWhoHasNoAddress();
    void isInTheContextMenuTheBarAndTheCommands();

private:
    struct Opened
    {
        explicit Opened(QSize size = QSize(1216, 862))
        {
            const std::pair<const char *, const char *> people[] = {{"Anna", "anna.keller@rheinhafen.example"},
                                                                    {"Bernd", "bernd@rheinhafen.example"},
                                                                    {"Clara", "clara@mail.rheinhafen.example"},
                                                                    {"Dora", "dora@nordkai.example"},
                                                                    {"Emil", nullptr}};
            for (const auto &[name, address] : people) {
                Lead lead;
                lead.firstName = QString::fromLatin1(name);
                lead.lastName = QStringLiteral("Keller");
                if (address != nullptr) {
                    lead.email = *EmailAddress::parse(QString::fromLatin1(address));
                }
                ids << stage.add(lead);
            }
            page =
                new LeadsPage(stage.leads, stage.search, stage.savedViews, stage.lists, stage.leadExport, stage.shell);
            page->addOptOuts(optOuts);
            table = page->findChild<LeadsTable *>(QStringLiteral("leadsTable"));
            QObject::connect(&suppression, &Suppression::changed, &stage.leads, &Leads::announceReset);
            stage.show(page, size);
            if (!QTest::qWaitFor([&] { return table->model()->rowCount() == 5 && page->isComplete(); }, testPatience)) {
                qFatal("The people never came");
            }
        }
        ~Opened()
        {
            delete page;
            stage.files.settle();
        }
        int row(int person) const { return qobject_cast<LeadTableModel *>(table->model())->rowOf(ids.at(person)); }
        void choose(const QList<int> &people) const
        {
            table->setFocus();
            table->clearSelection();
            table->setCurrentIndex(table->model()->index(row(people.first()), 0));
            for (const int person : people.mid(1)) {
                table->selectionModel()->select(table->model()->index(row(person), 0),
                                                QItemSelectionModel::Select | QItemSelectionModel::Rows);
            }
        }
        QAction *action(const char *name) const { return page->findChild<QAction *>(QLatin1String(name)); }
        QString label(const char *name) const
        {
            const auto *found = stage.find<Label>(name);
            return found == nullptr ? QString() : found->text();
        }
        bool isRefused(int person)
        {
            const Lead lead = QCoro::waitFor(stage.leads.lead(ids.at(person))).value();
            return QCoro::waitFor(suppression.find(*lead.email)).value().has_value();
        }
        void confirm() const
        {
            auto *button = stage.find<Button>("neverWriteConfirm");
            QTRY_VERIFY(button->isEnabled());
            QTest::mouseClick(button, Qt::LeftButton);
            QTRY_VERIFY(stage.find<NeverWriteSheet>("neverWriteSheet") == nullptr);
        }

        LeadStage stage;
        Suppression suppression{*stage.files, stage.clock};
        OptOuts optOuts{*stage.files, stage.clock, suppression};
        LeadsPage *page = nullptr;
        LeadsTable *table = nullptr;
        QList<LeadId> ids;
    };
};

void NeverWriteTest::asksBeforeAndIsUndone()
{
    Opened opened;
    opened.choose({0});
    opened.action("leadsNeverWriteAction")->trigger();
    QTRY_COMPARE(opened.label("neverWriteEffect"),
                 QStringLiteral("Reaches 1 person of your leads. No mail to them waits."));
    QCOMPARE(opened.label("neverWriteWho"), QStringLiteral("Anna Keller"));
    opened.stage.takePictures(QStringLiteral("never-write"));
    QTest::mouseClick(opened.stage.find<Button>("neverWriteCancel"), Qt::LeftButton);
    QTRY_VERIFY(opened.stage.find<NeverWriteSheet>("neverWriteSheet") == nullptr);
    QVERIFY(!opened.isRefused(0));

    opened.action("leadsNeverWriteAction")->trigger();
    opened.confirm();
    QTRY_COMPARE(opened.stage.shell.lastUndoable(), QStringLiteral("Anna Keller is never written to"));
    QVERIFY(opened.isRefused(0));
    QVERIFY(!opened.isRefused(1));
    const auto rowSays = [&] {
        const auto *lead = qobject_cast<LeadTableModel *>(opened.table->model())->leadAt(opened.row(0));
        return lead == nullptr ? QString() : lead->suppressed;
    };
    QTRY_VERIFY(rowSays().startsWith(QStringLiteral("You blocked this address")));
    opened.stage.shell.undoLast();
    QVERIFY(opened.stage.shell.problems.isEmpty());
    QVERIFY(!opened.isRefused(0));
    QTRY_VERIFY(rowSays().isEmpty());
}

void NeverWriteTest::takesAllWhoAreChosen()
{
    Opened opened;
    opened.choose({0, 1, 3});
    QCOMPARE(opened.action("leadsNeverWriteAction")->text(), QStringLiteral("Never write to these people…"));
    opened.stage.takePictures(QStringLiteral("never-write-bar"));
    QTest::mouseClick(opened.stage.find<QWidget>("leadsNeverWrite"), Qt::LeftButton);
    QTRY_COMPARE(opened.label("neverWriteEffect"),
                 QStringLiteral("Reaches 3 people of your leads. No mail to them waits."));
    opened.confirm();
    QTRY_COMPARE(opened.stage.shell.lastUndoable(), QStringLiteral("3 people are never written to"));
    QVERIFY(opened.isRefused(0) && opened.isRefused(1) && opened.isRefused(3));
    QVERIFY(!opened.isRefused(2));
}

void NeverWriteTest::takesTheirDomains()
{
    Opened opened;
    opened.choose({0, 1});
    opened.action("leadsNeverWriteDomainAction")->trigger();
    QTRY_COMPARE(opened.label("neverWriteEffect"),
                 QStringLiteral("Reaches 3 people of your leads. No mail to them waits."));
    QCOMPARE(opened.label("neverWriteWho"), QStringLiteral("Everybody at rheinhafen.example, and below"));
    opened.stage.takePictures(QStringLiteral("never-write-domain"));
    opened.confirm();
    QTRY_COMPARE(opened.stage.shell.lastUndoable(), QStringLiteral("Nobody at rheinhafen.example is written to"));
    QVERIFY(opened.isRefused(2));
    QVERIFY(!opened.isRefused(3));
    // Once more is no second entry, and no undo that would release the first.
    const size_t undoables = opened.stage.shell.undoables.size();
    opened.choose({1});
    opened.action("leadsNeverWriteDomainAction")->trigger();
    QTRY_VERIFY(opened.stage.find<Button>("neverWriteConfirm") != nullptr);
    opened.confirm();
    QTRY_VERIFY(opened.stage.shell.toasts.contains(QStringLiteral("They are on the list already")));
    QCOMPARE(opened.stage.shell.undoables.size(), undoables);
}

void NeverWriteTest::saysWhoHasNoAddress()
{
    Opened opened;
    opened.choose({3, 4});
    opened.action("leadsNeverWriteAction")->trigger();
    QTRY_COMPARE(opened.label("neverWriteWho"), QStringLiteral("Dora Keller. 1 without an address are left out."));
    QTest::keyClick(opened.stage.find<QWidget>("neverWriteSheet"), Qt::Key_Escape);
    QTRY_VERIFY(opened.stage.find<NeverWriteSheet>("neverWriteSheet") == nullptr);
    opened.choose({4});
    opened.action("leadsNeverWriteAction")->trigger();
    QTRY_VERIFY(opened.label("neverWriteWho").startsWith(QStringLiteral("Nobody of them has an address")));
    QVERIFY(!opened.stage.find<Button>("neverWriteConfirm")->isEnabled());
}

void NeverWriteTest::isInTheContextMenuTheBarAndTheCommands()
{
    Opened opened(QSize(960, 642));
    opened.choose({0});
    QStringList commands;
    const QList<QAction *> all = opened.page->commands();
    for (const QAction *action : all) {
        commands << action->text();
    }
    QVERIFY(commands.contains(QStringLiteral("Never write to this person…")));
    QVERIFY(commands.contains(QStringLiteral("Never write to anybody at this domain…")));
    QCOMPARE(commands.last(), QStringLiteral("Delete"));
    QStringList entries;
    QTimer::singleShot(0, this, [&] {
        if (auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget())) {
            const QList<QAction *> actions = menu->actions();
            for (const QAction *action : actions) {
                entries << action->text();
            }
            menu->close();
        }
    });
    QMetaObject::invokeMethod(opened.table, "customContextMenuRequested", Q_ARG(QPoint, QPoint(100, 20)));
    QVERIFY(entries.contains(QStringLiteral("Never write to this person…")));
    QVERIFY(entries.contains(QStringLiteral("Never write to anybody at this domain…")));
    opened.choose({0, 1});
    opened.stage.takePictures(QStringLiteral("never-write-bar-narrow"));
}

QTEST_MAIN(NeverWriteTest)
#include "NeverWriteTest.moc"
