#pragma once

#include "scoring/ScoreEffect.h"
#include "widgets/SheetFrame.h"

namespace AlwaysLeads {

class Button;
class Label;
class ScoreHistogram;

/// What the rules as they stand on the page would do, before they are used: how many rise and fall, how the scores lie
/// before and after, and whom it moves most. As high whatever it says: what stands below it must not move while
/// somebody types there.
class ScoreEffectCard : public Card
{
    Q_OBJECT
public:
    explicit ScoreEffectCard(QWidget *parent = nullptr);

    /// Nothing is changed; `outdated` people still have scores of earlier rules.
    void showInForce(qint64 outdated, bool running, const ScoreSpread &now);
    /// Something is changed and being added up.
    void showReading();
    /// The rules are being put in force.
    void setSaving(bool saving);
    /// `whole` false: so far.
    void showEffect(const ScoreEffect &effect, bool whole);
    /// A rule cannot be used.
    void showProblem(const QString &problem);

Q_SIGNALS:
    void useRequested();
    void revertRequested();
    void goOnRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    class ExampleRow;

    void showChange();
    void showExamples(const ScoreEffect &effect);
    void renewRoom();

    Label *m_title;
    Label *m_text;
    QWidget *m_detail;
    ScoreHistogram *m_histogram;
    Label *m_caption;
    QList<ExampleRow *> m_rows;
    Button *m_use;
    Button *m_revert;
    Button *m_goOn;
};

} // namespace AlwaysLeads
