#include "WindowStage.h"
#include "campaign/Campaigns.h"
#include "draft/Review.h"
#include "outbox/Outbox.h"
#include "support/Patience.h"
#include "widgets/Toast.h"

#include <QAbstractButton>
#include <QAction>
#include <QtTest>

#include <algorithm>

using namespace AlwaysLeads;

/// That mails leave unread is to be seen wherever the person is.
class AutomaticBannerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void standsOnEveryScreenBesideWhatElseIsSaid();
    void standsAboveTheGuidedStartToo();
};

void AutomaticBannerTest::standsOnEveryScreenBesideWhatElseIsSaid()
{
    WindowStage stage;
    Application &app = *stage.application;
    const CampaignId campaign = *QCoro::waitFor(app.campaigns().create(QStringLiteral("Ports")));
    QVERIFY(!stage.isShown("automaticNotice"));
    QVERIFY(QCoro::waitFor(app.review().turnOnAutomatic(campaign, QStringLiteral("Ports"))));
    QTRY_VERIFY(stage.isShown("automaticNotice"));
    QVERIFY(QCoro::waitFor(app.outbox().stopAll()));
    QTRY_VERIFY(stage.isShown("banner-stopped"));
    for (const Place place : {Place::Inbox, Place::Drafts, Place::Outbox, Place::Leads, Place::FindLeads,
                              Place::Campaigns, Place::Dashboard, Place::Settings}) {
        stage.window->open(place);
        QVERIFY(stage.isShown("automaticNotice"));
    }
    QVERIFY(stage.find<QWidget>("automaticNotice")->accessibleName().contains(QStringLiteral("“Ports”")));
    QVERIFY(QCoro::waitFor(app.campaigns().rename(campaign, QStringLiteral("Harbours"))));
    QTRY_VERIFY(stage.find<QWidget>("automaticNotice")->accessibleName().contains(QStringLiteral("“Harbours”")));
    stage.takePictures(QStringLiteral("automatic-banner"));
    stage.click("automaticOff");
    QTRY_VERIFY(!stage.isShown("automaticNotice"));
    QVERIFY(QCoro::waitFor(app.review().automaticCampaigns())->isEmpty());
    QTRY_VERIFY(std::ranges::any_of(stage.window->findChildren<Toast *>(), [](const Toast *toast) {
        return toast->isVisible() && toast->text().startsWith(QStringLiteral("Sending without reading is off."));
    }));
}

void AutomaticBannerTest::standsAboveTheGuidedStartToo()
{
    WindowStage stage;
    Application &app = *stage.application;
    const CampaignId campaign = *QCoro::waitFor(app.campaigns().create(QStringLiteral("Ports")));
    QVERIFY(QCoro::waitFor(app.review().turnOnAutomatic(campaign, QStringLiteral("Ports"))));
    const QList<QAction *> actions = stage.window->findChildren<QAction *>();
    const auto guided = std::ranges::find(actions, QStringLiteral("Guided start"), &QAction::text);
    QVERIFY(guided != actions.end());
    (*guided)->trigger();
    auto *start = stage.find<QWidget>("onboarding");
    QVERIFY(start != nullptr && start->isVisible());
    auto *notice = start->findChild<QWidget *>(QStringLiteral("automaticNotice"));
    QVERIFY(notice != nullptr);
    QTRY_VERIFY(notice->isVisible());
    stage.takePictures(QStringLiteral("automatic-banner-start"));
    start->findChild<QAbstractButton *>(QStringLiteral("automaticOff"))->click();
    QTRY_VERIFY(!notice->isVisible());
    QVERIFY(QCoro::waitFor(app.review().automaticCampaigns())->isEmpty());
}

QTEST_MAIN(AutomaticBannerTest)
#include "AutomaticBannerTest.moc"
