#pragma once

#include "analytics/DashboardPage.h"
#include "app/analytics/MailHistory.h"
#include "app/outbox/OutboxWorld.h"
#include "stage/PageStage.h"
#include "widgets/Segmented.h"

#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QTimeZone>

namespace AlwaysLeads {

/// The dashboard in a window over a database with mails, or without.
struct DashboardStage
{
    explicit DashboardStage(int people = 900, int days = 60)
    {
        world.clock.advanceTo(QDateTime(QDate(2026, 11, 24), QTime(10, 0), Qt::UTC));
        if (people > 0) {
            history.emplace(world.files, world.clock.now(), people, days);
        }
    }
    ~DashboardStage()
    {
        stage.close();
        world.files.settle();
    }
    void open(QSize size = QSize(1216, 862))
    {
        page = new DashboardPage(analytics, stage.shell);
        stage.show(page, size);
        page->enter();
        page->mainControl()->setFocus();
    }
    bool isRead() const { return page->figures().has_value(); }
    QString text(const char *name) const
    {
        const auto *label = stage.find<QLabel>(name);
        return label == nullptr ? QString() : label->text();
    }
    void choosePeriod(AnalyticsQuery::Period period)
    {
        stage.find<Segmented>("dashboardPeriod")->setCurrent(int(period));
    }
    QMenu *menu(const char *button, const char *name)
    {
        stage.click(button);
        return stage.find<QMenu>(name);
    }
    /// The whole page, also what is below the edge of the window.
    void takeWholePicture(const QString &name)
    {
        const QSize size = stage.window.size();
        const auto *scroll = stage.find<QScrollArea>("dashboardScroll");
        stage.window.resize(size.width(), size.height() + scroll->widget()->height() - scroll->viewport()->height());
        QCoreApplication::processEvents();
        stage.takePictures(name);
        stage.window.resize(size);
    }

    OutboxWorld world;
    std::optional<MailHistory> history;
    Analytics analytics{*world.files, world.clock, world.policy, [] { return QTimeZone("Europe/Copenhagen"); }};
    PageStage stage; // ends before the services its page uses
    DashboardPage *page = nullptr;
};

} // namespace AlwaysLeads
