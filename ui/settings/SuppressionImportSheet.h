#pragma once

#include "optout/OptOuts.h"
#include "widgets/DialogSheet.h"

#include <stop_token>

namespace AlwaysLeads {

class Button;
class Combo;
class Label;
class Meter;
class Segmented;
class Shell;

/// Takes a list over: which column, why, then what became of each row.
class SuppressionImportSheet : public DialogSheet
{
    Q_OBJECT
public:
    SuppressionImportSheet(OptOuts &optOuts, QString path, Shell &shell, QWidget *inside);
    ~SuppressionImportSheet() override;

private:
    void showLook(const OptOutListLook &look);
    void showColumn();
    void start();
    void showReport(const OptOutReport &report);
    void showProblem(const Error &error);

    OptOuts &m_optOuts;
    QString m_path;
    Shell &m_shell;
    OptOutListLook m_look;
    std::stop_source m_stop;
    Label *m_said;
    QWidget *m_choices;
    Combo *m_column;
    Label *m_sample;
    Segmented *m_reason;
    Meter *m_meter;
    Button *m_cancel;
    Button *m_take;
};

} // namespace AlwaysLeads
