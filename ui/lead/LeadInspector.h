#pragma once

#include "lead/Lead.h"
#include "widgets/SheetFrame.h"

#include <optional>

class QVBoxLayout;

namespace AlwaysLeads {

class Avatar;
class Button;
class ElidedLabel;
class IconButton;
class ScoreSection;

/// One person beside the list: who they are, what can be done, what is known.
class LeadInspector : public Pane
{
    Q_OBJECT
public:
    explicit LeadInspector(QWidget *parent = nullptr);

    /// Nothing: says that nobody is chosen.
    void show(const std::optional<Lead> &lead);
    /// Below the person's name; the inspector takes it.
    void setScoreSection(ScoreSection *section);
    LeadId shownLead() const { return m_lead ? m_lead->id : LeadId(); }

Q_SIGNALS:
    void addToCampaignRequested();
    void editRequested();
    void restoreRequested();
    /// At a point of the screen, for the menu of everything else.
    void menuRequested(const QPoint &position);

private:
    void buildTop();
    void fillLines(const Lead &lead);
    void fillFacts(const Lead &lead);
    QVBoxLayout *addSection(const QString &title, const QString &aside = {}, QWidget *atEnd = nullptr);

    std::optional<Lead> m_lead;
    QWidget *m_nobody;
    QWidget *m_scroll;
    QVBoxLayout *m_sections;
    Avatar *m_avatar;
    ElidedLabel *m_name;
    ElidedLabel *m_title;
    IconButton *m_more;
    QVBoxLayout *m_lines;
    Button *m_addToCampaign;
    Button *m_edit;
    Button *m_restore;
    ScoreSection *m_score = nullptr;
    QList<QWidget *> m_filled; ///< rebuilt for each person
};

} // namespace AlwaysLeads
