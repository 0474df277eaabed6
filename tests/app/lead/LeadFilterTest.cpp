#include "lead/LeadFilter.h"
#include "lead/LeadEventStore.h"
#include "lead/LeadLists.h"
#include "lead/LeadSearch.h"
#include "lead/Leads.h"
#include "lead/SavedViews.h"
#include "support/CopiedDatabase.h"
#include "support/VirtualClock.h"
#include "suppression/Suppression.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QtTest>

using namespace AlwaysLeads;

namespace {

using Operator = LeadOperator;
using Kind = LeadFieldKind;

LeadFilter one(const char *field, Operator asks, const QStringList &values = {})
{
    return LeadFilter(LeadCondition{QString::fromUtf8(field), asks, values});
}

/// A person as the test made them: what the database is asked about, evaluated here without it.
struct Person
{
    LeadId id;
    QHash<QString, QString> texts; ///< by field; a number, day or time as text, missing: not known
    QStringList tags;
    QList<qint64> lists;
    QList<qint64> imports; ///< that created or changed them
    QList<QPair<QString, QDateTime>> events;
};

struct World
{
    TestDatabase files = copiedDatabase();
    VirtualClock clock;
    Leads leads{*files.database, clock};
    LeadLists lists{*files.database, clock, leads};
    LeadSearch search{*files.database, clock};
    QList<Person> people;
    QList<LeadId> ids(const LeadQuery &query)
    {
        const Result<std::vector<LeadId>> found = QCoro::waitFor(search.ids(query));
        if (!found) {
            qWarning("%s", qPrintable(found.error().message + found.error().detail));
            return {LeadId(-1)};
        }
        return QList<LeadId>(found->begin(), found->end());
    }
    QList<LeadId> ids(const LeadFilter &filter)
    {
        LeadQuery query;
        query.filter = filter;
        QList<LeadId> found = ids(query);
        std::ranges::sort(found);
        return found;
    }
    void run(const QString &sql, const QVariantList &values = {})
    {
        const auto done = files.write([&](Connection &connection) { return connection.run(sql, values); });
        if (!done) {
            qFatal("%s", qPrintable(done.error().detail));
        }
    }
};

const QStringList words = {QStringLiteral("Freight"), QStringLiteral("freight"), QStringLiteral("Ærø"),
                           QStringLiteral("ærø 50%"), QStringLiteral("a_b"),     QStringLiteral("[x]*?"),
                           QStringLiteral("Łódź"),    QStringLiteral("o'Brien"), QString()};
const QStringList tagNames = {QStringLiteral("ports"), QStringLiteral("Rail"), QStringLiteral("air")};
const QStringList eventKinds = {QStringLiteral("sent"), QStringLiteral("note")};

void fill(World &world, QRandomGenerator &random, int count)
{
    const auto any = [&](const QStringList &list) { return list.at(random.bounded(int(list.size()))); };
    world.run(
        QStringLiteral("INSERT INTO custom_field (id, key, label, kind) VALUES (1, 'trucks', 'Trucks', 'number'), "
                       "(2, 'visit', 'Visit', 'date'), (3, 'gold', 'Gold', 'yes/no'), (4, 'mood', 'Mood', "
                       "'text')"));
    world.run(QStringLiteral("INSERT INTO lead_list (id, name, kind, created_at) VALUES (1, 'Fair', 'list', 1), (2, "
                             "'Odense', 'list', 1)"));
    world.run(QStringLiteral("INSERT INTO import (id, file, started_at, undone_at) VALUES (1, 'a.csv', 1, NULL), (2, "
                             "'b.csv', 2, NULL), (3, 'c.csv', 3, 4)"));
    const QList<LeadStatus> &statuses = allLeadStatuses();
    for (int i = 0; i < count; ++i) {
        Person person;
        Lead lead;
        lead.firstName = any(words);
        lead.lastName = QStringLiteral("N%1").arg(i);
        lead.title = any(words);
        lead.city = any(words);
        lead.notes = any(words);
        lead.companyName = any(words);
        lead.status = statuses.at(random.bounded(int(statuses.size())));
        if (random.bounded(4) != 0) {
            lead.score = random.bounded(101);
        }
        for (const QString &tag : tagNames) {
            if (random.bounded(3) == 0) {
                lead.tags << tag;
            }
        }
        const Result<LeadId> id = QCoro::waitFor(world.leads.add(lead));
        if (!id) {
            qFatal("%s", qPrintable(id.error().message));
        }
        person.id = *id;
        person.tags = lead.tags;
        const auto keep = [&](const char *field, const QString &value) {
            if (!value.isEmpty()) {
                person.texts.insert(QString::fromLatin1(field), value);
            }
        };
        keep("name", lead.fullName());
        keep("title", lead.title);
        keep("city", lead.city);
        keep("notes", lead.notes);
        keep("company", lead.companyName);
        keep("status", toWord(lead.status));
        keep("score", lead.score ? QString::number(*lead.score) : QString());
        if (random.bounded(3) != 0) {
            const QDateTime when = world.clock.now().addSecs(-random.bounded(86400 * 20));
            world.run(QStringLiteral("UPDATE lead SET touched_at = ? WHERE id = ?"), {when, id->value()});
            keep("touched", QString::number(when.toMSecsSinceEpoch()));
        }
        for (qint64 import = 1; import <= 3; ++import) {
            const int fate = random.bounded(4); // not in it, made, changed, met and left as they were
            if (fate > 0) {
                world.run(QStringLiteral("INSERT INTO import_row (import_id, row, outcome, lead_id, before) VALUES (?, "
                                         "?, ?, ?, ?)"),
                          {import, i, fate == 1 ? QStringLiteral("added") : QStringLiteral("merged"), id->value(),
                           fate == 2 ? QVariant(QStringLiteral("{}")) : QVariant()});
            }
            if ((fate == 1 || fate == 2) && import != 3) { // the third was undone
                person.imports << import;
            }
        }
        if (random.bounded(3) != 0) {
            const QString verdict = any({QStringLiteral("good"), QStringLiteral("maybe"), QStringLiteral("no")});
            const int score = random.bounded(101);
            world.run(QStringLiteral("INSERT INTO qualification (lead_id, score, verdict, reasons, model, at) VALUES "
                                     "(?, ?, ?, '[]', '', 1)"),
                      {id->value(), score, verdict});
            keep("verdict", verdict);
            keep("verdict score", QString::number(score));
        }
        const auto own = [&](int field, const char *key, const QString &value) {
            if (random.bounded(3) != 0) {
                world.run(QStringLiteral("INSERT INTO lead_custom (lead_id, field_id, value) VALUES (?, ?, ?)"),
                          {id->value(), field, value});
                keep(key, value);
            }
        };
        own(1, "custom:trucks", QString::number(random.bounded(40) / 4.0));
        own(2, "custom:visit",
            world.clock.now().toLocalTime().date().addDays(-random.bounded(20)).toString(Qt::ISODate));
        own(3, "custom:gold", random.bounded(2) == 0 ? QStringLiteral("yes") : QStringLiteral("no"));
        own(4, "custom:mood", any(words.first(8)));
        for (const qint64 list : {1, 2}) {
            if (random.bounded(3) == 0) {
                world.run(QStringLiteral("INSERT INTO lead_list_member VALUES (?, ?, 1)"), {list, id->value()});
                person.lists << list;
            }
        }
        for (const QString &kind : eventKinds) {
            if (random.bounded(2) == 0) {
                const QDateTime when = world.clock.now().addSecs(-random.bounded(86400 * 20));
                world.run(QStringLiteral("INSERT INTO lead_event (lead_id, at, kind) VALUES (?, ?, ?)"),
                          {id->value(), when, kind});
                person.events.append({kind, when});
            }
        }
        world.people << person;
    }
}

bool textFits(const QString &value, const LeadCondition &condition)
{
    const auto is = [&](const QString &wanted) { return value.compare(wanted, Qt::CaseInsensitive) == 0; };
    const auto has = [&](const QString &wanted) { return value.contains(wanted, Qt::CaseInsensitive); };
    switch (condition.asks) {
    case Operator::Is:
    case Operator::IsOneOf:
        return std::ranges::any_of(condition.values, is);
    case Operator::IsNot:
    case Operator::IsNoneOf:
        return std::ranges::none_of(condition.values, is);
    case Operator::Contains:
        return has(condition.values.first());
    case Operator::ContainsNot:
        return !has(condition.values.first());
    case Operator::BeginsWith:
        return value.startsWith(condition.values.first(), Qt::CaseInsensitive);
    case Operator::IsEmpty:
        return value.isEmpty();
    default:
        return !value.isEmpty();
    }
}

bool numberFits(const QString &value, const LeadCondition &condition)
{
    if (condition.asks == Operator::IsEmpty || condition.asks == Operator::IsKnown) {
        return value.isEmpty() == (condition.asks == Operator::IsEmpty);
    }
    if (value.isEmpty()) {
        return condition.asks == Operator::IsNot;
    }
    const double number = value.toDouble();
    const double first = condition.values.first().toDouble();
    const double last = condition.values.last().toDouble();
    switch (condition.asks) {
    case Operator::AtLeast:
        return number >= first;
    case Operator::MoreThan:
        return number > first;
    case Operator::AtMost:
        return number <= first;
    case Operator::LessThan:
        return number < first;
    case Operator::Between:
        return number >= std::min(first, last) && number <= std::max(first, last);
    case Operator::Is:
        return number == first;
    default:
        return number != first;
    }
}

bool dayFits(const QDate &day, bool recent, const LeadCondition &condition)
{
    const auto wanted = [&](int place) { return QDate::fromString(condition.values.value(place), Qt::ISODate); };
    switch (condition.asks) {
    case Operator::IsEmpty:
        return !day.isValid();
    case Operator::IsKnown:
        return day.isValid();
    case Operator::InLastDays:
        return recent;
    case Operator::NotInLastDays:
        return !recent;
    case Operator::Before:
        return day.isValid() && day < wanted(0);
    case Operator::After:
        return day.isValid() && day > wanted(0);
    case Operator::Is:
        return day.isValid() && day == wanted(0);
    default:
        return day.isValid() && day >= std::min(wanted(0), wanted(1)) && day <= std::max(wanted(0), wanted(1));
    }
}

bool fits(const Person &person, const LeadCondition &condition, const LeadFields &fields, const QDateTime &now)
{
    const QString value = person.texts.value(condition.field);
    const bool negative = condition.asks == Operator::IsNot || condition.asks == Operator::IsNoneOf
        || condition.asks == Operator::DidNotHappen || condition.asks == Operator::DidNotHappenInLastDays;
    switch (fields.find(condition.field)->kind) {
    case Kind::Number:
        return numberFits(value, condition);
    case Kind::Date: {
        const QDateTime since = now.addDays(-condition.values.value(0).toInt());
        if (condition.field == QLatin1String("touched")) {
            const QDateTime when = QDateTime::fromMSecsSinceEpoch(value.toLongLong());
            return dayFits(value.isEmpty() ? QDate() : when.date(), !value.isEmpty() && when >= since, condition);
        }
        const QDate day = QDate::fromString(value, Qt::ISODate);
        const QDate today = now.toLocalTime().date();
        return dayFits(day, day.isValid() && day >= today.addDays(-condition.values.value(0).toInt()) && day <= today,
                       condition);
    }
    case Kind::Tags: {
        if (condition.asks == Operator::IsEmpty || condition.asks == Operator::IsKnown) {
            return person.tags.isEmpty() == (condition.asks == Operator::IsEmpty);
        }
        const bool any = std::ranges::any_of(
            condition.values, [&](const QString &tag) { return person.tags.contains(tag, Qt::CaseInsensitive); });
        return any != negative;
    }
    case Kind::Lists: {
        const bool any = std::ranges::any_of(
            condition.values, [&](const QString &list) { return person.lists.contains(list.toLongLong()); });
        return any != negative;
    }
    case Kind::Imports: {
        const bool any = std::ranges::any_of(
            condition.values, [&](const QString &import) { return person.imports.contains(import.toLongLong()); });
        return any != negative;
    }
    case Kind::Event: {
        const bool any = std::ranges::any_of(person.events, [&](const QPair<QString, QDateTime> &event) {
            if (event.first != condition.values.first()) {
                return false;
            }
            if (countsDays(condition.asks)) {
                return event.second >= now.addDays(-condition.values.last().toInt());
            }
            return condition.asks != Operator::HappenedBefore
                || event.second < QDate::fromString(condition.values.last(), Qt::ISODate).startOfDay();
        });
        return any != negative;
    }
    default:
        return textFits(value, condition);
    }
}

bool fits(const Person &person, const LeadFilter &filter, const LeadFields &fields, const QDateTime &now)
{
    if (filter.isCondition()) {
        return fits(person, filter.condition(), fields, now);
    }
    const auto part = [&](const LeadFilter &inner) { return fits(person, inner, fields, now); };
    return filter.parts().empty()
        || (filter.join() == LeadFilter::Join::All ? std::ranges::all_of(filter.parts(), part)
                                                   : std::ranges::any_of(filter.parts(), part));
}

LeadCondition randomCondition(QRandomGenerator &random, const LeadFields &fields, const QDate &today)
{
    static const QStringList keys = {
        QStringLiteral("name"),         QStringLiteral("title"),         QStringLiteral("city"),
        QStringLiteral("notes"),        QStringLiteral("company"),       QStringLiteral("status"),
        QStringLiteral("score"),        QStringLiteral("touched"),       QStringLiteral("tags"),
        QStringLiteral("list"),         QStringLiteral("event"),         QStringLiteral("custom:trucks"),
        QStringLiteral("custom:visit"), QStringLiteral("custom:gold"),   QStringLiteral("custom:mood"),
        QStringLiteral("verdict"),      QStringLiteral("verdict score"), QStringLiteral("import")};
    const LeadField &field = *fields.find(keys.at(random.bounded(int(keys.size()))));
    const QList<Operator> &operators = operatorsOf(field.kind);
    LeadCondition condition{field.key, operators.at(random.bounded(int(operators.size()))), {}};
    const int count = valuesOf(condition.asks).value_or(1 + random.bounded(3));
    const auto day = [&] { return today.addDays(-random.bounded(22)).toString(Qt::ISODate); };
    for (int place = 0; place < count; ++place) {
        QString value;
        if (countsDays(condition.asks) && place == count - 1) {
            value = QString::number(1 + random.bounded(20));
        } else if (field.kind == Kind::Event && place == 0) {
            value = eventKinds.at(random.bounded(2));
        } else if (field.kind == Kind::Date || field.kind == Kind::Event) {
            value = day();
        } else if (field.kind == Kind::Number) {
            value = QString::number(field.key.endsWith(QLatin1String("score")) ? random.bounded(101)
                                                                               : random.bounded(40) / 4.0);
        } else if (field.kind == Kind::YesNo) {
            value = random.bounded(2) == 0 ? QStringLiteral("yes") : QStringLiteral("no");
        } else if (field.kind == Kind::Tags) {
            value = tagNames.at(random.bounded(3)).toUpper();
        } else if (field.kind == Kind::Lists) {
            value = QString::number(1 + random.bounded(2));
        } else if (field.kind == Kind::Imports) {
            value = QString::number(1 + random.bounded(3));
        } else if (field.kind == Kind::Choice) {
            value = field.choices.at(random.bounded(int(field.choices.size()))).value;
        } else {
            const QString word = words.at(random.bounded(8));
            value = random.bounded(2) == 0 ? word : word.left(1 + random.bounded(int(word.size())));
            value = value.trimmed().isEmpty() ? QStringLiteral("x") : value;
        }
        condition.values << value;
    }
    return condition;
}

LeadFilter randomFilter(QRandomGenerator &random, const LeadFields &fields, const QDate &today, int deep)
{
    if (deep == 0 || random.bounded(3) == 0) {
        return LeadFilter(randomCondition(random, fields, today));
    }
    std::vector<LeadFilter> parts;
    for (int count = random.bounded(4); count >= 0; --count) {
        parts.push_back(randomFilter(random, fields, today, deep - 1));
    }
    return random.bounded(2) == 0 ? LeadFilter::all(parts) : LeadFilter::any(parts);
}

} // namespace

class LeadFilterTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsWhomAnEvaluationByHandFinds()
    {
        World world;
        QRandomGenerator random(20261125);
        fill(world, random, 120);
        const LeadFields fields = *QCoro::waitFor(world.search.fields());
        const QDateTime now = world.clock.now();
        for (int round = 0; round < 400; ++round) {
            const LeadFilter filter = randomFilter(random, fields, now.toLocalTime().date(), 3);
            QList<LeadId> expected;
            for (const Person &person : world.people) {
                if (fits(person, filter, fields, now)) {
                    expected << person.id;
                }
            }
            QVERIFY2(world.ids(filter) == expected, qPrintable(filter.sentence(fields)));
            const Result<LeadFilter> again = LeadFilter::fromJson(filter.toJson(), fields);
            QVERIFY(again);
            QCOMPARE(*again, filter);
            QCOMPARE(world.ids(filter.simplified()), expected);
        }
    }

    void whatIsNoNumberAndNoDayIsNotComparedAsOne()
    {
        World world;
        world.run(QStringLiteral("INSERT INTO custom_field (id, key, label, kind) VALUES (1, 'trucks', 'Trucks', "
                                 "'number'), (2, 'visit', 'Visit', 'date')"));
        const auto add = [&world](const char *name, const QString &trucks, const QString &visit) {
            Lead lead;
            lead.firstName = QString::fromLatin1(name);
            lead.custom.insert(QStringLiteral("trucks"), trucks);
            lead.custom.insert(QStringLiteral("visit"), visit);
            return *QCoro::waitFor(world.leads.add(lead));
        };
        const LeadId few = add("Ada", QStringLiteral("-2.5"), QStringLiteral("2026-03-01"));
        const LeadId many = add("Ben", QStringLiteral("1200"), QStringLiteral("2026-05-01"));
        const LeadId unread = add("Cid", QStringLiteral("many"), QStringLiteral("tomorrow"));
        const LeadId dotted = add("Dan", QStringLiteral("31.12.2026"), QStringLiteral("31.12.2026"));
        const LeadId none = add("Eve", {}, {});
        QCOMPARE(world.ids(one("custom:trucks", Operator::AtMost, {QStringLiteral("100")})), QList<LeadId>{few});
        QCOMPARE(world.ids(one("custom:trucks", Operator::AtLeast, {QStringLiteral("0")})), QList<LeadId>{many});
        const QString april = QStringLiteral("2026-04-01");
        QCOMPARE(world.ids(one("custom:visit", Operator::After, {april})), QList<LeadId>{many});
        QCOMPARE(world.ids(one("custom:visit", Operator::Before, {april})), QList<LeadId>{few});
        for (const char *field : {"custom:trucks", "custom:visit"}) { // and yet something is there
            QCOMPARE(world.ids(one(field, Operator::IsEmpty)), QList<LeadId>{none});
            QCOMPARE(world.ids(one(field, Operator::IsKnown)), (QList<LeadId>{few, many, unread, dotted}));
        }
        LeadQuery query;
        query.setSortKeys({{LeadSort::Field, Qt::AscendingOrder, QStringLiteral("custom:trucks")}});
        QCOMPARE(world.ids(query).first(2), (QList<LeadId>{few, many}));
    }

    void asksWhomAnImportBrought()
    {
        World world;
        Lead lead;
        lead.firstName = QStringLiteral("Ada");
        const LeadId ada = *QCoro::waitFor(world.leads.add(lead));
        lead.firstName = QStringLiteral("Ben");
        const LeadId ben = *QCoro::waitFor(world.leads.add(lead));
        world.run(QStringLiteral("INSERT INTO import (id, file, started_at, undone_at) VALUES (7, 'fair.csv', "
                                 "1764115200000, NULL), (8, 'old.csv', 1764115200000, 1764115200001)"));
        world.run(QStringLiteral("INSERT INTO import_row (import_id, row, outcome, lead_id) VALUES (7, 2, 'added', ?)"),
                  {ben.value()});
        const LeadFields fields = *QCoro::waitFor(world.search.fields());
        const LeadFilter filter = one("import", Operator::Is, {QStringLiteral("7")});
        QCOMPARE(world.ids(filter), QList<LeadId>{ben});
        QVERIFY(filter.sentence(fields).startsWith(QStringLiteral("Import fair.csv, ")));
        QVERIFY(one("import", Operator::Is, {QStringLiteral("8")}).sentence(fields).endsWith(QStringLiteral("undone")));
        // Who has become one with somebody else is found as the one they are now.
        world.run(QStringLiteral("UPDATE lead SET merged_into = ?, deleted_at = 1 WHERE id = ?"),
                  {ada.value(), ben.value()});
        world.search.forget();
        QCOMPARE(world.ids(filter), QList<LeadId>{ada});
        QVERIFY(!one("import", Operator::Is, {QStringLiteral("fair.csv")}).check(fields));
    }

    void isReadAsASentence()
    {
        const LeadFields fields = LeadFields::common();
        const LeadFilter filter =
            LeadFilter::all({one("industry", Operator::Contains, {QStringLiteral("freight")}),
                             one("score", Operator::AtLeast, {QStringLiteral("70")}),
                             LeadFilter::any({one("event", Operator::DidNotHappen, {QStringLiteral("sent")}),
                                              one("status", Operator::IsOneOf,
                                                  {QStringLiteral("replied"), QStringLiteral("interested")})})});
        QCOMPARE(filter.sentence(fields),
                 QStringLiteral("Industry contains freight and Score 70 or more and (Event never: Mail sent or Status "
                                "Replied or Interested)"));
        QCOMPARE(LeadFilter().sentence(fields), QStringLiteral("Everybody"));
    }

    void asksAboutEverythingThatCanHappen()
    {
        const LeadFields fields = LeadFields::common();
        const LeadField &event = *fields.find(QStringLiteral("event"));
        for (int kind = int(LeadEventKind::Enrolled); kind <= int(LeadEventKind::Called); ++kind) {
            const QString word = toWord(LeadEventKind(kind));
            QVERIFY2(event.choiceLabel(word) != word, qPrintable(word)); // a person can choose it by its name
            QVERIFY2(one("event", Operator::DidNotHappen, {word}).check(fields), qPrintable(word));
        }
    }

    void asksWhatClaudeSaid()
    {
        const LeadFields fields = LeadFields::common();
        const LeadFilter filter =
            LeadFilter::all({one("verdict", Operator::IsOneOf, {QStringLiteral("good"), QStringLiteral("maybe")}),
                             one("verdict score", Operator::AtLeast, {QStringLiteral("60")})});
        QVERIFY(filter.check(fields));
        QCOMPARE(filter.sentence(fields),
                 QStringLiteral("Claude says Good fit or Maybe and Claude's score 60 or more"));
    }

    void saysWhatIsMissingAndHowADayIsWritten()
    {
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        const auto back = qScopeGuard([&before] { QLocale::setDefault(before); });
        const LeadFields fields = LeadFields::common();
        const auto said = [&fields](const LeadFilter &filter) {
            const Result<> fine = filter.check(fields);
            return fine ? QString() : fine.error().message;
        };
        const QString nothing;
        QCOMPARE(said(one("created", Operator::InLastDays, {nothing})), QStringLiteral("Added: say how many days."));
        QCOMPARE(said(one("created", Operator::Before)), QStringLiteral("Added: say which day."));
        QCOMPARE(said(one("name", Operator::Contains, {nothing})),
                 QStringLiteral("Name: type what it should contain."));
        QCOMPARE(said(one("score", Operator::AtLeast, {nothing})), QStringLiteral("Score: say which number."));
        QCOMPARE(said(one("status", Operator::IsOneOf)), QStringLiteral("Status: choose at least one."));
        QCOMPARE(said(one("event", Operator::HappenedInLastDays, {QStringLiteral("sent"), nothing})),
                 QStringLiteral("Event: say how many days."));
        QCOMPARE(said(one("created", Operator::Before, {QStringLiteral("soon")})),
                 QStringLiteral("soon is not a day. Write it as 25.11.26 or 2026-11-25."));
        QCOMPARE(said(one("created", Operator::Before, {QStringLiteral("2026-11-25")})), QString());
    }

    void namesWhatWasDeletedByAWord()
    {
        LeadFields fields = LeadFields::common();
        fields.setChoices(QStringLiteral("segment"), {{QStringLiteral("2"), QStringLiteral("Best")}});
        QCOMPARE(wordsOf({QStringLiteral("segment"), Operator::Is, {QStringLiteral("2")}}, fields).value,
                 QStringLiteral("Best"));
        QCOMPARE(wordsOf({QStringLiteral("segment"), Operator::Is, {QStringLiteral("1")}}, fields).value,
                 QStringLiteral("(deleted)"));
        QCOMPARE(wordsOf({QStringLiteral("list"), Operator::IsOneOf, {QStringLiteral("1")}}, fields).value,
                 QStringLiteral("(deleted)"));
    }

    void refusesWhatItDoesNotKnow_data()
    {
        QTest::addColumn<QByteArray>("json");
        // With single quotes, for reading.
        const auto row = [](const char *name, QByteArray json) { QTest::newRow(name) << json.replace('\'', '"'); };
        const auto condition = [&](const char *name, const char *field, const char *asks, const QByteArray &values) {
            row(name, QByteArray("{'field':'") + field + "','is':'" + asks + "','values':" + values + '}');
        };
        condition("a field", "salary", "is", "['1']");
        condition("an operator", "score", "roughly", "['1']");
        condition("an operator of another kind", "score", "contains", "['1']");
        condition("no number", "score", "at least", "['1 OR 1=1']");
        condition("not finite", "score", "at least", "['inf']");
        condition("no day", "created", "before", "['2026-02-30']");
        condition("no days", "created", "in the last days", "['-3']");
        condition("no such status", "status", "is", "['rich']");
        condition("no such verdict", "verdict", "is", "['great']");
        condition("no such event", "event", "happened", "['danced']");
        condition("too few values", "score", "between", "['1']");
        condition("too many values", "score", "is", "['1','2']");
        condition("an empty value", "name", "contains", "['  ']");
        condition("a number for a text", "name", "contains", "[1]");
        condition("too long", "name", "contains", "['" + QByteArray(2000, 'a') + "']");
        row("a key too many", "{'field':'name','is':'contains','values':['a'],'sql':'DROP'}");
        row("both joins", "{'all':[],'any':[]}");
        row("no list of parts", "{'all':{}}");
        row("too deep", QByteArray("{'all':[").repeated(12) + "{}" + QByteArray("]}").repeated(12));
        row("too many",
            "{'any':[" + QByteArray("{'field':'name','is':'contains','values':['a']},").repeated(300) + "{}]}");
    }

    void refusesWhatItDoesNotKnow()
    {
        QFETCH(QByteArray, json);
        const QJsonDocument document = QJsonDocument::fromJson(json);
        QVERIFY(document.isObject());
        const Result<LeadFilter> filter = LeadFilter::fromJson(document.object(), LeadFields::common());
        QVERIFY(!filter);
        QCOMPARE(filter.error().kind, ErrorKind::Invalid);
        QVERIFY(filter.error().message.endsWith(QLatin1Char('.')));
    }

    void keepsAViewWithItsFilterOrderAndColumns()
    {
        World world;
        SavedViews views(*world.files.database, world.clock);
        SavedView view;
        view.name = QStringLiteral("  Freight, score 70+ ");
        view.query.filter = one("industry", Operator::Contains, {QStringLiteral("freight")});
        view.query.setSortKeys({{LeadSort::Score, Qt::DescendingOrder, {}},
                                {LeadSort::Field, Qt::AscendingOrder, QStringLiteral("city")}});
        view.columns = {{QStringLiteral("name"), 0}, {QStringLiteral("city"), 120}};
        const Result<SavedView> added = QCoro::waitFor(views.add(view));
        QVERIFY(added);
        QCOMPARE(added->name, QStringLiteral("Freight, score 70+"));
        SavedView second = view;
        second.name = QStringLiteral("Second");
        const Result<SavedView> other = QCoro::waitFor(views.add(second));
        QVERIFY(QCoro::waitFor(views.move(other->id, -1)));
        world.files.reopen();
        SavedViews later(*world.files.database, world.clock);
        const QList<SavedView> all = *QCoro::waitFor(later.all());
        QCOMPARE(all.size(), 2);
        QCOMPARE(all.first().name, QStringLiteral("Second"));
        QCOMPARE(all.last().query, view.query);
        QCOMPARE(all.last().columns, view.columns);
        QVERIFY(QCoro::waitFor(later.remove(all.last().id)));
        QVERIFY(QCoro::waitFor(later.add(all.last())));
        QCOMPARE(*QCoro::waitFor(later.all()), all);
    }

    void saysWhyAViewCannotBeShown()
    {
        World world;
        world.run(QStringLiteral("INSERT INTO saved_view (name, position, query, created_at) VALUES ('Old', 1, "
                                 "'{\"view\":\"all\",\"text\":\"\",\"filter\":{\"field\":\"custom:gone\",\"is\":\"is\","
                                 "\"values\":[\"1\"]},\"sort\":[]}', 1), ('Broken', 2, 'no json', 1)"));
        SavedViews views(*world.files.database, world.clock);
        const QList<SavedView> all = *QCoro::waitFor(views.all());
        QCOMPARE(all.size(), 2);
        QVERIFY(all.first().problem.contains(QLatin1String("custom:gone")));
        QVERIFY(!all.last().problem.isEmpty());
    }

    void asksListsAndSegments()
    {
        World world;
        QRandomGenerator random(3);
        fill(world, random, 30);
        const LeadFilter best = one("score", Operator::AtLeast, {QStringLiteral("50")});
        const Result<LeadList> segment = QCoro::waitFor(world.lists.addSegment(QStringLiteral("Best"), best));
        QVERIFY(segment);
        const QString id = QString::number(segment->id.value());
        QCOMPARE(world.ids(one("segment", Operator::Is, {id})), world.ids(best));
        QVERIFY(!QCoro::waitFor(world.lists.setFilter(segment->id, one("segment", Operator::Is, {id}))));
        QVERIFY(!QCoro::waitFor(world.lists.addList(QStringLiteral("best")))); // the same name
        const Result<LeadList> list = QCoro::waitFor(world.lists.addList(QStringLiteral("Dinner")));
        const QList<LeadId> three = {world.people.at(0).id, world.people.at(1).id, world.people.at(2).id};
        QCOMPARE(*QCoro::waitFor(world.lists.addPeople(list->id, three)), three);
        QVERIFY(QCoro::waitFor(world.lists.addPeople(list->id, three))->isEmpty());
        world.search.forget();
        const LeadFilter dinner = one("list", Operator::Is, {QString::number(list->id.value())});
        QCOMPARE(world.ids(dinner), three);
        const QList<LeadId> were = *QCoro::waitFor(world.lists.remove(list->id));
        QCOMPARE(were, three);
        world.search.forget();
        QVERIFY(world.ids(dinner).isEmpty());
        QVERIFY(QCoro::waitFor(world.lists.addList(QStringLiteral("Lunch"), {world.people.at(3).id})));
        world.search.forget();
        QVERIFY(world.ids(dinner).isEmpty()); // not those of the list that was made next
        QVERIFY(QCoro::waitFor(world.leads.undoLast()));
        QVERIFY(QCoro::waitFor(world.leads.undoLast()));
        world.search.forget();
        QCOMPARE(world.ids(dinner), three);
    }

    void knowsWhoMustNotBeWrittenTo()
    {
        World world;
        Suppression suppression(*world.files.database, world.clock);
        Lead lead;
        lead.email = *EmailAddress::parse(QStringLiteral("anna@said-no.example"));
        const LeadId anna = *QCoro::waitFor(world.leads.add(lead));
        lead.email = *EmailAddress::parse(QStringLiteral("berta@fine.example"));
        const LeadId berta = *QCoro::waitFor(world.leads.add(lead));
        QVERIFY(QCoro::waitFor(
            suppression.addDomain(QStringLiteral("said-no.example"), SuppressionReason::ByHand, QString())));
        QCOMPARE(world.ids(one("suppressed", Operator::Is, {QStringLiteral("yes")})), QList<LeadId>{anna});
        QCOMPARE(world.ids(one("suppressed", Operator::Is, {QStringLiteral("no")})), QList<LeadId>{berta});
        const QList<LeadSummary> rows = *QCoro::waitFor(world.search.rows({anna, berta}));
        QVERIFY(!rows.first().suppressed.isEmpty());
        QVERIFY(rows.last().suppressed.isEmpty());
    }

    void theFirstRowsAreThoseOfTheWholeAnswer()
    {
        World world;
        QRandomGenerator random(11);
        fill(world, random, 700);
        const LeadFields fields = *QCoro::waitFor(world.search.fields());
        for (int round = 0; round < 150; ++round) {
            LeadQuery query;
            const QStringList texts = {QString(),
                                       QStringLiteral("f"),
                                       QStringLiteral("n"),
                                       QStringLiteral("n1 f"),
                                       QStringLiteral("lodz"),
                                       QStringLiteral("n77")};
            query.text = texts.at(random.bounded(int(texts.size())));
            query.view = LeadView(random.bounded(6));
            if (random.bounded(2) == 0) {
                query.filter = LeadFilter(randomCondition(random, fields, world.clock.now().date()));
            }
            const auto order = [&] { return random.bounded(2) == 0 ? Qt::AscendingOrder : Qt::DescendingOrder; };
            QList<LeadSortKey> keys = {{LeadSort(random.bounded(7)), order(), {}}};
            if (random.bounded(3) == 0) {
                keys.append({LeadSort::Field, order(), QStringLiteral("custom:trucks")});
            }
            query.setSortKeys(keys);
            if (random.bounded(2) == 0) {
                world.search.forget(); // with and without what is kept
            }
            const Result<LeadFirstRows> first = QCoro::waitFor(world.search.first(query, 20, {}));
            QVERIFY2(first, first ? "" : qPrintable(first.error().detail));
            const QList<LeadId> all = world.ids(query);
            QCOMPARE(QList<LeadId>(first->ids.begin(), first->ids.end()),
                     first->isAll ? all : all.first(std::min<qsizetype>(all.size(), qsizetype(first->ids.size()))));
            QVERIFY(first->isAll || first->ids.size() == 20);
            QCOMPARE(first->rows.size(), std::min<qsizetype>(20, qsizetype(first->ids.size())));
            QCOMPARE(*QCoro::waitFor(world.search.count(query)), all.size());
        }
    }
};

QTEST_GUILESS_MAIN(LeadFilterTest)
#include "LeadFilterTest.moc"
