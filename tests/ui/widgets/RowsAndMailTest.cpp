#include "style/Appearance.h"
#include "support/Patience.h"
#include "widgets/MailView.h"
#include "widgets/RowDelegate.h"
#include "widgets/TableView.h"

#include <QApplication>
#include <QMimeData>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTemporaryFile>
#include <QTest>
#include <algorithm>
#include <memory>

using namespace AlwaysLeads;

/// Tables and the text of a mail.
class RowsAndMailTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_appearance = std::make_unique<Appearance>(*qApp); }
    void init();

    void aClickInTheBoxAddsOneRow();
    void jAndKMoveInATable();
    void lettersDoNotSearchInATable();
    void aMailTakesOnlyPlainText();
    void aMailLineIsTwentyFourHigh();
    void undoInAMailTakesBackWhatWasTyped();
    void aMailNeverLoadsAnything();
    void aFormattedMailLeavesNoTraceInTheNext();

private:
    std::unique_ptr<Appearance> m_appearance;
};

void RowsAndMailTest::init()
{
    m_appearance->setMode(ColourMode::Light);
    m_appearance->setTextFactor(1);
    m_appearance->setMoreContrast(false);
    m_appearance->setReducedMotion(true);
}

namespace {

/// Lets a test put in what a clipboard would bring.
class PasteView : public MailView
{
public:
    using MailView::insertFromMimeData;
};

struct Rows
{
    Rows()
        : table(QStringLiteral("People"))
        , model(5, 2)
    {
        for (int row = 0; row < 5; ++row) {
            model.setItem(row, 0, new QStandardItem(QStringLiteral("Person %1").arg(row)));
        }
        table.setModel(&model);
        auto *rows = new RowDelegate(&table);
        rows->setCheckColumn(0);
        table.setRowDelegate(rows);
        table.resize(600, 400);
        table.show();
    }
    QList<int> selected() const
    {
        QList<int> rows;
        const QModelIndexList indexes = table.selectionModel()->selectedRows();
        for (const QModelIndex &index : indexes) {
            rows.append(index.row());
        }
        std::sort(rows.begin(), rows.end());
        return rows;
    }
    QPoint box(int row) const { return {table.columnViewportPosition(0) + 20, table.rowViewportPosition(row) + 24}; }
    QPoint words(int row) const { return {table.columnViewportPosition(1) + 20, table.rowViewportPosition(row) + 24}; }
    TableView table;
    QStandardItemModel model;
};
} // namespace

void RowsAndMailTest::aClickInTheBoxAddsOneRow()
{
    Rows rows;
    QTest::mouseClick(rows.table.viewport(), Qt::LeftButton, {}, rows.words(0));
    QCOMPARE(rows.selected(), QList<int>({0}));
    QTest::mouseClick(rows.table.viewport(), Qt::LeftButton, {}, rows.box(2));
    QTest::mouseClick(rows.table.viewport(), Qt::LeftButton, {}, rows.box(4));
    QCOMPARE(rows.selected(), QList<int>({0, 2, 4}));
    QTest::mouseClick(rows.table.viewport(), Qt::LeftButton, {}, rows.box(2));
    QCOMPARE(rows.selected(), QList<int>({0, 4}));
    QTest::mouseClick(rows.table.viewport(), Qt::LeftButton, {}, rows.words(3));
    QCOMPARE(rows.selected(), QList<int>({3}));
    QTest::keyClick(&rows.table, Qt::Key_Space);
    QCOMPARE(rows.selected(), QList<int>());
    QCOMPARE(rows.table.rowHeight(0), 48);
    QCOMPARE(rows.table.header()->height(), 34);
}

void RowsAndMailTest::jAndKMoveInATable()
{
    Rows rows;
    rows.table.setCurrentIndex(rows.model.index(0, 0));
    QTest::keyClick(&rows.table, Qt::Key_J);
    QTest::keyClick(&rows.table, Qt::Key_J);
    QCOMPARE(rows.table.currentIndex().row(), 2);
    QTest::keyClick(&rows.table, Qt::Key_K);
    QCOMPARE(rows.table.currentIndex().row(), 1);
    QSignalSpy opened(&rows.table, &TableView::opened);
    QTest::keyClick(&rows.table, Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.first().first().toModelIndex().row(), 1);
}

