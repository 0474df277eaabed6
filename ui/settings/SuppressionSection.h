#pragma once

#include "optout/OptOuts.h"
#include "settings/SettingsSection.h"

#include <stop_token>

class QStackedWidget;
class QTimer;

namespace AlwaysLeads {

class Button;
class EmptyState;
class Label;
class SearchField;
class Shell;
class SuppressionModel;
class TableView;
class TextField;

/// Who is never written to: seen, added to by hand or from a list, and released.
class SuppressionSection : public SettingsSection
{
    Q_OBJECT
public:
    SuppressionSection(OptOuts &optOuts, Suppression &suppression, Shell &shell, QWidget *parent = nullptr);
    ~SuppressionSection() override;

    void enter() override;
    /// The sheet that takes over the list in this file.
    void importFile(const QString &path);
    void exportTo(const QString &path);

private:
    void buildAdding();
    void buildList();
    void lookAtTyped();
    void showEffect(const SuppressionSubject &subject, const OptOutEffect &effect);
    void add();
    void showList();
    void openMenu(int row, const QPoint &position);
    void askToRelease(const SuppressionEntry &entry);
    void release(const SuppressionEntry &entry);

    OptOuts &m_optOuts;
    Suppression &m_suppression;
    Shell &m_shell;
    TextField *m_field;
    Button *m_add;
    Label *m_effect;
    SearchField *m_search;
    Button *m_import;
    Button *m_export;
    TableView *m_table;
    SuppressionModel *m_model;
    QStackedWidget *m_body;
    EmptyState *m_empty;
    Label *m_count;
    QTimer *m_soon;
    std::stop_source m_looking;
};

} // namespace AlwaysLeads
