#pragma once

#include "campaign/Campaign.h"
#include "storage/Database.h"

#include <QObject>

namespace AlwaysLeads {

/// The language of each campaign's texts, where the person chose one: for the spelling. "en_US"; "none": not checked.
class CampaignLanguages : public QObject
{
    Q_OBJECT
public:
    explicit CampaignLanguages(Database &database, QObject *parent = nullptr);

    /// Empty: none is chosen, it is guessed from the words.
    Task<Result<QString>> of(CampaignId campaign);
    /// An empty one takes the choice back. ErrorKind::Invalid: it is no name of a language.
    Task<Result<>> choose(CampaignId campaign, QString language);

Q_SIGNALS:
    void changed(AlwaysLeads::CampaignId campaign);

private:
    Database &m_database;
};

} // namespace AlwaysLeads
