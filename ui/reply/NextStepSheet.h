#pragma once

#include "reply/Reply.h"
#include "widgets/DialogSheet.h"

namespace AlwaysLeads {

class Combo;
class TextField;

/// Asks for a meeting that was agreed on, or for what was said in a call; the telephone number stands there.
class NextStepSheet : public DialogSheet
{
    Q_OBJECT
public:
    /// `now` says which days are offered.
    NextStepSheet(NextStep step, const ReplyPage &page, const QDateTime &now, QWidget *inside);

Q_SIGNALS:
    /// In words: "Tue 1 Dec, 13:30, at their office".
    void noted(const QString &detail);

private:
    void addMeeting(const QDateTime &now);
    void addCall(const QString &phone);
    QString detail() const;

    Combo *m_day = nullptr;
    Combo *m_time = nullptr;
    TextField *m_words;
};

} // namespace AlwaysLeads
