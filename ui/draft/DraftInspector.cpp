#include "draft/DraftInspector.h"

#include "draft/FactList.h"
#include "draft/FactRow.h"
#include "widgets/Button.h"
#include "widgets/ElidedLabel.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/ScrollArea.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr int inset = 16;
constexpr qsizetype mostVersions = 8;

/// A picture beside the first line of a text that may have more.
void addBesideFirstLine(QHBoxLayout *line, IconView *icon)
{
    auto *place = new QVBoxLayout;
    place->setContentsMargins(0, 2, 0, 0);
    place->addWidget(icon);
    place->addStretch(1);
    line->addLayout(place);
}

QHBoxLayout *iconLine(Icon icon, QColor Theme::*colour, const QString &text, QColor Theme::*ink)
{
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    addBesideFirstLine(line, new IconView(icon, 16, colour));
    auto *label = new Label(text, TextStyle::Body, ink);
    label->setWordWrap(true);
    line->addWidget(label, 1, Qt::AlignTop);
    return line;
}

IconView *checkIcon(CopyCheck::Level level)
{
    switch (level) {
    case CopyCheck::Level::Good: {
        auto *view = new IconView(Icon::CircleCheck, 16);
        view->setTone(ToneName::Success);
        return view;
    }
    case CopyCheck::Level::Warn: {
        auto *view = new IconView(Icon::TriangleAlert, 16);
        view->setTone(ToneName::Warn);
        return view;
    }
    case CopyCheck::Level::Bad:
        break;
    }
    auto *view = new IconView(Icon::CircleX, 16);
    view->setTone(ToneName::Danger);
    return view;
}

/// Costs of a draft are fractions of a cent.
QString price(qint64 micros)
{
    return QStringLiteral("$%1").arg(double(micros) / 1e6, 0, 'f', 4);
}

} // namespace

DraftInspector::DraftInspector(QWidget *parent)
    : Pane(&Theme::sunken, Qt::LeftEdge, parent)
{
    setObjectName(QStringLiteral("draftInspector"));
    setFixedWidth(300);
    auto *place = new QVBoxLayout(this);
    place->setContentsMargins(1, 0, 0, 0);
    auto *content = new Pane(&Theme::sunken);
    m_lines = new QVBoxLayout(content);
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setSpacing(0);
    place->addWidget(ScrollArea::withBarOver(content));
}

