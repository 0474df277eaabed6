#pragma once

#include "widgets/DialogSheet.h"

#include <memory>

namespace AlwaysLeads {

class LeadImport;
class Leads;
class Shell;

/// From a file to people: which column is what, what will happen to every row, and the import itself with its way back.
class ImportSheet : public DialogSheet
{
    Q_OBJECT
public:
    ImportSheet(LeadImport &import, Leads &leads, Shell &shell, QWidget *inside);
    ~ImportSheet() override;

    using DialogSheet::open;
    /// Reads the file and shows the sheet; a file that cannot be read is explained inside.
    void open(const QString &file);

public Q_SLOTS:
    /// While it runs, stops the import (nothing stays half-imported); otherwise closes.
    void cancel() override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace AlwaysLeads
