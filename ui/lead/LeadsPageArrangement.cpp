#include "lead/LeadTableColumns.h"
#include "lead/LeadsPage.h"
#include "lead/LeadsTable.h"
#include "lead/SavedViews.h"
#include "shell/Shell.h"

#include <QTimer>

namespace AlwaysLeads {

bool LeadsPage::isOwnView() const
{
    return savedView(m_view) != nullptr;
}

/// A view that comes with the program, or one of its kind: as the person has the table.
void LeadsPage::showCommon(LeadQuery query)
{
    const LeadArrangement designed;
    query.setSortKeys(m_arrangement.sort);
    showQuery(query, m_arrangement.columns);
    m_viewQuery.setSortKeys(designed.sort); // so that what differs can be saved as a view
    m_viewColumns = designed.columns;
    renewSaveView();
}

void LeadsPage::readArrangement()
{
    whenDone(m_savedViews.arrangement(), this, [this](const Result<LeadArrangement> &kept) {
        if (kept) {
            m_keptArrangement = *kept;
            takeArrangement();
        } else {
            m_shell.showProblem(kept.error());
        }
    });
}

/// Once, when it and the fields it names are known; what the person did until then is newer.
void LeadsPage::takeArrangement()
{
    if (!m_keptArrangement || !m_fieldsKnown || m_arrangementTaken) {
        return;
    }
    m_arrangementTaken = true;
    if (m_arrangement == *m_keptArrangement) {
        return;
    }
    m_arrangement = *m_keptArrangement;
    if (!isOwnView()) {
        m_query.setSortKeys(m_arrangement.sort);
        applyColumns(m_arrangement.columns);
        search();
    }
}

/// The table of a view that comes with the program stays as it is, in all of them and after a restart.
void LeadsPage::noteArrangement()
{
    if (isOwnView()) {
        return;
    }
    const LeadTableColumns *columns = m_table->columns();
    LeadArrangement present{m_query.sortKeys(), columns->isAsDesigned() ? QList<LeadColumn>() : columns->shown()};
    if (present != m_arrangement) {
        m_arrangement = std::move(present);
        m_arrangementTaken = true;
        m_keepArrangement->start();
    }
}

void LeadsPage::keepArrangement()
{
    m_keepArrangement->stop();
    letRun(m_savedViews.keepArrangement(m_arrangement));
}

} // namespace AlwaysLeads
