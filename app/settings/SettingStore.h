#pragma once

#include "settings/SenderProfile.h"
#include "storage/Connection.h"

#include <QHash>

#include <optional>

namespace AlwaysLeads {

/// The SQL of the `setting` table. For work inside a transaction; everybody else asks Settings.
class SettingStore
{
    Q_DECLARE_TR_FUNCTIONS(AlwaysLeads::SettingStore)

public:
    Result<QHash<QString, QString>> all(Connection &connection) const;
    Result<std::optional<QString>> find(Connection &connection, const QString &name) const;
    Result<> put(Connection &connection, const QString &name, const QString &value) const;
    Result<> remove(Connection &connection, const QString &name) const;

    /// As it stands in this transaction: a mail is built with what is on the disk. The opt-out sentence is never empty.
    Result<SenderProfile> senderProfile(Connection &connection) const;
    /// Makes the key of the unsubscribe link when there is a link and no key yet.
    Result<> putSenderProfile(Connection &connection, const SenderProfile &profile) const;

    /// What the tokens of the unsubscribe link are made with; empty: there was never such a link.
    Result<QByteArray> unsubscribeKey(Connection &connection) const;

    /// The same from values that all() has read.
    static SenderProfile senderProfile(const QHash<QString, QString> &values);
    static QStringList senderProfileNames();
    static QString defaultOptOutSentence();
};

} // namespace AlwaysLeads
