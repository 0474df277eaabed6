#include "draft/DraftInspector.h"

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
    place->addWidget(new ScrollArea(content));
}

void DraftInspector::clear()
{
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
    addFacts(page);
    addChecks(page);
    addDeparture(page);
    m_lines->addStretch(1);
}

QVBoxLayout *DraftInspector::addSection(const QString &title, const QString &end)
{
    auto *section = new QWidget;
    auto *lines = new QVBoxLayout(section);
    lines->setContentsMargins(inset, 14, inset, 14);
    lines->setSpacing(8);
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
    m_lines->addWidget(new Hairline);
}

void DraftInspector::addFacts(const DraftPage &page)
{
    const qsizetype known =
        std::ranges::count_if(page.facts, [](const UsedFact &fact) { return !fact.value.isEmpty(); });
    QVBoxLayout *lines = addSection(tr("Facts used"), tr("%L1 of %L2").arg(known).arg(page.facts.size()));
    if (page.facts.isEmpty()) {
        lines->addWidget(new Label(tr("This mail uses no fact about the person."), TextStyle::Meta, &Theme::text3));
    }
    for (const UsedFact &fact : page.facts) {
        auto *line = new QHBoxLayout;
        line->setSpacing(8);
        auto *label = new Label(fact.label, TextStyle::Body, &Theme::text3);
        label->setFixedWidth(96);
        label->setWordWrap(true);
        line->addWidget(label, 0, Qt::AlignTop);
        auto *value = new Label(fact.value.isEmpty() ? tr("not known, the fallback stands in") : fact.value,
                                TextStyle::Body, fact.value.isEmpty() ? &Theme::text3 : &Theme::text);
        value->setWordWrap(true);
        line->addWidget(value, 1);
        lines->addLayout(line);
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
    lines->addLayout(iconLine(Icon::EyeOff, &Theme::text3, tr("No tracking"), &Theme::text2));
    if (page.costMicros > 0) {
        lines->addLayout(
            iconLine(Icon::Sparkles, &Theme::text3, tr("Claude: %1").arg(price(page.costMicros)), &Theme::text2));
    }
}

} // namespace AlwaysLeads
