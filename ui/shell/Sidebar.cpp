#include "shell/Sidebar.h"

#include "shell/SendingCard.h"
#include "shell/SidebarItem.h"
#include "shell/SidebarTop.h"
#include "widgets/IconButton.h"
#include "widgets/Label.h"

#include <QVBoxLayout>

#include <algorithm>

namespace AlwaysLeads {

namespace {
constexpr int fullWidth = 216;
constexpr int railWidth = 56;
constexpr int inset = 8;
} // namespace

Sidebar::Sidebar(QWidget *parent)
    : QWidget(parent)
    , m_profile(new SidebarProfile)
    , m_palette(new SidebarPalette)
    , m_viewsTitle(new Label(tr("Views"), TextStyle::MetaMedium, &Theme::text3))
    , m_newView(new IconButton(Icon::Plus, tr("Save what is shown as a view")))
    , m_viewLines(new QVBoxLayout)
    , m_sending(new SendingCard)
{
    setObjectName(QStringLiteral("sidebar"));
    setFixedWidth(fullWidth);
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(inset, 0, inset, inset);
    lines->setSpacing(2);
    lines->addWidget(m_profile);
    lines->addSpacing(4);
    lines->addWidget(m_palette);
    lines->addSpacing(10);
    addPlace(lines, Place::Inbox, Icon::Inbox, tr("Inbox"))->setBadge(true);
    addPlace(lines, Place::Drafts, Icon::PencilLine, tr("Drafts"));
    addPlace(lines, Place::Outbox, Icon::Send, tr("Outbox"));
    lines->addSpacing(12);
    addPlace(lines, Place::Leads, Icon::Users, tr("Leads"));
    addPlace(lines, Place::FindLeads, Icon::Telescope, tr("Find leads"));
    addPlace(lines, Place::Campaigns, Icon::Route, tr("Campaigns"));
    addPlace(lines, Place::Dashboard, Icon::ChartColumn, tr("Dashboard"));
    lines->addSpacing(14);
    m_viewsTitle->setContentsMargins(inset, 0, 0, 0);
    m_newView->setObjectName(QStringLiteral("newView"));
    m_newView->setControlSize(20);
    m_newView->setPictureSize(14);
    m_newView->setColour(&Theme::text3);
    connect(m_newView, &QPushButton::clicked, this, &Sidebar::newViewRequested);
    auto *viewsLine = new QHBoxLayout;
    viewsLine->setContentsMargins(0, 0, inset, 4);
    viewsLine->addWidget(m_viewsTitle, 1);
    viewsLine->addWidget(m_newView);
    lines->addLayout(viewsLine);
    m_viewLines->setSpacing(2);
    lines->addLayout(m_viewLines);
    lines->addStretch(1);
    lines->addWidget(m_sending);
    lines->addSpacing(6);
    addPlace(lines, Place::Settings, Icon::Settings, tr("Settings"))->setEndText(tr("Ctrl ,"));
    connect(m_palette, &QAbstractButton::clicked, this, &Sidebar::paletteRequested);
    connect(m_sending, &SendingCard::opened, this, [this] { Q_EMIT placeChosen(Place::Outbox); });
    markCurrent();
}

SidebarItem *Sidebar::addPlace(QVBoxLayout *lines, Place place, Icon icon, const QString &text)
{
    static const QHash<Place, QString> names = {
        {Place::Inbox, QStringLiteral("goInbox")},         {Place::Drafts, QStringLiteral("goDrafts")},
        {Place::Outbox, QStringLiteral("goOutbox")},       {Place::Leads, QStringLiteral("goLeads")},
        {Place::FindLeads, QStringLiteral("goFindLeads")}, {Place::Campaigns, QStringLiteral("goCampaigns")},
        {Place::Dashboard, QStringLiteral("goDashboard")}, {Place::Settings, QStringLiteral("goSettings")}};
    auto *item = new SidebarItem(icon, text);
    item->setObjectName(names.value(place));
    connect(item, &QAbstractButton::clicked, this, [this, place] {
        markCurrent(); // a click toggles the button; the window decides which one is current
        Q_EMIT placeChosen(place);
    });
    m_places.insert(place, item);
    lines->addWidget(item, 0, Qt::AlignTop);
    return item;
}

void Sidebar::setProfileName(const QString &name)
{
    m_profile->setName(name);
}

void Sidebar::setCount(Place place, qint64 count)
{
    if (SidebarItem *item = m_places.value(place)) {
        item->setCount(count);
    }
}

void Sidebar::setViews(const QList<SidebarView> &views)
{
    const auto sameLines = [](const QList<SidebarView> &one, const QList<SidebarView> &other) {
        return std::ranges::equal(one, other, [](const SidebarView &first, const SidebarView &second) {
            return first.key == second.key && first.title == second.title;
        });
    };
    if (!sameLines(views, m_shownViews)) {
        qDeleteAll(m_views);
        m_views.clear();
        for (const SidebarView &view : views) {
            auto *item = new SidebarItem(view.icon, view.title);
            item->setObjectName(QStringLiteral("view-") + view.key);
            connect(item, &QAbstractButton::clicked, this, [this, key = view.key] {
                markCurrent();
                Q_EMIT viewChosen(key);
            });
            if (view.isSaved) {
                item->setContextMenuPolicy(Qt::CustomContextMenu);
                connect(item, &QWidget::customContextMenuRequested, this, [this, item, key = view.key](QPoint at) {
                    Q_EMIT viewMenuRequested(key, item->mapToGlobal(at));
                });
            }
            m_views.insert(view.key, item);
            m_viewLines->addWidget(item, 0, Qt::AlignTop);
        }
    }
    m_shownViews = views;
    for (const SidebarView &view : views) {
        m_views.value(view.key)->setCount(view.count);
        m_views.value(view.key)->setVisible(!m_rail);
    }
    m_viewsTitle->setVisible(!m_rail && !views.isEmpty());
    m_newView->setVisible(!m_rail && !views.isEmpty());
    markCurrent();
}

void Sidebar::setCurrent(Place place, const QString &view)
{
    m_current = place;
    m_currentView = view;
    markCurrent();
}

void Sidebar::markCurrent()
{
    const bool viewIsShown = !m_rail && m_current == Place::Leads && m_views.contains(m_currentView);
    for (auto item = m_places.cbegin(); item != m_places.cend(); ++item) {
        item.value()->setChecked(item.key() == m_current && !viewIsShown);
    }
    for (auto item = m_views.cbegin(); item != m_views.cend(); ++item) {
        item.value()->setChecked(viewIsShown && item.key() == m_currentView);
    }
}

void Sidebar::setRail(bool rail)
{
    if (rail == m_rail) {
        return;
    }
    m_rail = rail;
    setFixedWidth(rail ? railWidth : fullWidth);
    m_profile->setRail(rail);
    m_palette->setRail(rail);
    for (SidebarItem *item : std::as_const(m_places)) {
        item->setRail(rail);
    }
    m_sending->setVisible(!rail);
    setViews(m_shownViews);
}

} // namespace AlwaysLeads
