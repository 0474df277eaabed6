#include "outbox/UnknownMailCard.h"

#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {

/// "10:46", and the day too where it is another one.
QString momentText(const QDateTime &moment, const QDateTime &now)
{
    const QDateTime local = moment.toLocalTime();
    const QString time = QLocale().toString(local.time(), QLocale::ShortFormat);
    return local.date() == now.toLocalTime().date()
        ? time
        : UnknownMailCard::tr("%1, %2", "day, time").arg(QLocale().toString(local.date(), QLocale::ShortFormat), time);
}

} // namespace

UnknownMailCard::UnknownMailCard(const OutboxRow &row, QWidget *parent)
    : Card(parent)
    , m_row(row)
    , m_known(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_look(new Button(Icon::Search, tr("Look now")))
{
    setTone(ToneName::Warn);
    setObjectName(QStringLiteral("unknownMail"));
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(16, 14, 16, 14);
    line->setSpacing(8);
    auto *icon = new IconView(Icon::CircleHelp, 20);
    icon->setTone(ToneName::Warn);
    line->addWidget(icon, 0, Qt::AlignTop);
    line->addSpacing(4);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(4);
    texts->addWidget(new Label(tr("One mail may or may not have left"), TextStyle::Strong));
    m_known->setText(whatHappened() + QLatin1Char(' ')
                     + tr("Look into your Sent folder or ask them. It is never sent twice on its own."));
    m_known->setWordWrap(true);
    texts->addWidget(m_known);
    line->addLayout(texts, 1);
    line->addSpacing(4);

    m_look->setObjectName(QStringLiteral("unknownLookNow"));
    m_look->setAccessibleName(tr("Look now for the mail to %1 among the sent mails").arg(row.name));
    m_look->hide(); // until somebody can look
    auto *sent = new Button(tr("It was sent"));
    sent->setObjectName(QStringLiteral("unknownItWasSent"));
    sent->setAccessibleName(tr("The mail to %1 was sent").arg(row.name));
    auto *again = new Button(tr("Send again…"), ButtonKind::Ghost);
    again->setObjectName(QStringLiteral("unknownSendAgain"));
    again->setAccessibleName(tr("Send the mail to %1 again…").arg(row.name));
    for (Button *button : {m_look, sent, again}) {
        button->setControlHeight(28);
        line->addWidget(button);
    }
    connect(m_look, &QPushButton::clicked, this, [this] { Q_EMIT lookNow(m_row.id); });
    connect(sent, &QPushButton::clicked, this, [this] { Q_EMIT itWasSent(m_row.id); });
    connect(again, &QPushButton::clicked, this, [this] { Q_EMIT sendAgain(m_row.id, m_row.name); });
}

QString UnknownMailCard::whatHappened() const
{
    const QString time = QLocale().toString(m_row.at.toLocalTime().time(), QLocale::ShortFormat);
    return m_row.reason == SendReason::Crashed
        ? tr("AlwaysLeads ended while the mail to %1 (“%2”) was handed over; that was seen at %3.")
              .arg(m_row.name, m_row.subject, time)
        : tr("The connection broke at %1, after the mail to %2 (“%3”) was handed over.")
              .arg(time, m_row.name, m_row.subject);
}

QString UnknownMailCard::whatIsKnown(const SettlingNote &note, const QDateTime &now)
{
    const QString next = note.nextAt.isValid() ? momentText(note.nextAt, now) : QString();
    if (note.isLooking) {
        return tr("We are looking into your Sent folder now.");
    }
    if (!note.problem.isEmpty()) {
        return next.isEmpty()
            ? tr("Your Sent folder could not be looked into: %1 It is never sent twice on our own.").arg(note.problem)
            : tr("Your Sent folder could not be looked into: %1 We try again at %2 and never send it twice on our own.")
                  .arg(note.problem, next);
    }
    if (!note.lookedAt.isValid()) {
        return next.isEmpty() ? tr("Look into your Sent folder or ask them. It is never sent twice on our own.")
                              : tr("We look into your Sent folder at %1 and never send it twice on our own.").arg(next);
    }
    if (note.isDraft) {
        return tr("At %1 it still lay among the drafts of the mailbox, so it had not left. Send it again: the draft is "
                  "removed first.")
            .arg(momentText(note.lookedAt, now));
    }
    if (!next.isEmpty()) {
        return tr("It is not in your Sent folder yet. We look again at %1 and never send it twice on our own.")
            .arg(next);
    }
    return tr("It was not in your Sent folder at %1, and we do not look again on our own. Ask them before you send it "
              "again.")
        .arg(momentText(note.lookedAt, now));
}

void UnknownMailCard::setNote(const SettlingNote &note, const QDateTime &now)
{
    m_known->setText(whatHappened() + QLatin1Char(' ') + whatIsKnown(note, now));
    m_look->show();
    m_look->setEnabled(!note.isLooking);
}

} // namespace AlwaysLeads
