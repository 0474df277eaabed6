#include "mailbox/DnsFindingCard.h"

#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {

using Topic = DnsFinding::Topic;
using Verdict = DnsFinding::Verdict;

QString shortName(Topic topic)
{
    switch (topic) {
    case Topic::Mx:
        return QStringLiteral("MX");
    case Topic::Spf:
        return QStringLiteral("SPF");
    case Topic::Dkim:
        return QStringLiteral("DKIM");
    case Topic::Dmarc:
        return QStringLiteral("DMARC");
    }
    return {};
}

QString titleOf(Topic topic)
{
    switch (topic) {
    case Topic::Mx:
        return DnsFindingCard::tr("MX: where answers arrive");
    case Topic::Spf:
        return DnsFindingCard::tr("SPF: who may send for you");
    case Topic::Dkim:
        return DnsFindingCard::tr("DKIM: the signature of your mails");
    case Topic::Dmarc:
        return DnsFindingCard::tr("DMARC: what becomes of forged mails");
    }
    return {};
}

ChipLook lookOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Good:
        return {Icon::CircleCheck, DnsFindingCard::tr("In order"), ToneName::Success};
    case Verdict::Improve:
        return {Icon::TriangleAlert, DnsFindingCard::tr("Could be better"), ToneName::Warn};
    case Verdict::Bad:
        return {Icon::CircleX, DnsFindingCard::tr("To be mended"), ToneName::Danger};
    case Verdict::Unchecked:
        break;
    }
    return {Icon::CircleDashed, DnsFindingCard::tr("Not checked"), ToneName::Neutral};
}

/// Of the DNS: long, without spaces, so it may break anywhere.
Label *recordLabel(const QString &text)
{
    QString breakable;
    for (const QChar character : text) {
        breakable += character;
        if (character == QLatin1Char('.') || character == QLatin1Char(';') || character == QLatin1Char('/')
            || character == QLatin1Char('+') || character == QLatin1Char('_')) {
            breakable += QChar(0x200B); // only on the screen: what is copied is the text itself
        }
    }
    auto *label = new Label(breakable, TextStyle::Body);
    label->setWordWrap(true);
    label->setAccessibleName(text);
    return label;
}

} // namespace

DnsFindingCard::DnsFindingCard(const DnsFinding &finding, QWidget *parent)
    : Card(parent)
{
    setObjectName(QStringLiteral("dnsFinding") + shortName(finding.topic));
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(16, 14, 16, 14);
    lines->setSpacing(6);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    auto *title = new Label(titleOf(finding.topic), TextStyle::Strong);
    title->setWordWrap(true);
    head->addWidget(title, 1);
    head->addWidget(new StatusChip(lookOf(finding.verdict)), 0, Qt::AlignTop);
    lines->addLayout(head);
    auto *sentence = new Label(finding.sentence, TextStyle::Body, &Theme::text2);
    sentence->setWordWrap(true);
    lines->addWidget(sentence);
    if (!finding.found.isEmpty()) {
        auto *now = new Label(tr("As it is now"), TextStyle::MetaMedium, &Theme::text3);
        lines->addSpacing(2);
        lines->addWidget(now);
        lines->addWidget(recordLabel(finding.found.left(2000)));
    }
    if (!finding.proposal.isNull()) {
        addRecord(lines, finding);
    }
}

void DnsFindingCard::addRecord(QBoxLayout *lines, const DnsFinding &finding)
{
    lines->addSpacing(2);
    lines->addWidget(new Label(tr("Enter this at your DNS provider"), TextStyle::MetaMedium, &Theme::text3));
    auto *ground = new Card;
    ground->setGround(&Theme::sunken);
    auto *grid = new QGridLayout(ground);
    grid->setContentsMargins(12, 8, 8, 8);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(1, 1);
    const QString name = shortName(finding.topic);
    addPart(grid, tr("Name"), finding.proposal.name, QStringLiteral("copyDnsName") + name,
            tr("Copy the name of the %1 record").arg(name));
    addPart(grid, tr("Type"), finding.proposal.type, QString(), QString());
    addPart(grid, tr("Value"), finding.proposal.value, QStringLiteral("copyDnsValue") + name,
            tr("Copy the value of the %1 record").arg(name));
    lines->addWidget(ground);
}

void DnsFindingCard::addPart(QGridLayout *grid, const QString &label, const QString &text, const QString &objectName,
                             const QString &spoken)
{
    const int row = grid->rowCount();
    auto *what = new Label(label, TextStyle::Body, &Theme::text2);
    auto *record = recordLabel(text);
    for (Label *words : {what, record}) {
        words->setContentsMargins(0, 4, 0, 4); // its first line beside the button's words
    }
    grid->addWidget(what, row, 0, Qt::AlignTop);
    grid->addWidget(record, row, 1);
    if (objectName.isEmpty()) {
        return;
    }
    auto *copy = new Button(Icon::Copy, tr("Copy"));
    copy->setObjectName(objectName);
    copy->setAccessibleName(spoken);
    copy->setControlHeight(28);
    grid->addWidget(copy, row, 2, Qt::AlignTop);
    connect(copy, &QPushButton::clicked, this, [this, text, label] { Q_EMIT copyWanted(text, label); });
}

} // namespace AlwaysLeads
