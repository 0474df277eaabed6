#pragma once

#include "base/LiveQuery.h"
#include "lead/AddressChecks.h"

#include <QWidget>

namespace AlwaysLeads {

class Button;
class IconView;
class Label;

/// What became of the addresses of an import, on its report: how far the look at them is, then how many can get no
/// mail, with a way to them.
class ImportAddresses : public QWidget
{
    Q_OBJECT
public:
    ImportAddresses(AddressChecks &checks, ImportId import, QWidget *parent = nullptr);

    /// With a way to those whose address can get no mail; peopleWanted() says that it was taken.
    void offerPeople() { m_offersPeople = true; }

    /// The import is undone: nothing can be shown any more.
    void end();

Q_SIGNALS:
    void peopleWanted();

private:
    void show(const AddressVerdicts &verdicts);

    Label *m_words;
    IconView *m_icon;
    Button *m_people;
    bool m_offersPeople = false;
    LiveQuery<AddressVerdicts> m_reading;
};

} // namespace AlwaysLeads
