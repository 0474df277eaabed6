#include "Application.h"
#include "prospecting/LeadFinder.h"
#include "sandbox/Sandbox.h"
#include "shell/MainWindow.h"
#include "style/Appearance.h"
#include "tour/Tour.h"

#include <QAbstractItemView>
#include <QLabel>
#include <QTextEdit>

namespace AlwaysLeads {

namespace {

constexpr int people = 8; // enough to see a queue, few enough to be quick
constexpr int revealed = 3;

const QString subject = QStringLiteral("One load plan for {company}");
const QString body = QStringLiteral(
    "Hi {first name|there},\n\n"
    "Harbourline keeps one load plan that every depot sees, and moves the affected loads when a slot slips.\n\n"
    "Would a 20-minute look at {company}’s own plan in {city|your city} be useful?");
const QString wish = QStringLiteral("Open with one sentence about their company");

} // namespace

void Tour::describe()
{
    describeLeads();
    describeCare();
    describeScores();
    describeCampaign();
    describeReview();
    describeFinding();
    describePages();
}

void Tour::describeCampaign()
{
    add(
        QStringLiteral("leads-chosen"),
        [this] {
            choose(people);
            return Result<>();
        },
        [this] { return isVisible(QStringLiteral("leadsSelectionBar")); });
    add(
        QStringLiteral("choose-campaign"),
        [this] {
            m_hands.press(Qt::Key_C);
            return Result<>();
        },
        [this] { return isVisible(QStringLiteral("chooseCampaignSheet")); });
    pass(
        QStringLiteral("new-campaign"),
        [this] {
            if (Result<> typed =
                    m_hands.type(QStringLiteral("newCampaignNameEdit"), QStringLiteral("Ports and forwarders"));
                !typed) {
                return typed;
            }
            return m_hands.click(QStringLiteral("chooseCampaignAdd"));
        },
        [this] {
            return isVisible(QStringLiteral("stepSubject")) && !isVisible(QStringLiteral("chooseCampaignSheet"));
        });
    add(
        QStringLiteral("campaign"),
        [this]() -> Result<> {
            if (Result<> typed = m_hands.type(QStringLiteral("stepSubject"), subject); !typed) {
                return typed;
            }
            if (Result<> typed = m_hands.type(QStringLiteral("stepBody"), body); !typed) {
                return typed;
            }
            return m_hands.type(QStringLiteral("stepWish"), wish);
        },
        [this] {
            const QWidget *launch = m_hands.find(QStringLiteral("campaignLaunch"));
            const auto *preview = m_hands.find<QTextEdit>(QStringLiteral("previewBody"));
            return launch != nullptr && launch->isEnabled() && preview != nullptr
                && preview->toPlainText().contains(QStringLiteral("Harbourline"));
        });
    add(
        QStringLiteral("launch"), [this] { return m_hands.click(QStringLiteral("campaignLaunch")); },
        [this] { return isVisible(QStringLiteral("launchNow")); });
}

void Tour::describeReview()
{
    add(
        QStringLiteral("writing-cost"), [this] { return m_hands.click(QStringLiteral("launchNow")); },
        [this] { return isVisible(QStringLiteral("writeGo")); });
    add(
        QStringLiteral("drafts"), [this] { return m_hands.click(QStringLiteral("writeGo")); },
        [this] {
            // One row more than drafts: the campaign's.
            const QWidget *approve = m_hands.find(QStringLiteral("draftApprove"));
            return rowsOf(QStringLiteral("draftQueue")) == people + 1 && approve != nullptr && approve->isEnabled();
        });
    add(
        QStringLiteral("draft-as-sent"),
        [this] {
            m_hands.press(Qt::Key_V);
            return Result<>();
        },
        [this] { return isVisible(QStringLiteral("draftBytes")); });
    pass(
        QStringLiteral("draft-edit"),
        [this] {
            m_hands.press(Qt::Key_V);
            m_hands.press(Qt::Key_E);
            return Result<>();
        },
        [this] { return isVisible(QStringLiteral("draftKeep")); });
    add(
        QStringLiteral("draft-edited"),
        [this] {
            m_hands.press(Qt::Key_End, Qt::ControlModifier);
            m_hands.press(Qt::Key_Return);
            m_hands.write(QStringLiteral("I can do Tuesday or Thursday."));
            return Result<>();
        },
        [this] {
            const auto *text = m_hands.find<QTextEdit>(QStringLiteral("draftText"));
            return text != nullptr && text->toPlainText().contains(QStringLiteral("Thursday"));
        });
    add(
        QStringLiteral("draft-changes"),
        [this] {
            m_hands.press(Qt::Key_Return, Qt::ControlModifier);
            return Result<>();
        },
        [this] {
            return isVisible(QStringLiteral("draftApprove"))
                && m_hands.find(QStringLiteral("draftApprove"))->isEnabled();
        });
    for (int left = people; left > 0; --left) {
        const int after = left == 1 ? 0 : left; // the campaign's row goes with its last draft
        pass(
            QStringLiteral("approve-%1").arg(people - left + 1),
            [this] {
                m_hands.press(Qt::Key_A);
                return Result<>();
            },
            [this, after] {
                if (after == 0) {
                    return !isVisible(QStringLiteral("draftQueue"));
                }
                const QWidget *approve = m_hands.find(QStringLiteral("draftApprove"));
                return rowsOf(QStringLiteral("draftQueue")) == after && approve != nullptr && approve->isEnabled();
            });
    }
    add(QStringLiteral("drafts-done"), {}, [this] { return isVisible(QStringLiteral("draftsPage")); });
    add(
        QStringLiteral("outbox"), [this] { return m_hands.click(QStringLiteral("goOutbox")); },
        [this] { return isVisible(QStringLiteral("outboxPage")); });
    pass(QStringLiteral("mails-leave"), {},
         [this] { return m_application.sandbox()->mail().received().size() == people; });
    add(
        QStringLiteral("outbox-sent"),
        [this] {
            QWidget *shelves = m_hands.find(QStringLiteral("outboxShelves"));
            shelves->setFocus();
            m_hands.press(Qt::Key_Right);
            return Result<>();
        },
        [this] { return rowsOf(QStringLiteral("outboxTable")) == people + 1; });
}

void Tour::describeFinding()
{
    pass(
        QStringLiteral("find-leads"), [this] { return m_hands.click(QStringLiteral("goFindLeads")); },
        [this] { return isVisible(QStringLiteral("filterTitlesEdit")); });
    add(
        QStringLiteral("find-leads-found"),
        [this]() -> Result<> {
            if (Result<> typed = m_hands.type(QStringLiteral("filterTitlesEdit"), QStringLiteral("Head of operations"));
                !typed) {
                return typed;
            }
            m_hands.press(Qt::Key_Return);
            return m_hands.click(QStringLiteral("filterHead"));
        },
        [this] { return rowsOf(QStringLiteral("foundTable")) > revealed; });
    add(
        QStringLiteral("find-leads-chosen"),
        [this] {
            m_hands.find(QStringLiteral("foundTable"))->setFocus();
            m_hands.press(Qt::Key_Home, Qt::ControlModifier);
            for (int i = 0; i < revealed; ++i) {
                m_hands.press(Qt::Key_Space);
                m_hands.press(Qt::Key_Down);
            }
            return Result<>();
        },
        [this] {
            const QWidget *reveal = m_hands.find(QStringLiteral("revealChosen"));
            return reveal != nullptr && reveal->isEnabled();
        });
    add(
        QStringLiteral("find-leads-revealed"),
        [this] {
            m_hands.press(Qt::Key_Return, Qt::ControlModifier);
            return Result<>();
        },
        [this] {
            return m_application.sandbox()->apollo().revealed().size() == revealed
                && !m_application.leadFinder().isRevealing();
        });
}

void Tour::describePages()
{
    const auto go = [this](const QString &place) { return [this, place] { return m_hands.click(place); }; };
    const std::pair<QString, QString> pages[] = {{QStringLiteral("leads"), QStringLiteral("goLeads")},
                                                 {QStringLiteral("find-leads"), QStringLiteral("goFindLeads")},
                                                 {QStringLiteral("campaigns"), QStringLiteral("goCampaigns")},
                                                 {QStringLiteral("drafts"), QStringLiteral("goDrafts")},
                                                 {QStringLiteral("outbox"), QStringLiteral("goOutbox")},
                                                 {QStringLiteral("settings"), QStringLiteral("goSettings")}};
    add(
        QStringLiteral("palette"),
        [this] {
            m_hands.press(Qt::Key_K, Qt::ControlModifier);
            return Result<>();
        },
        [this] { return isVisible(QStringLiteral("commandPalette")); });
    pass(
        QStringLiteral("palette-closed"),
        [this] {
            m_hands.press(Qt::Key_Escape);
            return Result<>();
        },
        [this] { return !isVisible(QStringLiteral("commandPalette")); });
    struct Look
    {
        QString name;
        QSize size;
        ColourMode mode;
    };
    const Look looks[] = {{QStringLiteral("light"), {1440, 900}, ColourMode::Light},
                          {QStringLiteral("dark"), {1440, 900}, ColourMode::Dark},
                          {QStringLiteral("dark-1024"), {1024, 680}, ColourMode::Dark},
                          {QStringLiteral("light-1024"), {1024, 680}, ColourMode::Light}};
    for (const Look &one : looks) {
        pass(
            one.name,
            [this, one] {
                m_appearance.setMode(one.mode);
                m_window.resize(one.size);
                return Result<>();
            },
            [this, one] { return m_window.size() == one.size; });
        for (const auto &[name, place] : pages) {
            add(QStringLiteral("page-%1-%2").arg(name, one.name), go(place), {});
        }
    }
}

} // namespace AlwaysLeads
