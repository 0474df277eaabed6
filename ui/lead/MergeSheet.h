#pragma once

#include "lead/LeadMerge.h"
#include "widgets/DialogSheet.h"

#include <QHash>

class QGridLayout;
class QButtonGroup;

namespace AlwaysLeads {

class Banner;
class Button;
class CheckBox;
class FieldMessage;

/// People who are the same one, side by side, field by field: whose value is kept is chosen with a click.
class MergeSheet : public DialogSheet
{
    Q_OBJECT
public:
    MergeSheet(LeadMerge &merge, QList<LeadId> ids, QWidget *inside);

Q_SIGNALS:
    /// They are one now.
    void merged(AlwaysLeads::LeadId kept, const QString &text);

private:
    void show(const MergeLook &look);
    void addHead(const MergeLook &look);
    void addField(const MergeField &field);
    void showRows();
    void start();

    LeadMerge &m_merge;
    MergeLook m_look;
    QGridLayout *m_grid;
    int m_row = 0;
    QHash<QString, QButtonGroup *> m_choices;
    QList<QWidget *> m_alike; ///< rows in which all say the same
    CheckBox *m_all;
    QWidget *m_notice;
    FieldMessage *m_problem;
    Button *m_do;
};

} // namespace AlwaysLeads
