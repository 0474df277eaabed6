#pragma once

#include "LeadStage.h"
#include "lead/LeadTableModel.h"
#include "lead/LeadsPage.h"
#include "lead/LeadsTable.h"
#include "support/Patience.h"
#include "widgets/LineEdit.h"

#include <QApplication>
#include <QHeaderView>
#include <QMenu>
#include <QTest>
#include <QTimer>

namespace AlwaysLeads {

/// The leads page as it is looked through: its list, its headers, its menus.
struct Browsing
{
    explicit Browsing(LeadStage &stage)
        : stage(stage)
        , page(new LeadsPage(stage.leads, stage.search, stage.savedViews, stage.lists, stage.leadExport, stage.shell))
        , table(page->findChild<LeadsTable *>(QStringLiteral("leadsTable")))
        , model(qobject_cast<LeadTableModel *>(table->model()))
    {
        stage.show(page, QSize(1216, 862)); // in a window of 1440x900
    }
    bool hasRows(int count) const
    {
        return QTest::qWaitFor([&] { return page->isComplete() && model->rowCount() == count; }, testPatience);
    }
    QStringList names() const
    {
        QStringList all;
        for (int row = 0; row < model->rowCount(); ++row) {
            all << model->index(row, LeadTableModel::Name).data().toString().section(QLatin1Char(' '), 0, 0);
        }
        return all;
    }
    void clickHeader(int column, Qt::KeyboardModifiers keys = {}) const
    {
        QHeaderView *header = table->horizontalHeader();
        QTest::mouseClick(header->viewport(), Qt::LeftButton, keys,
                          QPoint(header->sectionViewportPosition(column) + 20, 16));
    }
    /// The offscreen platform forgets which window is active when a sheet or a picture is done.
    void focusTable() const
    {
        stage.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&stage.window, testPatience));
        table->setFocus();
    }
    /// "F", the field by its name, then the value.
    void filterByKeys(const char *field, const char *value) const
    {
        focusTable();
        QTest::keyClick(table, Qt::Key_F);
        QTRY_VERIFY(stage.find<LineEdit>("fieldPickerSearch") != nullptr);
        QTest::keyClicks(stage.find<LineEdit>("fieldPickerSearch"), QString::fromLatin1(field));
        QTest::keyClick(stage.find<LineEdit>("fieldPickerSearch"), Qt::Key_Return);
        QTRY_VERIFY(stage.find<LineEdit>("conditionValue0") != nullptr);
        QTest::keyClicks(stage.find<LineEdit>("conditionValue0"), QString::fromLatin1(value));
    }
    /// Answers the menu that opens next with the entry of this text.
    static void chooseInMenu(const QString &text)
    {
        QTimer::singleShot(0, [text] {
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            QVERIFY(menu != nullptr);
            for (QAction *action : menu->actions()) {
                if (action->text().section(QLatin1Char('\t'), 0, 0) == text) {
                    menu->close();
                    action->trigger();
                    return;
                }
            }
            menu->close();
            QFAIL(qPrintable(QStringLiteral("no entry ") + text));
        });
    }
    LeadStage &stage;
    LeadsPage *page;
    LeadsTable *table;
    LeadTableModel *model;
};

} // namespace AlwaysLeads
