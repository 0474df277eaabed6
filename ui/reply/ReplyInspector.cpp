#include "reply/ReplyInspector.h"

#include "draft/FactList.h"
#include "reply/InboxModel.h"
#include "reply/ReplyChip.h"
#include "reply/StepButton.h"
#include "widgets/Button.h"
#include "widgets/Combo.h"
#include "widgets/ElidedLabel.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/ScrollArea.h"
#include "widgets/WrapLayout.h"

#include <QHBoxLayout>
#include <QTimeZone>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>
#include <utility>

namespace AlwaysLeads {

namespace {

constexpr int inset = 16;
constexpr int wide = 288;

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

/// How a question is put.
struct DecisionWords
{
    QString name; ///< of its buttons
    QString question;
    QString yes;
    QString no;
};

DecisionWords wordsOf(ReplyDecision::Kind kind, const QStringList &colleagues)
{
    switch (kind) {
    case ReplyDecision::Kind::OptOut:
        return {QStringLiteral("optOut"),
                ReplyInspector::tr("They ask not to be written to. Their mails wait until you decide."),
                ReplyInspector::tr("Never write again"), ReplyInspector::tr("They did not mean that")};
    case ReplyDecision::Kind::Sender:
        return {
            QStringLiteral("sender"),
            ReplyInspector::tr("This came from another address than the one you wrote to. Does it answer your mail?"),
            ReplyInspector::tr("It is an answer"), ReplyInspector::tr("It is not")};
    case ReplyDecision::Kind::Bounce:
        return {
            QStringLiteral("bounce"),
            ReplyInspector::tr("This says that the address does not exist, but nothing in it proves that it is about "
                               "a mail of yours. Nothing was stopped."),
            ReplyInspector::tr("The address is dead"), ReplyInspector::tr("Pay no heed")};
    case ReplyDecision::Kind::Company:
        break;
    }
    QStringList names = colleagues;
    names.removeAll(QString());
    constexpr qsizetype shownNames = 3;
    const qsizetype more = names.size() - shownNames;
    const QString who = more > 0 ? ReplyInspector::tr("%1 and %n more", nullptr, int(more))
                                       .arg(QLocale().createSeparatedList(names.mid(0, shownNames)))
                                 : QLocale().createSeparatedList(names);
    return {QStringLiteral("company"),
            names.size() == 1 ? ReplyInspector::tr("%1 works there too. Their next mails wait.").arg(who)
                              : ReplyInspector::tr("%1 work there too. Their next mails wait.").arg(who),
            names.size() == 1       ? ReplyInspector::tr("Stop it")
                : names.size() == 2 ? ReplyInspector::tr("Stop both")
                                    : ReplyInspector::tr("Stop them"),
            names.size() == 1 ? ReplyInspector::tr("Let it continue") : ReplyInspector::tr("Let them continue")};
}

constexpr int placeGap = 14;
constexpr int rowInset = 8; // of a row that lights up, inside its section

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

/// A part of the inspector, whose lines of text stand in from its edge.
std::pair<QWidget *, QVBoxLayout *> newSection(const QString &title, const QString &end)
{
    auto *section = new QWidget;
    auto *parts = new QVBoxLayout(section);
    parts->setContentsMargins(0, 14, 0, 14);
    parts->setSpacing(8);
    auto *lines = new QVBoxLayout;
    lines->setContentsMargins(inset, 0, inset, 0);
    lines->setSpacing(8);
    parts->addLayout(lines);
    if (!title.isEmpty()) {
        auto *first = new QHBoxLayout;
        first->addWidget(new Label(title, TextStyle::Strong));
        first->addStretch(1);
        if (!end.isEmpty()) {
            first->addWidget(new Label(end, TextStyle::Meta, &Theme::text3));
        }
        lines->addLayout(first);
    }
    return {section, lines};
}

/// Below the lines of a section: rows that light up reach over the edge of its texts.
QVBoxLayout *wideRows(const QVBoxLayout *lines)
{
    auto *rows = new QVBoxLayout;
    rows->setContentsMargins(inset - rowInset, 0, inset - rowInset, 0);
    rows->setSpacing(0);
    static_cast<QVBoxLayout *>(lines->parentWidget()->layout())->addLayout(rows);
    return rows;
}

Label *wrapped(const QString &text, TextStyle style, QColor Theme::*colour)
{
    auto *label = new Label(text, style, colour);
    label->setWordWrap(true);
    return label;
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
    m_facts = nullptr;
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
    auto *answer = new QWidget;
    m_answer = new QVBoxLayout(answer);
    m_answer->setContentsMargins(0, 0, 0, 0);
    m_answer->setSpacing(0);
    m_lines->addWidget(answer);
    addNextSteps(page);
    m_lines->addStretch(1);
}

QVBoxLayout *ReplyInspector::addSection(const QString &title)
{
    auto [section, lines] = newSection(title, {});
    m_lines->addWidget(section);
    m_lines->addWidget(new Hairline);
    return lines;
}

void ReplyInspector::addPerson(const ReplyPage &page)
{
    QVBoxLayout *lines = addSection({});
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
        const bool inOneLine = needed - placeGap <= wide - 2 * inset;
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
    QVBoxLayout *lines = addSection(tr("Class"));
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
    lines->addWidget(classes);
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
    lines->addWidget(wrapped((why + QLatin1Char(' ') + tr("Not right? Press 1 to 9, or 0.")).trimmed(), TextStyle::Meta,
                             &Theme::text2));
}

void ReplyInspector::addEffects(const ReplyPage &page)
{
    if (page.effects.isEmpty()) {
        return;
    }
    QVBoxLayout *lines = addSection(tr("What already happened"));
    for (const ReplyEffect &effect : page.effects) {
        auto *line = new QHBoxLayout;
        line->setSpacing(8);
        addBesideFirstLine(line, new IconView(effectIcon(effect.kind), 16, &Theme::text2));
        line->addWidget(wrapped(effect.text, TextStyle::Body, &Theme::text), 1, Qt::AlignTop);
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
        const DecisionWords words = wordsOf(decision.kind, page.colleagues);
        QVBoxLayout *lines = addSection(tr("You decide"));
        lines->addWidget(wrapped(words.question, TextStyle::Body, &Theme::text2));
        auto *yes = new Button(
            words.yes, decision.kind == ReplyDecision::Kind::OptOut ? ButtonKind::Primary : ButtonKind::Secondary);
        yes->setObjectName(words.name + QStringLiteral("Yes"));
        auto *no = new Button(words.no, ButtonKind::Ghost);
        no->setObjectName(words.name + QStringLiteral("No"));
        auto *place = new QWidget;
        auto *buttons = new WrapLayout(place);
        buttons->setContentsMargins(0, 0, 0, 0);
        buttons->setSpacing(4);
        for (Button *button : {yes, no}) {
            connect(button, &QPushButton::clicked, this, [this, kind = decision.kind, said = button == yes] {
                switch (kind) {
                case ReplyDecision::Kind::OptOut:
                    Q_EMIT optOutDecided(said);
                    break;
                case ReplyDecision::Kind::Sender:
                    Q_EMIT senderDecided(said);
                    break;
                case ReplyDecision::Kind::Company:
                    Q_EMIT companyDecided(said);
                    break;
                case ReplyDecision::Kind::Bounce:
                    Q_EMIT bounceDecided(said);
                    break;
                }
            });
            buttons->addWidget(button);
        }
        lines->addWidget(place);
    }
}

void ReplyInspector::showAnswer(const std::optional<DraftPage> &draft)
{
    if (m_answer == nullptr) {
        return;
    }
    while (QLayoutItem *item = m_answer->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    m_facts = nullptr;
    if (!draft) {
        return;
    }
    QList<FactMark> doubtful;
    std::ranges::copy_if(draft->marks, std::back_inserter(doubtful),
                         [](const FactMark &mark) { return !mark.problem.isEmpty(); });
    if (!doubtful.isEmpty()) {
        auto [section, lines] = newSection(tr("Without a fact"), tr("%L1").arg(doubtful.size()));
        section->setObjectName(QStringLiteral("answerClaims"));
        for (const FactMark &mark : std::as_const(doubtful)) {
            lines->addWidget(wrapped(tr("“%1”").arg(mark.text.simplified()), TextStyle::Body, &Theme::text));
            lines->addWidget(wrapped(mark.problem, TextStyle::Meta, &Theme::text2));
            auto *confirm = new Button(Icon::Check, tr("It is true"));
            confirm->setObjectName(QStringLiteral("answerClaim%1").arg(lines->count()));
            confirm->setAccessibleName(tr("Confirm that this is true: %1").arg(mark.text.simplified()));
            confirm->setControlHeight(28);
            if (lines->count() == 3) { // of the title, what it says and why
                confirm->setKeyCap(QStringLiteral("C"));
            }
            connect(confirm, &QPushButton::clicked, this, [this, sentence = mark.text] { Q_EMIT confirmed(sentence); });
            lines->addWidget(confirm, 0, Qt::AlignLeft);
        }
        m_answer->addWidget(section);
        m_answer->addWidget(new Hairline);
    }
    if (draft->draft.origin != DraftOrigin::Claude && draft->facts.isEmpty()) {
        return; // words of the person's own
    }
    const auto known = std::ranges::count_if(draft->facts, [](const UsedFact &fact) { return !fact.value.isEmpty(); });
    auto [section, lines] = newSection(tr("The answer rests on"), tr("%L1").arg(known));
    section->setObjectName(QStringLiteral("answerFacts"));
    if (draft->facts.isEmpty()) {
        lines->addWidget(wrapped(tr("It uses no fact and neither of the two mails."), TextStyle::Meta, &Theme::text2));
    }
    auto *facts = new FactList(draft->facts, draft->otherFacts);
    connect(facts, &FactList::factEntered, this, &ReplyInspector::factEntered);
    wideRows(lines)->addWidget(facts);
    m_facts = facts;
    m_answer->addWidget(section);
    m_answer->addWidget(new Hairline);
}

void ReplyInspector::light(const QList<int> &facts)
{
    if (m_facts) {
        m_facts->light(facts);
    }
}

void ReplyInspector::addNextSteps(const ReplyPage &page)
{
    QVBoxLayout *lines = addSection(tr("Next step"));
    QVBoxLayout *rows = wideRows(lines);
    const auto add = [&](const char *name, Icon icon, const QString &text, const QString &key, auto act) {
        auto *button = new StepButton(icon, text, key);
        button->setObjectName(QLatin1String(name));
        connect(button, &QPushButton::clicked, this, act);
        rows->addWidget(button);
    };
    if (isHuman(page.reply.value)) {
        add("nextMeeting", Icon::Calendar, tr("Note a meeting"), QStringLiteral("M"),
            [this] { Q_EMIT stepWanted(NextStep::Meeting); });
        add("nextCall", Icon::Phone, tr("Note a call"), QStringLiteral("P"),
            [this] { Q_EMIT stepWanted(NextStep::Call); });
    }
    add("nextForward", Icon::UserPlus, tr("Forward to a colleague"), QStringLiteral("F"),
        [this] { Q_EMIT forwardWanted(); });
    if (isHuman(page.reply.value) && page.reply.value != ReplyClass::OptOut) {
        add("nextNever", Icon::Ban, tr("Never write again"), QString(),
            [this] { Q_EMIT classChosen(ReplyClass::OptOut); });
    }
}

} // namespace AlwaysLeads
