#pragma once

#include "lead/ImportPlan.h"
#include "widgets/SheetFrame.h"

class QHBoxLayout;
class QVBoxLayout;

namespace AlwaysLeads {

class Button;
class IconView;
class ImportRowsModel;
class Label;
class LeadImport;
class TableView;

/// The report of an import: what became of the rows, why some were refused, and which.
class ImportResult : public Pane
{
    Q_OBJECT
public:
    ImportResult(LeadImport &import, const ImportPlan &plan, const ImportPreview &preview, const ImportReport &report,
                 QWidget *parent = nullptr);

    /// A button under the counts; the caller connects it.
    void addButton(Button *button);
    /// Under the counts; the result takes it.
    void addLine(QWidget *line);
    void showUndone(const QString &sentence);

Q_SIGNALS:
    void failed(const AlwaysLeads::Error &error);

private:
    QWidget *buildCounts(const ImportReport &report);
    QWidget *buildReasons(const ImportReport &report);
    QWidget *buildRefused(ImportId import);

    ImportRowsModel *m_model;
    IconView *m_icon;
    Label *m_title;
    Label *m_sentence;
    QHBoxLayout *m_buttons;
    QVBoxLayout *m_more;
    TableView *m_rows = nullptr;
    bool m_fromFile = true; ///< the refused rows are read from it
};

} // namespace AlwaysLeads
