#pragma once

#include "shell/Shell.h"

#include <QHash>
#include <QList>
#include <QWidget>

class QVBoxLayout;

namespace AlwaysLeads {

class IconButton;
class Label;
class SendingCard;
class SidebarItem;
class SidebarPalette;
class SidebarProfile;

/// A saved or built-in selection of leads, as the sidebar lists it.
struct SidebarView
{
    QString key;
    QString title;
    Icon icon = Icon::ListFilter;
    qint64 count = 0;
    bool isSaved = false; ///< the person's own: it has a menu

    bool operator==(const SidebarView &) const = default;
};

/// The left edge of the window: whose data this is, the palette, the places, the views, sending, Settings. Below 1280
/// px it becomes a rail of icons.
class Sidebar : public QWidget
{
    Q_OBJECT
public:
    explicit Sidebar(QWidget *parent = nullptr);

    void setProfileName(const QString &name);
    void setCount(Place place, qint64 count);
    void setViews(const QList<SidebarView> &views);
    /// `view` marks a line of the views instead of Leads itself; empty: none.
    void setCurrent(Place place, const QString &view);
    void setRail(bool rail);
    bool isRail() const { return m_rail; }
    SendingCard *sendingCard() const { return m_sending; }

Q_SIGNALS:
    void placeChosen(AlwaysLeads::Place place);
    void viewChosen(const QString &key);
    /// The + beside "Views".
    void newViewRequested();
    void viewMenuRequested(const QString &key, const QPoint &position);
    void paletteRequested();

private:
    SidebarItem *addPlace(QVBoxLayout *lines, Place place, Icon icon, const QString &text);
    void markCurrent();

    SidebarProfile *m_profile;
    SidebarPalette *m_palette;
    QHash<Place, SidebarItem *> m_places;
    Label *m_viewsTitle;
    IconButton *m_newView;
    QVBoxLayout *m_viewLines;
    QList<SidebarView> m_shownViews;
    QHash<QString, SidebarItem *> m_views;
    SendingCard *m_sending;
    Place m_current = Place::Leads;
    QString m_currentView;
    bool m_rail = false;
};

} // namespace AlwaysLeads
