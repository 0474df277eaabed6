#include "ComponentsGallery.h"
#include "style/AppStyle.h"
#include "style/Appearance.h"
#include "style/Painting.h"
#include "support/Patience.h"
#include "widgets/Button.h"
#include "widgets/CommandPalette.h"
#include "widgets/DialogSheet.h"
#include "widgets/EmptyState.h"
#include "widgets/FocusRing.h"
#include "widgets/MailView.h"
#include "widgets/SelectionBar.h"
#include "widgets/TableView.h"

#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QPainter>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

using namespace AlwaysLeads;

/// Takes the pictures that are looked at beside the designs, and checks in them what a program can check.
class WidgetsPicturesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void componentsLookAsDesigned_data();
    void componentsLookAsDesigned();
    void everyIconIsDrawnInsideItsBox_data();
    void everyIconIsDrawnInsideItsBox();
    void iconSheet_data();
    void iconSheet();
    void floatingPieces_data();
    void floatingPieces();

private:
    static void bothThemes();
    void save(const QImage &image, const QString &name);
    QString folder() const;

    std::unique_ptr<Appearance> m_appearance;
    QTemporaryDir m_temporary;
};

QString WidgetsPicturesTest::folder() const
{
    const QString wished = qEnvironmentVariable("ALWAYSLEADS_PICTURES");
    return wished.isEmpty() ? m_temporary.path() : wished;
}

void WidgetsPicturesTest::save(const QImage &image, const QString &name)
{
    QVERIFY(QDir().mkpath(folder()));
    QVERIFY(image.save(QDir(folder()).filePath(name + QStringLiteral(".png"))));
}

void WidgetsPicturesTest::initTestCase()
{
    QVERIFY(m_temporary.isValid());
    m_appearance = std::make_unique<Appearance>(*qApp);
    m_appearance->setReducedMotion(true);
}

void WidgetsPicturesTest::bothThemes()
{
    QTest::addColumn<ColourMode>("mode");
    QTest::newRow("light") << ColourMode::Light;
    QTest::newRow("dark") << ColourMode::Dark;
}

void WidgetsPicturesTest::componentsLookAsDesigned_data()
{
    bothThemes();
}

void WidgetsPicturesTest::componentsLookAsDesigned()
{
    QFETCH(ColourMode, mode);
    m_appearance->setMode(mode);
    ComponentsGallery gallery;
    new FocusRing(&gallery);
    gallery.show();
    gallery.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&gallery, testPatience));
    gallery.focusedField()->setFocus();
    const QPoint second = gallery.table()->visualRect(gallery.table()->model()->index(1, 1)).center();
    QTest::mouseMove(gallery.table()->viewport(), second + QPoint(5, 0)); // the same place twice would be no move
    QTest::mouseMove(gallery.table()->viewport(), second);
    const QImage picture = gallery.grab().toImage();
    const qreal ratio = picture.devicePixelRatio();
    save(picture, QStringLiteral("components-") + QString::fromLatin1(QTest::currentDataTag()));

    const Theme theme = mode == ColourMode::Dark ? Theme::dark() : Theme::light();
    if (!qFuzzyCompare(ratio, 1.0)) {
        return; // the places below are whole pixels only at 1x; other ratios are for looking at
    }
    const auto at = [&](int x, int y) { return picture.pixelColor(x, y); };
    QCOMPARE(at(5, 5), theme.desk);
    QCOMPARE(at(110, 187), theme.accent); // the primary button
    QCOMPARE(at(182, 187), theme.accentHover);
    QCOMPARE(at(255, 187), theme.accentPressed);
    QCOMPARE(at(400, 187), theme.neutralSoft); // disabled
    QCOMPARE(at(380, 438), theme.accent); // the focused field's border, one crisp line
    QCOMPARE(at(380, 437), theme.accentBorder); // and the halo round it
    QCOMPARE(at(700, 285), theme.selection); // the current row
    QCOMPARE(at(700, 240), theme.hover); // the row under the mouse
    QCOMPARE(at(491, 285), theme.accent); // and its bar
    QCOMPARE(at(1300, 405), theme.tipBg); // the toast
}

