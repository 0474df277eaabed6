#include "reply/NextStepSheet.h"

#include "widgets/Button.h"
#include "widgets/Combo.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/TextField.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {

constexpr int sheetWidth = 420;
constexpr int offeredDays = 28;
constexpr int longestWords = 200;
constexpr int firstHour = 7;
constexpr int lastHour = 20;
constexpr int usualHour = 10;

QString nameOf(const ReplyPage &page)
{
    return page.lead && !page.lead->fullName().isEmpty() ? page.lead->fullName()
        : page.reply.fromName.isEmpty()                  ? page.reply.fromAddress
                                                         : page.reply.fromName;
}

} // namespace

NextStepSheet::NextStepSheet(NextStep step, const ReplyPage &page, const QDateTime &now, QWidget *inside)
    : DialogSheet(step == NextStep::Meeting ? tr("Meeting with %1").arg(nameOf(page))
                                            : tr("Call to %1").arg(nameOf(page)),
                  sheetWidth, inside)
    , m_words(new TextField(step == NextStep::Meeting ? tr("Where, or what about") : tr("What was said")))
{
    setObjectName(QStringLiteral("nextStepSheet"));
    if (step == NextStep::Meeting) {
        addMeeting(now);
    } else {
        addCall(page.lead ? page.lead->phone : QString());
    }
    m_words->edit()->setObjectName(QStringLiteral("nextStepWords"));
    m_words->edit()->setMaxLength(longestWords);
    m_words->setHint(tr("May stay empty."));
    body()->addWidget(m_words);
    auto *cancel = addButton(new Button(tr("Cancel"), ButtonKind::Ghost));
    auto *keep = addButton(
        new Button(step == NextStep::Meeting ? tr("Note the meeting") : tr("Note the call"), ButtonKind::Primary));
    keep->setObjectName(QStringLiteral("nextStepKeep"));
    setDefaultButton(keep);
    setInitialFocus(m_day != nullptr ? static_cast<QWidget *>(m_day) : m_words->edit());
    connect(cancel, &QPushButton::clicked, this, &DialogSheet::cancel);
    connect(keep, &QPushButton::clicked, this, [this] {
        const QString words = detail();
        close();
        Q_EMIT noted(words);
    });
}

void NextStepSheet::addMeeting(const QDateTime &now)
{
    const QLocale locale;
    m_day = new Combo;
    m_day->setObjectName(QStringLiteral("meetingDay"));
    m_day->setName(tr("Day"));
    const QDate today = now.toLocalTime().date();
    for (int days = 0; days < offeredDays; ++days) {
        const QDate day = today.addDays(days);
        const QString name = locale.toString(day, tr("ddd d MMM"));
        m_day->addChoice(days == 0 ? tr("Today, %1").arg(name) : days == 1 ? tr("Tomorrow, %1").arg(name) : name, name);
    }
    m_day->setCurrentIndex(1);
    m_time = new Combo;
    m_time->setObjectName(QStringLiteral("meetingTime"));
    m_time->setName(tr("Time"));
    for (int half = firstHour * 2; half <= lastHour * 2; ++half) {
        const QString time = locale.toString(QTime(half / 2, half % 2 * 30), QStringLiteral("HH:mm"));
        m_time->addChoice(time, time);
    }
    m_time->setCurrentIndex((usualHour - firstHour) * 2);
    auto *lines = new QVBoxLayout;
    lines->setSpacing(6);
    lines->addWidget(new Label(tr("When"), TextStyle::BodyMedium));
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_day, 2);
    line->addWidget(m_time, 1);
    lines->addLayout(line);
    body()->addLayout(lines);
}

void NextStepSheet::addCall(const QString &phone)
{
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(new IconView(Icon::Phone, 16, &Theme::text2));
    auto *number = new Label(phone.isEmpty() ? tr("No telephone number is known. Add one in Leads.") : phone,
                             phone.isEmpty() ? TextStyle::Body : TextStyle::Strong);
    number->setObjectName(QStringLiteral("callNumber"));
    number->setWordWrap(true);
    number->setTextInteractionFlags(Qt::TextSelectableByMouse);
    line->addWidget(number, 1);
    if (!phone.isEmpty()) {
        auto *copy = new Button(Icon::Copy, tr("Copy"), ButtonKind::Ghost);
        copy->setObjectName(QStringLiteral("callCopy"));
        connect(copy, &QPushButton::clicked, this, [phone] { QGuiApplication::clipboard()->setText(phone); });
        line->addWidget(copy);
    }
    body()->addLayout(line);
}

QString NextStepSheet::detail() const
{
    QStringList parts;
    if (m_day != nullptr) {
        parts << m_day->currentData().toString() << m_time->currentData().toString();
    }
    parts << m_words->text().simplified();
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

} // namespace AlwaysLeads
