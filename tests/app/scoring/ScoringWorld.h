#pragma once

#include "lead/Leads.h"
#include "scoring/Scoring.h"
#include "settings/Settings.h"
#include "support/CopiedDatabase.h"
#include "support/VirtualClock.h"

#include <QtTest>

namespace AlwaysLeads {

/// A real database whose people are scored.
struct ScoringWorld
{
    ~ScoringWorld() { close(); }

    void open()
    {
        settings = std::make_unique<Settings>(*files);
        leads = std::make_unique<Leads>(*files, clock);
        scoring = std::make_unique<Scoring>(*files, clock, *leads, *settings);
        if (!QCoro::waitFor(settings->load())) {
            qFatal("The settings cannot be read");
        }
    }
    void close()
    {
        if (scoring) {
            QCoro::waitFor(scoring->close());
        }
        scoring.reset();
        leads.reset();
        settings.reset();
    }
    void restart()
    {
        close();
        files.reopen();
        open();
    }

    LeadId add(const QString &title, const QString &company = QStringLiteral("Baltway Logistics"))
    {
        Lead lead;
        lead.firstName = QStringLiteral("Person");
        lead.lastName = QString::number(++people);
        lead.title = title;
        lead.companyName = company;
        const Result<LeadId> id = QCoro::waitFor(leads->add(lead));
        if (!id) {
            qFatal("%s", qPrintable(id.error().message));
        }
        return *id;
    }
    std::optional<int> score(LeadId id) { return QCoro::waitFor(leads->lead(id)).value_or(Lead()).score; }
    LeadScore kept(LeadId id) { return QCoro::waitFor(scoring->of(id)).value_or(std::nullopt).value_or(LeadScore()); }
    qint64 stale() { return files.number(QStringLiteral("SELECT count(*) FROM score_stale")); }
    bool run(const QString &sql, const QVariantList &values = {})
    {
        return files.write([=](Connection &connection) { return connection.run(sql, values); }).has_value();
    }

    static ScoreRule rule(ScorePart part, const char *field, ScoreTest test, const char *value, int points,
                          const char *label = "")
    {
        return {part, QString::fromLatin1(field), test, QString::fromUtf8(value), points, QString::fromUtf8(label)};
    }

    TestDatabase files = copiedDatabase();
    VirtualClock clock;
    std::unique_ptr<Settings> settings;
    std::unique_ptr<Leads> leads;
    std::unique_ptr<Scoring> scoring;
    int people = 0;
};

} // namespace AlwaysLeads
