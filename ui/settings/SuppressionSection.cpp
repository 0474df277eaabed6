#include "settings/SuppressionSection.h"

#include "settings/SuppressionImportSheet.h"
#include "settings/SuppressionModel.h"
#include "settings/SuppressionRowDelegate.h"
#include "shell/Shell.h"
#include "widgets/Announce.h"
#include "widgets/Button.h"
#include "widgets/DialogSheet.h"
#include "widgets/EmptyState.h"
#include "widgets/Label.h"
#include "widgets/LineEdit.h"
#include "widgets/Menu.h"
#include "widgets/SearchField.h"
#include "widgets/SheetFrame.h"
#include "widgets/TableView.h"
#include "widgets/TextField.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QShortcut>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {
constexpr int widest = 888;
constexpr int pauseInTyping = 150; // ms
constexpr int listHeight = 420;
constexpr int rowHeight = 40;
} // namespace

SuppressionSection::SuppressionSection(OptOuts &optOuts, Suppression &suppression, Shell &shell, QWidget *parent)
    : SettingsSection(
        tr("Do not contact"),
        tr("Who is never written to. This list outlives deleted leads, imports and restored backups; only "
           "you take somebody off it."),
        parent)
    , m_optOuts(optOuts)
    , m_suppression(suppression)
    , m_shell(shell)
    , m_field(new TextField(tr("Address, domain or pattern")))
    , m_add(new Button(Icon::Ban, tr("Never write to them"), ButtonKind::Primary))
    , m_effect(new Label(QString(), TextStyle::Meta, &Theme::text2))
    , m_search(new SearchField(tr("Search, or a whole address")))
    , m_import(new Button(Icon::Upload, tr("Import list…"), ButtonKind::Ghost))
    , m_export(new Button(Icon::Download, tr("Export…"), ButtonKind::Ghost))
    , m_table(new TableView(tr("Do not contact")))
    , m_model(new SuppressionModel(suppression, this))
    , m_body(new QStackedWidget)
    , m_empty(new EmptyState(Icon::Ban, QString(), QString()))
    , m_count(new Label(QString(), TextStyle::Meta, &Theme::text2))
    , m_soon(new QTimer(this))
{
    setWidest(widest);
    buildAdding();
    buildList();
    lines()->addStretch(1);
    connect(&m_suppression, &Suppression::changed, this, [this] {
        if (isVisible()) {
            m_model->read(m_search->text());
        }
    });
}

SuppressionSection::~SuppressionSection()
{
    m_looking.request_stop();
}

void SuppressionSection::buildAdding()
{
    m_field->setObjectName(QStringLiteral("suppressionField"));
    m_field->edit()->setObjectName(QStringLiteral("suppressionFieldEdit"));
    m_field->edit()->setMaxLength(400);
    m_field->setHint(tr("anna@firm.example · firm.example with all below it · patterns such as info@* or *.gov"));
    m_add->setObjectName(QStringLiteral("suppressionAdd"));
    m_field->addBeside(m_add);
    m_effect->setObjectName(QStringLiteral("suppressionEffect"));
    m_effect->setWordWrap(true);
    m_effect->hide();
    QVBoxLayout *card = addCard();
    card->addWidget(m_field);
    card->addWidget(m_effect);
    m_soon->setSingleShot(true);
    m_soon->setInterval(pauseInTyping);
    connect(m_soon, &QTimer::timeout, this, &SuppressionSection::lookAtTyped);
    connect(m_field, &TextField::textEdited, this, [this] {
        m_looking.request_stop();
        m_effect->hide();
        m_soon->start();
    });
    connect(m_field->edit(), &QLineEdit::returnPressed, this, &SuppressionSection::add);
    connect(m_add, &QPushButton::clicked, this, &SuppressionSection::add);
}

