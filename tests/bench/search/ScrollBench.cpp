// ScrollBench file: scrolls the real table over a file that SearchBench has made.

#include "BenchTimes.h"
#include "RecordingShell.h"
#include "lead/LeadExport.h"
#include "lead/LeadLists.h"
#include "lead/LeadSearch.h"
#include "lead/LeadTableModel.h"
#include "lead/Leads.h"
#include "lead/LeadsPage.h"
#include "lead/LeadsTable.h"
#include "lead/SavedViews.h"
#include "schema/Schema.h"
#include "style/Appearance.h"

#include <QApplication>
#include <QImage>
#include <QScrollBar>
#include <QTest>

#include <cstdio>

using namespace AlwaysLeads;

namespace {

void measureScrolling(LeadsPage &page)
{
    auto *table = page.findChild<LeadsTable *>(QStringLiteral("leadsTable"));
    auto *model = qobject_cast<LeadTableModel *>(table->model());
    QElapsedTimer timer = started();
    while (model->rowCount() < 100 || !page.isComplete()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    std::printf("%d rows in the table after %lld ms\n", model->rowCount(), static_cast<long long>(timer.elapsed()));
    QImage image(page.size(), QImage::Format_ARGB32_Premultiplied);
    const auto run = [&](const char *name, int step, int frames) {
        Times times;
        int blank = 0;
        table->verticalScrollBar()->setValue(table->verticalScrollBar()->maximum() / 3);
        QTest::qWait(300);
        for (int frame = 0; frame < frames; ++frame) {
            QElapsedTimer one = started();
            table->verticalScrollBar()->setValue(table->verticalScrollBar()->value() + step);
            const int top = table->rowAt(1);
            const int bottom = table->rowAt(table->viewport()->height() - 2);
            for (int row = top; row <= bottom; ++row) {
                blank += model->leadAt(row) == nullptr ? 1 : 0;
            }
            page.render(&image);
            times.add(double(one.nsecsElapsed()) / 1e6);
            // The rest of the frame belongs to the readers.
            while (double(one.nsecsElapsed()) / 1e6 < 16) {
                QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
            }
        }
        std::printf("scrolling %-18s frame p50 %.1f ms, p99 %.1f ms, max %.1f ms, rows painted empty: %d\n", name,
                    times.at(0.5), times.at(0.99), times.at(1), blank);
    };
    run("by the wheel", 144, 600);
    run("a screen a frame", 700, 300);
    timer.start();
    table->setFocus();
    QTest::keyClick(table, Qt::Key_A, Qt::ControlModifier);
    std::printf("Ctrl A over all rows: %lld ms\n", static_cast<long long>(timer.elapsed()));
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    Result<std::unique_ptr<Database>> opened = Database::open(
        QCoreApplication::arguments().value(1, QStringLiteral("searchbench.db")), schemaSteps(), Database::Options{3});
    if (!opened) {
        qFatal("%s", qPrintable(opened.error().message + opened.error().detail));
    }
    Database &database = **opened;
    const SystemClock clock;
    LeadSearch search(database, clock);
    Leads leads(database, clock);
    LeadLists lists(database, clock, leads);
    SavedViews views(database, clock);
    LeadExport leadExport(database);
    RecordingShell shell;
    Appearance appearance(*qApp);
    LeadsPage page(leads, search, views, lists, leadExport, shell);
    page.resize(1216, 862);
    page.show();
    measureScrolling(page);
    return 0;
}