void WidgetsPicturesTest::everyIconIsDrawnInsideItsBox_data()
{
    QTest::addColumn<int>("icon");
    for (int icon = 1; icon < iconCount; ++icon) {
        QTest::newRow(QByteArray(Icons::name(Icon(icon)).data(), Icons::name(Icon(icon)).size()).constData()) << icon;
    }
}

void WidgetsPicturesTest::everyIconIsDrawnInsideItsBox()
{
    QFETCH(int, icon);
    const QImage image = iconsOf(nullptr).pixmap(Icon(icon), 96, Qt::black, 1).toImage();
    QRect ink;
    for (int y = 0; y < 96; ++y) {
        for (int x = 0; x < 96; ++x) {
            if (qAlpha(image.pixel(x, y)) > 64) {
                ink |= QRect(x, y, 1, 1);
            }
        }
    }
    QVERIFY(!ink.isEmpty());
    // 96 px for 24: lines keep two units of air, which are 8 px; half of a stroke's width, 3.5 px, may reach into them.
    QVERIFY2(QRect(4, 4, 88, 88).contains(ink),
             qPrintable(QStringLiteral("%1,%2 %3x%4").arg(ink.x()).arg(ink.y()).arg(ink.width()).arg(ink.height())));
}

void WidgetsPicturesTest::iconSheet_data()
{
    bothThemes();
}

void WidgetsPicturesTest::iconSheet()
{
    QFETCH(ColourMode, mode);
    m_appearance->setMode(mode);
    const Theme &theme = m_appearance->theme();
    constexpr int columns = 10;
    constexpr QSize cell(140, 62);
    const int rows = (iconCount - 1 + columns - 1) / columns;
    QImage image(columns * cell.width() + 20, rows * cell.height() + 20, QImage::Format_ARGB32_Premultiplied);
    image.fill(theme.surface);
    QPainter painter(&image);
    const Icons &icons = iconsOf(nullptr);
    for (int icon = 1; icon < iconCount; ++icon) {
        const int x = 10 + (icon - 1) % columns * cell.width();
        const int y = 10 + (icon - 1) / columns * cell.height();
        icons.paint(&painter, Icon(icon), QRectF(x + 8, y + 10, 16, 16), theme.text);
        icons.paint(&painter, Icon(icon), QRectF(x + 36, y + 8, 20, 20), theme.text);
        icons.paint(&painter, Icon(icon), QRectF(x + 68, y + 6, 24, 24), theme.text);
        icons.paint(&painter, Icon(icon), QRectF(x + 104, y + 12, 12, 12), theme.text2);
        paintLine(&painter, QRectF(x + 8, y + 36, cell.width() - 12, 16), Icons::name(Icon(icon)),
                  fontsOf(nullptr).key(), theme.text3);
    }
    painter.end();
    save(image, QStringLiteral("icons-") + QString::fromLatin1(QTest::currentDataTag()));
    QCOMPARE(image.pixelColor(0, 0), theme.surface);
}

void WidgetsPicturesTest::floatingPieces_data()
{
    bothThemes();
}

