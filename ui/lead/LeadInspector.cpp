#include "lead/LeadInspector.h"

#include "lead/Leads.h"
#include "lead/NotesEditor.h"
#include "lead/ScoreSection.h"
#include "widgets/Button.h"
#include "widgets/ElidedLabel.h"
#include "widgets/IconButton.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/ScrollArea.h"
#include "widgets/Segmented.h"

#include <QLocale>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>

#include <chrono>

namespace AlwaysLeads {

namespace {

constexpr int inset = 16;
constexpr std::chrono::seconds clockEvery{20};

} // namespace

LeadInspector::LeadInspector(std::function<QDateTime()> now, QWidget *parent)
    : Pane(&Theme::sunken, Qt::LeftEdge, parent)
    , m_now(std::move(now))
    , m_nobody(new QWidget)
    , m_sections(new QVBoxLayout)
    , m_avatar(new Avatar(44))
    , m_name(new ElidedLabel(QString(), TextStyle::CardTitle))
    , m_title(new ElidedLabel(QString(), TextStyle::Body, &Theme::text2))
    , m_more(new IconButton(Icon::More, tr("More")))
    , m_lines(new QVBoxLayout)
    , m_write(new Button(tr("Write draft"), ButtonKind::Primary))
    , m_addToCampaign(new Button(tr("Add to campaign"), ButtonKind::Secondary))
    , m_restore(new Button(Icon::Undo, tr("Bring back"), ButtonKind::Primary))
    , m_tabs(new Tabs(tr("Parts")))
    , m_tabsPlace(new QWidget)
    , m_notes(new NotesEditor)
    , m_notesPlace(new QWidget)
{
    setObjectName(QStringLiteral("leadsInspector"));
    auto *clock = new QTimer(this);
    clock->setInterval(clockEvery);
    connect(clock, &QTimer::timeout, this, &LeadInspector::renewClock);
    clock->start();
    setAccessibleName(tr("The person in the current row"));
    auto *content = new Pane(&Theme::sunken);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(m_sections);
    column->addStretch(1);
    m_sections->setSpacing(0);
    m_scroll = ScrollArea::withBarOver(content);
    buildTop();
    m_tabs->setObjectName(QStringLiteral("leadsInspectorTabs"));
    for (const QString &part : {tr("Overview"), tr("Timeline"), tr("Notes")}) {
        m_tabs->addTab(part);
    }
    auto *tabsLine = new QVBoxLayout(m_tabsPlace);
    tabsLine->setContentsMargins(inset, 0, inset, 0);
    tabsLine->addWidget(m_tabs);
    m_sections->addWidget(m_tabsPlace);
    connect(m_tabs, &Tabs::currentChanged, this, &LeadInspector::arrange);
    connect(m_notes, &NotesEditor::failed, this, &LeadInspector::failed);
    auto *notesLines = new QVBoxLayout(m_notesPlace);
    notesLines->setContentsMargins(0, 0, 0, 14);
    notesLines->setSpacing(0);
    notesLines->addWidget(new Hairline);
    auto *notesInside = new QVBoxLayout;
    notesInside->setContentsMargins(inset, 12, inset, 0);
    notesInside->setSpacing(8);
    notesInside->addWidget(new Label(tr("Notes"), TextStyle::Strong));
    notesInside->addWidget(m_notes);
    notesLines->addLayout(notesInside);
    m_notesPlace->hide();
    column->insertWidget(1, m_notesPlace);

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
    for (Button *button : {m_write, m_addToCampaign, m_restore}) {
        button->setControlHeight(28);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    stack->addLayout(buttons);
    m_addToCampaign->setObjectName(QStringLiteral("leadsInspectorAddToCampaign"));
    m_addToCampaign->setToolTip(tr("Add to campaign (C)")); // two key caps have no room beside each other
    m_write->setObjectName(QStringLiteral("leadsInspectorWrite"));
    m_write->setKeyCap(QStringLiteral("W"));
    m_restore->setObjectName(QStringLiteral("leadsInspectorRestore"));
    m_restore->setKeyCap(QStringLiteral("B"));
    m_more->setObjectName(QStringLiteral("leadsInspectorMore"));
    m_sections->addWidget(top);
    connect(m_addToCampaign, &QPushButton::clicked, this, &LeadInspector::addToCampaignRequested);
    connect(m_write, &QPushButton::clicked, this, &LeadInspector::draftRequested);
    connect(m_restore, &QPushButton::clicked, this, &LeadInspector::restoreRequested);
    connect(m_more, &QPushButton::clicked, this,
            [this] { Q_EMIT menuRequested(m_more->mapToGlobal(QPoint(0, m_more->height() + 4))); });
}

void LeadInspector::setServices(LeadStories &stories, Leads &leads)
{
    m_stories = &stories;
    m_notes->setLeads(leads);
}

void LeadInspector::setScoreSection(ScoreSection *section)
{
    m_score = section;
    m_sections->insertWidget(m_sections->indexOf(m_tabsPlace) + 1, section);
}

void LeadInspector::show(const std::optional<Lead> &lead)
{
    const bool another = !lead || !m_lead || lead->id != m_lead->id;
    m_lead = lead;
    m_nobody->setVisible(!lead);
    m_scroll->setVisible(bool(lead));
    if (!lead) {
        m_notes->flush();
        clear();
        return;
    }
    showPerson(*lead);
    if (m_stories != nullptr) { // with the name: what is typed before the story is read is about this person
        m_notes->show(lead->id, lead->notes, !lead->deletedAt.isValid());
    }
    if (m_score != nullptr) {
        m_score->showLead(*lead);
    }
    if (another) {
        m_tabs->setCurrent(0);
        m_scroll->verticalScrollBar()->setValue(0); // who it is stands at the top
    }
    if (m_stories == nullptr) {
        fill(*lead, std::nullopt);
        return;
    }
    const int reading = ++m_readings;
    whenDone(m_stories->story(lead->id, QLocale()), this, [this, reading, shown = *lead](Result<LeadStory> story) {
        if (!m_lead || *m_lead != shown || reading != m_readings) {
            return; // somebody else, or a newer state, is on its way
        }
        fill(shown, story ? std::optional<LeadStory>(*story) : std::nullopt);
        Q_EMIT filled();
    });
}

void LeadInspector::showPerson(const Lead &lead)
{
    const QString address = lead.email ? lead.email->shown() : QString();
    const QString name = lead.fullName().isEmpty() ? address : lead.fullName();
    m_avatar->setPerson(name, address);
    m_name->setText(name);
    m_title->setText(lead.title);
    m_title->setVisible(!lead.title.isEmpty());
    m_more->setName(tr("More for %1").arg(name));
    const bool deleted = lead.deletedAt.isValid();
    m_restore->setVisible(deleted);
    m_addToCampaign->setVisible(!deleted);
    m_write->setVisible(!deleted);
    const QString optedOut =
        lead.status == LeadStatus::OptedOut ? tr("%1 opted out. Nothing is written to them.").arg(name) : QString();
    m_addToCampaign->setDisabledReason(optedOut);
    const bool isUnreachable = lead.status == LeadStatus::Bounced || lead.emailState == EmailState::Invalid;
    m_write->setDisabledReason(!optedOut.isEmpty() ? optedOut
                                   : !lead.email   ? tr("%1 has no email address. Fill it in first.").arg(name)
                                   : isUnreachable ? tr("The address of %1 does not work. Correct it first.").arg(name)
                                                   : QString());
}

void LeadInspector::clear()
{
    for (QWidget *widget : std::as_const(m_filled)) {
        widget->hide();
        widget->deleteLater();
    }
    m_filled.clear();
    for (const Section &section : std::as_const(m_parts)) {
        section.widget->hide();
        section.widget->deleteLater();
    }
    m_parts.clear();
}

} // namespace AlwaysLeads
