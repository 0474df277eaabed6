#include "prospecting/FindLeadsPage.h"

#include "keychain/Vault.h"
#include "prospecting/ApolloKey.h"
#include "prospecting/CostBar.h"
#include "prospecting/FindFilters.h"
#include "prospecting/FoundTable.h"
#include "prospecting/FoundTableModel.h"
#include "prospecting/LeadFinder.h"
#include "shell/PageHeader.h"
#include "shell/Shell.h"
#include "widgets/Announce.h"
#include "widgets/Banner.h"
#include "widgets/Button.h"
#include "widgets/ElidedLabel.h"
#include "widgets/EmptyState.h"
#include "widgets/IconButton.h"
#include "widgets/Label.h"

#include <QLocale>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace AlwaysLeads {

namespace {

constexpr std::chrono::milliseconds pauseInTyping(450);
constexpr std::chrono::seconds pauseOffline(30);
constexpr qint64 mostShown = 50'000; // nobody behind them can be paged to

enum StackPage { LoadingPage, TablePage, EmptyPage };

QString dayText(const QDateTime &when)
{
    return QLocale().toString(when.toLocalTime().date(), QStringLiteral("d MMM"));
}

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
    , m_count(new Label(QString(), TextStyle::Strong))
    , m_stopButton(new Button(tr("Stop"), ButtonKind::Link))
    , m_hint(new ElidedLabel(QString(), TextStyle::Body, &Theme::text3))
    , m_newButton(new Button(QString(), ButtonKind::Link))
    , m_revealedButton(new Button(QString(), ButtonKind::Link))
    , m_pageLabel(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_previous(new IconButton(Icon::ChevronLeft, tr("Page before (Alt Left)")))
    , m_next(new IconButton(Icon::ChevronRight, tr("Next page (Alt Right)")))
    , m_stack(new QStackedWidget)
    , m_skeleton(new Skeleton(44))
    , m_model(new FoundTableModel(this))
    , m_table(new FoundTable(*m_model))
    , m_emptyPlace(new QWidget)
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
    clearBanner();
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
    if (!m_working && !m_banner && m_page && m_page->filters == filters) {
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
    clearBanner();
    showNothing();
    m_filters->focusFirst();
}

void FindLeadsPage::showNothing()
{
    m_page.reset();
    m_model->show({});
    m_filters->setSavable(false, {});
    showEmpty({Icon::Telescope,
               ToneName::Accent,
               tr("Whom do you look for?"),
               tr("Type a job title or a place on the left and press Enter. Searching is free."),
               QString(),
               QString(),
               {}});
    renewStatus();
    renewKnownLine();
    renewChoice();
}

void FindLeadsPage::show(const FoundPage &page)
{
    if (!m_page || m_page->search != page.search) {
        m_revealed.clear(); // of another search
    }
    m_page = page;
    m_model->setOnlyNew(false);
    m_model->show(page);
    m_filters->setSavable(true, page.name);
    if (page.total == 0) {
        showEmpty({Icon::SearchX, ToneName::Neutral, tr("Nobody fits"),
                   tr("Take a filter away, or allow similar titles and more places."), tr("Clear the filters"),
                   QStringLiteral("findClearAll"), [this] { createNew(); }});
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
    announce(this, tr("%L1 people found").arg(page.total));
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
    showBanner(error, again); // with results, they stay
    m_filters->setSavable(false, {});
    if (m_page && m_page->total > 0) {
        m_stack->setCurrentIndex(TablePage);
    } else {
        m_page.reset();
        m_model->show({});
        showEmpty({error.kind == ErrorKind::Network ? Icon::WifiOff : Icon::TriangleAlert, ToneName::Warn,
                   stopped ? tr("Not searched to the end") : tr("The search did not work"), error.message,
                   needsKey ? tr("Open Apollo's settings") : tr("Try again"), QStringLiteral("findTryAgain"), again});
        clearBanner();
        renewKnownLine();
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

void FindLeadsPage::showEmpty(const Empty &empty)
{
    qDeleteAll(m_emptyPlace->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    auto *state = new EmptyState(empty.icon, empty.title, empty.sentence);
    state->setObjectName(QStringLiteral("findEmpty"));
    state->setTone(empty.tone);
    if (empty.act) {
        auto *button = state->addButton(new Button(empty.button));
        button->setObjectName(empty.buttonName);
        // The click may take this state away: it runs after it.
        connect(button, &QPushButton::clicked, this, empty.act, Qt::QueuedConnection);
    }
    m_emptyPlace->layout()->addWidget(state);
    m_stack->setCurrentIndex(EmptyPage);
    state->show(); // now, so that its button can take the keyboard
}

void FindLeadsPage::showBanner(const Error &error, std::function<void()> again)
{
    clearBanner();
    const bool offline = error.kind == ErrorKind::Network || error.kind == ErrorKind::Timeout;
    const bool stopped = error.kind == ErrorKind::Cancelled;
    m_banner = new Banner(offline || stopped ? ToneName::Neutral : ToneName::Warn,
                          offline       ? Icon::WifiOff
                              : stopped ? Icon::SearchX
                                        : Icon::TriangleAlert,
                          tr("These are the people found before."), error.message);
    m_banner->setObjectName(QStringLiteral("findBanner"));
    Button *button =
        m_banner->addButton(error.kind == ErrorKind::SignedOut ? tr("Open Apollo's settings") : tr("Try again"));
    button->setObjectName(QStringLiteral("findTryAgain"));
    connect(button, &QPushButton::clicked, this, std::move(again), Qt::QueuedConnection);
    m_bannerPlace->setContentsMargins(12, 12, 12, 4);
    m_bannerPlace->addWidget(m_banner);
    m_banner->show(); // now, so that its button can take the keyboard
    m_banner->announceIt();
}

void FindLeadsPage::clearBanner()
{
    delete m_banner;
    m_bannerPlace->setContentsMargins(12, 0, 12, 0);
}

void FindLeadsPage::renewStatus()
{
    const bool has = m_page.has_value();
    m_count->setText(m_working && m_runPages > 1 ? tr("Searching… page %1 of %2").arg(m_runDone + 1).arg(m_runPages)
                         : m_working             ? tr("Searching…")
                         : has                   ? tr("%L1 people").arg(m_page->total)
                                                 : QString());
    m_count->setVisible(!m_count->text().isEmpty());
    m_stopButton->setVisible(m_working);
    const bool nobodyNew = has && !m_page->name.isEmpty() && m_page->newPeople == 0 && m_page->beforeAt.isValid();
    m_hint->setText(m_working || !has ? QString()
                        : m_page->total > mostShown
                        ? tr("Apollo shows the first %L1 of them. Narrow the search to see the others.").arg(mostShown)
                        : nobodyNew ? tr("nobody new since %1").arg(dayText(m_page->beforeAt))
                                    : tr("searching is free, names are shortened until you reveal them"));
    const bool fresh = has && !m_working && m_page->newPeople > 0 && m_page->beforeAt.isValid();
    m_newButton->setVisible(fresh);
    if (fresh) {
        m_newButton->setText(m_model->onlyNew()
                                 ? tr("Show all of them")
                                 : tr("%L1 new since %2").arg(m_page->newPeople).arg(dayText(m_page->beforeAt)));
    }
    m_revealedButton->setVisible(!m_working && !m_revealed.isEmpty());
    m_revealedButton->setText(tr("Show %n revealed in Leads", nullptr, int(m_revealed.size())));
    const int pages = has ? m_page->pages() : 1;
    m_pageLabel->setText(has && m_page->total > 0 ? tr("Page %L1 of %L2").arg(m_page->page).arg(pages) : QString());
    m_previous->setEnabled(has && !m_working && m_page->page > 1);
    m_next->setEnabled(has && !m_working && m_page->page < pages);
    m_previous->setVisible(has && m_page->total > 0);
    m_next->setVisible(has && m_page->total > 0);
}

void FindLeadsPage::renewKnownLine()
{
    const int known = m_model->known();
    const int optedOut = m_model->optedOut();
    m_knownLine->setVisible(m_page && known + optedOut > 0);
    const QString have = tr("%n person(s) you already have", nullptr, known);
    const QString out = tr("%n who opted out", nullptr, optedOut);
    const QString who = known == 0 ? out : optedOut == 0 ? have : tr("%1 and %2").arg(have, out);
    m_knownText->setText(m_model->showsAll() ? tr("%1: shown, and never paid for again.").arg(who)
                                             : tr("%1: hidden, so you never pay for them.").arg(who));
    m_knownButton->setText(m_model->showsAll() ? tr("Hide") : tr("Show"));
}

void FindLeadsPage::toggleKnown()
{
    m_model->setShowsAll(!m_model->showsAll());
    renewKnownLine();
}

} // namespace AlwaysLeads
