#pragma once

#include "history/EditedRecords.h"
#include "lead/Lead.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// What the history has to know of people, companies, tags, lists and fields.
class LeadRecords : public EditedRecords
{
    Q_DECLARE_TR_FUNCTIONS(LeadRecords)
public:
    /// Tables of nouns above that refer to people and change with them when two become one; each before those it refers
    /// to. Only before the first edit.
    void addTables(const QStringList &tables) { m_above = tables + m_above; }

    /// Tables of nouns above whose rows are worked out again for each person, and go with them. Only before the first
    /// edit.
    void addDerived(const QStringList &tables) { m_derived += tables; }

    QStringList tables() const override;
    EditedDerived derived() const override;
    QString nameOf(Connection &connection, const EditClash &clash) const override;
    Result<> bringInStep(Connection &connection, const EditedRows &rows, EditWatch &watch) const override;

    /// Whose row on the screen is another; nothing when so much changed that all should be read again.
    static std::optional<QList<LeadId>> peopleIn(const EditedRows &rows);

private:
    QStringList m_above;
    QStringList m_derived;
};

} // namespace AlwaysLeads
