#include "lead/LeadChanges.h"
#include "lead/LeadTableModel.h"
#include "lead/LeadWords.h"
#include "lead/Leads.h"
#include "lead/LeadsPage.h"
#include "lead/LeadsTable.h"
#include "shell/Shell.h"
#include "widgets/Button.h"
#include "widgets/DialogSheet.h"
#include "widgets/EmptyState.h"

#include <QLocale>

namespace AlwaysLeads {

void LeadsPage::selectLead(LeadId lead)
{
    const int opening = ++m_opening;
    if (isListed(lead)) {
        select(lead);
        return;
    }
    // A link may be older than what became of the person: no list of people would say why they are missing in it.
    whenDone(m_leads.whereabouts(lead), this, [this, opening, lead](const Result<LeadWhereabouts> &found) {
        if (opening != m_opening) {
            return; // somebody else was opened since
        }
        if (!found) {
            m_shell.showProblem(found.error());
        } else if (found->deletedAt.isValid()) {
            offerToBringBack(*found);
        } else {
            if (found->id != lead) {
                m_shell.showToast(tr("This person has become one with %1").arg(found->name));
            }
            select(found->id);
        }
    });
}

bool LeadsPage::isListed(LeadId lead) const
{
    return m_found >= 0 && m_model->rowOf(lead) >= 0;
}

void LeadsPage::select(LeadId lead)
{
    if (!isListed(lead)) {
        m_wanted = lead;
        showEverybody();
        return;
    }
    const int row = m_model->rowOf(lead);
    m_wanted = LeadId();
    m_table->wantNoMore();
    m_table->choose({row}, row, false);
    m_table->scrollTo(m_model->index(row, LeadTableModel::Name));
}

void LeadsPage::offerToBringBack(const LeadWhereabouts &person)
{
    const QString day = QLocale().toString(person.deletedAt.toLocalTime().date(), QLocale::LongFormat);
    const QDateTime last = person.deletedAt.addDays(Leads::daysToRestore);
    const QString until = QLocale().toString(last.toLocalTime().date(), QLocale::LongFormat);
    const QString text = m_shell.now() < last
        ? tr("Deleted on %1. Until %2 they can be brought back, with everything known of them.").arg(day, until)
        : tr("Deleted on %1, and still kept for the mails that went to them. They can be brought back.").arg(day);
    auto *sheet = new ConfirmSheet(tr("%1 was deleted").arg(person.name), text, tr("Leave deleted"), tr("Bring back"),
                                   ConfirmSheet::Weight::Plain, this);
    sheet->setObjectName(QStringLiteral("leadDeletedSheet"));
    connect(sheet, &ConfirmSheet::confirmed, this, [this, id = person.id] {
        m_changes->run(
            Icon::Undo, tr("Bringing back"), 1,
            [this, id](const BulkListener &progress, const std::stop_token &stop) {
                return m_leads.restore({id}, progress, stop);
            },
            [this, id](const QList<LeadId> &back) {
                selectLead(id);
                if (!back.isEmpty()) { // they were brought back meanwhile
                    offerUndo(tr("%1 brought back").arg(LeadWords::people(1)));
                }
            });
    });
    sheet->open();
}

/// A number of people was opened, and none of them is there any more.
EmptyState *LeadsPage::nobodyLeft()
{
    auto *state = new EmptyState(
        Icon::Users, tr("Nobody of them is here any more"),
        tr("They were deleted. For %n days deleted people can be brought back.", nullptr, Leads::daysToRestore));
    state->setTone(ToneName::Neutral);
    auto *deleted = state->addButton(new Button(tr("Show deleted people"), ButtonKind::Secondary));
    deleted->setObjectName(QStringLiteral("leadsShowDeleted"));
    connect(deleted, &QPushButton::clicked, this, [this] { showView(QStringLiteral("deleted")); });
    return state;
}

} // namespace AlwaysLeads
