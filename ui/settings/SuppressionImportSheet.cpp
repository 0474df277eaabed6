#include "settings/SuppressionImportSheet.h"

#include "shell/Shell.h"
#include "widgets/Announce.h"
#include "widgets/Button.h"
#include "widgets/Combo.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/RowDelegate.h"
#include "widgets/Segmented.h"
#include "widgets/TableView.h"

#include <QFileInfo>
#include <QHeaderView>
#include <QPointer>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace AlwaysLeads {

namespace {
constexpr int sheetWidth = 680;
constexpr int mostRowsSeen = 7;
constexpr int refusedRow = 34;
} // namespace

SuppressionImportSheet::SuppressionImportSheet(OptOuts &optOuts, QString path, Shell &shell, QWidget *inside)
    : DialogSheet(tr("Import %1").arg(QFileInfo(path).fileName()), sheetWidth, inside)
    , m_optOuts(optOuts)
    , m_path(std::move(path))
    , m_shell(shell)
    , m_said(new Label(tr("Looking at the file…"), TextStyle::Body, &Theme::text2))
    , m_choices(new QWidget)
    , m_column(new Combo)
    , m_sample(new Label(QString(), TextStyle::Meta, &Theme::text3))
    , m_reason(new Segmented(tr("Why")))
    , m_meter(new Meter)
    , m_cancel(new Button(tr("Cancel"), ButtonKind::Ghost))
    , m_take(new Button(Icon::Ban, tr("Never write to them"), ButtonKind::Primary))
{
    setObjectName(QStringLiteral("suppressionImportSheet"));
    m_said->setObjectName(QStringLiteral("suppressionImportSaid"));
    m_said->setWordWrap(true);
    body()->addWidget(m_said);
    auto *choices = new QVBoxLayout(m_choices);
    choices->setContentsMargins(0, 4, 0, 0);
    choices->setSpacing(8);
    m_column->setObjectName(QStringLiteral("suppressionImportColumn"));
    m_column->setName(tr("Column with the list"));
    choices->addWidget(new Label(tr("Column with the list"), TextStyle::BodyMedium));
    choices->addWidget(m_column);
    m_sample->setWordWrap(true);
    m_sample->setObjectName(QStringLiteral("suppressionImportSample"));
    choices->addWidget(m_sample);
    choices->addSpacing(4);
    choices->addWidget(new Label(tr("Why"), TextStyle::BodyMedium));
    m_reason->setObjectName(QStringLiteral("suppressionImportReason"));
    m_reason->addSegment(tr("They asked for it"));
    m_reason->addSegment(tr("I do not want to write to them"));
    choices->addWidget(m_reason, 0, Qt::AlignLeft);
    m_choices->hide();
    body()->addWidget(m_choices);
    m_meter->hide();
    body()->addWidget(m_meter);
    m_cancel->setObjectName(QStringLiteral("suppressionImportCancel"));
    m_take->setObjectName(QStringLiteral("suppressionImportTake"));
    m_take->setEnabled(false);
    addButton(m_cancel);
    addButton(m_take);
    setDefaultButton(m_cancel);
    connect(m_cancel, &QPushButton::clicked, this, &DialogSheet::cancel);
    connect(m_take, &QPushButton::clicked, this, &SuppressionImportSheet::start);
    connect(m_column, &QComboBox::currentIndexChanged, this, &SuppressionImportSheet::showColumn);
    whenDone(m_optOuts.look(m_path), this,
             [this](const Result<OptOutListLook> &look) { look ? showLook(*look) : showProblem(look.error()); });
}

SuppressionImportSheet::~SuppressionImportSheet()
{
    m_stop.request_stop(); // what was added by then is taken back by the service
}

void SuppressionImportSheet::showLook(const OptOutListLook &look)
{
    m_look = look;
    m_said->setText(look.usable == 0 ? tr(
                        "No column holds addresses, domains or patterns. Choose the right file, or a column below.")
                                     : tr("Each cell of one column becomes an entry: an address, a domain or a "
                                          "pattern. Waiting mails to them are "
                                          "cancelled at once."));
    for (const QString &column : look.columns) {
        m_column->addChoice(column);
    }
    m_column->setCurrentIndex(look.column);
    m_choices->show();
    m_take->setEnabled(true);
    showColumn();
    m_column->setFocus();
}