void SuppressionSection::buildList()
{
    m_search->setObjectName(QStringLiteral("suppressionSearch"));
    m_search->setMinimumWidth(280);
    m_import->setObjectName(QStringLiteral("suppressionImport"));
    m_import->setToolTip(tr("A CSV or text file with addresses, domains and patterns"));
    m_export->setObjectName(QStringLiteral("suppressionExport"));
    m_count->setObjectName(QStringLiteral("suppressionCount"));
    auto *bar = new QHBoxLayout;
    bar->setSpacing(8);
    bar->addWidget(m_search);
    bar->addWidget(m_count);
    bar->addStretch(1);
    bar->addWidget(m_import);
    bar->addWidget(m_export);
    lines()->addSpacing(8);
    lines()->addLayout(bar);

    m_table->setObjectName(QStringLiteral("suppressionTable"));
    m_table->setModel(m_model);
    auto *delegate = new SuppressionRowDelegate(m_table, *m_model, rowHeight);
    m_table->setRowDelegate(delegate);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    QHeaderView *header = m_table->header();
    header->setSectionsMovable(false);
    for (const auto &[column, width] :
         {std::pair(int(SuppressionModel::When), 104), std::pair(int(SuppressionModel::Who), 232),
          std::pair(int(SuppressionModel::KindColumn), 84), std::pair(int(SuppressionModel::Why), 132),
          std::pair(int(SuppressionModel::More), 44)}) {
        header->resizeSection(column, width);
    }
    header->setSectionResizeMode(SuppressionModel::Detail, QHeaderView::Stretch);
    header->setSectionResizeMode(SuppressionModel::More, QHeaderView::Fixed);
    auto *card = new Card;
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(1, 5, 1, 5); // the table paints over no corner
    m_body->addWidget(m_table);
    m_body->addWidget(m_empty);
    m_body->setFixedHeight(listHeight);
    inside->addWidget(m_body);
    lines()->addWidget(card);

    connect(m_search, &SearchField::searched, this, [this](const QString &text) { m_model->read(text); });
    connect(m_search, &SearchField::movedDown, this, [this] { m_table->setFocus(Qt::TabFocusReason); });
    connect(m_search, &SearchField::left, this, [this] { m_table->setFocus(Qt::OtherFocusReason); });
    connect(m_model, &SuppressionModel::loaded, this, &SuppressionSection::showList);
    connect(m_model, &SuppressionModel::failed, this, [this](const Error &error) { m_shell.showProblem(error); });
    connect(delegate, &RowDelegate::partClicked, this, [this](const QModelIndex &index, int) {
        openMenu(index.row(), m_table->viewport()->mapToGlobal(m_table->visualRect(index).bottomLeft()));
    });
    connect(m_table, &QWidget::customContextMenuRequested, this, [this](const QPoint &position) {
        const QModelIndex index = m_table->indexAt(position);
        openMenu(index.isValid() ? index.row() : m_table->currentIndex().row(),
                 m_table->viewport()->mapToGlobal(position));
    });
    const auto releaseCurrent = [this] {
        if (const SuppressionEntry *entry = m_model->entry(m_table->currentIndex().row())) {
            askToRelease(*entry);
        }
    };
    connect(m_table, &TableView::opened, this, releaseCurrent);
    auto *remove = new QShortcut(QKeySequence(Qt::Key_Delete), m_table, nullptr, nullptr, Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, releaseCurrent);
    connect(m_import, &QPushButton::clicked, this, [this] {
        importFile(QFileDialog::getOpenFileName(this, tr("Import a list"), QString(),
                                                tr("Lists (*.csv *.tsv *.txt);;All files (*)")));
    });
    connect(m_export, &QPushButton::clicked, this, [this] {
        exportTo(QFileDialog::getSaveFileName(this, tr("Export the list"),
                                              tr("Do not contact") + QStringLiteral(".csv"), tr("Tables (*.csv)")));
    });
}

void SuppressionSection::enter()
{
    m_model->read(m_search->text());
}

void SuppressionSection::lookAtTyped()
{
    const Result<SuppressionSubject> subject = SuppressionSubject::parse(m_field->text());
    if (!subject) {
        return; // said when it is added: nobody is told off in the middle of a word
    }
    m_looking.request_stop();
    m_looking = std::stop_source();
    const std::stop_token stop = m_looking.get_token();
    whenDone(m_optOuts.preview({*subject}, stop), this,
             [this, stop, subject = *subject](const Result<OptOutEffect> &effect) {
                 if (effect && !stop.stop_requested()) {
                     showEffect(subject, *effect);
                 }
             });
}

void SuppressionSection::showEffect(const SuppressionSubject &subject, const OptOutEffect &effect)
{
    QStringList words;
    switch (subject.kind()) {
    case SuppressionSubject::Kind::Address:
        words << tr("The address %1.").arg(subject.shown());
        break;
    case SuppressionSubject::Kind::Domain:
        words << tr("Everybody at %1 and below it.").arg(subject.shown());
        break;
    case SuppressionSubject::Kind::Pattern:
        words << tr("Every address like %1.").arg(subject.shown());
        break;
    }
    words << (effect.leads == 0 ? tr("None of your leads is covered.")
                                : tr("%n of your leads are covered.", nullptr, int(effect.leads)));
    if (effect.mails > 0) {
        words << tr("%n waiting mail(s) will be taken out.", nullptr, effect.mails);
    }
    if (effect.drafts > 0) {
        words << tr("%n draft(s) will be blocked.", nullptr, effect.drafts);
    }
    m_effect->setText(words.join(QLatin1Char(' ')));
    m_effect->show();
    announce(m_effect, m_effect->text());
}

