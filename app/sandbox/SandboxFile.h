#pragma once

#include <QJsonObject>
#include <QString>

namespace AlwaysLeads {

/// What a stand-in remembers over the end of the program, as a real service does: one JSON file, written whole or not
/// at all. What cannot be read counts as nothing, since everything in the sandbox is invented.
class SandboxFile
{
public:
    /// Empty: nothing is kept.
    explicit SandboxFile(QString path = {})
        : m_path(std::move(path))
    {
    }

    bool isUsed() const { return !m_path.isEmpty(); }
    QJsonObject read();
    /// Does nothing when it is what lies there already.
    void write(const QJsonObject &state);

private:
    QString m_path;
    QByteArray m_kept;
};

} // namespace AlwaysLeads
