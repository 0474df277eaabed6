#include "tour/Tour.h"

#include <QAbstractItemView>

namespace AlwaysLeads {

namespace {

constexpr int steps = 3;
constexpr int chosen = 12; // as many as the invented people have characters: each answers once

const QString campaignName = QStringLiteral("Ports and forwarders");
const QString subject = QStringLiteral("One load plan for {company}");
const QString body = QStringLiteral(
    "Hi {first name|there},\n\n"
    "Harbourline keeps one load plan that every depot sees, and moves the affected loads when a slot slips.\n\n"
    "Would a 20-minute look at {company}’s own plan in {city|your city} be useful?");
const QString wish = QStringLiteral("Open with one sentence about their company");
const QString otherSubject = QStringLiteral("When a slot slips in {city|your port}");
const QString second = QStringLiteral("Hi {first name|there},\n\n"
                                      "one number to my last mail: planners tell us that a slipped slot costs them an "
                                      "hour of phone calls.\n\nShall I show how the plan moves by itself?");
const QString third = QStringLiteral("Hi {first name|there},\n\n"
                                     "this is my last mail about it. If the load plan of {company} comes up later, a "
                                     "line is enough.");

} // namespace

/// Three steps, the first in two ways.
void Tour::describeCampaign()
{
    add(
        QStringLiteral("leads-chosen"),
        [this] {
            choose(chosen);
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
            if (Result<> typed = m_hands.type(QStringLiteral("newCampaignNameEdit"), campaignName); !typed) {
                return typed;
            }
            return m_hands.click(QStringLiteral("chooseCampaignAdd"));
        },
        [this] {
            return takesWords(QStringLiteral("stepSubject")) && !isVisible(QStringLiteral("chooseCampaignSheet"));
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
            return isReady(QStringLiteral("campaignLaunch"))
                && textOf(QStringLiteral("previewBody")).contains(QStringLiteral("Harbourline"));
        });
    pass(
        QStringLiteral("variant-b"), [this] { return m_hands.click(QStringLiteral("addVariant")); },
        [this] { return isVisible(QStringLiteral("variantShares")); });
    add(
        QStringLiteral("campaign-variant-b"),
        [this] { return m_hands.type(QStringLiteral("stepSubject"), otherSubject); },
        [this] {
            return textOf(QStringLiteral("previewSubject")).startsWith(QStringLiteral("When a slot slips in "));
        });
}

void Tour::describeFollowUpSteps()
{
    const QString texts[] = {second, third};
    int number = 2;
    for (const QString &text : texts) {
        const QString card = QStringLiteral("stepCard%1").arg(number);
        pass(
            QStringLiteral("add-step-%1").arg(number), [this] { return m_hands.click(QStringLiteral("addStep")); },
            [this] { return isVisible(QStringLiteral("addStepMenu")); });
        pass(
            QStringLiteral("step-%1-is-a-mail").arg(number),
            [this] {
                m_hands.pressIn(QStringLiteral("addStepMenu"), Qt::Key_Down);
                return m_hands.pressIn(QStringLiteral("addStepMenu"), Qt::Key_Return);
            },
            [this, card] { return isVisible(card) && textOf(QStringLiteral("stepBody")).isEmpty(); });
        add(
            QStringLiteral("campaign-step-%1").arg(number),
            [this, text] { return m_hands.type(QStringLiteral("stepBody"), text); },
            [this, text] { return textOf(QStringLiteral("previewBody")).contains(text.mid(text.size() - 30, 25)); });
        ++number;
    }
    check(QStringLiteral("steps-kept"), [this] {
        const auto &campaigns = m_facts.campaigns();
        m_enrolled = campaigns.isEmpty() ? 0 : campaigns.first().people;
        return campaigns.size() == 1 && campaigns.first().steps == steps && m_enrolled == chosen
            ? QString()
            : QStringLiteral("The campaign does not hold %1 steps and %2 people.").arg(steps).arg(chosen);
    });
}

/// What leaves on which day, before anything is sent.
void Tour::describeForecast()
{
    add(
        QStringLiteral("forecast"), [this] { return m_hands.click(QStringLiteral("forecastAll")); },
        [this] {
            // Nobody answers a forecast: each person gets each step.
            return rowsOf(QStringLiteral("forecastTable")) == m_enrolled * steps;
        });
    close(QStringLiteral("forecastSheet"));
}

/// Drafts with the facts they rest on, read and approved by keyboard.
void Tour::describeReview()
{
    add(
        QStringLiteral("launch"), [this] { return m_hands.click(QStringLiteral("campaignLaunch")); },
        [this] { return isVisible(QStringLiteral("launchNow")); });
    add(
        QStringLiteral("writing-cost"), [this] { return m_hands.click(QStringLiteral("launchNow")); },
        [this] { return isVisible(QStringLiteral("writeGo")); });
    add(
        QStringLiteral("drafts"), [this] { return m_hands.click(QStringLiteral("writeGo")); },
        [this] {
            // One row more than drafts: the campaign's.
            return rowsOf(QStringLiteral("draftQueue")) == m_enrolled + 1 && mayApprove();
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
        [this] { return textOf(QStringLiteral("draftText")).contains(QStringLiteral("Thursday")); });
    pass(
        QStringLiteral("draft-kept"),
        [this] {
            m_hands.press(Qt::Key_Return, Qt::ControlModifier);
            return Result<>();
        },
        [this] { return mayApprove(); });
    add(
        QStringLiteral("draft-changes"),
        [this] {
            m_hands.press(Qt::Key_D);
            return Result<>();
        },
        [this] { return isVisible(QStringLiteral("draftChanges")); });
    pass(
        QStringLiteral("draft-again"),
        [this] {
            m_hands.press(Qt::Key_D);
            return Result<>();
        },
        [this] { return isVisible(QStringLiteral("draftText")) && mayApprove(); });
    check(QStringLiteral("nothing-left-unread"), [this] {
        return m_facts.arrivedCount() == 0 ? QString() : QStringLiteral("Something left before it was approved.");
    });
    approveAll(QStringLiteral("approve"), chosen);
    add(QStringLiteral("drafts-done"), {}, [this] { return isVisible(QStringLiteral("draftsPage")); });
}

bool Tour::mayApprove() const
{
    // The page takes no decision about a draft that it does not show yet.
    const auto *queue = m_hands.find<QAbstractItemView>(QStringLiteral("draftQueue"));
    const QString subjectShown = textOf(QStringLiteral("draftSubject"));
    return queue != nullptr && !subjectShown.isEmpty() && isReady(QStringLiteral("draftApprove"))
        && queue->currentIndex().data(Qt::AccessibleTextRole).toString().contains(subjectShown);
}

void Tour::approveAll(const QString &name, int most)
{
    // One key for each draft; the table says when the next one is there.
    for (int number = 1; number <= most; ++number) {
        pass(
            QStringLiteral("%1-%2").arg(name).arg(number),
            [this] {
                m_rowsBefore = rowsOf(QStringLiteral("draftQueue"));
                if (m_rowsBefore > 0) {
                    m_hands.press(Qt::Key_A);
                }
                return Result<>();
            },
            [this] {
                if (!isVisible(QStringLiteral("draftQueue"))) {
                    return true; // that was the last one
                }
                return rowsOf(QStringLiteral("draftQueue")) < m_rowsBefore && mayApprove();
            });
    }
    check(name + QStringLiteral("-all"), [this] {
        return m_facts.drafts().toReview == 0 ? QString() : QStringLiteral("Drafts are left that nobody decided.");
    });
}

void Tour::describeSending()
{
    add(
        QStringLiteral("outbox"), [this] { return m_hands.click(QStringLiteral("goOutbox")); },
        [this] { return isVisible(QStringLiteral("outboxPage")); });
    check(QStringLiteral("mails-arrive"), [this] {
        const int sent = m_facts.campaigns().isEmpty() ? 0 : m_facts.campaigns().first().counts.sent;
        return m_facts.arrivedCount() == m_enrolled && sent == m_enrolled
            ? QString()
            : QStringLiteral("%1 of %2 mails arrived, the ledger says %3.")
                  .arg(m_facts.arrivedCount())
                  .arg(m_enrolled)
                  .arg(sent);
    });
    check(QStringLiteral("both-variants-left"), [this] {
        int variantB = 0;
        for (const auto &[to, subjectOfMail] : m_facts.arrived()) {
            variantB += subjectOfMail.startsWith(QStringLiteral("When a slot slips")) ? 1 : 0;
        }
        return variantB > 0 && variantB < m_enrolled
            ? QString()
            : QStringLiteral("Of %1 mails %2 are variant B.").arg(m_enrolled).arg(variantB);
    });
    add(
        QStringLiteral("outbox-sent"),
        [this] {
            QWidget *shelves = m_hands.find(QStringLiteral("outboxShelves"));
            shelves->setFocus();
            m_hands.press(Qt::Key_Right);
            return Result<>();
        },
        [this] { return rowsOf(QStringLiteral("outboxTable")) == m_enrolled + 1; });
}

} // namespace AlwaysLeads
