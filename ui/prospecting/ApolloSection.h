#pragma once

#include "prospecting/FoundPerson.h"
#include "settings/SettingsSection.h"

namespace AlwaysLeads {

class KeyCard;
class Label;
class LeadFinder;
class LineEdit;
class Meter;
class Shell;
class Vault;

/// The key for Apollo, how many credits a day may cost, and the saved searches.
class ApolloSection : public SettingsSection
{
    Q_OBJECT
public:
    ApolloSection(LeadFinder &finder, Vault &vault, Shell &shell, QWidget *parent = nullptr);

    void enter() override;

private:
    void buildKey(Vault &vault);
    void buildCap();
    void buildSaved();
    void showBudget(bool askApollo);
    void showSaved();
    void setCap();

    LeadFinder &m_finder;
    Shell &m_shell;
    KeyCard *m_key = nullptr;
    Label *m_used;
    Meter *m_meter;
    LineEdit *m_cap;
    Label *m_credits;
    QVBoxLayout *m_saved = nullptr;
};

} // namespace AlwaysLeads