void DraftInspector::clear()
{
    m_facts = nullptr;
    m_last = nullptr;
    while (QLayoutItem *item = m_lines->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
}

void DraftInspector::show(const DraftPage &page)
{
    clear();
    addPerson(page);
    addClaims(page);
    addFacts(page);
    addChecks(page);
    addDeparture(page);
    addVersions(page);
    // Laid out at once: some events later, it would be seen squeezed into the height of the one before.
    for (int i = 0; i < m_lines->count(); ++i) {
        m_lines->itemAt(i)->widget()->show();
    }
    m_lines->addStretch(1);
    QWidget *content = m_lines->parentWidget();
    content->resize(content->width(),
                    qMax(content->parentWidget()->height(), m_lines->totalHeightForWidth(content->width())));
    m_lines->activate();
}

QVBoxLayout *DraftInspector::addSection(const QString &title, const QString &end)
{
    auto *section = new QWidget;
    auto *parts = new QVBoxLayout(section);
    parts->setContentsMargins(0, 14, 0, 14);
    parts->setSpacing(8);
    auto *lines = new QVBoxLayout;
    lines->setContentsMargins(inset, 0, inset, 0);
    lines->setSpacing(8);
    parts->addLayout(lines);
    auto *first = new QHBoxLayout;
    first->addWidget(new Label(title, TextStyle::Strong));
    first->addStretch(1);
    first->addWidget(new Label(end, TextStyle::Meta, &Theme::text3));
    lines->addLayout(first);
    m_lines->addWidget(section);
    m_lines->addWidget(new Hairline);
    return lines;
}

void DraftInspector::addPerson(const DraftPage &page)
{
    auto *section = new QWidget;
    auto *lines = new QVBoxLayout(section);
    lines->setContentsMargins(inset, 14, inset, 14);
    lines->setSpacing(8);
    auto *first = new QHBoxLayout;
    first->setSpacing(12);
    auto *avatar = new Avatar(36);
    avatar->setPerson(page.toName, page.toAddress);
    first->addWidget(avatar);
    auto *names = new QVBoxLayout;
    names->setSpacing(0);
    auto *name = new ElidedLabel(page.toName.isEmpty() ? page.toAddress : page.toName, TextStyle::Strong);
    names->addWidget(name);
    names->addWidget(new ElidedLabel(page.lead.title, TextStyle::Meta, &Theme::text3));
    first->addLayout(names, 1);
    if (page.lead.score) {
        first->addWidget(new ScorePill(*page.lead.score));
    }
    lines->addLayout(first);
    if (!page.lead.companyName.isEmpty()) {
        lines->addLayout(iconLine(Icon::Building, &Theme::text3, page.lead.companyName, &Theme::text2));
    }
    QStringList place = {page.lead.city, page.lead.country};
    place.removeAll(QString());
    if (!place.isEmpty()) {
        lines->addLayout(iconLine(Icon::MapPin, &Theme::text3, place.join(QStringLiteral(", ")), &Theme::text2));
    }
    auto *open = new Button(tr("Open in Leads"), ButtonKind::Link);
    open->setObjectName(QStringLiteral("draftOpenPerson"));
    open->setControlHeight(24);
    connect(open, &QPushButton::clicked, this, [this, lead = page.lead.id] { Q_EMIT personOpened(lead); });
    lines->addWidget(open, 0, Qt::AlignLeft);
    m_lines->addWidget(section);
    // Each person's button is new, and last in the window until it is told that Tab comes here before the bar below.
    QWidget *before = m_lines->parentWidget();
    while (before->focusPolicy() == Qt::NoFocus && before->previousInFocusChain() != open) {
        before = before->previousInFocusChain();
    }
    setTabOrder(before, open);
    m_last = open;
    m_lines->addWidget(new Hairline);
}

void DraftInspector::chain(QWidget *widget)
{
    if (m_last) {
        setTabOrder(m_last, widget);
    }
    m_last = widget;
}

void DraftInspector::addClaims(const DraftPage &page)
{
    QList<FactMark> doubtful;
    for (const FactMark &mark : page.marks) {
        if (!mark.problem.isEmpty()) {
            doubtful.append(mark);
        }
    }
    if (doubtful.isEmpty()) {
        return;
    }
    QVBoxLayout *lines = addSection(tr("Without a fact"), tr("%L1").arg(doubtful.size()));
    for (qsizetype i = 0; i < doubtful.size(); ++i) {
        const FactMark &mark = doubtful.at(i);
        auto *text = new Label(tr("“%1”").arg(mark.text), TextStyle::Body);
        text->setWordWrap(true);
        lines->addWidget(text);
        auto *why = new Label(mark.problem, TextStyle::Meta, &Theme::text2);
        why->setWordWrap(true);
        lines->addWidget(why);
        auto *confirm = new Button(Icon::Check, tr("It is true"));
        confirm->setObjectName(QStringLiteral("draftConfirm%1").arg(i));
        confirm->setAccessibleName(tr("Confirm that this is true: %1").arg(mark.text));
        confirm->setControlHeight(28);
        if (i == 0) {
            confirm->setKeyCap(QStringLiteral("C"));
        }
        connect(confirm, &QPushButton::clicked, this, [this, sentence = mark.text] { Q_EMIT confirmed(sentence); });
        lines->addWidget(confirm, 0, Qt::AlignLeft);
        chain(confirm);
    }
}

void DraftInspector::addVersions(const DraftPage &page)
{
    QList<qsizetype> others;
    for (qsizetype i = 0; i < page.versions.size(); ++i) {
        const DraftVersion &version = page.versions.at(i);
        if (version.subject != page.draft.subject || version.body != page.draft.body) {
            others.append(i);
        }
    }
    if (others.isEmpty()) {
        return;
    }
    QVBoxLayout *lines = addSection(tr("Other texts"), tr("%L1").arg(others.size()));
    for (const qsizetype i : others.mid(0, mostVersions)) {
        const DraftVersion &version = page.versions.at(i);
        const QString who = version.origin == DraftOrigin::Claude ? tr("Claude")
            : version.origin == DraftOrigin::Person               ? tr("You")
                                                                  : tr("Your template");
        const QString when = QLocale().toString(version.at.toLocalTime(), QStringLiteral("d MMM, hh:mm"));
        auto *label = new Label(version.wish.isEmpty() ? tr("%1, %2").arg(who, when)
                                                       : tr("%1, %2: “%3”").arg(who, when, version.wish.left(60)),
                                TextStyle::Body, &Theme::text2);
        label->setWordWrap(true);
        label->setToolTip(version.body.left(600).toHtmlEscaped());
        lines->addWidget(label);
        auto *back = new Button(tr("Use this text"), ButtonKind::Link);
        back->setObjectName(QStringLiteral("draftVersion%1").arg(i));
        back->setAccessibleName(tr("Use the text of %1, %2 again").arg(who, when));
        back->setControlHeight(24);
        connect(back, &QPushButton::clicked, this,
                [this, subject = version.subject, body = version.body] { Q_EMIT versionChosen(subject, body); });
        lines->addWidget(back, 0, Qt::AlignLeft);
        chain(back);
    }
}

void DraftInspector::light(const QList<int> &facts)
{
    if (m_facts) {
        m_facts->light(facts);
    }
}

void DraftInspector::addFacts(const DraftPage &page)
{
    const qsizetype known =
        std::ranges::count_if(page.facts, [](const UsedFact &fact) { return !fact.value.isEmpty(); });
    QVBoxLayout *lines = addSection(tr("Facts used"), tr("%L1 of %L2").arg(known).arg(page.facts.size()));
    if (page.facts.isEmpty()) {
        lines->addWidget(new Label(tr("This mail uses no fact about the person."), TextStyle::Meta, &Theme::text3));
    }
    auto *list = new FactList(page.facts, page.otherFacts);
    connect(list, &FactList::factEntered, this, &DraftInspector::factEntered);
    // Rows that light up reach over the edge of the texts.
    auto *rows = new QVBoxLayout;
    rows->setContentsMargins(inset - FactRow::inset, 0, inset - FactRow::inset, 0);
    rows->addWidget(list);
    static_cast<QVBoxLayout *>(lines->parentWidget()->layout())->addLayout(rows);
    m_facts = list;
    const QList<QWidget *> stops = list->stops();
    for (QWidget *stop : stops) {
        chain(stop);
    }
}

void DraftInspector::addChecks(const DraftPage &page)
{
    if (page.checks.isEmpty()) {
        return;
    }
    QVBoxLayout *lines = addSection(tr("Copy checks"), QString());
    for (const CopyCheck &check : page.checks) {
        auto *line = new QHBoxLayout;
        line->setSpacing(8);
        addBesideFirstLine(line, checkIcon(check.level));
        auto *text = new Label(check.text, TextStyle::Body);
        text->setWordWrap(true);
        line->addWidget(text, 1, Qt::AlignTop);
        auto *detail = new Label(check.detail, TextStyle::Meta, &Theme::text3);
        detail->setContentsMargins(0, 2, 0, 2); // 16 px of height beside 20
        line->addWidget(detail, 0, Qt::AlignTop);
        lines->addLayout(line);
        if (!check.reason.isEmpty()) {
            auto *reason = new Label(check.reason, TextStyle::Meta, &Theme::text2);
            reason->setWordWrap(true);
            reason->setContentsMargins(24, 0, 0, 0);
            lines->addWidget(reason);
        }
    }
}

void DraftInspector::addDeparture(const DraftPage &page)
{
    QVBoxLayout *lines = addSection(tr("When it goes out"), QString());
    if (!page.whenItGoes.isEmpty()) {
        lines->addLayout(iconLine(Icon::CalendarClock, &Theme::text3, page.whenItGoes, &Theme::text2));
    }
    if (!page.fromAddress.isEmpty()) {
        lines->addLayout(iconLine(Icon::Mail, &Theme::text3, page.fromAddress, &Theme::text2));
    }
    if (!page.draft.facts.prompt.isEmpty()) {
        lines->addLayout(
            iconLine(Icon::FileText, &Theme::text3, tr("Prompt: %1").arg(page.draft.facts.prompt), &Theme::text2));
    }
    lines->addLayout(iconLine(Icon::EyeOff, &Theme::text3, tr("No tracking"), &Theme::text2));
    if (page.costMicros > 0) {
        const QString cost = page.cachedPercent > 0 ? tr("Claude: %1, %2 % of what it read came from its cache")
                                                          .arg(price(page.costMicros))
                                                          .arg(page.cachedPercent)
                                                    : tr("Claude: %1").arg(price(page.costMicros));
        lines->addLayout(iconLine(Icon::Sparkles, &Theme::text3, cost, &Theme::text2));
    }
}

} // namespace AlwaysLeads
