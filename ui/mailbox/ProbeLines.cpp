#include "mailbox/ProbeLines.h"

#include <QLocale>

#include <algorithm>

namespace AlwaysLeads {

namespace {

QString shown(const QDateTime &time)
{
    return QLocale().toString(time.toLocalTime(), QLocale::ShortFormat);
}

bool holds(const QString &result)
{
    return result.isEmpty() || result == QLatin1String("pass") || result == QLatin1String("bestguesspass");
}

} // namespace

QList<ProbeLines::Line> ProbeLines::of(const ProbeReport &report)
{
    QList<Line> lines{arrival(report)};
    if (report.state != ProbeReport::State::Found) {
        return lines;
    }
    lines += messageId(report);
    if (report.optOut != HeaderFate::Unused) {
        lines += optOut(report.optOut);
    }
    if (report.oneClick != HeaderFate::Unused) {
        lines += oneClick(report.oneClick);
    }
    lines += authentication(QStringLiteral("SPF"), report.spf);
    lines += authentication(QStringLiteral("DKIM"), report.dkim);
    lines += authentication(QStringLiteral("DMARC"), report.dmarc);
    return lines;
}

ProbeLines::Line ProbeLines::arrival(const ProbeReport &report)
{
    switch (report.state) {
    case ProbeReport::State::Found: {
        const int seconds = int(std::max<qint64>(1, report.startedAt.secsTo(report.foundAt)));
        const QString after = seconds < 120 ? tr("It was found %n second(s) after it left.", nullptr, seconds)
                                            : tr("It left %1.").arg(shown(report.startedAt));
        if (report.junk) {
            return {Icon::TriangleAlert, ToneName::Warn, tr("It arrived among the unwanted mails"),
                    after + QLatin1Char(' ')
                        + tr("Your own provider takes it for spam, and others will too. Look at SPF, DKIM and DMARC "
                             "first.")};
        }
        return {Icon::CircleCheck, ToneName::Success, tr("It arrived"), after};
    }
    case ProbeReport::State::Sent:
        if (report.unseen) {
            return {
                Icon::Info, ToneName::Neutral, tr("It left, and nobody looked whether it arrived"),
                tr("The service took it %1. This mailbox only sends: see in your inbox yourself whether it arrived or "
                   "lies among the unwanted mails. What became of its id, its opt-out header, SPF, DKIM and DMARC "
                   "could not be looked at.")
                    .arg(shown(report.startedAt))};
        }
        return {Icon::Clock, ToneName::Warn, tr("It left and has not arrived yet"),
                tr("The server took it %1. Some providers take minutes; look again in a while.")
                    .arg(shown(report.startedAt))};
    case ProbeReport::State::Unknown:
    case ProbeReport::State::Sending:
        if (report.unseen) {
            return {
                Icon::CircleHelp, ToneName::Warn, tr("It may or may not have left"),
                tr("The line broke while it was handed over, %1. This mailbox only sends, so it cannot be looked for: "
                   "see in your inbox yourself.")
                    .arg(shown(report.startedAt))};
        }
        return {Icon::CircleHelp, ToneName::Warn, tr("It may or may not have left"),
                tr("The line broke while it was handed over, %1. It is looked for, and not sent again on its own.")
                    .arg(shown(report.startedAt))};
    case ProbeReport::State::Refused:
        break;
    }
    return {Icon::CircleX, ToneName::Danger, tr("It was not sent"), report.problem};
}

ProbeLines::Line ProbeLines::messageId(const ProbeReport &report)
{
    if (report.keptItsId()) {
        return {Icon::CircleCheck, ToneName::Success, tr("Its id was kept"),
                tr("Answers name it, so each finds its conversation.")};
    }
    return {Icon::TriangleAlert, ToneName::Warn, tr("The service gave it another id"),
            tr("Answers name the other one (%1). They are then found by who writes.")
                .arg(report.keptMessageId.isEmpty() ? tr("it has none") : report.keptMessageId.left(80))};
}

ProbeLines::Line ProbeLines::optOut(HeaderFate fate)
{
    if (fate == HeaderFate::Kept) {
        return {Icon::CircleCheck, ToneName::Success, tr("The opt-out header was kept"),
                tr("Mail programs can offer a button to say no.")};
    }
    if (fate == HeaderFate::Changed) {
        return {Icon::TriangleAlert, ToneName::Warn, tr("The opt-out header was changed on the way"),
                tr("A “no” by button may go elsewhere. The sentence at the end of your mails still works.")};
    }
    return {Icon::CircleX, ToneName::Danger, tr("The opt-out header was removed on the way"),
            tr("Mail programs show no button to say no. Ask your provider why List-Unsubscribe is taken out; the "
               "sentence at the end of your mails still works.")};
}

ProbeLines::Line ProbeLines::oneClick(HeaderFate fate)
{
    if (fate == HeaderFate::Kept) {
        return {Icon::CircleCheck, ToneName::Success, tr("The one-click opt-out was kept"),
                tr("Gmail and Yahoo ask senders of many mails for it.")};
    }
    return {Icon::TriangleAlert, ToneName::Warn, tr("The one-click opt-out did not survive"),
            tr("List-Unsubscribe-Post is missing or was changed. Ask your provider why.")};
}

ProbeLines::Line ProbeLines::authentication(const QString &method, const QString &result)
{
    if (result.isEmpty()) {
        return {
            Icon::CircleDashed, ToneName::Neutral, tr("%1: your server said nothing").arg(method),
            tr("Many do not judge mails to themselves. The check of the domain tells whether the record is right.")};
    }
    if (holds(result)) {
        return {Icon::CircleCheck, ToneName::Success, tr("%1 holds").arg(method),
                tr("The receiving server said “%1”.").arg(result)};
    }
    const bool weak = result == QLatin1String("none") || result == QLatin1String("neutral")
        || result.endsWith(QLatin1String("error")) || result == QLatin1String("policy");
    return {weak ? Icon::TriangleAlert : Icon::CircleX, weak ? ToneName::Warn : ToneName::Danger,
            tr("%1 does not hold").arg(method),
            tr("The receiving server said “%1”. Check the domain: it shows the record to enter.").arg(result)};
}

bool ProbeLines::pointsToDns(const ProbeReport &report)
{
    return report.state == ProbeReport::State::Found
        && (report.junk || !holds(report.spf) || !holds(report.dkim) || !holds(report.dmarc));
}

QString ProbeLines::summary(const ProbeReport &report)
{
    const QString when = shown(report.startedAt);
    if (report.state != ProbeReport::State::Found) {
        return tr("Test mail of %1: %2.").arg(when, arrival(report).title);
    }
    QStringList troubles;
    for (const Line &line : of(report)) {
        if (line.tone == ToneName::Warn || line.tone == ToneName::Danger) {
            troubles += line.title;
        }
    }
    return troubles.isEmpty() ? tr("Test mail of %1: it arrived, and nothing was lost on the way.").arg(when)
                              : tr("Test mail of %1: %2.").arg(when, troubles.join(QStringLiteral("; ")));
}

} // namespace AlwaysLeads
