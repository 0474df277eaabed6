#pragma once

#include <QAction>
#include <QList>
#include <QWidget>

namespace AlwaysLeads {

/// One screen of the window: the sheet beside the sidebar. A page only shows and asks; what decides lives in app/.
class Page : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// Called each time the page becomes the one in view; reads what may have changed.
    virtual void enter() { }
    /// The page's own commands with their keys: shown in the menu `menu()` and in the palette while the page is in
    /// view. Parent them to the page with Qt::WidgetWithChildrenShortcut, so that single keys act only here.
    virtual QList<QAction *> commands() const { return {}; }
    /// Ctrl F.
    virtual void focusSearch() { }
    /// Ctrl N.
    virtual void createNew() { }
    /// Ctrl I.
    virtual void toggleInspector() { }
    /// Height in px of a bar at the lower edge that a toast must not cover; 0: none.
    virtual int bottomBar() const { return 0; }
    /// Where the keyboard goes when the page opens.
    virtual QWidget *mainControl() { return this; }

Q_SIGNALS:
    void bottomBarChanged();
};

} // namespace AlwaysLeads
