#include "outbox/UnknownMailCard.h"

#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace AlwaysLeads {

UnknownMailCard::UnknownMailCard(const OutboxRow &row, QWidget *parent)
    : Card(parent)
{
    setTone(ToneName::Warn);
    setObjectName(QStringLiteral("unknownMail"));
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(16, 14, 16, 14);
    line->setSpacing(12);
    auto *icon = new IconView(Icon::CircleHelp, 20);
    icon->setTone(ToneName::Warn);
    line->addWidget(icon, 0, Qt::AlignTop);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(4);
    texts->addWidget(new Label(tr("One mail may or may not have left"), TextStyle::Strong));
    const QString time = QLocale().toString(row.at.toLocalTime().time(), QLocale::ShortFormat);
    auto *known = new Label(
        tr("The connection broke at %1, after the mail to %2 (“%3”) was handed over. Look into your Sent folder "
           "or ask them. It is never sent twice on its own.")
            .arg(time, row.name, row.subject),
        TextStyle::Body, &Theme::text2);
    known->setWordWrap(true);
    texts->addWidget(known);
    line->addLayout(texts, 1);
    auto *sent = new Button(tr("It was sent"));
    sent->setObjectName(QStringLiteral("unknownItWasSent"));
    sent->setControlHeight(28);
    sent->setAccessibleName(tr("The mail to %1 was sent").arg(row.name));
    auto *again = new Button(tr("Send again…"), ButtonKind::Ghost);
    again->setObjectName(QStringLiteral("unknownSendAgain"));
    again->setControlHeight(28);
    again->setAccessibleName(tr("Send the mail to %1 again…").arg(row.name));
    line->addWidget(sent);
    line->addWidget(again);
    connect(sent, &QPushButton::clicked, this, [this, id = row.id] { Q_EMIT itWasSent(id); });
    connect(again, &QPushButton::clicked, this, [this, id = row.id, name = row.name] { Q_EMIT sendAgain(id, name); });
}

} // namespace AlwaysLeads
