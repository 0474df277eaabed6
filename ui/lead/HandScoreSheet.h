#pragma once

#include "widgets/DialogSheet.h"

namespace AlwaysLeads {

class TextField;

/// Asks for a score that stays whatever the rules say.
class HandScoreSheet : public DialogSheet
{
    Q_OBJECT
public:
    HandScoreSheet(int present, QWidget *inside);

Q_SIGNALS:
    void chosen(int score);

private:
    void choose();

    TextField *m_score;
};

} // namespace AlwaysLeads
