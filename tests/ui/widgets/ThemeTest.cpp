#include "Stage.h"
#include "style/AppStyle.h"
#include "style/Appearance.h"
#include "style/Painting.h"
#include "widgets/Button.h"
#include "widgets/Label.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <memory>

using namespace AlwaysLeads;

/// Colours, fonts and how they reach the widgets.
class ThemeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_appearance = std::make_unique<Appearance>(*qApp); }
    void init();

    void everyTextIsReadable_data();
    void everyTextIsReadable();
    void moreContrastStrengthensLinesAndMutedText();
    void anAvatarKeepsItsColours();
    void themeIsFoundThroughAStyleSheet();
    void changesOfThemeReachOpenWidgets();
    void textSizeMakesControlsGrow();
    void digitsTakeEqualWidth();

private:
    std::unique_ptr<Appearance> m_appearance;
};

void ThemeTest::init()
{
    m_appearance->setMode(ColourMode::Light);
    m_appearance->setTextFactor(1);
    m_appearance->setMoreContrast(false);
    m_appearance->setReducedMotion(true);
}

void ThemeTest::everyTextIsReadable_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void ThemeTest::everyTextIsReadable()
{
    QFETCH(bool, dark);
    const Theme theme = dark ? Theme::dark() : Theme::light();
    const auto readable = [](const char *what, const QColor &ink, const QColor &ground, double least = 4.5) {
        const double value = contrast(ink, ground);
        if (value < least) {
            qWarning("%s: %.2f", what, value);
        }
        return value >= least;
    };
    for (const QColor &ground : {theme.desk, theme.deskHover, theme.surface, theme.hover, theme.sunken, theme.canvas,
                                 theme.mail, theme.raised, theme.selection, theme.neutralSoft}) {
        QVERIFY(readable("text", theme.text, ground));
        QVERIFY(readable("text2", theme.text2, ground));
        QVERIFY(readable("text3", theme.text3, ground));
    }
    QVERIFY(readable("text2 on pressed", theme.text2, theme.pressed));
    QVERIFY(readable("text2 on segOn", theme.text2, theme.segOn));
    QVERIFY(readable("onAccent", theme.onAccent, theme.accent));
    QVERIFY(readable("onAccent hover", theme.onAccent, theme.accentHover));
    QVERIFY(readable("onDanger", theme.onDanger, theme.danger.fill));
    QVERIFY(readable("tip", theme.tipText, theme.tipBg));
    for (const ToneName name : {ToneName::Neutral, ToneName::Accent, ToneName::Success, ToneName::Warn,
                                ToneName::Danger, ToneName::Info, ToneName::Ai}) {
        const Tone tone = theme.tone(name);
        QVERIFY(readable("tone on soft", tone.text, tone.soft));
        QVERIFY(readable("tone on surface", tone.text, theme.surface));
    }
    for (const AvatarPair &pair : theme.avatars) {
        QVERIFY(readable("avatar", pair.ink, pair.ground));
    }
    QVERIFY(readable("focus", theme.focus, theme.surface, 3));
    QVERIFY(readable("borderHigh", theme.borderHigh, theme.surface, 3));
}

void ThemeTest::moreContrastStrengthensLinesAndMutedText()
{
    m_appearance->setMoreContrast(true);
    const Theme theme = m_appearance->theme();
    QVERIFY(contrast(theme.border, theme.surface) >= 3);
    QCOMPARE(theme.text3, Theme::light().text2);
}

void ThemeTest::anAvatarKeepsItsColours()
{
    const Theme theme = Theme::light();
    QCOMPARE(theme.avatar(QStringLiteral("A.Wojcik@baltway.example")).ink,
             theme.avatar(QStringLiteral("a.wojcik@baltway.example")).ink);
    QSet<QRgb> seen;
    for (int i = 0; i < 200; ++i) {
        seen.insert(theme.avatar(QStringLiteral("person%1@example.com").arg(i)).ink.rgb());
    }
    QCOMPARE(seen.size(), 8);
}

void ThemeTest::themeIsFoundThroughAStyleSheet()
{
    QWidget plain;
    QWidget styled;
    styled.setStyleSheet(QStringLiteral("padding: 3px"));
    QVERIFY(qobject_cast<AppStyle *>(styled.style()) == nullptr);
    QCOMPARE(AppStyle::of(&styled), AppStyle::of(&plain));
    QCOMPARE(themeOf(&styled).accent, Theme::light().accent);
}

void ThemeTest::changesOfThemeReachOpenWidgets()
{
    Stage stage;
    QVERIFY(stage.ready);
    QSignalSpy changed(m_appearance.get(), &Appearance::changed);
    m_appearance->setMode(ColourMode::Dark);
    QCOMPARE(changed.count(), 1);
    QVERIFY(m_appearance->isDark());
    QCOMPARE(stage.window.palette().color(QPalette::Window), Theme::dark().desk);
    QCOMPARE(stage.first->palette().color(QPalette::Text), Theme::dark().text);
    QCOMPARE(stage.window.grab().toImage().pixelColor(450, 600), Theme::dark().desk);
    m_appearance->setMode(ColourMode::Dark);
    QCOMPARE(changed.count(), 1); // nothing new, nothing said
}

void ThemeTest::textSizeMakesControlsGrow()
{
    Button button(QStringLiteral("Approve"));
    Label label(QStringLiteral("Approve"));
    const QSize small = button.sizeHint();
    QCOMPARE(small.height(), 32);
    m_appearance->setTextFactor(1.5);
    QCOMPARE(button.sizeHint().height(), 48);
    QVERIFY(button.sizeHint().width() > small.width());
    QCOMPARE(label.sizeHint().height(), 30);
}

void ThemeTest::digitsTakeEqualWidth()
{
    const QFont font = fontsOf(nullptr).body();
    QCOMPARE(TabularText::width(QStringLiteral("1,111"), font), TabularText::width(QStringLiteral("8,888"), font));
}

QTEST_MAIN(ThemeTest)
#include "ThemeTest.moc"
