#include "reply/Complaint.h"

#include <QRegularExpression>

namespace AlwaysLeads {

std::optional<Complaint> complaintOf(const ReplyMessage &message)
{
    const bool isReport = message.contentType == QLatin1String("multipart/report")
        && message.reportType == QLatin1String("feedback-report") && !message.feedback.isEmpty();
    if (!isReport) {
        return std::nullopt;
    }
    Complaint complaint;
    complaint.type = fieldIn(message.feedback, QStringLiteral("feedback-type")).toLower().left(40);
    if (complaint.type.isEmpty() || complaint.type == QLatin1String("not-spam")
        || complaint.type == QLatin1String("auth-failure")) {
        return std::nullopt;
    }
    complaint.originalIds = messageIdsIn(fieldIn(message.returnedHeaders, QStringLiteral("message-id")));
    static const QRegularExpression address(QStringLiteral("[^\\s<>;,()\"]+@[^\\s<>;,()\"]+\\.[^\\s<>;,()\"]+"));
    const QStringList places = {fieldIn(message.feedback, QStringLiteral("original-rcpt-to")),
                                fieldIn(message.returnedHeaders, QStringLiteral("x-hmxmroriginalrecipient")),
                                fieldIn(message.returnedHeaders, QStringLiteral("to"))};
    for (const QString &place : places) {
        const QString found = address.match(place.left(1000)).captured().toLower();
        if (!found.isEmpty() && !found.startsWith(QLatin1String("redacted"))) {
            complaint.address = found;
            break;
        }
    }
    return complaint;
}

} // namespace AlwaysLeads
