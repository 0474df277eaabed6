#include "lead/LeadInspector.h"

#include "lead/LeadWords.h"
#include "lead/ScoreSection.h"
#include "widgets/Button.h"
#include "widgets/ElidedLabel.h"
#include "widgets/IconButton.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/ScrollArea.h"

#include <QLocale>
#include <QVBoxLayout>

#include <memory>

namespace AlwaysLeads {

namespace {

constexpr int inset = 16;

/// "Company news" facts come later; these are shown at the top already and would only repeat there.
bool standsAbove(const QString &fact)
{
    static const QStringList above = {
        QStringLiteral("first name"), QStringLiteral("last name"), QStringLiteral("name"),
        QStringLiteral("email"),      QStringLiteral("title"),     QStringLiteral("company"),
        QStringLiteral("city"),       QStringLiteral("country"),   QStringLiteral("company size")};
    return above.contains(fact);
}

/// Tags that wrap: rows of as many as fit into the inspector.
class TagRows : public QWidget
{
public:
    TagRows(const QStringList &tags, int width)
    {
        int x = 0;
        int y = 0;
        for (const QString &text : tags) {
            auto *tag = new Tag(text, this);
            const int wide = std::min(tag->sizeHint().width(), width);
            if (x > 0 && x + wide > width) {
                x = 0;
                y += 26;
            }
            tag->setGeometry(x, y, wide, 20);
            x += wide + 6;
        }
        setFixedHeight(y + 20);
    }
};

} // namespace

LeadInspector::LeadInspector(QWidget *parent)
    : Pane(&Theme::sunken, Qt::LeftEdge, parent)
    , m_nobody(new QWidget)
    , m_sections(new QVBoxLayout)
    , m_avatar(new Avatar(44))
    , m_name(new ElidedLabel(QString(), TextStyle::CardTitle))
    , m_title(new ElidedLabel(QString(), TextStyle::Body, &Theme::text2))
    , m_more(new IconButton(Icon::More, tr("More")))
    , m_lines(new QVBoxLayout)
    , m_addToCampaign(new Button(tr("Add to campaign"), ButtonKind::Primary))
    , m_edit(new Button(tr("Edit"), ButtonKind::Secondary))
    , m_restore(new Button(Icon::Undo, tr("Bring back"), ButtonKind::Primary))
{
    setObjectName(QStringLiteral("leadsInspector"));
    setAccessibleName(tr("The person in the current row"));
    auto *content = new Pane(&Theme::sunken);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(m_sections);
    column->addStretch(1);
    m_sections->setSpacing(0);
    m_scroll = new ScrollArea(content);
    buildTop();

    auto *nobodyLine = new QVBoxLayout(m_nobody);
    auto *nobody = new Label(tr("Choose a person to see what is known about them."), TextStyle::Body, &Theme::text3);
    nobody->setWordWrap(true);
    nobody->setAlignment(Qt::AlignCenter);
    nobodyLine->setContentsMargins(32, 32, 32, 32);
    nobodyLine->addWidget(nobody);
    nobodyLine->addStretch(1);

    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(1, 0, 0, 0);
    lines->setSpacing(0);
    lines->addWidget(m_nobody, 1);
    lines->addWidget(m_scroll, 1);
    show(std::nullopt);
}

void LeadInspector::buildTop()
{
    auto *top = new QWidget;
    auto *stack = new QVBoxLayout(top);
    stack->setContentsMargins(inset, inset, inset, inset);
    stack->setSpacing(0);
    auto *person = new QHBoxLayout;
    person->setSpacing(12);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addStretch(1);
    words->addWidget(m_name);
    words->addWidget(m_title);
    words->addStretch(1);
    person->addWidget(m_avatar);
    person->addLayout(words, 1);
    person->addWidget(m_more);
    stack->addLayout(person);
    stack->addSpacing(12);
    m_lines->setSpacing(4);
    stack->addLayout(m_lines);
    stack->addSpacing(14);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (Button *button : {m_addToCampaign, m_edit, m_restore}) {
        button->setControlHeight(28);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    stack->addLayout(buttons);
    m_addToCampaign->setObjectName(QStringLiteral("leadsInspectorAddToCampaign"));
    m_addToCampaign->setKeyCap(QStringLiteral("C"));
    m_edit->setObjectName(QStringLiteral("leadsInspectorEdit"));
    m_edit->setKeyCap(QStringLiteral("E"));
    m_restore->setObjectName(QStringLiteral("leadsInspectorRestore"));
    m_more->setObjectName(QStringLiteral("leadsInspectorMore"));
    m_sections->addWidget(top);
    connect(m_addToCampaign, &QPushButton::clicked, this, &LeadInspector::addToCampaignRequested);
    connect(m_edit, &QPushButton::clicked, this, &LeadInspector::editRequested);
    connect(m_restore, &QPushButton::clicked, this, &LeadInspector::restoreRequested);
    connect(m_more, &QPushButton::clicked, this,
            [this] { Q_EMIT menuRequested(m_more->mapToGlobal(QPoint(0, m_more->height() + 4))); });
}

QVBoxLayout *LeadInspector::addSection(const QString &title, const QString &aside, QWidget *atEnd)
{
    auto *section = new QWidget;
    auto *stack = new QVBoxLayout(section);
    stack->setContentsMargins(0, 0, 0, 14);
    stack->setSpacing(0);
    stack->addWidget(new Hairline);
    auto *inside = new QVBoxLayout;
    inside->setContentsMargins(inset, 12, inset, 0);
    inside->setSpacing(8);
    auto *head = new QHBoxLayout;
    head->addWidget(new Label(title, TextStyle::Strong));
    head->addStretch(1);
    if (!aside.isEmpty()) {
        head->addWidget(new Label(aside, TextStyle::Meta, &Theme::text3));
    }
    if (atEnd != nullptr) {
        head->addWidget(atEnd);
    }
    inside->addLayout(head);
    stack->addLayout(inside);
    m_sections->addWidget(section);
    m_filled << section;
    return inside;
}

void LeadInspector::fillLines(const Lead &lead)
{
    const auto addLine = [this](QWidget *mark, const QString &text, Qt::TextElideMode elide = Qt::ElideRight) {
        auto *row = new QWidget;
        auto *line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(8);
        auto *words = new ElidedLabel(text, TextStyle::Body, &Theme::text2);
        words->setElideMode(elide);
        line->addWidget(mark);
        line->addWidget(words, 1);
        m_lines->addWidget(row);
        m_filled << row;
    };
    if (!lead.companyName.isEmpty()) {
        addLine(new IconView(Icon::Building, 14, &Theme::text3),
                lead.companySize ? tr("%1 · %2").arg(lead.companyName, LeadWords::people(*lead.companySize))
                                 : lead.companyName);
    }
    if (lead.email) {
        addLine(new AddressMark(LeadWords::addressState(lead.emailState)), lead.email->shown(), Qt::ElideMiddle);
    } else {
        addLine(new AddressMark(AddressState::Unchecked), tr("No address, so no mail can be written"));
    }
    QStringList place = {lead.city, lead.country};
    place.removeAll(QString());
    if (!place.isEmpty()) {
        addLine(new IconView(Icon::MapPin, 14, &Theme::text3), place.join(QStringLiteral(", ")));
    }
}

void LeadInspector::fillFacts(const Lead &lead)
{
    auto *state = addSection(tr("Status"), {}, new StatusChip(LeadWords::chip(lead.status)));
    const auto addPair = [](QVBoxLayout *into, const QString &label, const QString &value) {
        auto *line = new QHBoxLayout;
        line->setSpacing(12);
        auto *name = new ElidedLabel(label, TextStyle::Body, &Theme::text3);
        name->setFixedWidth(92);
        auto *words = new Label(value, TextStyle::Body);
        words->setWordWrap(true);
        words->setTextInteractionFlags(Qt::TextSelectableByMouse);
        line->addWidget(name, 0, Qt::AlignTop);
        line->addWidget(words, 1);
        into->addLayout(line);
    };
    addPair(state, tr("Last touch"), LeadWords::ago(lead.touchedAt, QDateTime::currentDateTimeUtc()));
    addPair(state, tr("Added"), LeadWords::ago(lead.createdAt, QDateTime::currentDateTimeUtc()));
    if (m_score != nullptr) {
        m_score->showLead(lead);
    } else if (lead.score) {
        addSection(tr("Score"), {}, new ScorePill(*lead.score));
    }

    QList<LeadFact> known;
    const QList<LeadFact> facts = factsOf(lead);
    for (const LeadFact &fact : facts) {
        if (!fact.value.isEmpty() && !standsAbove(fact.name)) {
            known << fact;
        }
    }
    if (!known.isEmpty()) {
        QVBoxLayout *section =
            addSection(tr("Facts"), known.size() == 1 ? tr("1 known") : tr("%1 known").arg(known.size()));
        for (const LeadFact &fact : std::as_const(known)) {
            addPair(section, fact.label, fact.value);
        }
    }
    if (!lead.tags.isEmpty()) {
        addSection(tr("Tags"))->addWidget(new TagRows(lead.tags, 304 - 2 * inset - 1));
    }
    if (!lead.notes.isEmpty()) {
        auto *notes = new Label(lead.notes, TextStyle::Body, &Theme::text2);
        notes->setWordWrap(true);
        notes->setTextInteractionFlags(Qt::TextSelectableByMouse);
        addSection(tr("Notes"))->addWidget(notes);
    }
}

void LeadInspector::setScoreSection(ScoreSection *section)
{
    m_score = section;
    m_sections->insertWidget(1, section);
}

void LeadInspector::show(const std::optional<Lead> &lead)
{
    m_lead = lead;
    for (QWidget *widget : std::as_const(m_filled)) {
        widget->hide();
        widget->deleteLater();
    }
    m_filled.clear();
    m_nobody->setVisible(!lead);
    m_scroll->setVisible(bool(lead));
    if (!lead) {
        return;
    }
    const QString address = lead->email ? lead->email->shown() : QString();
    const QString name = lead->fullName().isEmpty() ? address : lead->fullName();
    m_avatar->setPerson(name, address);
    m_name->setText(name);
    m_title->setText(lead->title);
    m_title->setVisible(!lead->title.isEmpty());
    m_more->setName(tr("More for %1").arg(name));
    const bool deleted = lead->deletedAt.isValid();
    m_restore->setVisible(deleted);
    m_addToCampaign->setVisible(!deleted);
    m_edit->setVisible(!deleted);
    m_addToCampaign->setDisabledReason(
        lead->status == LeadStatus::OptedOut ? tr("%1 opted out. Nothing is written to them.").arg(name) : QString());
    fillLines(*lead);
    fillFacts(*lead);
    for (QWidget *section : std::as_const(m_filled)) {
        section->show(); // a layout would do so one turn later, which is seen
    }
}

} // namespace AlwaysLeads
