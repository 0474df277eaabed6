#include "lead/ImportColumns.h"
#include "lead/ImportHeader.h"
#include "lead/ImportRowDelegate.h"
#include "lead/ImportRowsModel.h"
#include "lead/ImportSheet.h"
#include "lead/ImportSum.h"
#include "widgets/Button.h"
#include "widgets/EmptyState.h"
#include "widgets/Marks.h"
#include "widgets/Segmented.h"
#include "widgets/SheetFrame.h"
#include "widgets/TableView.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QStackedWidget>

namespace AlwaysLeads {

namespace {
constexpr int sheetHeight = 788;
constexpr int footerHeight = 64;
constexpr int barHeight = 52;
constexpr int companyFrom = 620; ///< narrower rows leave the company out
} // namespace

void ImportSheet::build()
{
    setObjectName(QStringLiteral("importSheet"));
    setFixedBodyHeight(sheetHeight);
    body()->addWidget(m_header);
    m_pages->addWidget(buildCheck());
    body()->addWidget(m_pages, 1);
    body()->addWidget(new Hairline);
    body()->addWidget(buildFooter());
    connect(m_header, &ImportHeader::closeRequested, this, &ImportSheet::cancel);
    connect(m_columns, &ImportColumns::planChanged, this, &ImportSheet::preview);
    connect(m_columns, &ImportColumns::checkChosen, this, &ImportSheet::checkChosen);
    connect(m_columns, &ImportColumns::tagChanged, this, [this] { m_model->renew(m_columns->plan()); });
    connect(m_columns, &ImportColumns::formatChanged, this, &ImportSheet::lookAgain);

    auto *runKey = new QAction(tr("Import"), this);
    runKey->setShortcuts({QKeySequence(QStringLiteral("Ctrl+Return")), QKeySequence(QStringLiteral("Ctrl+Enter"))});
    runKey->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(runKey, &QAction::triggered, this, [this] {
        if (m_run->isVisible() && m_run->isEnabled()) {
            run();
        }
    });
    addAction(runKey);
    auto *problemKey = new QAction(tr("Next problem"), this);
    problemKey->setShortcut(QKeySequence(QStringLiteral("F8")));
    problemKey->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(problemKey, &QAction::triggered, this, &ImportSheet::nextProblem);
    addAction(problemKey);
}

QWidget *ImportSheet::buildCheck()
{
    m_check = new QWidget;
    auto *columns = new QHBoxLayout(m_check);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    columns->addWidget(m_columns);
    auto *right = new Pane(&Theme::surface);
    auto *lines = new QVBoxLayout(right);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    auto *bar = new Pane(&Theme::surface, Qt::BottomEdge);
    bar->setFixedHeight(barHeight);
    auto *barLine = new QHBoxLayout(bar);
    barLine->setContentsMargins(16, 0, 14, 0);
    m_fates->setObjectName(QStringLiteral("importFates"));
    m_fates->addSegment(tr("All"));
    m_fates->addSegment(tr("New"));
    m_fates->addSegment(tr("Merge"));
    m_fates->addSegment(tr("Refused"));
    m_saveRefused->setObjectName(QStringLiteral("importSaveRefused"));
    m_saveRefused->setControlHeight(28);
    barLine->addWidget(m_fates);
    barLine->addStretch(1);
    barLine->addWidget(m_saveRefused);
    lines->addWidget(bar);
    m_rows->setObjectName(QStringLiteral("importRows"));
    m_rows->setModel(m_model);
    m_rows->setSelectionMode(QAbstractItemView::SingleSelection);
    m_rows->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *delegate = new ImportRowDelegate(m_rows);
    m_rows->setRowDelegate(delegate);
    m_rows->header()->setSectionsClickable(false);
    m_rows->viewport()->installEventFilter(this);
    lines->addWidget(m_rows, 1);
    auto *unread = new EmptyState(Icon::TriangleAlert, tr("These rows cannot be checked"), QString());
    unread->setObjectName(QStringLiteral("importUnread"));
    unread->setTone(ToneName::Warn);
    auto *again = unread->addButton(new Button(tr("Read the file again"), ButtonKind::Secondary));
    again->setObjectName(QStringLiteral("importReadAgain"));
    connect(again, &QPushButton::clicked, this, &ImportSheet::lookAgain);
    lines->addWidget(unread, 1);
    unread->hide();
    columns->addWidget(right, 1);

    connect(m_fates, &Segmented::currentChanged, this, &ImportSheet::showRows);
    connect(m_saveRefused, &QPushButton::clicked, this, &ImportSheet::askWhereToSaveRefused);
    m_saveReport->setObjectName(QStringLiteral("importSaveReport"));
    m_saveReport->hide();
    connect(m_saveReport, &QPushButton::clicked, this, &ImportSheet::askWhereToSaveReport);
    connect(m_model, &ImportRowsModel::failed, this, &ImportSheet::showProblem);
    const auto helpAt = [this](const QModelIndex &index) {
        const QVariant row = index.siblingAtColumn(0).data(ImportRowsModel::RowRole);
        if (row.isValid()) {
            help(row.value<ImportPreviewRow>());
        }
    };
    connect(delegate, &RowDelegate::partClicked, this, helpAt);
    connect(m_rows, &TableView::opened, this, helpAt);
    return m_check;
}

QWidget *ImportSheet::buildFooter()
{
    auto *footer = new QWidget;
    footer->setFixedHeight(footerHeight);
    auto *line = new QHBoxLayout(footer);
    line->setContentsMargins(24, 0, 20, 0);
    line->setSpacing(8);
    auto *words = new QVBoxLayout;
    words->setSpacing(6);
    words->addStretch(1);
    words->addWidget(m_sum);
    words->addWidget(m_meter);
    words->addStretch(1);
    m_meter->setObjectName(QStringLiteral("importMeter"));
    m_meter->setMaximumWidth(420);
    m_meter->hide();
    line->addLayout(words, 1);
    const auto place = [line](Button *button, const char *name) {
        button->setObjectName(QLatin1String(name));
        line->addWidget(button);
    };
    place(m_undo, "importUndo");
    place(m_people, "importPeople");
    place(m_cancel, "importCancel");
    place(m_run, "importRun");
    place(m_done, "importDone");
    m_run->setKeyCap(tr("Ctrl ↵"));
    m_undo->hide();
    m_people->hide();
    m_done->hide();
    connect(m_cancel, &QPushButton::clicked, this, &ImportSheet::cancel);
    connect(m_run, &QPushButton::clicked, this, &ImportSheet::run);
    connect(m_undo, &QPushButton::clicked, this, &ImportSheet::undo);
    connect(m_people, &QPushButton::clicked, this, &ImportSheet::showPeople);
    connect(m_done, &QPushButton::clicked, this, &ImportSheet::finish);
    return footer;
}

bool ImportSheet::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_rows->viewport() && event->type() == QEvent::Resize) {
        renewColumns(); // the window's size, or a scroll bar that came
    }
    return DialogSheet::eventFilter(watched, event);
}

void ImportSheet::renewColumns()
{
    const int room = m_rows->viewport()->width();
    const bool company = room >= companyFrom;
    m_rows->setColumnHidden(ImportRowsModel::Company, !company);
    const int number = 54;
    const int name = company ? 150 : 130;
    const int email = company ? 216 : 170;
    const int companyWidth = company ? 146 : 0;
    m_rows->setColumnWidth(ImportRowsModel::Number, number);
    m_rows->setColumnWidth(ImportRowsModel::Name, name);
    m_rows->setColumnWidth(ImportRowsModel::Email, email);
    m_rows->setColumnWidth(ImportRowsModel::Company, companyWidth);
    m_rows->setColumnWidth(ImportRowsModel::Happens, std::max(140, room - number - name - email - companyWidth));
}

} // namespace AlwaysLeads
