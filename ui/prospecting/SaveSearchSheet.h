#pragma once

#include "prospecting/FoundPerson.h"
#include "widgets/DialogSheet.h"

namespace AlwaysLeads {

class LeadFinder;
class TextField;

/// Gives the search at hand a name, or a saved one another.
class SaveSearchSheet : public DialogSheet
{
    Q_OBJECT
public:
    SaveSearchSheet(LeadFinder &finder, const FoundPage &page, QWidget *inside);

Q_SIGNALS:
    void saved(const QString &name);

private:
    void save();

    LeadFinder &m_finder;
    PeopleSearchId m_search;
    TextField *m_name;
};

} // namespace AlwaysLeads
