#pragma once

#include "base/Result.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace AlwaysLeads {

/// Whether the system starts the program when the person signs in: a file in its autostart folder (Linux), a value of
/// its Run key (Windows), a launch agent (macOS). That place is the truth; the person may change it without us.
class StartAtLogin
{
    Q_DECLARE_TR_FUNCTIONS(StartAtLogin)
public:
    /// `program` with its whole path; `arguments` as they are, unquoted.
    StartAtLogin(QString program, QStringList arguments);

    bool isOn() const;
    /// Storage, with a sentence: the place cannot be written.
    Result<> set(bool on) const;
    /// The file, or the name of the key.
    static QString place();

private:
    QString m_program;
    QStringList m_arguments;
};

} // namespace AlwaysLeads
