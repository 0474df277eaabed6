#include "lead/PastImportsSheet.h"

#include "lead/PastImportModels.h"
#include "lead/PastImportReport.h"
#include "shell/Shell.h"
#include "widgets/Button.h"
#include "widgets/CellPainting.h"
#include "widgets/Label.h"
#include "widgets/RowDelegate.h"
#include "widgets/TableView.h"

#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {

constexpr int sheetWidth = 760;
constexpr int tableHeight = 360;
constexpr int lineHeight = 40;

class PastImportDelegate : public RowDelegate
{
public:
    explicit PastImportDelegate(QAbstractItemView *view)
        : RowDelegate(view, lineHeight)
    {
    }

protected:
    void paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const override
    {
        const bool strong = index.column() == PastImportsModel::File;
        CellPainting::line(painter, view(), rect, index.data().toString(), strong ? &Theme::text : &Theme::text2);
    }
    QString fullText(const QModelIndex &index) const override { return index.data().toString(); }
};

} // namespace

PastImportsSheet::PastImportsSheet(LeadImport &import, Shell &shell, QWidget *inside)
    : DialogSheet(tr("Past imports"), sheetWidth, inside)
    , m_import(import)
    , m_shell(shell)
    , m_model(new PastImportsModel([&shell] { return shell.now(); }, this))
    , m_table(new TableView(tr("Past imports")))
    , m_state(new Label(tr("Reading…"), TextStyle::Body, &Theme::text2))
    , m_open(new Button(tr("Show the report"), ButtonKind::Secondary))
    , m_people(new Button(Icon::Users, tr("Show the people"), ButtonKind::Secondary))
{
    setObjectName(QStringLiteral("pastImportsSheet"));
    m_state->setObjectName(QStringLiteral("pastImportsState"));
    m_state->setWordWrap(true);
    m_table->setObjectName(QStringLiteral("pastImports"));
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setRowDelegate(new PastImportDelegate(m_table));
    m_table->setFixedHeight(tableHeight);
    m_table->header()->setSectionsClickable(false);
    for (const auto &[column, width] : {std::pair(PastImportsModel::When, 110), std::pair(PastImportsModel::File, 260),
                                        std::pair(PastImportsModel::Added, 80), std::pair(PastImportsModel::Merged, 80),
                                        std::pair(PastImportsModel::Refused, 80)}) {
        m_table->setColumnWidth(column, width);
    }
    m_table->header()->setStretchLastSection(true);
    body()->setSpacing(12);
    body()->addWidget(m_state);
    body()->addWidget(m_table);
    m_people->setObjectName(QStringLiteral("pastImportsPeople"));
    addButton(m_people);
    m_open->setObjectName(QStringLiteral("pastImportsOpen"));
    addButton(m_open);
    auto *closeButton = addButton(new Button(tr("Close"), ButtonKind::Primary));
    closeButton->setObjectName(QStringLiteral("pastImportsClose"));
    connect(closeButton, &QPushButton::clicked, this, &DialogSheet::cancel);
    const auto openAt = [this](const QModelIndex &index) {
        if (index.isValid()) {
            openReport(m_model->importAt(index.row()));
        }
    };
    connect(m_open, &QPushButton::clicked, this, [this, openAt] { openAt(m_table->currentIndex()); });
    connect(m_people, &QPushButton::clicked, this, [this] {
        if (m_table->currentIndex().isValid()) {
            showPeople(m_model->importAt(m_table->currentIndex().row()));
        }
    });
    connect(m_table, &TableView::opened, this, openAt);
    connect(m_model, &QAbstractItemModel::modelReset, this, &PastImportsSheet::renewButtons);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &PastImportsSheet::renewButtons);
    connect(&m_import, &LeadImport::changed, this, &PastImportsSheet::read);
    renewButtons();
    setInitialFocus(m_table);
    read();
}

void PastImportsSheet::read()
{
    whenDone(m_import.history(), this, [this, reading = ++m_readings](const Result<QList<PastImport>> &imports) {
        if (reading != m_readings) {
            return;
        }
        if (!imports) {
            m_state->setText(imports.error().message);
            return;
        }
        const int row = std::max(0, m_table->currentIndex().row());
        m_model->show(*imports);
        m_state->setText(imports->isEmpty() ? tr("Nothing was imported yet. Drop a file on the window to begin.")
                                            : tr("What each import did with every row of its file."));
        if (!imports->isEmpty()) {
            m_table->selectRow(std::min(row, m_model->rowCount() - 1));
        }
    });
}

void PastImportsSheet::renewButtons()
{
    const QString nothing = m_model->rowCount() == 0 ? tr("Nothing was imported yet.") : QString();
    const QModelIndex current = m_table->currentIndex();
    m_open->setDisabledReason(nothing);
    m_people->setDisabledReason(current.isValid() ? whyNobodyOf(m_model->importAt(current.row())) : nothing);
}

void PastImportsSheet::showPeople(const PastImport &past)
{
    Q_EMIT peopleWanted(past.id);
    close();
}

void PastImportsSheet::openReport(const PastImport &past)
{
    auto *report = new PastImportReport(m_import, past, m_shell, this);
    connect(report, &PastImportReport::peopleWanted, this, [this, report, past] {
        report->close();
        showPeople(past);
    });
    connect(report, &PastImportReport::personWanted, this, [this, report](LeadId lead) {
        report->close();
        Q_EMIT personWanted(lead);
        close();
    });
    report->open();
}

} // namespace AlwaysLeads
