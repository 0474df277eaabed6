#include "Application.h"
#include "sandbox/ClaudeServer.h"
#include "settings/Settings.h"
#include "shell/MainWindow.h"
#include "tour/Tour.h"

#include <QAbstractButton>

namespace AlwaysLeads {

namespace {

constexpr int leadsAtFirst = 38; // of the forty rows of the sample

} // namespace

/// The guided start, as on the first day: who you are, the mailbox, Claude, the first people.
void Tour::describeStart()
{
    pass(
        QStringLiteral("window"),
        [this] {
            m_window.comeForward();
            m_window.offerFirstRun();
            return Result<>();
        },
        [this] { return m_window.isActiveWindow() && isVisible(QStringLiteral("firstNameEdit")); });
    add(
        QStringLiteral("start-business"),
        [this]() -> Result<> {
            const std::pair<const char *, QString> fields[] = {
                {"firstNameEdit", QStringLiteral("Clara Jensen")},
                {"firstCompanyEdit", QStringLiteral("Harbourline")},
                {"firstOfferEdit",
                 QStringLiteral("Harbourline keeps one load plan that every depot sees, and moves the affected loads "
                                "when a slot slips.")},
                {"firstProofsEdit",
                 QStringLiteral("Ravnsborg Spedition cut its planning from two hours a day to twenty minutes.")},
                {"firstAddressEdit", QStringLiteral("Toldbodgade 18, 1253 Copenhagen, Denmark")},
                {"firstTitlesEdit", QStringLiteral("operations,dispatch,planning,logistics,fleet,")},
                {"firstPlacesEdit", QStringLiteral("Denmark,Poland,Germany,Netherlands,Portugal,")}};
            for (const auto &[field, text] : fields) {
                if (Result<> typed = m_hands.type(QLatin1String(field), text); !typed) {
                    return typed;
                }
            }
            return {};
        },
        [this] { return textOf(QStringLiteral("firstNameEdit")) == QLatin1String("Clara Jensen"); });
    go(QStringLiteral("onboardingProceed"), QStringLiteral("firstMicrosoft"));
    check(QStringLiteral("business-kept"), [this] {
        const SenderProfile sender = m_application.settings().senderProfile();
        return sender.isComplete() && sender.company == QLatin1String("Harbourline")
            ? QString()
            : QStringLiteral("The profile does not hold what was typed.");
    });
    go(QStringLiteral("firstMicrosoft"), QStringLiteral("onboardingProceed"));
    add(
        QStringLiteral("start-mailbox"), [this] { return m_hands.click(QStringLiteral("onboardingProceed")); },
        [this] { return isReady(QStringLiteral("connectProceed")); });
    add(
        QStringLiteral("start-mailbox-connected"), [this] { return m_hands.click(QStringLiteral("connectProceed")); },
        [this] { return isReady(QStringLiteral("probeSend")) && !isVisible(QStringLiteral("connectSheet")); });
    add(
        QStringLiteral("start-mailbox-ready"), [this] { return m_hands.click(QStringLiteral("probeCancel")); },
        [this] { return isVisible(QStringLiteral("firstConnected")) && !isVisible(QStringLiteral("probeSheet")); });
    check(QStringLiteral("mailbox-kept"), [this] {
        return m_facts.mailboxes().size() == 1 ? QString() : QStringLiteral("The mailbox was not connected.");
    });
    go(QStringLiteral("onboardingProceed"), QStringLiteral("claudeKey"));
    add(
        QStringLiteral("start-claude"),
        [this] { return m_hands.type(QStringLiteral("claudeKey"), QString::fromLatin1(ClaudeServer::acceptedKey)); },
        [this] { return isVisible(QStringLiteral("claudeKeyKept")); });
    go(QStringLiteral("onboardingProceed"), QStringLiteral("firstFile"));
    add(QStringLiteral("start-leads"), {}, [this] { return isVisible(QStringLiteral("onboardingLeads")); });
}

/// A file as real ones are: with a person twice, an address that is none, and gaps.
void Tour::describeImport()
{
    add(
        QStringLiteral("import"),
        [this] {
            m_hands.drop(m_sample);
            return Result<>();
        },
        [this] { return isReady(QStringLiteral("importRun")) && rowsOf(QStringLiteral("importRows")) > 0; });
    add(
        QStringLiteral("import-done"), [this] { return m_hands.click(QStringLiteral("importRun")); },
        [this] { return isVisible(QStringLiteral("importDone")); });
    pass(
        QStringLiteral("import-closed"), [this] { return m_hands.click(QStringLiteral("importDone")); },
        [this] { return !isVisible(QStringLiteral("importSheet")); });
    check(QStringLiteral("people-kept"), [this] {
        return m_facts.people() == leadsAtFirst
            ? QString()
            : QStringLiteral("There are %1 people, not %2.").arg(m_facts.people()).arg(leadsAtFirst);
    });
    pass(
        QStringLiteral("start-ends"),
        [this]() -> Result<> {
            return isVisible(QStringLiteral("onboarding")) ? m_hands.click(QStringLiteral("onboardingProceed"))
                                                           : Result<>();
        },
        [this] { return !isVisible(QStringLiteral("onboarding")); });
    add(QStringLiteral("leads"), {}, [this] { return rowsOf(QStringLiteral("leadsTable")) == leadsAtFirst; });
}

} // namespace AlwaysLeads
