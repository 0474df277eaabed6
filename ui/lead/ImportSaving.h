#pragma once

#include "base/Task.h"

#include <QString>
#include <QWidget>

#include <functional>

namespace AlwaysLeads {

class Shell;

/// Rows of an import, written to a file: asks where, and says how many were written or why none.
class ImportSaving : public QObject
{
    Q_OBJECT
public:
    /// Writes the rows; gives how many.
    using Write = std::function<Task<Result<qint64>>(const QString &file)>;

    ImportSaving(Shell &shell, QWidget *sheet);

    void ask(const QString &title, const QString &suggested, const Write &write);
    void save(const QString &file, const Write &write);

private:
    Shell &m_shell;
    QWidget *m_sheet;
};

} // namespace AlwaysLeads