void SuppressionSection::add()
{
    m_soon->stop();
    m_looking.request_stop();
    const Result<SuppressionSubject> subject = SuppressionSubject::parse(m_field->text());
    if (!subject) {
        m_effect->hide();
        m_field->setError(subject.error().message);
        m_field->edit()->setFocus();
        return;
    }
    m_add->setEnabled(false);
    whenDone(m_optOuts.add({*subject}, SuppressionReason::ByHand, {}), this,
             [this, shown = subject->shown()](const Result<OptOutDone> &done) {
                 m_add->setEnabled(true);
                 if (!done) {
                     m_field->setError(done.error().message);
                     return;
                 }
                 m_field->setText({});
                 m_effect->hide();
                 m_field->edit()->setFocus();
                 if (done->added.empty()) {
                     m_shell.showToast(tr("%1 is on the list already").arg(shown));
                     return;
                 }
                 m_shell.offerUndo({tr("%1 is never written to").arg(shown),
                                    [&optOuts = m_optOuts, done = *done] { return optOuts.takeBack(done); }});
             });
}

void SuppressionSection::showList()
{
    const bool searched = !m_model->search().trimmed().isEmpty();
    const qint64 total = m_model->total();
    if (total == 0) {
        m_empty->setTitle(searched ? tr("Not on the list") : tr("Nobody yet"));
        m_empty->setSentence(searched ? tr("No entry covers or names this.")
                                      : tr("Who answers that they want no mail comes here by themselves."));
    }
    m_body->setCurrentWidget(total == 0 ? static_cast<QWidget *>(m_empty) : m_table);
    m_count->setText(total == 0     ? QString()
                         : searched ? tr("%L1 found").arg(total)
                                    : tr("%Ln entries", nullptr, int(total)));
    m_export->setEnabled(total > 0);
    m_export->setToolTip(total > 0 ? tr("As it is shown; addresses are not kept in full")
                                   : tr("There is nothing to export"));
}

void SuppressionSection::openMenu(int row, const QPoint &position)
{
    const SuppressionEntry *found = m_model->entry(row);
    if (found == nullptr) {
        return;
    }
    Menu menu(tr("More for %1").arg(found->shown), this);
    connect(menu.addDanger(Icon::Undo, tr("Release…"), QKeySequence(Qt::Key_Delete)), &QAction::triggered, this,
            [this, entry = *found] { askToRelease(entry); });
    menu.exec(position);
}

void SuppressionSection::askToRelease(const SuppressionEntry &entry)
{
    const bool theirs = entry.reason == SuppressionReason::OptedOut || entry.reason == SuppressionReason::Complaint;
    QString means;
    switch (entry.reason) {
    case SuppressionReason::OptedOut:
        means = tr("They asked not to be written to. In most countries writing again is against the law, unless they "
                   "told you themselves that they want it.");
        break;
    case SuppressionReason::Complaint:
        means = tr("They complained about a mail. Another one can cost you your mailbox.");
        break;
    case SuppressionReason::Bounced:
        means = tr("Their server said that this address does not exist. Release it only if it does now.");
        break;
    case SuppressionReason::ByHand:
        means = tr("Campaigns may write to them again. Drafts that were blocked stay so until you try them again.");
        break;
    }
    auto *sheet = new ConfirmSheet(tr("Release %1?").arg(entry.shown), means, tr("Keep"), tr("Release"),
                                   theirs ? ConfirmSheet::Weight::Danger : ConfirmSheet::Weight::Plain, window());
    sheet->setObjectName(QStringLiteral("suppressionReleaseSheet"));
    if (theirs) {
        sheet->askToType(tr("RELEASE"));
    }
    connect(sheet, &ConfirmSheet::confirmed, this, [this, entry] { release(entry); });
    sheet->open();
}

void SuppressionSection::release(const SuppressionEntry &entry)
{
    whenDone(m_suppression.release(entry.id), this, [this, shown = entry.shown](const Result<> &outcome) {
        outcome ? m_shell.showToast(tr("%1 is released").arg(shown)) : m_shell.showProblem(outcome.error());
        m_table->setFocus();
    });
}

void SuppressionSection::importFile(const QString &path)
{
    if (!path.isEmpty()) {
        auto *sheet = new SuppressionImportSheet(m_optOuts, path, m_shell, window());
        sheet->open();
    }
}

void SuppressionSection::exportTo(const QString &path)
{
    if (path.isEmpty()) {
        return;
    }
    whenDone(m_optOuts.exportList(path, m_model->search()), this, [this, path](const Result<qint64> &written) {
        written ? m_shell.showToast(tr("%L1 entries written to %2").arg(*written).arg(QFileInfo(path).fileName()))
                : m_shell.showProblem(written.error());
    });
}

} // namespace AlwaysLeads
