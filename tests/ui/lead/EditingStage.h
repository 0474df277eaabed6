#pragma once

#include "LeadStage.h"
#include "lead/LeadEditing.h"
#include "lead/LeadTableModel.h"
#include "lead/LeadsPage.h"
#include "lead/LeadsTable.h"
#include "support/Patience.h"
#include "widgets/Combo.h"

#include <QPushButton>
#include <QTest>

namespace AlwaysLeads {

/// The leads page with all that changes people in place.
struct Editing
{
    explicit Editing(LeadStage &stage)
        : stage(stage)
        , values(*stage.files, stage.clock, stage.leads)
        , merge(*stage.files, stage.clock, stage.leads)
        , fields(*stage.files, stage.leads)
        , stories(*stage.files)
        , page(new LeadsPage(stage.leads, stage.search, stage.savedViews, stage.lists, stage.leadExport, stage.shell))
        , editing(new LeadEditing({stage.leads, values, merge, fields, stories}, stage.shell, page))
        , table(page->findChild<LeadsTable *>(QStringLiteral("leadsTable")))
    {
        page->enableEditing(*editing);
        stage.show(page, QSize(1216, 862)); // in a window of 1440x900
    }
    ~Editing()
    {
        delete page;
        stage.files.settle(); // fields give up their last words as they go
    }
    bool hasRows(int count) const
    {
        return QTest::qWaitFor([&] { return table->model()->rowCount() == count && table->currentIndex().isValid(); },
                               testPatience);
    }
    void choose(const QString &name, int column = LeadTableModel::Name) const
    {
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            if (table->model()->index(row, LeadTableModel::Name).data().toString() == name) {
                QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                                  table->visualRect(table->model()->index(row, column)).center());
                return;
            }
        }
    }
    QString cell(const QString &name, int column) const
    {
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            if (table->model()->index(row, LeadTableModel::Name).data().toString() == name) {
                return table->model()->index(row, column).data().toString();
            }
        }
        return {};
    }
    template <typename T> T *find(const char *name) const { return stage.find<T>(name); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const
    {
        table->setFocus();
        QTest::keyClick(table, key, modifiers);
    }
    void click(const char *button) const { QTest::mouseClick(find<QPushButton>(button), Qt::LeftButton); }
    void pick(const char *combo, const QVariant &value) const
    {
        auto *list = find<Combo>(combo);
        list->setCurrentIndex(list->findData(value));
    }

    LeadStage &stage;
    LeadValues values;
    LeadMerge merge;
    CustomFields fields;
    LeadStories stories;
    LeadsPage *page;
    LeadEditing *editing;
    LeadsTable *table;
};

} // namespace AlwaysLeads
