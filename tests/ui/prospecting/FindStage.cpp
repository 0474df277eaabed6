#include "FindStage.h"

#include "prospecting/FindLeadsPage.h"
#include "prospecting/FoundTable.h"
#include "support/Patience.h"
#include "widgets/ElidedLabel.h"
#include "widgets/FocusRing.h"
#include "widgets/TokenField.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QTest>
#include <QVBoxLayout>

namespace AlwaysLeads {

FindStage::FindStage(Key key)
    : appearance(*qApp)
{
    appearance.setMode(ColourMode::Light);
    appearance.setReducedMotion(true);
    if (!QCoro::waitFor(vault.open())) {
        qFatal("the vault does not open");
    }
    if (key == Key::Kept) {
        const QByteArray secret(ApolloServer::acceptedKey);
        QCoro::waitFor(vault.keep(apolloKeyName(), secret, Vault::hintFor(secret)));
    }
    auto *layout = new QVBoxLayout(&window);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(sheet);
    (new QVBoxLayout(sheet))->setContentsMargins(0, 0, 0, 0);
    new FocusRing(&window);
}

FindStage::~FindStage()
{
    // Sheets and the page before the services they use.
    window.hide();
    qDeleteAll(window.findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    // What a field gave up last is written before the services are gone.
    world.files.settle();
}

FindLeadsPage *FindStage::openPage(QSize size)
{
    auto *page = new FindLeadsPage(*world.finder, vault, shell);
    show(page, size);
    page->enter();
    return page;
}

void FindStage::show(QWidget *widget, QSize size)
{
    sheet->layout()->addWidget(widget);
    window.resize(size);
    window.show();
    window.activateWindow();
    if (!QTest::qWaitForWindowActive(&window, testPatience)) {
        qFatal("The window did not become active");
    }
}

void FindStage::addToken(const char *field, const QString &text)
{
    QLineEdit *edit = find<TokenField>(field)->edit();
    edit->setFocus();
    QTest::keyClicks(edit, text);
    QTest::keyClick(edit, Qt::Key_Return);
}

void FindStage::click(const char *name)
{
    // As a person does: what is not there yet, or not yet to be used, is waited for.
    const auto isReady = [this, name] {
        const auto *button = find<QAbstractButton>(name);
        return button != nullptr && button->isVisible() && button->isEnabled();
    };
    QTRY_VERIFY2(isReady(), name);
    QTest::mouseClick(find<QAbstractButton>(name), Qt::LeftButton);
}

int FindStage::rows() const
{
    const auto *table = find<FoundTable>("foundTable");
    return table != nullptr && table->isVisible() ? table->model()->rowCount() : -1;
}

QString FindStage::text(const char *name) const
{
    if (const auto *label = find<QLabel>(name)) {
        return label->text();
    }
    const auto *label = find<ElidedLabel>(name);
    return label == nullptr ? QString() : label->text();
}

void FindStage::takePictures(const QString &name)
{
    const QString wished = qEnvironmentVariable("ALWAYSLEADS_PICTURES");
    const QDir folder(wished.isEmpty() ? pictures.path() : wished);
    QVERIFY(folder.mkpath(QStringLiteral(".")));
    for (const ColourMode mode : {ColourMode::Light, ColourMode::Dark}) {
        appearance.setMode(mode);
        QCoreApplication::processEvents();
        QVERIFY(window.grab().save(folder.filePath(
            name + (mode == ColourMode::Light ? QStringLiteral("-light.png") : QStringLiteral("-dark.png")))));
    }
    appearance.setMode(ColourMode::Light);
    QCoreApplication::processEvents();
}

} // namespace AlwaysLeads
