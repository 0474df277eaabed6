#include "lead/LeadWords.h"

#include "lead/Leads.h"

#include <QLocale>

namespace AlwaysLeads {

ChipLook LeadWords::chip(LeadStatus status)
{
    switch (status) {
    case LeadStatus::New:
        return LeadChips::fresh();
    case LeadStatus::DraftReady:
        return LeadChips::draftReady();
    case LeadStatus::Contacted:
        return LeadChips::contacted();
    case LeadStatus::Replied:
        return LeadChips::replied();
    case LeadStatus::Interested:
        return LeadChips::interested();
    case LeadStatus::NotNow:
        return LeadChips::notNow();
    case LeadStatus::Bounced:
        return LeadChips::bounced();
    case LeadStatus::OptedOut:
        return LeadChips::optedOut();
    }
    return LeadChips::fresh();
}

ChipLook LeadWords::chip(const LeadSummary &lead)
{
    const bool saysSo = lead.status == LeadStatus::OptedOut || lead.status == LeadStatus::Bounced;
    if (lead.suppressed.isEmpty() || saysSo) {
        return chip(lead.status);
    }
    ChipLook look = LeadChips::optedOut();
    look.word = tr("Do not contact");
    return look;
}

AddressState LeadWords::addressState(EmailState state)
{
    switch (state) {
    case EmailState::Verified:
        return AddressState::Verified;
    case EmailState::Risky:
        return AddressState::Risky;
    case EmailState::Invalid:
        return AddressState::Invalid;
    case EmailState::Unchecked:
        break;
    }
    return AddressState::Unchecked;
}

QString LeadWords::number(qint64 number)
{
    return QLocale().toString(number);
}

QString LeadWords::people(qint64 number)
{
    // Without a translation file Qt leaves the English plural to us.
    return number == 1 ? tr("1 person") : tr("%1 people").arg(LeadWords::number(number));
}

QString LeadWords::ago(const QDateTime &when, const QDateTime &now)
{
    if (!when.isValid()) {
        return QStringLiteral("—");
    }
    const qint64 minutes = when.secsTo(now) / 60;
    const QDate day = when.toLocalTime().date();
    const QDate today = now.toLocalTime().date();
    if (minutes >= 0 && minutes < 1) {
        return tr("Just now");
    }
    if (minutes >= 0 && minutes < 60) {
        return tr("%1 min ago").arg(minutes);
    }
    if (minutes >= 0 && day == today) {
        return tr("%1 h ago").arg(minutes / 60);
    }
    if (day.addDays(1) == today) {
        return tr("Yesterday");
    }
    return QLocale().toString(day, day.year() == today.year() ? tr("d MMM") : tr("d MMM yyyy"));
}

QString LeadWords::agoWithin(const QDateTime &when, const QDateTime &now)
{
    const QString alone = ago(when, now);
    return alone == tr("Just now") ? tr("just now") : alone == tr("Yesterday") ? tr("yesterday") : alone;
}

QString LeadWords::fullTime(const QDateTime &when)
{
    if (!when.isValid()) {
        return {};
    }
    const QDateTime local = when.toLocalTime();
    return tr("%1, %2").arg(QLocale().toString(local.date(), QLocale::LongFormat),
                            QLocale().toString(local.time(), QLocale::ShortFormat));
}

QString LeadWords::value(const LeadField &field, const QString &stored)
{
    if (stored.isEmpty()) {
        return {};
    }
    // What does not fit its field is shown as it was typed: a figure, a day or a "no" must not come out of it.
    switch (field.kind) {
    case LeadFieldKind::Number: {
        bool fits = false;
        const double number = QLocale::c().toDouble(stored, &fits);
        return fits ? QLocale().toString(number, 'f', QLocale::FloatingPointShortest) : stored.simplified();
    }
    case LeadFieldKind::Date: {
        const bool day = field.key.startsWith(LeadFields::customPrefix());
        const QDate date =
            day ? QDate::fromString(stored, Qt::ISODate) : QDateTime::fromMSecsSinceEpoch(stored.toLongLong()).date();
        return date.isValid() ? QLocale().toString(date, QLocale::ShortFormat) : stored.simplified();
    }
    case LeadFieldKind::YesNo:
        return stored == QLatin1String("yes") ? tr("Yes")
            : stored == QLatin1String("no")   ? tr("No")
                                              : stored.simplified();
    case LeadFieldKind::Choice:
        return field.choiceLabel(stored);
    default:
        return stored.simplified();
    }
}

QString LeadWords::sortName(LeadSort sort)
{
    switch (sort) {
    case LeadSort::Name:
        return tr("Name");
    case LeadSort::Company:
        return tr("Company");
    case LeadSort::Email:
        return tr("Email");
    case LeadSort::Score:
        return tr("Score");
    case LeadSort::Status:
        return tr("Status");
    case LeadSort::LastTouch:
        return tr("Last touch");
    case LeadSort::Created:
        return tr("Added");
    case LeadSort::Field:
        break; // by the field's own label
    }
    return {};
}

QString LeadWords::nameOf(const LeadSummary &lead)
{
    const QString name = lead.fullName();
    return name.isEmpty() ? lead.email : name;
}

QString LeadWords::daysLeft(const LeadSummary &lead, const QDateTime &now)
{
    if (!lead.deletedAt.isValid()) {
        return {};
    }
    constexpr qint64 day = 24 * 60 * 60;
    const qint64 seconds = now.secsTo(lead.deletedAt.addDays(Leads::daysToRestore));
    const qint64 days = (seconds + day - 1) / day; // begun ones count: right after deleting all of them are left
    // Without a translation file Qt leaves the English plural to us.
    return seconds <= 0 ? QString() : days == 1 ? tr("Last day") : tr("%1 days left").arg(number(days));
}

QString LeadWords::titleOf(const LeadSummary &lead, const QDateTime &now)
{
    QStringList parts = {daysLeft(lead, now), lead.title};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

QString LeadWords::spoken(const LeadSummary &lead, const QDateTime &now)
{
    QStringList parts = {nameOf(lead), lead.title, lead.company};
    if (!lead.email.isEmpty()) {
        parts << tr("address %1").arg(shown(lead.emailState).toLower());
    }
    if (lead.score) {
        parts << (lead.scoreByHand ? tr("score %1, set by hand") : tr("score %1")).arg(*lead.score);
    }
    parts << chip(lead).word.toLower();
    if (lead.touchedAt.isValid()) {
        parts << ago(lead.touchedAt, now);
    }
    if (lead.deletedAt.isValid()) {
        parts << tr("deleted") << daysLeft(lead, now).toLower();
    }
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

} // namespace AlwaysLeads
