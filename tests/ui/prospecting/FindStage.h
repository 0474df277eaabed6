#pragma once

#include "FinderWorld.h"
#include "RecordingShell.h"
#include "app/keychain/MemoryKeychain.h"
#include "keychain/Vault.h"
#include "prospecting/ApolloKey.h"
#include "style/Appearance.h"
#include "widgets/SheetFrame.h"

#include <QWidget>

namespace AlwaysLeads {

class FindLeadsPage;

/// The finder with the strict server behind it, a vault, and a window for the widget under test.
struct FindStage
{
    enum class Key { Kept, None };

    explicit FindStage(Key key = Key::Kept);
    ~FindStage();

    /// The page in a window of this size, entered.
    FindLeadsPage *openPage(QSize size = QSize(1224, 862));
    void show(QWidget *widget, QSize size);
    /// Types into a token field and adds it with Enter.
    void addToken(const char *field, const QString &text);
    void click(const char *name);
    /// Rows of the table of people; -1 when it is not in view.
    int rows() const;
    QString text(const char *name) const;
    /// Saves a picture of the window in both themes.
    void takePictures(const QString &name);

    template <typename T> T *find(const char *name) const { return window.findChild<T *>(QLatin1String(name)); }

    FinderWorld world;
    MemoryKeychain keychain;
    Vault vault{*world.files, keychain, world.clock};
    RecordingShell shell;
    Appearance appearance;
    QTemporaryDir pictures;
    QWidget window;
    SheetFrame *sheet = new SheetFrame;
};

} // namespace AlwaysLeads
