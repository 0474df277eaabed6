#include "lead/LeadInspector.h"

#include "lead/LeadTimeline.h"
#include "lead/LeadWords.h"
#include "lead/ScoreSection.h"
#include "lead/SettledLayout.h"
#include "sending/RecipientZone.h"
#include "widgets/Button.h"
#include "widgets/ElidedLabel.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/ScrollArea.h"
#include "widgets/Segmented.h"

#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr int inset = 16;
constexpr int roomForTags = 304 - 2 * inset - 1;
constexpr qsizetype eventsInOverview = 6;
constexpr qsizetype longNote = 400;

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

void addPair(QVBoxLayout *into, const QString &label, const QString &value)
{
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
}

} // namespace

QVBoxLayout *LeadInspector::addSection(const QString &title, const QString &aside, QWidget *atEnd, Part part)
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
    m_parts.append({section, part});
    return inside;
}

void LeadInspector::fill(const Lead &lead, const std::optional<LeadStory> &story)
{
    clear();
    m_isLong = story && (story->events.size() > eventsInOverview || lead.notes.size() > longNote);
    fillLines(lead, story);
    fillStatus(lead, story);
    if (story) {
        fillFacts(story->facts);
    } else {
        QList<StoryFact> facts;
        for (const LeadFact &fact : factsOf(lead)) {
            if (!fact.value.isEmpty() && !LeadStories::standsAbove(fact.name)) {
                facts.append({fact.name, fact.label, fact.value, {}, {}, false});
            }
        }
        fillFacts(facts);
    }
    if (story) {
        fillTimeline(lead, *story);
        if (story->company && (story->company->people > 1 || !story->company->company.domain.isEmpty())) {
            fillCompany(*story->company);
        }
    }
    fillTags(lead.tags);
    if (story) {
        fillOrigins(*story);
    }
    fillNotes(lead);
    for (QWidget *line : std::as_const(m_filled)) {
        line->show(); // a layout would do so one turn later, which is seen
    }
    arrange();
}

void LeadInspector::arrange()
{
    m_tabsPlace->setVisible(m_isLong);
    const Part shown = m_isLong ? Part(m_tabs->current()) : Part::Overview;
    for (const Section &section : std::as_const(m_parts)) {
        section.widget->setVisible(!m_isLong || section.part == shown);
    }
    if (m_score != nullptr) {
        m_score->setVisible(shown == Part::Overview);
    }
    const bool hasNotes = m_stories != nullptr && m_lead;
    m_notesPlace->setVisible(hasNotes && (!m_isLong || shown == Part::Notes));
    settleLayouts(m_scroll->widget());
}

void LeadInspector::fillLines(const Lead &lead, const std::optional<LeadStory> &story)
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
        return words;
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
        const RecipientZone there = guessZone(lead.city, lead.country, lead.phone, QTimeZone::systemTimeZone());
        const bool isSure = there.source != RecipientZone::Source::Unknown && !there.several;
        const QString where = place.join(QStringLiteral(", "));
        ElidedLabel *words = addLine(new IconView(Icon::MapPin, 14, &Theme::text3), where);
        if (isSure) {
            words->setToolTip(tr("%1. The time is that of %2.").arg(where, there.place));
            m_there = {words, where, there.zone};
            renewClock();
        }
    }
    if (!story) {
        return;
    }
    if (!story->former.isEmpty()) {
        addLine(new IconView(Icon::Merge, 14, &Theme::text3),
                tr("Also %1").arg(story->former.join(QStringLiteral(", "))), Qt::ElideMiddle);
    }
    const auto addWarning = [this](Icon icon, const QString &name, const QString &text) {
        auto *row = new QWidget;
        row->setObjectName(name);
        auto *line = new QHBoxLayout(row);
        line->setContentsMargins(0, 2, 0, 0);
        line->setSpacing(8);
        auto *mark = new IconView(icon, 14);
        mark->setFixedHeight(20); // of the first line beside it
        mark->setTone(ToneName::Danger);
        auto *words = new Label(text, TextStyle::Body);
        words->setTone(ToneName::Danger);
        words->setWordWrap(true);
        line->addWidget(mark, 0, Qt::AlignTop);
        line->addWidget(words, 1);
        m_lines->addWidget(row);
        m_filled << row;
    };
    if (!story->unreachable.isEmpty()) {
        addWarning(Icon::MailX, QStringLiteral("leadsInspectorUnreachable"), story->unreachable);
    }
    if (!story->suppressed.isEmpty()) {
        addWarning(Icon::Ban, QStringLiteral("leadsInspectorSuppressed"), story->suppressed);
        m_addToCampaign->setDisabledReason(story->suppressed);
        m_write->setDisabledReason(story->suppressed);
    }
}

