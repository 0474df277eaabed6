#include "prospecting/CostBar.h"
#include "prospecting/FindBannerPlace.h"
#include "prospecting/FindEmptyPlace.h"
#include "prospecting/FindFilters.h"
#include "prospecting/FindLeadsPage.h"
#include "prospecting/FoundTable.h"
#include "prospecting/FoundTableModel.h"
#include "prospecting/LeadFinder.h"
#include "shell/PageHeader.h"
#include "shell/Shell.h"
#include "style/AppStyle.h"
#include "widgets/Announce.h"
#include "widgets/Button.h"
#include "widgets/EmptyState.h"
#include "widgets/IconButton.h"
#include "widgets/Marks.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QStackedWidget>

namespace AlwaysLeads {

namespace {

constexpr int headerRow = 34;

} // namespace

void FindLeadsPage::build()
{
    auto *key = new StatusChip(ChipLook{Icon::PlugZap, tr("Apollo, your key"), ToneName::Neutral});
    m_header->addLeft(key);
    m_savedButton->setObjectName(QStringLiteral("savedSearches"));
    m_savedButton->setTrailingPicture(Icon::ChevronDown);
    auto *import = new Button(Icon::Upload, tr("Import a file"));
    import->setObjectName(QStringLiteral("findImport"));
    m_header->addRight(m_savedButton);
    m_header->addRight(import);
    connect(m_savedButton, &QPushButton::clicked, this, &FindLeadsPage::openSavedMenu);
    connect(import, &QPushButton::clicked, this, [this] { m_shell.importFile({}); });

    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    lines->addWidget(m_header);
    lines->addWidget(m_body, 1);

    auto *work = new QWidget;
    auto *columns = new QHBoxLayout(work);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    columns->addWidget(m_filters);
    columns->addWidget(buildResults(), 1);
    m_body->addWidget(work);

    auto *noKey = new EmptyState(Icon::Telescope, tr("Find people with your Apollo key"),
                                 tr("Searching is free. Credits are spent only when you reveal an email, and never "
                                    "twice for one person."));
    auto *addKey = noKey->addButton(new Button(Icon::Key, tr("Add your Apollo key"), ButtonKind::Primary));
    addKey->setObjectName(QStringLiteral("addApolloKey"));
    auto *importInstead = noKey->addButton(new Button(Icon::Upload, tr("Import a file")));
    connect(addKey, &QPushButton::clicked, this, [this] { m_shell.openSettings(QStringLiteral("apollo")); });
    connect(importInstead, &QPushButton::clicked, this, [this] { m_shell.importFile({}); });
    m_noKey = noKey;
    m_noKey->setObjectName(QStringLiteral("findNoKey"));
    m_body->addWidget(m_noKey);

    connect(m_filters, &FindFilters::changed, &m_pause, qOverload<>(&QTimer::start));
    connect(m_filters, &FindFilters::searchNow, this, &FindLeadsPage::search);
    connect(m_filters, &FindFilters::cleared, this, &FindLeadsPage::clearFilters);
    connect(m_filters, &FindFilters::saveRequested, this, &FindLeadsPage::saveSearch);
    buildCommands();
}

QWidget *FindLeadsPage::buildResults()
{
    auto *results = new QWidget;
    auto *lines = new QVBoxLayout(results);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    lines->addWidget(m_banner);
    lines->addWidget(buildStatus());

    auto *loading = new QWidget;
    auto *loadingLines = new QVBoxLayout(loading);
    loadingLines->setContentsMargins(0, headerRow, 0, 0);
    loadingLines->addWidget(m_skeleton);
    m_table->setObjectName(QStringLiteral("foundTable"));
    m_stack->addWidget(loading);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    lines->addWidget(m_stack, 1);
    m_knownLine = buildKnownLine();
    lines->addWidget(m_knownLine);
    lines->addWidget(m_cost);

    connect(m_table, &FoundTable::choiceChanged, this, &FindLeadsPage::renewChoice);
    connect(m_table, &FoundTable::choiceSpoken, this, [this](const QString &words) { announce(this, words); });
    connect(m_table, &TableView::opened, this, [this](const QModelIndex &index) {
        const FoundPerson *person = m_model->person(index.row());
        if (person != nullptr) {
            openFound(*person);
        }
    });
    connect(m_cost, &CostBar::revealRequested, this, &FindLeadsPage::reveal);
    connect(m_cost, &CostBar::clearRequested, this, &FindLeadsPage::dropChoice);
    connect(m_cost, &CostBar::fewerRequested, this, [this](int people) {
        m_table->choose(m_table->chosen().mid(0, people));
        m_table->setFocus();
    });
    return results;
}

void FindLeadsPage::buildCommands()
{
    const auto add = [this](Icon icon, const QString &text, const QKeySequence &keys, auto act) {
        auto *action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        action->setProperty(pictureProperty, int(icon));
        connect(action, &QAction::triggered, this, act);
        addAction(action);
        m_commands.append(action);
    };
    const auto keys = [](const char *text) { return QKeySequence(QLatin1String(text)); };
    add(Icon::MailOpen, tr("Reveal the chosen people"), keys("Ctrl+Return"), [this] { reveal(); });
    add(Icon::CheckCheck, tr("Choose everybody with an email on this page"), {}, [this] { m_table->chooseAll(); });
    add(Icon::X, tr("Choose nobody on any page"), {}, [this] { dropChoice(); });
    add(Icon::ChevronRight, tr("Next page"), keys("Alt+Right"), [this] { m_next->click(); });
    add(Icon::ChevronLeft, tr("Page before"), keys("Alt+Left"), [this] { m_previous->click(); });
    add(Icon::X, tr("Stop the search"), {}, [this] { stopWork(); });
    add(Icon::Bookmark, tr("Save this search…"), keys("Ctrl+S"), [this] { saveSearch(); });
    add(Icon::PencilLine, tr("Rename this search…"), keys("F2"), [this] { renameSaved(); });
    add(Icon::Telescope, tr("Saved searches…"), {}, [this] { openSavedMenu(); });
    add(Icon::X, tr("Clear the filters"), {}, [this] { createNew(); });
    add(Icon::Users, tr("Show or hide people you know"), {}, [this] { toggleKnown(); });
    add(Icon::Users, tr("Show the people revealed last in Leads"), {}, [this] { showRevealed(); });
}

void FindLeadsPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_working) {
        stopWork();
        event->accept();
        return;
    }
    Page::keyPressEvent(event);
}

} // namespace AlwaysLeads
