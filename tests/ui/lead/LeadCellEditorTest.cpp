#include "lead/LeadCellEditor.h"
#include "EditingStage.h"
#include "lead/FieldEditor.h"
#include "support/Patience.h"
#include "widgets/FieldMessage.h"

#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace AlwaysLeads;

namespace {

const QString classField = QStringLiteral("custom:class");
const QString trucksField = QStringLiteral("custom:trucks");

struct Cells
{
    explicit Cells(LeadStage &stage)
        : opened(prepared(stage))
        , editor(stage.find<LeadCellEditor>("leadCellEditor"))
        , line(stage.find<QLineEdit>("leadCellEditorLine"))
        , list(stage.find<Combo>("leadCellEditorList"))
    {
        const auto add = [this](const char *label, FieldKind kind, const QStringList &choices = {}) {
            return bool(QCoro::waitFor(opened.fields.add(QLatin1String(label), kind, choices)));
        };
        ready = add("Class", FieldKind::Choice, {QStringLiteral("Gold"), QStringLiteral("Silver")})
            && add("Partner", FieldKind::YesNo) && add("Trucks", FieldKind::Number)
            && add("Contract ends", FieldKind::Date) && opened.hasRows(15);
    }
    static LeadStage &prepared(LeadStage &stage)
    {
        stage.addDesignPeople();
        return stage;
    }
    /// As an import of an older version left it.
    void store(const QString &field, const QString &value) const
    {
        QVERIFY(opened.stage.files.write([=](Connection &connection) {
            return connection
                .run(QStringLiteral("INSERT OR REPLACE INTO lead_custom (lead_id, field_id, value) SELECT 1, id, ? "
                                    "FROM custom_field WHERE key = ?"),
                     {value, field.section(QLatin1Char(':'), 1)})
                .map([](qint64) {});
        }));
    }
    QString stored(const QString &field, LeadId lead = LeadId(1)) const
    {
        return valueOf(*QCoro::waitFor(opened.stage.leads.lead(lead)), field);
    }
    static QString valueOf(const Lead &lead, const QString &field)
    {
        return field.startsWith(QLatin1String("custom:")) ? lead.custom.value(field.section(QLatin1Char(':'), 1))
                                                          : lead.title;
    }
    void edit(const QString &field, LeadId lead = LeadId(1)) const
    {
        const QList<EditableField> fields = *QCoro::waitFor(opened.values.fields());
        const auto found = std::ranges::find(fields, field, &EditableField::name);
        QVERIFY(found != fields.cend());
        editor->edit(opened.table->model()->index(int(lead.value()) - 1, LeadTableModel::Name), lead, *found);
    }
    QWidget *control() const { return line->isVisible() ? static_cast<QWidget *>(line) : list; }

    mutable Editing opened;
    LeadCellEditor *editor;
    QLineEdit *line;
    Combo *list;
    bool ready = false;
};

} // namespace

class LeadCellEditorTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aValueThatFitsNoMoreStaysUnlessItIsChanged_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("value");
        QTest::newRow("choice") << classField << "bronze";
        QTest::newRow("choice in another case") << classField << "gold";
        QTest::newRow("yes or no") << QStringLiteral("custom:partner") << "perhaps";
        QTest::newRow("number") << trucksField << "many";
        QTest::newRow("date") << QStringLiteral("custom:contract ends") << "soon";
    }
    void aValueThatFitsNoMoreStaysUnlessItIsChanged()
    {
        QFETCH(QString, field);
        QFETCH(QString, value);
        LeadStage stage;
        const Cells cells(stage);
        QVERIFY(cells.ready);
        cells.store(field, value);
        QSignalSpy changed(cells.editor, &LeadCellEditor::changed);
        for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Escape}) {
            cells.edit(field);
            QTRY_VERIFY(cells.editor->isOpen());
            QCOMPARE(cells.line->isVisible() ? cells.line->text() : cells.list->currentText(), value);
            QTest::keyClick(cells.control(), key);
            QVERIFY(!cells.editor->isOpen());
        }
        cells.edit(field);
        QTRY_VERIFY(cells.editor->isOpen());
        cells.opened.table->setFocus();
        QVERIFY(!cells.editor->isOpen());
        stage.files.settle();
        QCOMPARE(cells.stored(field), value);
        QVERIFY(changed.isEmpty());
    }

    void aChoiceThatWasThereCanBeLeftAndAnotherTaken()
    {
        LeadStage stage;
        const Cells cells(stage);
        QVERIFY(cells.ready);
        cells.store(classField, QStringLiteral("bronze"));
        cells.edit(classField);
        QTRY_VERIFY(cells.editor->isOpen());
        cells.list->setCurrentIndex(cells.list->findData(QStringLiteral("Silver")));
        QTest::keyClick(cells.list, Qt::Key_Return);
        QTRY_COMPARE(cells.stored(classField), QStringLiteral("Silver"));
    }

    void whatIsRefusedComesBeforeTheNextCell()
    {
        LeadStage stage;
        const Cells cells(stage);
        QVERIFY(cells.ready);
        cells.store(trucksField, QStringLiteral("12"));
        cells.edit(trucksField);
        QTRY_VERIFY(cells.editor->isOpen());
        cells.line->selectAll();
        QTest::keyClicks(cells.line, QStringLiteral("lots"));
        cells.edit(QStringLiteral("title"), LeadId(2));
        auto *message = stage.find<FieldMessage>("leadCellEditorMessage");
        QTRY_VERIFY(message->text().contains(QStringLiteral("is not a number")));
        stage.files.settle();
        QVERIFY(cells.editor->isOpen());
        QCOMPARE(cells.editor->field(), trucksField);
        QCOMPARE(cells.line->text(), QStringLiteral("lots"));
        QCOMPARE(cells.stored(trucksField), QStringLiteral("12"));
    }

    void theNextCellWaitsUntilTheValueIsKept()
    {
        LeadStage stage;
        const Cells cells(stage);
        QVERIFY(cells.ready);
        cells.edit(QStringLiteral("title"));
        QTRY_VERIFY(cells.editor->isOpen());
        cells.line->selectAll();
        QTest::keyClicks(cells.line, QStringLiteral("Owner"));
        cells.edit(QStringLiteral("title"), LeadId(2));
        QTRY_COMPARE(cells.editor->lead(), LeadId(2));
        QVERIFY(cells.editor->isOpen());
        QCOMPARE(cells.line->text(), QStringLiteral("Operations Director"));
        QCOMPARE(cells.stored(QStringLiteral("title")), QStringLiteral("Owner"));
        // From a line to a list: neither gets the other's value.
        cells.edit(classField, LeadId(2));
        QTRY_COMPARE(cells.editor->field(), classField);
        stage.files.settle();
        QCOMPARE(cells.stored(QStringLiteral("title"), LeadId(2)), QStringLiteral("Operations Director"));
        QVERIFY(cells.stored(classField, LeadId(2)).isEmpty());
    }

    void whatIsTypedAheadGoesToNobodyElse_data()
    {
        QTest::addColumn<bool>("byEsc");
        QTest::newRow("Esc") << true;
        QTest::newRow("a click elsewhere") << false;
    }
    void whatIsTypedAheadGoesToNobodyElse()
    {
        QFETCH(bool, byEsc);
        LeadStage stage;
        const Cells cells(stage);
        QVERIFY(cells.ready);
        QSignalSpy changed(cells.editor, &LeadCellEditor::changed);
        QSignalSpy moved(cells.editor, &LeadCellEditor::moved);
        cells.edit(QStringLiteral("title"));
        QTRY_VERIFY(cells.editor->isOpen());
        cells.line->selectAll();
        QTest::keyClicks(cells.line, QStringLiteral("Owner"));
        QTest::keyClick(cells.line, Qt::Key_Tab);
        QTest::keyClicks(cells.line, QStringLiteral("Sun Freight"));
        QTest::keyClick(cells.line, Qt::Key_Return);
        if (byEsc) {
            QTest::keyClick(cells.line, Qt::Key_Escape);
        } else {
            cells.opened.table->setFocus();
            cells.opened.table->selectionModel()->setCurrentIndex(
                cells.opened.table->model()->index(4, LeadTableModel::Name),
                QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        }
        QTRY_COMPARE(changed.count(), 1);
        stage.files.settle();
        QVERIFY(!cells.editor->isOpen());
        QCOMPARE(moved.count(), 0);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(cells.stored(QStringLiteral("title")), QStringLiteral("Owner"));
        QCOMPARE(stage.files.number(QStringLiteral("SELECT count(*) FROM company WHERE name = 'Sun Freight'")), 0);
    }

    void keepsWhatWasTypedWhateverTakesThePersonElsewhere_data()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("scrolling") << 0;
        QTest::newRow("another page") << 1;
        QTest::newRow("the end") << 2;
    }
    void keepsWhatWasTypedWhateverTakesThePersonElsewhere()
    {
        QFETCH(int, way);
        LeadStage stage;
        Cells cells(stage);
        QVERIFY(cells.ready);
        cells.edit(QStringLiteral("title"));
        QTRY_VERIFY(cells.editor->isOpen());
        cells.line->selectAll();
        QTest::keyClicks(cells.line, QStringLiteral("Owner"));
        if (way == 0) {
            Q_EMIT cells.opened.table->verticalScrollBar()->valueChanged(40);
        } else if (way == 1) {
            cells.opened.page->hide();
        } else {
            delete std::exchange(cells.opened.page, nullptr);
        }
        stage.files.settle();
        QCOMPARE(cells.stored(QStringLiteral("title")), QStringLiteral("Owner"));
    }

    void aFormKeepsWhatNobodyTouched()
    {
        const LeadStage stage; // which brings the style
        CustomField number;
        number.label = QStringLiteral("Trucks");
        number.kind = FieldKind::Number;
        FieldEditor editor(number);
        editor.setValue(QStringLiteral("many"));
        editor.setName(QStringLiteral("trucks"));
        QVERIFY(editor.check());
        QCOMPARE(editor.value(), QStringLiteral("many"));
        auto *line = editor.findChild<QLineEdit *>(QStringLiteral("trucks"));
        line->setText(QStringLiteral("lots"));
        QVERIFY(!editor.check());
        line->setText(QStringLiteral("48"));
        QVERIFY(editor.check());
        QCOMPARE(editor.value(), QStringLiteral("48"));
        line->setText(QStringLiteral("many"));
        QVERIFY(editor.check());
        QCOMPARE(editor.value(), QStringLiteral("many"));
    }
};

QTEST_MAIN(LeadCellEditorTest)
#include "LeadCellEditorTest.moc"
