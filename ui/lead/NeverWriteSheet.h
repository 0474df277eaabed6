#pragma once

#include "optout/OptOuts.h"
#include "widgets/DialogSheet.h"

#include <stop_token>

namespace AlwaysLeads {

class Button;
class Label;
class Shell;

/// Asks whether these people, or everybody at their domains, are never to be written to, and says before what it would
/// reach.
class NeverWriteSheet : public DialogSheet
{
    Q_OBJECT
public:
    enum class Whom { People, Domains };

    NeverWriteSheet(OptOuts &optOuts, const QList<LeadId> &leads, Whom whom, Shell &shell, QWidget *inside);
    ~NeverWriteSheet() override;

private:
    void showPeople(const QList<OptOutPerson> &people);
    void showEffect(const OptOutEffect &effect);
    void block();

    OptOuts &m_optOuts;
    Whom m_whom;
    Shell &m_shell;
    QList<SuppressionSubject> m_subjects;
    QString m_done; ///< said when it is done
    std::stop_source m_looking;
    Label *m_who;
    Label *m_effect;
    Button *m_block;
};

} // namespace AlwaysLeads
