#include "stage/PageStage.h"

#include "support/Patience.h"
#include "widgets/Button.h"
#include "widgets/ElidedLabel.h"
#include "widgets/FocusRing.h"
#include "widgets/Label.h"
#include "widgets/MailView.h"

#include <QAccessible>
#include <QApplication>
#include <QDir>
#include <QMenu>
#include <QScrollArea>
#include <QTest>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {

bool isReachable(const QWidget *widget)
{
    return widget->isVisible() && (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus
        && qobject_cast<const QScrollArea *>(widget) == nullptr
        && !widget->objectName().startsWith(QStringLiteral("qt_"));
}

QString described(const QWidget *widget)
{
    QStringList path;
    for (const QWidget *part = widget; part != nullptr && path.size() < 4; part = part->parentWidget()) {
        path.prepend(QString::fromLatin1(part->metaObject()->className()).section(QStringLiteral("::"), -1)
                     + (part->objectName().isEmpty() ? QString() : QLatin1Char('#') + part->objectName()));
    }
    return path.join(QLatin1Char('/'));
}

} // namespace

PageStage::PageStage()
    : appearance(*qApp)
{
    appearance.setMode(ColourMode::Light);
    appearance.setTextFactor(1.0);
    appearance.setReducedMotion(true);
    auto *layout = new QVBoxLayout(&window);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(sheet);
    (new QVBoxLayout(sheet))->setContentsMargins(0, 0, 0, 0);
    new FocusRing(&window);
}

PageStage::~PageStage()
{
    close();
}

void PageStage::close()
{
    window.hide();
    // Sheets and the page before the services they use.
    qDeleteAll(window.findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
}

void PageStage::show(QWidget *page, QSize size)
{
    sheet->layout()->addWidget(page);
    window.resize(size);
    window.show();
    window.activateWindow();
    if (!QTest::qWaitForWindowActive(&window, testPatience)) {
        qFatal("The window did not become active");
    }
}

void PageStage::takePictures(const QString &name)
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

QWidget *PageStage::visible(const char *name) const
{
    const QString wanted = QString::fromLatin1(name);
    const QWidgetList windows = QApplication::topLevelWidgets();
    for (const QWidget *top : windows) {
        const QList<QWidget *> candidates = top->findChildren<QWidget *>(wanted);
        for (QWidget *candidate : candidates) {
            if (candidate->isVisible()) {
                return candidate;
            }
        }
    }
    return nullptr;
}

void PageStage::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QWidget *focused = QApplication::focusWidget();
    QTest::keyClick(focused == nullptr ? &window : focused, key, modifiers);
}

void PageStage::type(const QString &text)
{
    for (const QChar letter : text) {
        QWidget *focused = QApplication::focusWidget();
        QVERIFY(focused != nullptr);
        if (letter == QLatin1Char('\n')) {
            QTest::keyClick(focused, Qt::Key_Return);
        } else if (letter.unicode() < 0x80) {
            QTest::keyClick(focused, letter.toLatin1());
        } else {
            QTest::sendKeyEvent(QTest::Click, focused, Qt::Key_unknown, QString(letter), Qt::NoModifier);
        }
    }
}

void PageStage::click(const char *name)
{
    // As a person does: what is not there yet, or not yet to be used, is waited for.
    QTRY_VERIFY2(visible(name) != nullptr && visible(name)->isEnabled(), name);
    QWidget *control = visible(name);
    QTest::mouseClick(control, Qt::LeftButton, Qt::NoModifier, control->rect().center());
}

QStringList namelessControls(const QWidget *root)
{
    QStringList found;
    const QList<QWidget *> all = root->findChildren<QWidget *>();
    for (QWidget *widget : all) {
        if (!isReachable(widget)) {
            continue;
        }
        const QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(widget);
        if (spoken == nullptr || spoken->text(QAccessible::Name).trimmed().isEmpty()) {
            found << QStringLiteral("nothing to say: ") + described(widget);
        }
        if (widget->objectName().isEmpty()) {
            found << QStringLiteral("no object name: ") + described(widget);
        }
    }
    return found;
}

QStringList clippedTexts(const QWidget *root)
{
    QStringList found;
    const QList<QWidget *> all = root->findChildren<QWidget *>();
    for (QWidget *widget : all) {
        if (!widget->isVisible()) {
            continue;
        }
        const QWidget *parent = widget->parentWidget();
        QString text;
        bool tooSmall = false;
        if (const auto *label = qobject_cast<const Label *>(widget)) {
            text = label->text();
            const int needed = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
            tooSmall = label->height() < needed || (!label->wordWrap() && label->width() < label->sizeHint().width());
        } else if (const auto *button = qobject_cast<const Button *>(widget)) {
            text = button->text();
            tooSmall = button->height() < button->sizeHint().height() || button->width() < button->sizeHint().width();
        } else if (const auto *line = qobject_cast<const ElidedLabel *>(widget)) {
            text = line->text();
            tooSmall = line->height() < line->sizeHint().height(); // its width may give way
        } else if (const auto *mail = qobject_cast<const MailView *>(widget)) {
            text = mail->plainText();
            tooSmall = mail->height() < mail->minimumSizeHint().height(); // what is approved must be there to be read
        } else {
            continue;
        }
        if (text.isEmpty()) {
            continue;
        }
        if (tooSmall) {
            found << QStringLiteral("“%1” in %2x%3 needs %4x%5: %6")
                         .arg(text.left(40))
                         .arg(widget->width())
                         .arg(widget->height())
                         .arg(widget->sizeHint().width())
                         .arg(widget->sizeHint().height())
                         .arg(described(widget));
        } else if (parent != nullptr && !parent->rect().contains(widget->geometry())) {
            found << QStringLiteral("“%1” sticks out: %2").arg(text.left(40), described(widget));
        }
    }
    return found;
}

QStringList tabOrder(PageStage &stage)
{
    QStringList order;
    const QWidget *first = QApplication::focusWidget();
    for (int i = 0; i < 80; ++i) {
        const QWidget *now = QApplication::focusWidget();
        if (now == nullptr) {
            break;
        }
        order << now->objectName();
        stage.press(Qt::Key_Tab);
        if (QApplication::focusWidget() == first) {
            break;
        }
    }
    return order;
}

QStringList shownTexts(const QWidget *root)
{
    QStringList texts;
    const QList<QWidget *> all = root->findChildren<QWidget *>();
    for (const QWidget *widget : all) {
        if (!widget->isVisible()) {
            continue;
        }
        if (const auto *label = qobject_cast<const QLabel *>(widget)) {
            texts << label->text() << label->accessibleName();
        } else if (const auto *line = qobject_cast<const ElidedLabel *>(widget)) {
            texts << line->text();
        } else if (const auto *button = qobject_cast<const QAbstractButton *>(widget)) {
            texts << button->text();
        } else if (const QVariant plain = widget->property("plainText"); plain.isValid()) {
            texts << plain.toString();
        }
    }
    texts.removeAll(QString());
    return texts;
}

} // namespace AlwaysLeads
