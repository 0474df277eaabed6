#pragma once

#include "lead/LeadValues.h"
#include "widgets/DialogSheet.h"

class QStackedWidget;
class QTimer;

namespace AlwaysLeads {

class BulkLinesModel;
class Button;
class CheckBox;
class Combo;
class FieldEditor;
class FieldMessage;
class Label;
class Meter;
class Segmented;
class TableView;
class TextField;

/// Changes one thing of many people, after it has shown every cell that would be another.
class BulkEditSheet : public DialogSheet
{
    Q_OBJECT
public:
    BulkEditSheet(LeadValues &values, QList<LeadId> ids, QWidget *inside);
    ~BulkEditSheet() override;

public Q_SLOTS:
    /// While people are changed, stops that (nobody stays changed); otherwise closes.
    void cancel() override;

Q_SIGNALS:
    /// It is done, in these words.
    void applied(const QString &text);

private:
    void build();
    void offer(const QList<EditableField> &fields);
    void chooseField();
    BulkEdit edit() const;
    void previewSoon();
    void preview();
    void showPreview(const BulkPreview &preview);
    void showLines();
    void apply();
    void showProgress(const BulkProgress &progress);
    void setLooking(bool looking);
    void ended(const Result<qint64> &count, const QString &what);
    void setApplying(bool applying);

    LeadValues &m_values;
    const QList<LeadId> m_ids;
    QList<EditableField> m_fields;
    BulkPreview m_preview;
    std::stop_source m_previewing;
    std::stop_source m_applying;
    bool m_isApplying = false;
    int m_generation = 0;

    Combo *m_what;
    QStackedWidget *m_value;
    TextField *m_tag;
    Combo *m_status;
    FieldEditor *m_editor = nullptr;
    CheckBox *m_clear;
    FieldMessage *m_problem;
    Segmented *m_segments;
    BulkLinesModel *m_model;
    TableView *m_table;
    QWidget *m_choice;
    Label *m_rest;
    Label *m_state;
    Meter *m_meter;
    Button *m_cancel;
    Button *m_apply;
    QTimer *m_soon;
};

} // namespace AlwaysLeads
