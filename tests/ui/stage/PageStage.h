#pragma once

#include "style/Appearance.h"
#include "ui/lead/RecordingShell.h"
#include "widgets/SheetFrame.h"

#include <QTemporaryDir>
#include <QWidget>

#include <optional>

namespace AlwaysLeads {

/// Writes down also where a page wanted to lead the person.
class WatchingShell : public RecordingShell
{
public:
    void open(Place place) override { opened = place; }
    void openCampaign(CampaignId campaign) override { openedCampaign = campaign; }
    void openSettings(const QString &section) override { openedSection = section; }

    std::optional<Place> opened;
    CampaignId openedCampaign;
    QString openedSection;
};

/// A window for one page. Keys go where a person's would: to whatever has the focus.
struct PageStage
{
    PageStage();
    ~PageStage();

    /// Takes the page and its sheets away, as at the end: a field that has the keyboard gives up its words then. A
    /// stage whose services write them waits for that afterwards.
    void close();
    /// Fills the window with `page` and shows it at this size.
    void show(QWidget *page, QSize size);
    /// Saves a picture of the window in both themes, into the folder that ALWAYSLEADS_PICTURES names.
    void takePictures(const QString &name);
    /// The visible one of that name, in the window or in a popup.
    template <typename T = QWidget> T *find(const char *name) const { return qobject_cast<T *>(visible(name)); }
    QWidget *visible(const char *name) const;
    bool isShown(const char *name) const { return visible(name) != nullptr; }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void type(const QString &text);
    void click(const char *name);

    Appearance appearance;
    WatchingShell shell;
    QTemporaryDir pictures;
    QWidget window;
    SheetFrame *sheet = new SheetFrame;
};

/// The controls inside `root` that a person can reach and that have no object name, or nothing a screen reader could
/// say.
QStringList namelessControls(const QWidget *root);
/// The texts inside `root` that get less room than they need.
QStringList clippedTexts(const QWidget *root);
/// The object names that Tab visits, from what has the focus until it is back.
QStringList tabOrder(PageStage &stage);
/// Every text a person can read inside `root`, as it is handed to a screen reader or painted.
QStringList shownTexts(const QWidget *root);

} // namespace AlwaysLeads
