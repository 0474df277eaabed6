#include "prospecting/FindLeadsPage.h"

#include "keychain/Vault.h"
#include "prospecting/ApolloKey.h"
#include "prospecting/CostBar.h"
#include "prospecting/FindBannerPlace.h"
#include "prospecting/FindEmptyPlace.h"
#include "prospecting/FindFilters.h"
#include "prospecting/FoundTable.h"
#include "prospecting/FoundTableModel.h"
#include "prospecting/LeadFinder.h"
#include "shell/PageHeader.h"
#include "shell/Shell.h"
#include "widgets/Announce.h"
#include "widgets/Button.h"
#include "widgets/ElidedLabel.h"
#include "widgets/EmptyState.h"
#include "widgets/IconButton.h"
#include "widgets/Label.h"

#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace AlwaysLeads {

namespace {

constexpr std::chrono::milliseconds pauseInTyping(450);
constexpr std::chrono::seconds pauseOffline(30);

enum StackPage { LoadingPage, TablePage, EmptyPage };

} // namespace

FindLeadsPage::FindLeadsPage(LeadFinder &finder, Vault &vault, Shell &shell, QWidget *parent)
    : Page(parent)
    , m_finder(finder)
    , m_vault(vault)
    , m_shell(shell)
    , m_header(new PageHeader(tr("Find leads")))
    , m_savedButton(new Button(tr("Saved searches"), ButtonKind::Ghost))
    , m_body(new QStackedWidget)
    , m_filters(new FindFilters)
    , m_banner(new FindBannerPlace)
    , m_count(new Label(QString(), TextStyle::Strong))
    , m_stopButton(new Button(tr("Stop"), ButtonKind::Link))
    , m_choiceWords(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_hint(new ElidedLabel(QString(), TextStyle::Body, &Theme::text3))
    , m_newButton(new Button(QString(), ButtonKind::Link))
    , m_revealedButton(new Button(QString(), ButtonKind::Link))
    , m_nobodyButton(new Button(tr("Choose nobody"), ButtonKind::Link))
    , m_pageLabel(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_previous(new IconButton(Icon::ChevronLeft, tr("Page before (Alt Left)")))
    , m_next(new IconButton(Icon::ChevronRight, tr("Next page (Alt Right)")))
    , m_stack(new QStackedWidget)
    , m_skeleton(new Skeleton(44))
    , m_model(new FoundTableModel(this))
    , m_table(new FoundTable(*m_model))
    , m_empty(new FindEmptyPlace)
    , m_knownText(new ElidedLabel(QString(), TextStyle::Body, &Theme::text2))
    , m_knownButton(new Button(tr("Show"), ButtonKind::Link))
    , m_cost(new CostBar)
{
    setObjectName(QStringLiteral("findLeadsPage"));
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseInTyping);
    connect(&m_pause, &QTimer::timeout, this, &FindLeadsPage::search);
    m_lookAgain.setSingleShot(true);
    m_lookAgain.setInterval(pauseOffline);
    connect(&m_lookAgain, &QTimer::timeout, this, [this] {
        if (isVisible()) { // else entering asks
            readBudget(true);
        }
    });
    build();
    connectFinder();
    connect(&m_vault, &Vault::changed, this, [this] {
        if (isVisible()) {
            readKey();
        }
    });
    showNothing();
}

FindLeadsPage::~FindLeadsPage()
{
    m_stop.request_stop();
}

void FindLeadsPage::enter()
{
    readKey();
    if (!m_readLast) {
        m_readLast = true;
        readLast();
    } else {
        renewPeople();
    }
}

void FindLeadsPage::focusSearch()
{
    m_filters->focusFirst();
}

void FindLeadsPage::createNew()
{
    m_filters->setFilters({});
    clearFilters();
}

int FindLeadsPage::bottomBar() const
{
    return m_cost->isHidden() ? 0 : m_cost->height();
}

QWidget *FindLeadsPage::mainControl()
{
    return m_stack->currentIndex() == TablePage ? static_cast<QWidget *>(m_table) : m_filters;
}

void FindLeadsPage::readKey()
{
    whenDone(m_vault.hint(apolloKeyName()), this, [this](const Result<std::optional<SecretHint>> &hint) {
        m_hasKey = hint && hint->has_value();
        m_body->setCurrentIndex(m_hasKey ? 0 : 1);
        m_savedButton->setVisible(m_hasKey);
        if (m_hasKey) {
            readBudget(true);
        }
    });
}

void FindLeadsPage::readLast()
{
    whenDone(m_finder.lastShown(), this, [this](const Result<std::optional<FoundPage>> &last) {
        if (last && *last && !m_page) {
            m_filters->setFilters((*last)->filters);
            show(**last);
        }
    });
}

std::stop_token FindLeadsPage::startWork(std::function<void()> again)
{
    m_tryAgain = std::move(again);
    m_stop.request_stop(); // of what is still under way: its answer would be an old one
    m_stop = std::stop_source();
    m_pause.stop();
    ++m_turn;
    endRunProgress();
    m_working = true;
    m_banner->clear();
    m_stack->setCurrentIndex(LoadingPage);
    m_skeleton->start();
    renewStatus();
    return m_stop.get_token();
}

void FindLeadsPage::endWork()
{
    m_working = false;
    endRunProgress();
    m_skeleton->stop();
}

void FindLeadsPage::stopWork()
{
    if (m_working) {
        m_pause.stop();
        m_stop.request_stop();
    }
}

void FindLeadsPage::search()
{
    const ApolloFilters filters = m_filters->filters();
    if (filters.isEmpty()) {
        clearFilters();
        return;
    }
    if (!m_working && m_banner->isEmpty() && m_page && m_page->filters == filters) {
        return;
    }
    const std::stop_token stop = startWork([this] { search(); });
    whenDone(m_finder.search(filters, stop), this,
             [this, turn = m_turn](const Result<FoundPage> &page) { showAnswer(turn, page); });
}

void FindLeadsPage::goTo(int page)
{
    if (!m_page || m_working || page < 1 || page > m_page->pages()) {
        return;
    }
    const std::stop_token stop = startWork([this, page] { goTo(page); });
    whenDone(m_finder.page(m_page->search, page, stop), this, [this, turn = m_turn](const Result<FoundPage> &found) {
        if (showAnswer(turn, found) && found) {
            m_table->setFocus();
        }
    });
}

bool FindLeadsPage::showAnswer(int turn, const Result<FoundPage> &page)
{
    if (turn != m_turn) {
        return false; // another search was begun since
    }
    endWork();
    if (!page) {
        showProblem(page.error());
        return true;
    }
    show(*page);
    if (m_offline) {
        readBudget(true); // Apollo may be there again
    }
    return true;
}

void FindLeadsPage::clearFilters()
{
    m_stop.request_stop();
    ++m_turn;
    m_pause.stop();
    endWork();
    m_banner->clear();
    showNothing();
    m_filters->focusFirst();
}

void FindLeadsPage::showNothing()
{
    m_page.reset();
    m_table->forgetChoice();
    m_model->show({});
    m_filters->setSavable(false, {});
    m_empty->put({Icon::Telescope,
                  ToneName::Accent,
                  tr("Whom do you look for?"),
                  tr("Type a job title or a place on the left and press Enter. Searching is free."),
                  QString(),
                  QString(),
                  {}});
    m_stack->setCurrentIndex(EmptyPage);
    renewStatus();
    renewKnownLine();
    renewChoice();
}

void FindLeadsPage::show(const FoundPage &page)
{
    if (!m_page || m_page->search != page.search) {
        m_revealed.clear(); // of another search
    }
    const bool isPaging = m_page && m_page->search == page.search && m_page->runAt == page.runAt;
    if (!isPaging) {
        m_table->forgetChoice(); // of other results
    }
    m_page = page;
    m_model->setOnlyNew(false);
    m_model->show(page);
    m_filters->setSavable(true, page.name);
    if (page.total == 0) {
        m_empty->put({Icon::SearchX, ToneName::Neutral, tr("Nobody fits"),
                      tr("Take a filter away, or allow similar titles and more places."), tr("Clear the filters"),
                      QStringLiteral("findClearAll"), [this] { createNew(); }});
        m_stack->setCurrentIndex(EmptyPage);
    } else {
        m_stack->setCurrentIndex(TablePage);
        m_table->scrollToTop();
        if (m_model->rowCount() > 0) {
            m_table->selectionModel()->setCurrentIndex(m_model->index(0, 0), QItemSelectionModel::NoUpdate);
        }
    }
    renewStatus();
    renewKnownLine();
    renewChoice();
    announce(this,
             isPaging ? tr("%1. %2.").arg(m_pageLabel->text(), m_table->choiceWords())
                      : tr("%L1 people found").arg(page.total));
}

void FindLeadsPage::showProblem(Error error)
{
    const bool stopped = error.kind == ErrorKind::Cancelled;
    if (stopped) {
        error.message = tr("You stopped the search.");
    }
    const bool needsKey = error.kind == ErrorKind::SignedOut;
    const auto again = [this, needsKey] {
        if (needsKey) {
            m_shell.openSettings(QStringLiteral("apollo"));
        } else {
            const auto act = m_tryAgain; // which puts another in its place
            act();
        }
    };
    m_filters->setSavable(false, {});
    if (m_page && m_page->total > 0) {
        m_banner->put(error, again); // they stay, and whom the person chose of them
        m_stack->setCurrentIndex(TablePage);
    } else {
        m_page.reset();
        m_table->forgetChoice();
        m_model->show({});
        m_empty->put({error.kind == ErrorKind::Network ? Icon::WifiOff : Icon::TriangleAlert, ToneName::Warn,
                      stopped ? tr("Not searched to the end") : tr("The search did not work"), error.message,
                      needsKey ? tr("Open Apollo's settings") : tr("Try again"), QStringLiteral("findTryAgain"),
                      again});
        m_stack->setCurrentIndex(EmptyPage);
        renewKnownLine();
        announce(this, error.message);
    }
    renewStatus();
    renewChoice();
    if (stopped) {
        mainControl()->setFocus(); // the button that stopped it is gone
    } else {
        focusTryAgain();
    }
    if (error.kind == ErrorKind::Network || error.kind == ErrorKind::Timeout) {
        setOffline();
    }
}

/// Where somebody who waited for the answer goes on; who types a filter meanwhile is left there.
void FindLeadsPage::focusTryAgain()
{
    const QWidget *now = window()->focusWidget();
    // The empty state behind the table may still have one of an earlier failure.
    const QList<Button *> buttons = findChildren<Button *>(QStringLiteral("findTryAgain"));
    const auto button = std::ranges::find_if(buttons, &Button::isVisible);
    if (button != buttons.cend() && (now == nullptr || !m_filters->isAncestorOf(now))) {
        (*button)->setFocus(Qt::OtherFocusReason);
    }
}

} // namespace AlwaysLeads
