#include "draft/TextChanges.h"

#include <QRandomGenerator>
#include <QTest>

using namespace AlwaysLeads;

using Kind = TextChange::Kind;

namespace {

/// Without what was inserted, or without what was removed.
QString without(const QList<TextChange> &changes, Kind left)
{
    QString text;
    for (const TextChange &change : changes) {
        text += change.kind == left ? QString() : change.text;
    }
    return text;
}

} // namespace

class TextChangesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void marksWords()
    {
        const QList<TextChange> changes =
            textChanges(QStringLiteral("Hi Anna, how are you?"), QStringLiteral("Hi Anna, where are you?"));
        const QList<TextChange> wanted = {{Kind::Same, QStringLiteral("Hi Anna, ")},
                                          {Kind::Removed, QStringLiteral("how ")},
                                          {Kind::Inserted, QStringLiteral("where ")},
                                          {Kind::Same, QStringLiteral("are you?")}};
        QCOMPARE(changes, wanted);
    }

    void aWordThatIsFollowedNowStays()
    {
        const QList<TextChange> changes =
            textChanges(QStringLiteral("how are you?"), QStringLiteral("how are you? Rainy."));
        const QList<TextChange> wanted = {{Kind::Same, QStringLiteral("how are you?")},
                                          {Kind::Inserted, QStringLiteral(" Rainy.")}};
        QCOMPARE(changes, wanted);
    }

    void sameTextHasOnePiece()
    {
        const QString text = QStringLiteral("One\n\ntwo");
        QCOMPARE(textChanges(text, text), (QList<TextChange>{{Kind::Same, text}}));
        QCOMPARE(textChanges(QString(), QString()), QList<TextChange>());
    }

    void givesBothTextsBack()
    {
        QRandomGenerator random(7);
        const QStringList words = {QStringLiteral("a"),  QStringLiteral("b "), QStringLiteral(" "),
                                   QStringLiteral("\n"), QStringLiteral("ü "), QStringLiteral("  c\n\n")};
        for (int round = 0; round < 300; ++round) {
            QString before;
            QString after;
            for (int i = random.bounded(20); i > 0; --i) {
                before += words.at(random.bounded(int(words.size())));
            }
            for (int i = random.bounded(20); i > 0; --i) {
                after += words.at(random.bounded(int(words.size())));
            }
            const QList<TextChange> changes = textChanges(before, after);
            QCOMPARE(without(changes, Kind::Inserted), before);
            QCOMPARE(without(changes, Kind::Removed), after);
        }
    }

    void aVeryLongTextCountsAsReplaced()
    {
        const QString before = QStringLiteral("word ").repeated(5000);
        const QString after = before + QStringLiteral("more");
        QCOMPARE(textChanges(before, after), (QList<TextChange>{{Kind::Removed, before}, {Kind::Inserted, after}}));
    }
};

QTEST_APPLESS_MAIN(TextChangesTest)
#include "TextChangesTest.moc"
