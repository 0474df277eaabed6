#pragma once

#include "assistant/QualificationBrief.h"
#include "base/Result.h"
#include "lead/Lead.h"
#include "scoring/ScoreCard.h"

#include <QPointer>
#include <QWidget>

class QVBoxLayout;

namespace AlwaysLeads {

class Button;
class IconButton;
class Label;
class Meter;
class Qualification;
class ScorePill;
class Leads;
class Scoring;
class Shell;
class StatusChip;

/// A person's score in the inspector: its four parts with their reasons, what Claude says, and what can be done about
/// it.
class ScoreSection : public QWidget
{
    Q_OBJECT
public:
    ScoreSection(Leads &leads, Scoring &scoring, Qualification &qualification, Shell &shell, QWidget *parent = nullptr);

    void showLead(const Lead &lead);

protected:
    void showEvent(QShowEvent *event) override;

private:
    struct PartRow
    {
        Label *got = nullptr;
        Meter *bar = nullptr;
        Label *reason = nullptr;
    };

    void build();
    QWidget *buildPart(ScorePart part);
    QWidget *buildClaude();
    void showScore(const std::optional<LeadScore> &score);
    void showSaid(const std::optional<QualifiedLead> &said);
    void readCost();
    void askClaude();
    void showLimit(const QString &sentence);
    void setByHand();
    void giveBack();
    void offerUndo(const Result<qint64> &changed, const QString &said);
    void scoreAgain();
    void openWhy();
    void openMenu();

    Leads &m_leads;
    Scoring &m_scoring;
    Qualification &m_qualification;
    Shell &m_shell;
    Lead m_lead;
    std::optional<LeadScore> m_score;
    ScorePill *m_pill;
    Label *m_unscored;
    QWidget *m_parts;
    Label *m_hand;
    std::array<PartRow, scorePartCount> m_rows{};
    QWidget *m_claude = nullptr;
    StatusChip *m_verdict;
    Label *m_saidAt;
    QVBoxLayout *m_reasons;
    QList<QWidget *> m_reasonRows;
    Label *m_cost; ///< of asking Claude, or why it cannot be asked
    Button *m_limit; ///< where the month's limit is set; only while it is in the way
    Button *m_ask;
    Button *m_why;
    IconButton *m_more;
    int m_costReadings = 0;
    int m_readings = 0; ///< how often one was shown: only the last answers count, there are several readers
    LeadId m_asking; ///< null: Claude is not asked at the moment
};

} // namespace AlwaysLeads