void RowsAndMailTest::lettersDoNotSearchInATable()
{
    Rows rows;
    rows.table.setCurrentIndex(rows.model.index(2, 0));
    QTest::keyClicks(&rows.table, QStringLiteral("person 4"));
    QCOMPARE(rows.table.currentIndex().row(), 2);
}

void RowsAndMailTest::aMailTakesOnlyPlainText()
{
    PasteView mail;
    mail.setMail(QString());
    mail.setEditable(true);
    QMimeData paste;
    paste.setHtml(QStringLiteral("<b>bold</b><img src='https://tracker.example/x.png'>"));
    paste.setText(QStringLiteral("<b>bold</b>"));
    mail.insertFromMimeData(&paste);
    QCOMPARE(mail.plainText(), QStringLiteral("<b>bold</b>"));
    mail.setMail(QStringLiteral("<h1>Not a title</h1>"));
    QCOMPARE(mail.plainText(), QStringLiteral("<h1>Not a title</h1>"));
}

void RowsAndMailTest::aMailLineIsTwentyFourHigh()
{
    MailView mail;
    mail.resize(400, 300);
    mail.show();
    mail.setMail(QStringLiteral("One\nTwo\nThree"));
    QCOMPARE(mail.sizeHint().height(), 3 * 24);
    mail.setMail(QStringLiteral("One\n\nTwo"));
    QCOMPARE(mail.sizeHint().height(), 24 + 14 + 24);
    QCOMPARE(mail.plainText(), QStringLiteral("One\n\nTwo"));
}

void RowsAndMailTest::undoInAMailTakesBackWhatWasTyped()
{
    MailView mail;
    mail.resize(400, 300);
    mail.show();
    mail.setMail(QStringLiteral("Hi"));
    mail.setEditable(true);
    mail.moveCursor(QTextCursor::End);
    QTest::keyClick(&mail, Qt::Key_Return);
    QTest::keyClick(&mail, Qt::Key_Return); // an empty line is one like the others
    QTest::keyClicks(&mail, QStringLiteral("you"));
    QCOMPARE(mail.plainText(), QStringLiteral("Hi\n\nyou"));
    for (int i = 0; i < 6 && mail.plainText() != QStringLiteral("Hi"); ++i) {
        mail.undo();
    }
    QCOMPARE(mail.plainText(), QStringLiteral("Hi"));
    QTRY_COMPARE(mail.sizeHint().height(), 24);
}

void RowsAndMailTest::aFormattedMailLeavesNoTraceInTheNext()
{
    MailView mail;
    const auto formatAt = [&mail](int place) {
        QTextCursor cursor(mail.document());
        cursor.setPosition(place + 1);
        return cursor.charFormat();
    };
    mail.setLightMail(QStringLiteral("**Hi** you, see [this](https://harbourline.example)\n- *one*"));
    QCOMPARE(mail.plainText(), QStringLiteral("Hi you, see this\n•  one"));
    QCOMPARE(formatAt(0).fontWeight(), int(QFont::DemiBold));
    QVERIFY(formatAt(3).fontWeight() != int(QFont::DemiBold));
    QVERIFY(formatAt(12).fontUnderline());
    QCOMPARE(formatAt(12).toolTip(), QStringLiteral("https://harbourline.example"));
    QVERIFY(formatAt(20).fontItalic());
    QTextCursor inside = mail.textCursor();
    inside.setPosition(1); // as a click into the bold word does
    mail.setTextCursor(inside);
    mail.setMail(QStringLiteral("Plain words"));
    for (int place = 0; place < 11; ++place) {
        QVERIFY(formatAt(place).fontWeight() != int(QFont::DemiBold) && !formatAt(place).fontUnderline());
    }
    mail.setLightMail(QStringLiteral("[link](https://harbourline.example)"));
    inside = mail.textCursor();
    inside.setPosition(2);
    mail.setTextCursor(inside);
    mail.setMail(QStringLiteral("Plain words"));
    QVERIFY(!formatAt(0).fontUnderline() && formatAt(0).toolTip().isEmpty());
}

void RowsAndMailTest::aMailNeverLoadsAnything()
{
    MailView mail;
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write("secret");
    file.flush();
    for (const QTextDocument::ResourceType type :
         {QTextDocument::HtmlResource, QTextDocument::ImageResource, QTextDocument::StyleSheetResource}) {
        QVERIFY(mail.document()->resource(type, QUrl::fromLocalFile(file.fileName())).toByteArray().isEmpty());
    }
}

QTEST_MAIN(RowsAndMailTest)
#include "RowsAndMailTest.moc"
