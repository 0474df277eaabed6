#pragma once

#include "RecordingShell.h"
#include "base/Clock.h"
#include "lead/LeadExport.h"
#include "lead/LeadImport.h"
#include "lead/LeadLists.h"
#include "lead/LeadSearch.h"
#include "lead/Leads.h"
#include "lead/SavedViews.h"
#include "style/Appearance.h"
#include "support/CopiedDatabase.h"
#include "widgets/SheetFrame.h"

#include <QWidget>

#include <functional>

namespace AlwaysLeads {

/// A real database with its lead services, and a window for the widget under test.
struct LeadStage
{
    LeadStage();
    ~LeadStage();

    /// The people of the designs.
    void addDesignPeople();
    LeadId add(const Lead &lead);
    /// `count` people made up by number: "Person 17" of "Company 3".
    void addMany(int count);
    /// Fills the window with `widget` and shows it at this size.
    void show(QWidget *widget, QSize size);
    /// Saves a picture of the window in both themes.
    void takePictures(const QString &name);
    QString writeFile(const QString &name, const QByteArray &bytes);

    template <typename T> T *find(const char *name) const { return window.findChild<T *>(QLatin1String(name)); }

    TestDatabase files = copiedDatabase();
    SystemClock clock;
    Leads leads{*files, clock};
    LeadSearch search{*files, clock};
    LeadLists lists{*files, clock, leads};
    SavedViews savedViews{*files, clock};
    LeadExport leadExport{*files};
    LeadImport import{*files, clock, leads};
    RecordingShell shell;
    Appearance appearance;
    QTemporaryDir pictures;
    QWidget window;
    SheetFrame *sheet = new SheetFrame;
};

} // namespace AlwaysLeads
