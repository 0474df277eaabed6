#include "tour/Hands.h"

#include <QApplication>
#include <QDropEvent>
#include <QMimeData>
#include <QTest>
#include <QUrl>

namespace AlwaysLeads {

namespace {

/// QTest's keyClicks knows Latin 1 only and no line breaks.
void typeInto(QWidget *control, const QString &text)
{
    for (const QChar letter : text) {
        if (letter == QLatin1Char('\n')) {
            QTest::keyClick(control, Qt::Key_Return);
        } else if (letter.unicode() < 0x80) {
            QTest::keyClick(control, letter.toLatin1());
        } else {
            QTest::sendKeyEvent(QTest::Click, control, Qt::Key_unknown, QString(letter), Qt::NoModifier);
        }
    }
}

} // namespace

QWidget *Hands::focused() const
{
    // Without a window manager the window may not be active; it still knows which of its controls would have the
    // keyboard.
    if (QWidget *control = QApplication::focusWidget()) {
        return control;
    }
    QWidget *control = m_window.focusWidget();
    return control == nullptr ? &m_window : control;
}

Hands::Hands(QWidget &window)
    : m_window(window)
{
}

QWidget *Hands::find(const QString &name) const
{
    const QWidgetList windows = QApplication::topLevelWidgets();
    for (QWidget *top : windows) {
        if (!top->isVisible()) {
            continue;
        }
        QList<QWidget *> candidates = top->findChildren<QWidget *>(name);
        if (top->objectName() == name) {
            candidates.prepend(top);
        }
        for (QWidget *candidate : std::as_const(candidates)) {
            if (candidate->isVisible()) {
                return candidate;
            }
        }
    }
    return nullptr;
}

Result<> Hands::click(const QString &name)
{
    const QWidget *control = find(name);
    return clickAt(name, control == nullptr ? QPoint() : control->rect().center());
}

Result<> Hands::clickAt(const QString &name, QPoint position)
{
    QWidget *control = find(name);
    if (control == nullptr) {
        return failure(ErrorKind::NotFound, QStringLiteral("There is no visible control named %1.").arg(name));
    }
    if (!control->isEnabled()) {
        return failure(ErrorKind::Refused,
                       QStringLiteral("%1 is disabled: %2").arg(name, control->toolTip().simplified()));
    }
    QTest::mouseClick(control, Qt::LeftButton, Qt::NoModifier, position);
    return {};
}

Result<> Hands::type(const QString &name, const QString &text)
{
    if (Result<> clicked = click(name); !clicked) {
        return clicked;
    }
    QTest::keyClick(focused(), Qt::Key_A, Qt::ControlModifier);
    typeInto(focused(), text);
    return {};
}

void Hands::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(focused(), key, modifiers);
}

Result<> Hands::pressIn(const QString &name, Qt::Key key)
{
    QWidget *control = find(name);
    if (control == nullptr) {
        return failure(ErrorKind::NotFound, QStringLiteral("There is no visible control named %1.").arg(name));
    }
    QTest::keyClick(control, key);
    return {};
}

void Hands::write(const QString &text)
{
    typeInto(focused(), text);
}

void Hands::drop(const QString &file)
{
    QMimeData dragged;
    dragged.setUrls({QUrl::fromLocalFile(file)});
    const QPoint where = m_window.rect().center();
    QDragEnterEvent enter(where, Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&m_window, &enter);
    QDropEvent dropped(where, Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&m_window, &dropped);
}

} // namespace AlwaysLeads
