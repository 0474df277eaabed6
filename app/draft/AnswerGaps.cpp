#include "draft/AnswerGaps.h"

#include "draft/AnswerStore.h"

#include <QRegularExpression>

namespace AlwaysLeads {

QString AnswerGaps::in(const Draft &draft)
{
    static const QRegularExpression open(QStringLiteral("\\[[^\\[\\]\\n]{1,120}\\]"));
    for (auto match = open.globalMatch(draft.body); match.hasNext();) {
        const QString gap = match.next().captured();
        if (draft.writtenBody.contains(gap)) {
            return tr("Fill in what only you know: %1.").arg(gap);
        }
    }
    return {};
}

Result<QString> AnswerGaps::objection(Connection &connection, const Draft &draft)
{
    const QString gap = in(draft);
    if (gap.isEmpty()) {
        return gap;
    }
    return AnswerStore().find(connection, draft.id).map([&](const std::optional<AnswerTie> &tie) {
        return tie ? gap : QString();
    });
}

} // namespace AlwaysLeads
