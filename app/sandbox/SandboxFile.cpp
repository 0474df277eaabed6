#include "sandbox/SandboxFile.h"

#include "base/Log.h"
#include "net/Json.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace AlwaysLeads {

namespace {
constexpr Json::Limits limits{256LL * 1024 * 1024, 64};
}

QJsonObject SandboxFile::read()
{
    QFile file(m_path);
    if (m_path.isEmpty() || !file.open(QIODevice::ReadOnly)) {
        return {}; // the first start
    }
    m_kept = file.read(limits.bytes + 1);
    const Result<QJsonObject> state = Json::object(m_kept, limits);
    if (!state) {
        qCWarning(baseLog) << "the sandbox begins anew:" << m_path << state.error().message;
    }
    return state.value_or(QJsonObject());
}

void SandboxFile::write(const QJsonObject &state)
{
    const QByteArray bytes = Json::write(state);
    if (m_path.isEmpty() || bytes == m_kept) {
        return;
    }
    QDir().mkpath(QFileInfo(m_path).path());
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        qCWarning(baseLog) << "the sandbox could not keep" << m_path << file.errorString();
        return;
    }
    m_kept = bytes;
}

} // namespace AlwaysLeads
