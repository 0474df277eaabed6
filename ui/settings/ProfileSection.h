#pragma once

#include "settings/SenderProfile.h"
#include "settings/SettingsSection.h"

namespace AlwaysLeads {

class Settings;
class Shell;
class TextArea;
class TextField;

/// Who writes: stands under every mail and tells Claude for whom it writes.
class ProfileSection : public SettingsSection
{
    Q_OBJECT
public:
    ProfileSection(Settings &settings, Shell &shell, QWidget *parent = nullptr);

    void enter() override;

protected:
    void hideEvent(QHideEvent *event) override;

private:
    SenderProfile typed() const;
    void keep();

    Settings &m_settings;
    Shell &m_shell;
    TextField *m_name;
    TextField *m_company;
    TextArea *m_offer;
    TextArea *m_address;
    TextArea *m_signature;
    TextField *m_optOut;
    TextField *m_unsubscribe;
    TextField *m_idealTitles;
    TextField *m_idealCompanies;
    TextField *m_idealPlaces;
};

} // namespace AlwaysLeads
