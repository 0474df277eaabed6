#include "analytics/FigureTable.h"

#include "assistant/AssistantBudget.h"
#include "lead/LeadExport.h"

#include <QLocale>

#include <array>

namespace AlwaysLeads {

namespace {

using Column = FigureTable::Column;

constexpr double million = 1e6;

QVariant shareOf(const Rate &rate)
{
    return rate.isKnown() ? QVariant(rate.share()) : QVariant();
}

QVariant edge(const Rate &rate, double LikelyRange::*side)
{
    return rate.isKnown() ? QVariant(rate.likely().*side) : QVariant();
}

constexpr std::array<const char *, dimensionCount> dimensionNames{"campaign", "step",    "variant",
                                                                  "mailbox",  "segment", "hour"};

} // namespace

QString shown(Dimension dimension)
{
    switch (dimension) {
    case Dimension::Campaign:
        return FigureTable::tr("By campaign");
    case Dimension::Step:
        return FigureTable::tr("By step");
    case Dimension::Variant:
        return FigureTable::tr("By variant");
    case Dimension::Mailbox:
        return FigureTable::tr("By mailbox");
    case Dimension::Segment:
        return FigureTable::tr("By segment and list");
    case Dimension::Hour:
        return FigureTable::tr("By hour of leaving");
    }
    return {};
}

QString shown(FigurePeople::Who who)
{
    switch (who) {
    case FigurePeople::Who::WrittenTo:
        return FigureTable::tr("Written to");
    case FigurePeople::Who::Delivered:
        return FigureTable::tr("Delivered");
    case FigurePeople::Who::Replied:
        return FigureTable::tr("Replied");
    case FigurePeople::Who::Interested:
        return FigureTable::tr("Interested");
    case FigurePeople::Who::Meeting:
        return FigureTable::tr("Meeting");
    case FigurePeople::Who::Bounced:
        return FigureTable::tr("Bounced");
    case FigurePeople::Who::OptedOut:
        return FigureTable::tr("Opted out");
    }
    return {};
}

QString FigureTable::shown(qsizetype row, qsizetype column) const
{
    const QVariant value = rows.at(row).value(column);
    if (value.isNull()) {
        return QStringLiteral("–");
    }
    const QLocale locale;
    switch (columns.at(column)) {
    case Column::Text:
        return value.toString();
    case Column::Day:
        return locale.toString(value.toDate(), QLocale::ShortFormat);
    case Column::Count:
        return locale.toString(value.toLongLong());
    case Column::Share:
        return tr("%1 %").arg(locale.toString(value.toDouble() * 100, 'f', 1));
    case Column::Money:
        return AssistantBudget::shown(value.toLongLong());
    }
    return {};
}

QByteArray FigureTable::csv() const
{
    QByteArray bytes = "\xEF\xBB\xBF" + csvLine(labels);
    for (const QVariantList &row : rows) {
        QStringList cells;
        for (qsizetype column = 0; column < columns.size(); ++column) {
            const QVariant &value = row.at(column);
            switch (columns.at(column)) {
            case Column::Text:
                cells << value.toString();
                break;
            case Column::Day:
                cells << value.toDate().toString(Qt::ISODate);
                break;
            case Column::Count:
                cells << (value.isNull() ? QString() : QString::number(value.toLongLong()));
                break;
            case Column::Share:
                cells << (value.isNull() ? QString() : QString::number(value.toDouble(), 'f', 4));
                break;
            case Column::Money:
                cells << QString::number(double(value.toLongLong()) / million, 'f', 6);
                break;
            }
        }
        bytes += csvLine(cells);
    }
    return bytes;
}

FigureTable FigureTable::summary(const Figures &figures)
{
    FigureTable table;
    table.name = QStringLiteral("rates");
    table.title = tr("Rates");
    table.labels = {tr("What"), tr("People"), tr("Of"), tr("Share"), tr("Likely from"), tr("Likely to")};
    table.columns = {Column::Text, Column::Count, Column::Count, Column::Share, Column::Share, Column::Share};
    const Tally &people = figures.people;
    const std::pair<QString, qint64> lines[] = {{tr("Replied"), people.replied},
                                                {tr("Interested"), people.interested},
                                                {tr("Meetings"), people.meetings},
                                                {tr("Bounced"), people.bounced},
                                                {tr("Opted out"), people.optedOut}};
    for (const auto &[text, count] : lines) {
        const Rate rate{count, people.people};
        table.rows.append(
            {text, count, people.people, shareOf(rate), edge(rate, &LikelyRange::from), edge(rate, &LikelyRange::to)});
    }
    return table;
}

FigureTable FigureTable::overTime(const Figures &figures)
{
    FigureTable table;
    table.name = QStringLiteral("mails-and-replies");
    table.title = tr("Mails and replies");
    table.labels = {tr("From"), tr("To"), tr("Mails"), tr("Replies")};
    table.columns = {Column::Day, Column::Day, Column::Count, Column::Count};
    for (const TimeBucket &bucket : figures.overTime) {
        table.rows.append({bucket.from, bucket.to, bucket.mails, bucket.replies});
    }
    return table;
}

FigureTable FigureTable::funnel(const Figures &figures)
{
    FigureTable table;
    table.name = QStringLiteral("from-mail-to-meeting");
    table.title = tr("From mail to meeting");
    table.labels = {tr("Step"), tr("People"), tr("Share of the step before")};
    table.columns = {Column::Text, Column::Count, Column::Share};
    const Tally &people = figures.people;
    table.rows.append({tr("Written to"), people.people, QVariant()});
    table.rows.append({tr("Delivered"), people.delivered, shareOf({people.delivered, people.people})});
    // Nothing in a mail tells us that it was opened, so nothing is counted: see docs/decisions.md.
    table.rows.append({tr("Opened"), QVariant(), QVariant()});
    table.rows.append({tr("Replied"), people.replied, shareOf({people.replied, people.delivered})});
    table.rows.append({tr("Interested"), people.interested, shareOf({people.interested, people.replied})});
    table.rows.append({tr("Meeting"), people.meetings, shareOf({people.meetings, people.interested})});
    return table;
}

FigureTable FigureTable::waiting(const Figures &figures)
{
    FigureTable table;
    table.name = QStringLiteral("waiting");
    table.title = tr("What waits, and why");
    table.labels = {tr("Waits for"), tr("Count")};
    table.columns = {Column::Text, Column::Count};
    for (const WaitingFigure &figure : figures.waiting) {
        table.rows.append({figure.text, figure.count});
    }
    return table;
}

FigureTable FigureTable::breakdown(const Figures &figures, Dimension dimension)
{
    FigureTable table;
    table.name = QStringLiteral("by-") + QLatin1String(dimensionNames[size_t(dimension)]);
    table.title = AlwaysLeads::shown(dimension);
    table.labels = {table.title,     tr("People"),     tr("Replied"),  tr("Reply rate"), tr("Likely from"),
                    tr("Likely to"), tr("Interested"), tr("Meetings"), tr("Bounced"),    tr("Opted out")};
    table.columns = {Column::Text,  Column::Count, Column::Count, Column::Share, Column::Share,
                     Column::Share, Column::Count, Column::Count, Column::Count, Column::Count};
    for (const BreakdownRow &row : figures.by(dimension)) {
        const Rate rate = row.tally.replies();
        table.rows.append({row.label, row.tally.people, row.tally.replied, shareOf(rate),
                           edge(rate, &LikelyRange::from), edge(rate, &LikelyRange::to), row.tally.interested,
                           row.tally.meetings, row.tally.bounced, row.tally.optedOut});
    }
    return table;
}

FigureTable FigureTable::costs(const Figures &figures)
{
    FigureTable table;
    table.name = QStringLiteral("cost-of-claude");
    table.title = tr("Cost of Claude");
    table.labels = {tr("For"), tr("Questions"), tr("US dollars")};
    table.columns = {Column::Text, Column::Count, Column::Money};
    for (const CostFigure &figure : figures.costs) {
        table.rows.append({figure.purpose, figure.calls, figure.micros});
    }
    return table;
}

FigureTable FigureTable::costsOverTime(const Figures &figures)
{
    FigureTable table;
    table.name = QStringLiteral("cost-over-time");
    table.title = tr("Cost of Claude over time");
    table.labels = {tr("From"), tr("To"), tr("US dollars")};
    table.columns = {Column::Day, Column::Day, Column::Money};
    for (const TimeBucket &bucket : figures.overTime) {
        table.rows.append({bucket.from, bucket.to, bucket.costMicros});
    }
    return table;
}

QList<FigureTable> FigureTable::all(const Figures &figures)
{
    QList<FigureTable> tables{summary(figures), overTime(figures), funnel(figures), waiting(figures)};
    for (int dimension = 0; dimension < dimensionCount; ++dimension) {
        tables.append(breakdown(figures, Dimension(dimension)));
    }
    tables << costs(figures) << costsOverTime(figures);
    return tables;
}

} // namespace AlwaysLeads
