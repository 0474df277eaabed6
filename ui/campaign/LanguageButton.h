#pragma once

#include "base/LiveQuery.h"
#include "campaign/Campaign.h"
#include "widgets/Button.h"

namespace AlwaysLeads {

class CampaignLanguages;
class Shell;
class Spelling;

/// In which language the words of a campaign are spelled: guessed from them, or chosen here.
class LanguageButton : public Button
{
    Q_OBJECT
public:
    LanguageButton(Spelling &spelling, CampaignLanguages &languages, Shell &shell, QWidget *parent = nullptr);

    void setCampaign(CampaignId campaign);
    /// The words that are written now: the guess is made from them.
    void setWords(const QString &words);

private:
    void say();
    void offer();
    /// "English (United States)", by guess or by choice.
    QString wanted() const;

    Spelling &m_spelling;
    CampaignLanguages &m_languages;
    Shell &m_shell;
    CampaignId m_campaign;
    QString m_chosen; ///< empty: guessed
    QString m_guessed;
    LiveQuery<QString> m_reading;
};

} // namespace AlwaysLeads
