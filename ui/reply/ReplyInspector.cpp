#include "reply/ReplyInspector.h"

#include "reply/AnswerBasis.h"
#include "reply/DecisionSection.h"
#include "reply/InboxModel.h"
#include "reply/ReplyChip.h"
#include "reply/ReplySection.h"
#include "reply/StepButton.h"
#include "widgets/Button.h"
#include "widgets/Combo.h"
#include "widgets/ElidedLabel.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/ScrollArea.h"

#include <QHBoxLayout>
#include <QTimeZone>
#include <QVBoxLayout>

#include <utility>

namespace AlwaysLeads {

namespace {

constexpr int wide = 288;
constexpr int placeGap = 14;

Icon effectIcon(const QString &kind)
{
    if (kind == QLatin1String("stopped")) {
        return Icon::CirclePause;
    }
    if (kind == QLatin1String("held")) {
        return Icon::Clock;
    }
    if (kind == QLatin1String("company")) {
        return Icon::Building;
    }
    if (kind == QLatin1String("score")) {
        return Icon::TrendingUp;
    }
    if (kind == QLatin1String("meeting")) {
        return Icon::Calendar;
    }
    if (kind == QLatin1String("called")) {
        return Icon::Phone;
    }
    return kind == QLatin1String("bounced") ? Icon::MailX : Icon::Ban;
}

/// A picture beside the first line of a text that may have more.
void addBesideFirstLine(QHBoxLayout *line, IconView *icon)
{
    auto *place = new QVBoxLayout;
    place->setContentsMargins(0, 2, 0, 0);
    place->addWidget(icon);
    place->addStretch(1);
    line->addLayout(place);
}

QWidget *iconAndWords(Icon icon, const QString &words)
{
    auto *place = new QWidget;
    auto *line = new QHBoxLayout(place);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(6);
    line->addWidget(new IconView(icon, 16, &Theme::text3));
    line->addWidget(new ElidedLabel(words, TextStyle::Meta, &Theme::text2), 1);
    return place;
}

} // namespace

ReplyInspector::ReplyInspector(QWidget *parent)
    : Pane(&Theme::sunken, Qt::LeftEdge, parent)
{
    setObjectName(QStringLiteral("replyInspector"));
    setFixedWidth(wide);
    auto *place = new QVBoxLayout(this);
    place->setContentsMargins(1, 0, 0, 0);
    auto *content = new Pane(&Theme::sunken);
    m_lines = new QVBoxLayout(content);
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setSpacing(0);
    place->addWidget(ScrollArea::withBarOver(content));
}

void ReplyInspector::clear()
{
    m_answer = nullptr;
    while (QLayoutItem *item = m_lines->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
}

void ReplyInspector::show(const ReplyPage &page, const QDateTime &now)
{
    m_now = now;
    clear();
    addPerson(page);
    addClass(page);
    addEffects(page);
    addDecisions(page);
    m_answer = new AnswerBasis;
    connect(m_answer, &AnswerBasis::factEntered, this, &ReplyInspector::factEntered);
    connect(m_answer, &AnswerBasis::confirmed, this, &ReplyInspector::confirmed);
    m_lines->addWidget(m_answer);
    addNextSteps(page);
    m_lines->addStretch(1);
}

ReplySection *ReplyInspector::add(ReplySection *section)
{
    m_lines->addWidget(section);
    m_lines->addWidget(new Hairline);
    return section;
}

void ReplyInspector::addPerson(const ReplyPage &page)
{
    QVBoxLayout *lines = add(new ReplySection(QString()))->lines();
    const QString name = page.lead && !page.lead->fullName().isEmpty() ? page.lead->fullName()
        : page.reply.fromName.isEmpty()                                ? page.reply.fromAddress
                                                                       : page.reply.fromName;
    auto *first = new QHBoxLayout;
    first->setSpacing(12);
    auto *avatar = new Avatar(36);
    avatar->setPerson(name, page.reply.fromAddress);
    first->addWidget(avatar);
    auto *names = new QVBoxLayout;
    names->setSpacing(0);
    names->addWidget(new ElidedLabel(name, TextStyle::Strong));
    names->addWidget(new ElidedLabel(page.lead ? page.lead->title : QString(), TextStyle::Meta, &Theme::text3));
    first->addLayout(names, 1);
    if (page.lead && page.lead->score) {
        first->addWidget(new ScorePill(*page.lead->score));
    }
    lines->addLayout(first);
    if (!page.lead) {
        return;
    }
    QString city = page.lead->city;
    if (const QTimeZone zone(page.zone); !page.zone.isEmpty() && zone.isValid()) {
        const QString hour = InboxModel::hour(m_now.toTimeZone(zone).time());
        city = city.isEmpty() ? tr("%1 there").arg(hour) : tr("%1, %2").arg(city, hour);
    }
    if (!page.lead->companyName.isEmpty() || !city.isEmpty()) {
        QList<QWidget *> places;
        int needed = 0;
        if (!page.lead->companyName.isEmpty()) {
            places.append(iconAndWords(Icon::Building, page.lead->companyName));
        }
        if (!city.isEmpty()) {
            places.append(iconAndWords(Icon::MapPin, city));
        }
        for (const QWidget *place : std::as_const(places)) {
            needed += place->sizeHint().width() + placeGap;
        }
        const bool inOneLine = needed - placeGap <= wide - 2 * ReplySection::inset;
        auto *line = new QBoxLayout(inOneLine ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
        line->setSpacing(inOneLine ? placeGap : 4);
        for (QWidget *place : std::as_const(places)) {
            line->addWidget(place);
        }
        if (inOneLine) {
            line->addStretch(1);
        }
        lines->addLayout(line);
    }
    auto *open = new Button(tr("Open in Leads"), ButtonKind::Link);
    open->setObjectName(QStringLiteral("replyOpenPerson"));
    open->setControlHeight(24);
    connect(open, &QPushButton::clicked, this, [this, lead = page.lead->id] { Q_EMIT personOpened(lead); });
    lines->addWidget(open, 0, Qt::AlignLeft);
}

void ReplyInspector::addClass(const ReplyPage &page)
{
    ReplySection *section = add(new ReplySection(tr("Class")));
    auto *classes = new Combo;
    classes->setObjectName(QStringLiteral("replyClass"));
    classes->setName(tr("Class"));
    QList<ReplyClass> all = choosableReplyClasses();
    if (!all.contains(page.reply.value)) {
        all.prepend(page.reply.value);
    }
    for (const ReplyClass value : std::as_const(all)) {
        classes->addChoice(shown(value), toWord(value), replyChip(value).icon);
    }
    classes->setCurrentIndex(int(all.indexOf(page.reply.value)));
    connect(classes, &QComboBox::activated, this, [this, classes] {
        if (const auto value = replyClassFromWord(classes->currentData().toString())) {
            Q_EMIT classChosen(*value);
        }
    });
    section->lines()->addWidget(classes);
    QString why;
    if (page.reply.classBy == Reply::ClassBy::Person) {
        why = tr("You said so.");
    } else if (!page.reply.sentence.isEmpty()) {
        QString sentence = page.reply.sentence.left(200);
        while (sentence.endsWith(u'.')) {
            sentence.chop(1); // ours has one
        }
        why = tr("Because of “%1”.").arg(sentence);
    } else if (page.reply.classBy == Reply::ClassBy::Headers) {
        why = tr("The mail itself says that it was sent by a program.");
    }
    if (page.reply.backOn.isValid()) {
        why += QLatin1Char(' ') + tr("Back on %1.").arg(QLocale().toString(page.reply.backOn, tr("d MMMM yyyy")));
    }
    section->addText((why + QLatin1Char(' ') + tr("Not right? Press 1 to 9, or 0.")).trimmed(), TextStyle::Meta,
                     &Theme::text2);
}

void ReplyInspector::addEffects(const ReplyPage &page)
{
    if (page.effects.isEmpty()) {
        return;
    }
    QVBoxLayout *lines = add(new ReplySection(tr("What already happened")))->lines();
    for (const ReplyEffect &effect : page.effects) {
        auto *line = new QHBoxLayout;
        line->setSpacing(8);
        addBesideFirstLine(line, new IconView(effectIcon(effect.kind), 16, &Theme::text2));
        auto *text = new Label(effect.text, TextStyle::Body, &Theme::text);
        text->setWordWrap(true);
        line->addWidget(text, 1, Qt::AlignTop);
        auto *at = new Label(InboxModel::shortTime(effect.at, m_now), TextStyle::Meta, &Theme::text2);
        at->setContentsMargins(0, 2, 0, 2); // 16 px of height beside 20
        line->addWidget(at, 0, Qt::AlignTop);
        lines->addLayout(line);
    }
}

void ReplyInspector::addDecisions(const ReplyPage &page)
{
    for (const ReplyDecision &decision : page.decisions) {
        if (decision.answer) {
            continue;
        }
        auto *section = new DecisionSection(decision.kind, page.colleagues);
        connect(section, &DecisionSection::decided, this, [this, kind = decision.kind](bool yes) {
            switch (kind) {
            case ReplyDecision::Kind::OptOut:
                Q_EMIT optOutDecided(yes);
                break;
            case ReplyDecision::Kind::Sender:
                Q_EMIT senderDecided(yes);
                break;
            case ReplyDecision::Kind::Company:
                Q_EMIT companyDecided(yes);
                break;
            case ReplyDecision::Kind::Bounce:
                Q_EMIT bounceDecided(yes);
                break;
            }
        });
        add(section);
    }
}

void ReplyInspector::showAnswer(const std::optional<DraftPage> &draft)
{
    if (m_answer != nullptr) {
        m_answer->show(draft);
    }
}

void ReplyInspector::light(const QList<int> &facts)
{
    if (m_answer != nullptr) {
        m_answer->light(facts);
    }
}

void ReplyInspector::addNextSteps(const ReplyPage &page)
{
    QVBoxLayout *rows = add(new ReplySection(tr("Next step")))->addWideRows();
    const auto addStep = [&](const char *name, Icon icon, const QString &text, const QString &key, auto act) {
        auto *button = new StepButton(icon, text, key);
        button->setObjectName(QLatin1String(name));
        connect(button, &QPushButton::clicked, this, act);
        rows->addWidget(button);
    };
    if (isHuman(page.reply.value)) {
        addStep("nextMeeting", Icon::Calendar, tr("Note a meeting"), QStringLiteral("M"),
                [this] { Q_EMIT stepWanted(NextStep::Meeting); });
        addStep("nextCall", Icon::Phone, tr("Note a call"), QStringLiteral("P"),
                [this] { Q_EMIT stepWanted(NextStep::Call); });
    }
    addStep("nextForward", Icon::UserPlus, tr("Forward to a colleague"), QStringLiteral("F"),
            [this] { Q_EMIT forwardWanted(); });
    if (isHuman(page.reply.value) && page.reply.value != ReplyClass::OptOut) {
        addStep("nextNever", Icon::Ban, tr("Never write again"), QString(),
                [this] { Q_EMIT classChosen(ReplyClass::OptOut); });
    }
}

} // namespace AlwaysLeads