void SuppressionImportSheet::showColumn()
{
    QStringList cells;
    for (const QStringList &row : std::as_const(m_look.sample)) {
        const QString cell = row.value(m_column->currentIndex()).simplified().left(60);
        if (!cell.isEmpty() && cells.size() < 4) {
            cells << cell;
        }
    }
    m_sample->setText(cells.isEmpty() ? tr("Its first rows are empty.") : cells.join(QStringLiteral(" · ")));
}

void SuppressionImportSheet::start()
{
    OptOutListWish wish;
    wish.path = m_path;
    wish.column = m_column->currentIndex();
    wish.reason = m_reason->current() == 0 ? SuppressionReason::OptedOut : SuppressionReason::ByHand;
    m_choices->setEnabled(false);
    m_take->setEnabled(false);
    m_meter->setShare(0);
    m_meter->show();
    const QPointer<Meter> meter(m_meter);
    const auto progress = [meter](double share) {
        if (meter) {
            meter->setShare(share);
        }
    };
    whenDone(
        m_optOuts.importList(wish, progress, m_stop.get_token()), this,
        [this](const Result<OptOutReport> &report) { report ? showReport(*report) : showProblem(report.error()); });
}

void SuppressionImportSheet::showReport(const OptOutReport &report)
{
    m_choices->hide();
    m_meter->hide();
    m_take->hide();
    const qint64 added = qint64(report.done.added.size());
    QStringList words{
        tr("%L1 added, %L2 there already, %L3 refused.").arg(added).arg(report.done.alreadyThere).arg(report.refused)};
    if (!report.done.stopped.isEmpty()) {
        words << tr("%n draft(s) or waiting mail(s) to them were stopped.", nullptr, int(report.done.stopped.size()));
    }
    if (report.refused > report.refusedRows.size()) {
        words << tr("The first %L1 refused rows:").arg(report.refusedRows.size());
    }
    m_said->setText(words.join(QLatin1Char(' ')));
    announce(m_said, m_said->text());
    if (!report.refusedRows.isEmpty()) {
        auto *model = new QStandardItemModel(0, 3, this);
        model->setHorizontalHeaderLabels({tr("Row"), tr("Cell"), tr("Why not")});
        for (const RefusedOptOut &refused : report.refusedRows) {
            model->appendRow({new QStandardItem(QLocale().toString(refused.row)), new QStandardItem(refused.text),
                              new QStandardItem(refused.why)});
        }
        auto *table = new TableView(tr("Refused rows"));
        table->setObjectName(QStringLiteral("suppressionImportRefused"));
        table->setModel(model);
        table->setRowDelegate(new RowDelegate(table, refusedRow));
        table->setSelectionMode(QAbstractItemView::SingleSelection);
        table->header()->resizeSection(0, 64);
        table->header()->resizeSection(1, 180);
        table->header()->setSectionResizeMode(2, QHeaderView::Stretch);
        table->setFixedHeight(refusedRow * (1 + int(std::min<qsizetype>(report.refusedRows.size(), mostRowsSeen))) + 2);
        body()->addWidget(table);
    }
    m_cancel->setText(tr("Done"));
    m_cancel->setKind(ButtonKind::Primary);
    setDefaultButton(m_cancel);
    m_cancel->setFocus();
    if (added > 0) {
        m_shell.offerUndo({tr("%n entries added", nullptr, int(added)),
                           [&optOuts = m_optOuts, done = report.done] { return optOuts.takeBack(done); }});
    }
}

void SuppressionImportSheet::showProblem(const Error &error)
{
    m_choices->hide();
    m_meter->hide();
    m_take->hide();
    m_said->setText(error.message);
    announce(m_said, error.message);
    m_cancel->setText(tr("Close"));
}

} // namespace AlwaysLeads