void WidgetsPicturesTest::floatingPieces()
{
    QFETCH(ColourMode, mode);
    const QString tag = QString::fromLatin1(QTest::currentDataTag());
    m_appearance->setMode(mode);
    ComponentsGallery window;
    new FocusRing(&window);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window, testPatience));

    auto *palette = new CommandPalette(&window);
    palette->setGroups(
        {{QStringLiteral("Do"),
          QLatin1Char('>'),
          {{Icon::Sparkles,
            QStringLiteral("Write a draft"),
            QStringLiteral("for Agnieszka Wójcik"),
            QStringLiteral("W"),
            {},
            {},
            {}},
           {Icon::WandSparkles,
            QStringLiteral("Write drafts for this view"),
            QStringLiteral("186 people, about €1.70"),
            QStringLiteral("Ctrl Shift W"),
            {},
            {},
            {}},
           {Icon::Check, QStringLiteral("Approve the next draft"), {}, QStringLiteral("A"), {}, {}, {}}}},
         {QStringLiteral("Go to"),
          QLatin1Char('>'),
          {{Icon::PencilLine,
            QStringLiteral("Drafts"),
            QStringLiteral("24 to review"),
            QStringLiteral("Ctrl 2"),
            {},
            {},
            {}},
           {Icon::ListFilter, QStringLiteral("Drafts with a warning"), QStringLiteral("3"), {}, {}, {}, {}}}},
         {QStringLiteral("People and campaigns"),
          QLatin1Char('@'),
          {{Icon::User,
            QStringLiteral("Freja Nørgaard"),
            QStringLiteral("Operations Director, Sundet Freight, draft ready"),
            {},
            {},
            QStringLiteral("Freja Nørgaard"),
            QStringLiteral("freja@sundet.example")},
           {Icon::Route,
            QStringLiteral("Baltic and North Sea forwarders"),
            QStringLiteral("11 drafts to review"),
            {},
            {},
            {},
            {}}}}});
    palette->setContextText(QStringLiteral("1 person selected"));
    palette->setText(QStringLiteral("draft"));
    palette->open();
    const QImage withPalette = window.grab().toImage();
    save(withPalette, QStringLiteral("palette-") + tag);
    QVERIFY(withPalette.pixelColor(5, 5) != m_appearance->theme().desk); // dimmed
    palette->close();

    auto *confirm = new ConfirmSheet(
        QStringLiteral("Stop all sending?"),
        QStringLiteral("18 mails stay in the queue. The one being handed over finishes first."),
        QStringLiteral("Keep sending"), QStringLiteral("Stop now"), ConfirmSheet::Weight::Danger, &window);
    confirm->open();
    save(window.grab().toImage(), QStringLiteral("confirm-") + tag);
    confirm->close();

    QWidget stage;
    stage.resize(900, 640);
    stage.setAutoFillBackground(true);
    EmptyState empty(
        Icon::Users, QStringLiteral("Bring your first people"),
        QStringLiteral("Drop a file on this window, paste rows from a spreadsheet, or search with your Apollo key."),
        &stage);
    empty.addButton(new Button(Icon::Upload, QStringLiteral("Import a file"), ButtonKind::Primary));
    empty.addButton(new Button(QStringLiteral("Find leads")));
    empty.setGeometry(0, 0, 440, 400);
    MailView mail(&stage);
    mail.setMail(QStringLiteral(
        "Hi Freja,\n\nYou opened a second terminal in Aarhus in October, and your advert for two load planners "
        "mentions “advanced Excel”. That usually means someone rebuilds the plan each time a truck runs "
        "late.\n\nWould a 20-minute look at your own Thursday plan be useful?"));
    mail.setMarks({{11, 54, 1}, {70, 60, 2}});
    mail.setActiveMark(0);
    mail.setGeometry(460, 20, 420, 300);
    auto *bar = new SelectionBar(&stage);
    bar->addButton(new Button(Icon::Sparkles, QStringLiteral("Write drafts"), ButtonKind::Ghost));
    bar->addButton(new Button(Icon::Tag, QStringLiteral("Tag"), ButtonKind::Ghost));
    stage.show();
    QVERIFY(QTest::qWaitForWindowExposed(&stage, testPatience));
    bar->setCount(4);
    save(stage.grab().toImage(), QStringLiteral("pieces-") + tag);
    QVERIFY(mail.sizeHint().height() > 5 * 24);
}

QTEST_MAIN(WidgetsPicturesTest)
#include "WidgetsPicturesTest.moc"
