// What a person can do about single rows: compare, choose, fix, ask why, go to the next problem.
#include "lead/ImportColumns.h"
#include "lead/ImportCompare.h"
#include "lead/ImportFates.h"
#include "lead/ImportFix.h"
#include "lead/ImportRowsModel.h"
#include "lead/ImportSheet.h"
#include "lead/LeadImport.h"
#include "shell/Shell.h"
#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/Segmented.h"
#include "widgets/TableView.h"

#include <QVBoxLayout>

#include <algorithm>

namespace AlwaysLeads {

namespace {
constexpr int whyWidth = 420;
}

void ImportSheet::help(const ImportPreviewRow &row)
{
    using Help = ImportPreviewRow::Help;
    if (m_running) {
        return; // what will happen is happening
    }
    switch (row.help()) {
    case Help::None:
        break;
    case Help::Compare:
        compare(new ImportCompare(row, this));
        break;
    case Help::Choose:
        choose(row);
        break;
    case Help::Fix:
        fix(row);
        break;
    case Help::Why:
        explain(row);
        break;
    case Help::TakeIn:
        m_columns->leaveOut(row.number, false);
        break;
    case Help::Join:
        m_columns->setApart(row.number, false);
        break;
    }
}

void ImportSheet::compare(ImportCompare *sheet)
{
    connect(sheet, &ImportCompare::decided, this, [this](qint64 number, const QMap<QString, Winner> &decisions) {
        m_columns->decide(number, decisions);
        m_model->renew(m_columns->plan());
    });
    connect(sheet, &ImportCompare::leftOut, this, [this](qint64 number) { m_columns->leaveOut(number, true); });
    connect(sheet, &ImportCompare::parted, this, [this](qint64 number) { m_columns->setApart(number, true); });
    sheet->open();
}

void ImportSheet::choose(const ImportPreviewRow &row)
{
    if (!m_preview || !row.sameAs) {
        return;
    }
    whenDone(m_import.differences(m_columns->plan(), *m_preview, *row.sameAs, row.number), this,
             [this, row, generation = m_generation](const Result<QList<FieldDifference>> &differences) {
                 if (generation != m_generation) {
                     return; // another plan meanwhile
                 }
                 if (!differences) {
                     m_shell.showProblem(differences.error());
                     return;
                 }
                 compare(new ImportCompare(row, *differences, this));
             });
}

void ImportSheet::fix(const ImportPreviewRow &row)
{
    auto *sheet = new ImportFix(row, m_columns->plan(), this);
    connect(sheet, &ImportFix::corrected, this,
            [this](qint64 number, const QMap<qsizetype, QString> &cells) { m_columns->correct(number, cells); });
    sheet->open();
}

void ImportSheet::explain(const ImportPreviewRow &row)
{
    auto *sheet = new DialogSheet(tr("Row %1 is not imported").arg(QString::number(row.number)), whyWidth, this);
    sheet->setObjectName(QStringLiteral("importWhy"));
    auto *words =
        new Label(tr("%1. A “no” holds for ever: no import brings this person back. What is on the list stands "
                     "in Settings, and only you can take it off there.")
                      .arg(row.sentence),
                  TextStyle::Body, &Theme::text2);
    words->setWordWrap(true);
    sheet->body()->addWidget(words);
    auto *good = sheet->addButton(new Button(tr("Good"), ButtonKind::Primary));
    sheet->setDefaultButton(good);
    connect(good, &QPushButton::clicked, sheet, &DialogSheet::cancel);
    sheet->open();
}

void ImportSheet::nextProblem()
{
    if (!m_preview || m_preview->counts.refused == 0) {
        m_shell.showToast(tr("No row is refused"));
        return;
    }
    if (constexpr int refused = ImportFates::segmentOf(ImportFate::Refused); m_fates->current() != refused) {
        m_fates->setCurrent(refused);
        showRows();
        m_rows->setCurrentIndex(m_model->index(0, ImportRowsModel::Name));
    } else {
        const int next = (m_rows->currentIndex().row() + 1) % std::max(1, m_model->rowCount());
        m_rows->setCurrentIndex(m_model->index(next, ImportRowsModel::Name));
    }
    m_rows->setFocus(Qt::ShortcutFocusReason);
}

} // namespace AlwaysLeads
