#pragma once

#include "scoring/ScoreEffect.h"
#include "widgets/SheetFrame.h"

class QVBoxLayout;

namespace AlwaysLeads {

class Button;
class Label;
class ScoreHistogram;

/// What the rules as they stand on the page would do, before they are used: how many rise and fall, how the scores lie
/// before and after, and whom it moves most.
class ScoreEffectCard : public Card
{
    Q_OBJECT
public:
    explicit ScoreEffectCard(QWidget *parent = nullptr);

    /// Nothing is changed; `outdated` people still have scores of earlier rules.
    void showInForce(qint64 outdated, bool running);
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

private:
    void showExamples(const ScoreEffect &effect);

    Label *m_title;
    Label *m_text;
    QWidget *m_detail;
    ScoreHistogram *m_histogram;
    QVBoxLayout *m_examples;
    QList<QWidget *> m_rows;
    Button *m_use;
    Button *m_revert;
    Button *m_goOn;
};

} // namespace AlwaysLeads
