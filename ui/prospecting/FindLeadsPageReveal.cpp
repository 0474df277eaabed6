#include "prospecting/CostBar.h"
#include "prospecting/FindLeadsPage.h"
#include "prospecting/FoundTable.h"
#include "prospecting/FoundTableModel.h"
#include "prospecting/LeadFinder.h"
#include "shell/Shell.h"
#include "widgets/Announce.h"
#include "widgets/DialogSheet.h"

namespace AlwaysLeads {

namespace {
const QString progressId = QStringLiteral("reveal");
}

void FindLeadsPage::connectFinder()
{
    connect(&m_finder, &LeadFinder::revealProgressed, this, &FindLeadsPage::showProgress);
    connect(&m_finder, &LeadFinder::revealEnded, this, &FindLeadsPage::showReport);
    connect(&m_finder, &LeadFinder::runProgressed, this, &FindLeadsPage::showRunProgress);
    connect(&m_finder, &LeadFinder::changed, this, &FindLeadsPage::renewPeople);
    connect(&m_finder, &LeadFinder::savedChanged, this, &FindLeadsPage::renewSaved);
    connect(&m_finder, &LeadFinder::budgetChanged, this, [this] { readBudget(false); });
}

void FindLeadsPage::readBudget(bool askApollo)
{
    const int reading = ++m_budgetReadings;
    whenDone(m_finder.budget(askApollo), this, [this, askApollo, reading](const Result<RevealBudget> &budget) {
        if (budget) {
            if (askApollo || reading == m_budgetReadings) {
                m_cost->setBudget(*budget);
            }
            if (askApollo) {
                m_offline = false;
                m_lookAgain.stop();
                m_cost->setObstacle({});
            }
            return;
        }
        if (!askApollo) {
            return;
        }
        // What lies on the disk is known also without Apollo.
        const bool offline = budget.error().kind == ErrorKind::Network || budget.error().kind == ErrorKind::Timeout;
        if (offline) {
            setOffline();
        } else {
            m_cost->setObstacle(budget.error().message);
        }
        readBudget(false);
    });
}

/// Until Apollo answers again, which is looked for now and then.
void FindLeadsPage::setOffline()
{
    m_offline = true;
    m_cost->setObstacle(tr("Apollo cannot be reached. Revealing waits for the network."));
    m_lookAgain.start();
}

void FindLeadsPage::renewChoice()
{
    const FoundChoice &choice = m_table->choice();
    m_cost->setChosen(choice.size(), choice.count(FoundState::Asked));
    renewStatus();
}

void FindLeadsPage::dropChoice()
{
    m_table->dropChoice();
    m_table->setFocus();
}

void FindLeadsPage::reveal()
{
    const QList<FoundPersonId> chosen = m_table->chosen();
    const QString reason = m_cost->reason();
    if (m_finder.isRevealing()) {
        return;
    }
    if (!reason.isEmpty()) {
        m_shell.showProblem({ErrorKind::Refused, reason, {}});
        return;
    }
    const int again = m_table->choice().count(FoundState::Asked);
    const int likely = m_table->choice().count(FoundState::Likely);
    if (const QWidget *now = window()->focusWidget(); now != nullptr && m_cost->isAncestorOf(now)) {
        m_table->setFocus(); // the button is off until somebody is chosen again
    }
    if (again + likely == 0) {
        m_finder.reveal(chosen);
        return;
    }
    QStringList why;
    if (again > 0) {
        why << tr("For %n of these people Apollo was asked before and no answer came. They may be charged a second "
                  "time.",
                  nullptr, again);
    }
    if (likely > 0) {
        why << tr("%n of these people are probably among your leads already, and would be paid for all the same.",
                  nullptr, likely);
    }
    auto *sheet = new ConfirmSheet(again > 0 ? tr("Ask once more?") : tr("Reveal whom you probably have?"),
                                   why.join(QLatin1Char('\n')), tr("Leave it"),
                                   again > 0 ? tr("Ask once more") : tr("Reveal all the same"),
                                   ConfirmSheet::Weight::Danger, this);
    sheet->setObjectName(QStringLiteral("revealAgainSheet"));
    connect(sheet, &ConfirmSheet::confirmed, this, [this, chosen] { m_finder.reveal(chosen, RevealAgain::Yes); });
    sheet->open();
}

void FindLeadsPage::openFound(const FoundPerson &person)
{
    if (!person.lead.isNull()) {
        m_shell.openLead(person.lead);
        return;
    }
    const QModelIndex index = m_model->index(m_model->rowOf(person.id), 0);
    if (!m_model->flags(index).testFlag(Qt::ItemIsSelectable)) {
        const QString name = person.name();
        m_shell.showProblem({ErrorKind::Refused,
                             person.state == FoundState::OptedOut ? tr("%1 said no, and is never revealed.").arg(name)
                                 : person.state == FoundState::Known
                                 ? tr("%1 was revealed before, and is gone from your leads.").arg(name)
                                 : tr("Apollo has no email of %1, so there is nothing to reveal.").arg(name),
                             {}});
        return;
    }
    // Nothing is paid by one key: it chooses, and the next one acts beside what it costs.
    m_table->selectionModel()->select(index, QItemSelectionModel::Select | QItemSelectionModel::Rows);
    if (const QString reason = m_cost->reason(); !reason.isEmpty()) {
        m_shell.showProblem({ErrorKind::Refused, reason, {}});
        return;
    }
    m_cost->focusReveal();
}

void FindLeadsPage::showRevealed()
{
    if (m_revealed.isEmpty()) {
        m_shell.showProblem({ErrorKind::Refused, tr("Nobody was revealed by this search yet."), {}});
        return;
    }
    m_shell.showPeople(tr("Revealed last"), m_revealed);
}

void FindLeadsPage::renewPeople()
{
    if (!m_page) {
        return;
    }
    // Of two readings the older one may end last, and would offer again who was just paid for.
    const int reading = ++m_readings;
    whenDone(m_finder.storedPage(m_page->search, m_page->page), this, [this, reading](const Result<FoundPage> &page) {
        if (page && reading == m_readings && m_page && page->search == m_page->search && page->page == m_page->page) {
            m_model->renew(*page);
        }
    });
    const QList<FoundPersonId> chosen = m_table->chosen();
    if (!chosen.isEmpty()) { // also those of other pages
        whenDone(m_finder.people(chosen), this, [this, reading](const Result<QList<FoundPerson>> &people) {
            if (people && reading == m_readings) {
                m_table->renewChosen(*people);
            }
        });
    }
}

void FindLeadsPage::showProgress(const RevealProgress &progress)
{
    m_cost->setRevealing(true);
    if (progress.done < progress.total) {
        m_shell.showProgress(progressId, {Icon::MailOpen, tr("Revealing"), progress.done, progress.total},
                             [this] { m_finder.cancelReveal(); });
    }
}

void FindLeadsPage::showReport(const RevealReport &report)
{
    m_shell.endProgress(progressId);
    renewPeople();
    // The bar is open again once it knows what is left: until then it would offer what was just paid for.
    whenDone(m_finder.budget(false), this, [this, reading = ++m_budgetReadings](const Result<RevealBudget> &budget) {
        if (budget && reading == m_budgetReadings) {
            m_cost->setBudget(*budget);
        }
        m_cost->setRevealing(m_finder.isRevealing());
    });
    if (!report.leads.isEmpty()) {
        m_revealed = report.leads;
        renewStatus();
    }
    const QString said = report.sentence();
    if (report.problem) {
        const bool anything = report.revealed() + report.withoutAddress + report.unknown > 0;
        m_shell.showProblem({report.problem->kind,
                             anything ? tr("%1 %2").arg(said, report.problem->message) : report.problem->message,
                             report.problem->detail});
    } else {
        m_shell.showToast(report.cancelled ? tr("Stopped. %1").arg(said) : said);
    }
    announce(this, said);
}

} // namespace AlwaysLeads
