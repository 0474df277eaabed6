#pragma once

#include "style/Icon.h"
#include "style/Theme.h"

#include <QCoreApplication>
#include <QString>

namespace AlwaysLeads {

/// What a status chip says: icon, word and meaning, so that the state is never colour alone.
struct ChipLook
{
    Icon icon = Icon::None;
    QString word;
    ToneName tone = ToneName::Neutral;
};

/// The program's states as chips; the words are the same wherever the state is shown.
struct LeadChips
{
    Q_DECLARE_TR_FUNCTIONS(LeadChips)
public:
    static ChipLook fresh();
    static ChipLook draftReady();
    static ChipLook contacted();
    static ChipLook replied();
    static ChipLook interested();
    static ChipLook notNow();
    static ChipLook bounced();
    static ChipLook optedOut();
};

struct DraftChips
{
    Q_DECLARE_TR_FUNCTIONS(DraftChips)
public:
    static ChipLook writing();
    static ChipLook ready();
    static ChipLook approved();
    static ChipLook queued();
    static ChipLook sent();
    static ChipLook skipped();
    static ChipLook rejected();
    static ChipLook lapsed();
};

struct SendChips
{
    Q_DECLARE_TR_FUNCTIONS(SendChips)
public:
    static ChipLook waiting();
    static ChipLook handingOver();
    static ChipLook sent();
    static ChipLook again(int attempt, int of);
    static ChipLook refused();
    static ChipLook unknown();
    static ChipLook onHold();
    static ChipLook lidMayClose();
};

struct CampaignChips
{
    Q_DECLARE_TR_FUNCTIONS(CampaignChips)
public:
    static ChipLook running();
    static ChipLook paused();
    static ChipLook notLaunched();
    static ChipLook finished();
};

/// The mark before an address.
enum class AddressState { Verified, Risky, Invalid, Unchecked };
struct AddressLook
{
    Q_DECLARE_TR_FUNCTIONS(AddressLook)
public:
    static Icon icon(AddressState state);
    static QString word(AddressState state);
    static QColor colour(AddressState state, const Theme &theme);
};

/// 80 and more success, 60 to 79 accent, below neutral.
ToneName scoreTone(int score);
/// First and last initial: "AW" for "Agnieszka Wójcik".
QString initialsOf(const QString &name);

} // namespace AlwaysLeads
