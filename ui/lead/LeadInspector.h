#pragma once

#include "lead/LeadStories.h"
#include "widgets/SheetFrame.h"

#include <QPointer>
#include <QTimeZone>

#include <functional>
#include <optional>

class QVBoxLayout;

namespace AlwaysLeads {

class Avatar;
class Button;
class ElidedLabel;
class IconButton;
class Leads;
class NotesEditor;
class ScoreSection;
class ScrollArea;
class Tabs;

/// One person beside the list: who they are, what can be done, what is known and from where, what happened, who else
/// works there, notes. When that is long it stands behind tabs.
class LeadInspector : public Pane
{
    Q_OBJECT
public:
    /// `now` says what "2 h ago" is counted from.
    explicit LeadInspector(std::function<QDateTime()> now, QWidget *parent = nullptr);

    /// With these it tells what happened and keeps notes; without it shows what the lead itself says.
    void setServices(LeadStories &stories, Leads &leads);
    /// Nothing: says that nobody is chosen.
    void show(const std::optional<Lead> &lead);
    /// Part of the overview; the inspector takes it.
    void setScoreSection(ScoreSection *section);
    LeadId shownLead() const { return m_lead ? m_lead->id : LeadId(); }

Q_SIGNALS:
    void draftRequested();
    void addToCampaignRequested();
    void restoreRequested();
    /// At a point of the screen, for the menu of everything else.
    void menuRequested(const QPoint &position);
    /// A colleague was clicked.
    void leadRequested(AlwaysLeads::LeadId lead);
    /// Everybody at this company is wanted.
    void companyRequested(const QString &name);
    /// The story is read and shown.
    void filled();
    void failed(const AlwaysLeads::Error &error);

private:
    enum class Part { Overview, Timeline, Notes };
    struct Section
    {
        QWidget *widget = nullptr;
        Part part = Part::Overview;
    };

    void buildTop();
    void showPerson(const Lead &lead);
    void fill(const Lead &lead, const std::optional<LeadStory> &story);
    void fillLines(const Lead &lead, const std::optional<LeadStory> &story);
    void fillStatus(const Lead &lead, const std::optional<LeadStory> &story);
    void fillFacts(const QList<StoryFact> &facts);
    void fillCompany(const CompanyPeople &there);
    void fillTags(const QStringList &tags);
    void fillOrigins(const LeadStory &story);
    void fillTimeline(const Lead &lead, const LeadStory &story);
    void fillNotes(const Lead &lead);
    QVBoxLayout *addSection(const QString &title, const QString &aside = {}, QWidget *atEnd = nullptr,
                            Part part = Part::Overview);
    void arrange();
    void clear();

    struct There
    {
        QPointer<ElidedLabel> words;
        QString place;
        QTimeZone zone;
    };
    void renewClock();

    std::function<QDateTime()> m_now;
    There m_there; ///< of whom is shown
    LeadStories *m_stories = nullptr;
    std::optional<Lead> m_lead;
    int m_readings = 0; ///< of stories: only the last one counts
    QWidget *m_nobody;
    ScrollArea *m_scroll;
    QVBoxLayout *m_sections;
    Avatar *m_avatar;
    ElidedLabel *m_name;
    ElidedLabel *m_title;
    IconButton *m_more;
    QVBoxLayout *m_lines;
    Button *m_write;
    Button *m_addToCampaign;
    Button *m_restore;
    Tabs *m_tabs;
    QWidget *m_tabsPlace;
    NotesEditor *m_notes;
    QWidget *m_notesPlace;
    ScoreSection *m_score = nullptr;
    QList<QWidget *> m_filled; ///< lines at the top, rebuilt for each person
    QList<Section> m_parts;
    bool m_isLong = false;
};

} // namespace AlwaysLeads
