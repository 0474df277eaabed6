#include "assistant/Prompt.h"

#include <QFile>

// Outside of any namespace, as Qt wants it: a resource in a static library is otherwise left out by the linker.
static void openPrompts()
{
    Q_INIT_RESOURCE(prompts);
}

namespace AlwaysLeads {

Prompt Prompt::load(const QString &name)
{
    openPrompts();
    QFile file(QStringLiteral(":/prompts/%1.txt").arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        return {name, 0, {}};
    }
    const QString whole = QString::fromUtf8(file.readAll());
    const qsizetype end = whole.indexOf(u'\n');
    const QString first = whole.left(end).trimmed();
    bool isNumber = false;
    const int version = first.mid(first.indexOf(u' ') + 1).toInt(&isNumber);
    if (end < 0 || !first.startsWith(QLatin1String("version ")) || !isNumber) {
        return {name, 0, whole};
    }
    return {name, version, whole.mid(end + 1)};
}

} // namespace AlwaysLeads