/// What time it is where the person is, as long as they are shown.
void LeadInspector::renewClock()
{
    if (m_there.words) {
        const QTime time = m_now().toTimeZone(m_there.zone).time();
        m_there.words->setText(tr("%1 · %2 there").arg(m_there.place, QLocale().toString(time, QLocale::ShortFormat)));
    }
}

void LeadInspector::fillStatus(const Lead &lead, const std::optional<LeadStory> &story)
{
    LeadSummary summary; // as the table says it
    summary.status = lead.status;
    summary.suppressed = story ? story->suppressed : QString();
    auto *state = addSection(tr("Status"), {}, new StatusChip(LeadWords::chip(summary)));
    addPair(state, tr("Last touch"), LeadWords::ago(lead.touchedAt, m_now()));
    if (!story) { // else the timeline says so
        addPair(state, tr("Added"), LeadWords::ago(lead.createdAt, m_now()));
    }
    if (m_score == nullptr && lead.score) {
        addSection(tr("Score"), {}, new ScorePill(*lead.score));
    }
}

void LeadInspector::fillTimeline(const Lead &lead, const LeadStory &story)
{
    QList<TimelineLine> lines;
    bool told = false; // an import says itself how somebody came
    for (const LeadEvent &event : story.events) {
        lines << LeadTimeline::lineOf(event);
        told = told
            || ((event.kind == LeadEventKind::Imported || event.kind == LeadEventKind::Revealed)
                && std::abs(event.at.secsTo(lead.createdAt)) < 60);
    }
    if (!told) {
        lines.append({Icon::UserPlus, ToneName::Neutral,
                      story.addedFrom.isEmpty() ? tr("Added") : tr("Added: %1").arg(story.addedFrom), lead.createdAt});
    }
    std::ranges::stable_sort(lines, std::greater{}, &TimelineLine::at);
    auto *timeline = new LeadTimeline;
    timeline->setLines(lines, m_now());
    QVBoxLayout *section = addSection(tr("Timeline"), lines.size() > 1 ? LeadWords::number(lines.size()) : QString(),
                                      nullptr, m_isLong ? Part::Timeline : Part::Overview);
    section->setSpacing(4);
    section->addWidget(timeline);
}

void LeadInspector::fillCompany(const CompanyPeople &there)
{
    QVBoxLayout *section = addSection(tr("Company"), LeadWords::people(there.people));
    if (!there.company.domain.isEmpty()) {
        addPair(section, tr("Domain"), there.company.domain);
    }
    if (there.people > 1) {
        QStringList words;
        for (const auto &[status, count] : there.statuses) {
            words << tr("%1 %2").arg(LeadWords::number(count), shown(status).toLower());
        }
        auto *statuses = new Label(words.join(QStringLiteral(", ")), TextStyle::Meta, &Theme::text3);
        statuses->setWordWrap(true);
        section->addWidget(statuses);
    }
    for (const Colleague &colleague : there.colleagues) {
        auto *line = new QHBoxLayout;
        line->setSpacing(8);
        auto *name = new Button(colleague.name, ButtonKind::Link);
        name->setObjectName(QStringLiteral("leadsInspectorColleague"));
        name->setToolTip(colleague.title);
        connect(name, &QPushButton::clicked, this, [this, id = colleague.id] { Q_EMIT leadRequested(id); });
        line->addWidget(name);
        line->addStretch(1);
        line->addWidget(new StatusChip(LeadWords::chip(colleague.status)));
        section->addLayout(line);
    }
    if (there.people > 1) {
        auto *everybody = new Button(tr("Show all %1").arg(LeadWords::number(there.people)), ButtonKind::Link);
        everybody->setObjectName(QStringLiteral("leadsInspectorCompany"));
        everybody->setAccessibleName(tr("Show everybody at %1").arg(there.company.name));
        connect(everybody, &QPushButton::clicked, this,
                [this, name = there.company.name] { Q_EMIT companyRequested(name); });
        section->addWidget(everybody, 0, Qt::AlignLeft);
    }
}

void LeadInspector::fillTags(const QStringList &tags)
{
    if (!tags.isEmpty()) {
        addSection(tr("Tags"))->addWidget(new TagRows(tags, roomForTags));
    }
}

void LeadInspector::fillNotes(const Lead &lead)
{
    if (m_stories == nullptr && !lead.notes.isEmpty()) {
        auto *notes = new Label(lead.notes, TextStyle::Body, &Theme::text2);
        notes->setWordWrap(true);
        notes->setTextInteractionFlags(Qt::TextSelectableByMouse);
        addSection(tr("Notes"))->addWidget(notes);
    }
}

} // namespace AlwaysLeads
