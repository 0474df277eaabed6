#include "lead/PastImportReport.h"

#include "lead/ImportFates.h"
#include "lead/LeadWords.h"
#include "lead/PastImportModels.h"
#include "shell/Shell.h"
#include "widgets/Announce.h"
#include "widgets/Button.h"
#include "widgets/CellPainting.h"
#include "widgets/ElidedLabel.h"
#include "widgets/Label.h"
#include "widgets/RowDelegate.h"
#include "widgets/Segmented.h"
#include "widgets/TableView.h"

#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>

namespace AlwaysLeads {

namespace {

constexpr int sheetWidth = 820;
constexpr int tableHeight = 320;
constexpr int lineHeight = 36;
constexpr qsizetype reasonsShown = 5;

class PastRowDelegate : public RowDelegate
{
public:
    explicit PastRowDelegate(QAbstractItemView *view)
        : RowDelegate(view, lineHeight)
    {
    }

protected:
    void paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const override
    {
        const auto *rows = qobject_cast<const PastRowsModel *>(index.model());
        const bool isGone = index.column() == PastRowsModel::Who && rows != nullptr && !rows->hasPerson(index.row());
        // A row with nothing to explain stays empty: a dash would look as if something were missing.
        CellPainting::line(painter, view(), rect, index.data().toString(),
                           isGone || index.column() == PastRowsModel::Number ? &Theme::text3 : &Theme::text);
    }
    QString fullText(const QModelIndex &index) const override { return index.data().toString(); }
};

} // namespace

PastImportReport::PastImportReport(LeadImport &import, const PastImport &past, Shell &shell, QWidget *inside)
    : DialogSheet(past.file, sheetWidth, inside)
    , m_import(import)
    , m_shell(shell)
    , m_past(past)
    , m_sentence(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_reasons(new QWidget)
    , m_fates(new Segmented(tr("Rows to show")))
    , m_model(new PastRowsModel(import, this))
    , m_rows(new TableView(tr("Rows of the file")))
    , m_people(new Button(Icon::Users, tr("Show the people"), ButtonKind::Secondary))
    , m_saving(new ImportSaving(shell, this))
    , m_undo(new Button(Icon::Undo, tr("Undo import"), ButtonKind::Secondary))
{
    setObjectName(QStringLiteral("pastImportReport"));
    build();
    m_fates->setCurrent(past.counts.refused > 0 ? ImportFates::segmentOf(ImportFate::Refused) : 0);
    showRows();
    whenDone(m_import.report(past.id), this, [this](const Result<ImportReport> &report) {
        report ? showReport(*report) : m_shell.showProblem(report.error());
    });
}

PastImportReport::~PastImportReport()
{
    m_stop.request_stop();
}

void PastImportReport::build()
{
    m_sentence->setObjectName(QStringLiteral("pastImportSentence"));
    m_sentence->setWordWrap(true);
    const QString when = LeadWords::fullTime(m_past.startedAt);
    m_sentence->setText(
        m_past.undoneAt.isValid() ? tr("%1. Undone on %2.").arg(when, LeadWords::fullTime(m_past.undoneAt))
            : m_past.leavesTrace && !m_past.counts.canBeDoneAgain()
            ? tr("%1. It can be undone, but is too large to be done again after that: the file would be "
                 "imported anew.")
                  .arg(when)
            : tr("%1.").arg(when));
    m_reasons->setObjectName(QStringLiteral("pastImportReasons"));
    m_reasons->hide();
    m_fates->setObjectName(QStringLiteral("pastImportFates"));
    const ImportCounts &counts = m_past.counts;
    m_fates->addSegment(tr("All"), counts.rows());
    m_fates->addSegment(tr("New"), counts.added);
    m_fates->addSegment(tr("Merged"), counts.merged);
    m_fates->addSegment(tr("Refused"), counts.refused);
    m_rows->setObjectName(QStringLiteral("pastImportRows"));
    m_rows->setModel(m_model);
    m_rows->setSelectionMode(QAbstractItemView::SingleSelection);
    m_rows->setRowDelegate(new PastRowDelegate(m_rows));
    m_rows->setFixedHeight(tableHeight);
    m_rows->header()->setSectionsClickable(false);
    m_rows->setColumnWidth(PastRowsModel::Number, 70);
    m_rows->setColumnWidth(PastRowsModel::Who, 210);
    m_rows->setColumnWidth(PastRowsModel::Outcome, 130);
    m_rows->header()->setStretchLastSection(true);
    auto *head = new QHBoxLayout;
    head->addWidget(m_fates);
    head->addStretch(1);
    body()->setSpacing(12);
    body()->addWidget(m_sentence);
    body()->addWidget(m_reasons);
    body()->addLayout(head);
    body()->addWidget(m_rows);
    m_undo->setObjectName(QStringLiteral("pastImportUndo"));
    addButton(m_undo);
    m_people->setObjectName(QStringLiteral("pastImportPeople"));
    m_people->setDisabledReason(whyNobodyOf(m_past));
    addButton(m_people);
    connect(m_people, &QPushButton::clicked, this, &PastImportReport::peopleWanted);
    auto *saveButton = addButton(new Button(Icon::FileText, tr("Save the report"), ButtonKind::Secondary));
    saveButton->setObjectName(QStringLiteral("pastImportSave"));
    auto *closeButton = addButton(new Button(tr("Close"), ButtonKind::Primary));
    closeButton->setObjectName(QStringLiteral("pastImportClose"));
    setInitialFocus(m_rows);
    m_undo->setVisible(!m_past.undoneAt.isValid());
    connect(m_rows, &TableView::opened, this, [this](const QModelIndex &index) {
        const LeadId lead = m_model->leadAt(index.row());
        if (lead.isNull()) {
            m_shell.showToast(tr("Nobody is there by this row: it was refused, or they are gone for good."));
        } else {
            Q_EMIT personWanted(lead);
        }
    });
    connect(m_fates, &Segmented::currentChanged, this, &PastImportReport::showRows);
    connect(m_model, &PastRowsModel::failed, this, [this](const Error &error) { m_shell.showProblem(error); });
    connect(m_undo, &QPushButton::clicked, this, &PastImportReport::undo);
    connect(saveButton, &QPushButton::clicked, this, &PastImportReport::askWhereToSave);
    connect(closeButton, &QPushButton::clicked, this, &DialogSheet::cancel);
}

void PastImportReport::showRows()
{
    m_model->show(m_past.id, ImportFates::ofSegment(m_fates->current()), m_past.undoneAt.isValid());
}

void PastImportReport::showReport(const ImportReport &report)
{
    if (report.reasons.isEmpty()) {
        return;
    }
    auto *lines = new QVBoxLayout(m_reasons);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(4);
    lines->addWidget(new Label(tr("Why rows were refused"), TextStyle::Strong));
    for (const ImportReason &reason : report.reasons.first(std::min(report.reasons.size(), reasonsShown))) {
        auto *line = new QHBoxLayout;
        line->setSpacing(10);
        line->addWidget(new ElidedLabel(reason.sentence, TextStyle::Body), 1);
        line->addWidget(new Label(LeadWords::number(reason.rows), TextStyle::BodyMedium, &Theme::text2));
        lines->addLayout(line);
    }
    if (report.reasons.size() > reasonsShown) {
        lines->addWidget(new Label(tr("and further reasons, each at its row"), TextStyle::Meta, &Theme::text3));
    }
    m_reasons->show();
}

ImportSaving::Write PastImportReport::writes()
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    return [this](const QString &file) { return m_import.writePastReport(file, m_past.id, m_stop.get_token()); };
}

void PastImportReport::askWhereToSave()
{
    const QString name = QFileInfo(m_past.file).completeBaseName();
    m_saving->ask(tr("Save the report"), QDir::home().filePath(tr("%1, report.csv").arg(name)), writes());
}

void PastImportReport::save(const QString &file)
{
    m_saving->save(file, writes());
}

void PastImportReport::undo()
{
    if (m_undo->isBusy()) {
        return;
    }
    m_undo->setBusy(true, tr("Undoing…"));
    whenDone(m_import.undo(m_past.id), this, [this](const Result<ImportUndo> &outcome) {
        m_undo->setBusy(false);
        if (!outcome) {
            if (outcome.error().kind == ErrorKind::Cancelled) {
                m_shell.showToast(tr("Stopped. The import stays as it was."));
            }
            m_shell.showProblem(outcome.error());
            return;
        }
        m_sentence->setText(outcome->sentence);
        announce(m_sentence, outcome->sentence);
        m_undo->hide();
        m_past.undoneAt = m_shell.now();
        m_people->setDisabledReason(whyNobodyOf(m_past));
        m_rows->setFocus();
        showRows();
    });
}

} // namespace AlwaysLeads
