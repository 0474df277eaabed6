#include "prospecting/FoundChoice.h"

#include <QTest>

using namespace AlwaysLeads;

class FoundChoiceTest : public QObject
{
    Q_OBJECT

private:
    static FoundPerson person(int id, FoundState state = FoundState::Found)
    {
        FoundPerson made;
        made.id = FoundPersonId(id);
        made.shown.hasEmail = true;
        made.state = state;
        return made;
    }
    static QList<FoundPersonId> ids(std::initializer_list<int> numbers)
    {
        QList<FoundPersonId> made;
        for (const int number : numbers) {
            made.append(FoundPersonId(number));
        }
        return made;
    }

private Q_SLOTS:
    void isInTheOrderOfTheSearch()
    {
        FoundChoice choice;
        choice.add(person(1), 250);
        choice.add(person(2), 103);
        choice.add(person(3), 110);
        QCOMPARE(choice.people(), ids({2, 3, 1}));
        choice.add(person(1), 101); // Apollo shows them on an earlier page as well
        QCOMPARE(choice.people(), ids({1, 2, 3}));
        choice.keepOnly(ids({3, 1, 7}));
        QCOMPARE(choice.people(), ids({1, 3}));
        choice.remove(FoundPersonId(1));
        QCOMPARE(choice.people(), ids({3}));
        choice.clear();
        QCOMPARE(choice.size(), 0);
    }

    void whoCanBeRevealedNoMoreGoes()
    {
        FoundChoice choice;
        for (int id = 1; id <= 5; ++id) {
            choice.add(person(id), id);
        }
        FoundPerson withoutEmail = person(5);
        withoutEmail.shown.hasEmail = false;
        choice.renew({person(1, FoundState::Known), person(2, FoundState::OptedOut), person(3, FoundState::Likely),
                      person(4, FoundState::Asked), withoutEmail, person(6)});
        QCOMPARE(choice.people(), ids({3, 4}));
        QCOMPARE(choice.count(FoundState::Likely), 1);
        QCOMPARE(choice.count(FoundState::Asked), 1);
        QCOMPARE(choice.count(FoundState::Found), 0);
    }
};

QTEST_APPLESS_MAIN(FoundChoiceTest)
#include "FoundChoiceTest.moc"
