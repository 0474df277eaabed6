#pragma once

#include "prospecting/FoundPerson.h"
#include "settings/SettingsSection.h"

#include <QTimer>

class QStackedWidget;

namespace AlwaysLeads {

class Button;
class Label;
class LeadFinder;
class LineEdit;
class Meter;
class Shell;
class StatusChip;
class TextField;
class Vault;

/// The key for Apollo, how many credits a day may cost, and the saved searches.
class ApolloSection : public SettingsSection
{
    Q_OBJECT
public:
    ApolloSection(LeadFinder &finder, Vault &vault, Shell &shell, QWidget *parent = nullptr);

    void enter() override;

private:
    void buildKey();
    void buildCap();
    void buildSaved();
    void showHint();
    void showBudget(bool askApollo);
    void showSaved();
    void check();
    void keep(const QString &key);
    void forget();
    void setCap();

    LeadFinder &m_finder;
    Vault &m_vault;
    Shell &m_shell;
    StatusChip *m_state;
    QStackedWidget *m_keyPlace;
    TextField *m_key;
    Button *m_check;
    LineEdit *m_kept;
    Label *m_used;
    Meter *m_meter;
    LineEdit *m_cap;
    Label *m_credits;
    QVBoxLayout *m_saved = nullptr;
    QTimer m_pause;
    QString m_checking; ///< the key that is being checked
};

} // namespace AlwaysLeads
