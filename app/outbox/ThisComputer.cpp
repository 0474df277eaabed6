#include "outbox/ThisComputer.h"

#include <QCryptographicHash>
#include <QSysInfo>

namespace AlwaysLeads {

QString thisComputer()
{
    const QByteArray id = QSysInfo::machineUniqueId();
    if (id.isEmpty()) {
        return {};
    }
    // machine-id(5): applications must not hand the id on, but something made of it and of their own name.
    return QString::fromLatin1(
        QCryptographicHash::hash("AlwaysLeads sends from " + id, QCryptographicHash::Sha256).toHex());
}

} // namespace AlwaysLeads
