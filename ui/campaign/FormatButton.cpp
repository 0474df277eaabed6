#include "campaign/FormatButton.h"

#include "widgets/Menu.h"

#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QTextBlock>

namespace AlwaysLeads {

FormatButton::FormatButton(QPlainTextEdit *text, QWidget *parent)
    : Button(Icon::PencilLine, QString(), ButtonKind::Ghost, parent)
    , m_text(text)
{
    setObjectName(QStringLiteral("mailFormat"));
    setTrailingPicture(Icon::ChevronDown);
    setControlHeight(28);
    setFormat(m_format);
    text->installEventFilter(this);
    connect(this, &QPushButton::clicked, this, &FormatButton::offer);
}

void FormatButton::setFormat(MailFormat format)
{
    m_format = format;
    setText(format == MailFormat::Light ? tr("Formatted") : tr("Plain text"));
    setAccessibleName(tr("Look of the mails: %1").arg(text()));
    setToolTip(format == MailFormat::Light ? tr(
                   "**bold**, *italic*, [words](https://…) and lines that begin with “- ” are formatted. Who reads "
                   "no HTML gets the same words without marks.")
                                           : tr("The words go out as they stand here."));
}

QKeySequence FormatButton::keysOf(Mark mark)
{
    switch (mark) {
    case Mark::Bold:
        return QKeySequence(Qt::CTRL | Qt::Key_B);
    case Mark::Italic:
        return QKeySequence(Qt::CTRL | Qt::Key_I);
    case Mark::Link:
        return QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K);
    case Mark::List:
        break;
    }
    return QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L);
}

void FormatButton::offer()
{
    auto *menu = new Menu(tr("Look of the mails"), this);
    menu->setObjectName(QStringLiteral("mailFormatMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto choice = [&](MailFormat format, const QString &name) {
        QAction *action = menu->addEntry(Icon::None, name);
        action->setCheckable(true);
        action->setChecked(m_format == format);
        connect(action, &QAction::triggered, this, [this, format] {
            if (format != m_format) {
                Q_EMIT formatChosen(format);
            }
        });
    };
    choice(MailFormat::Plain, tr("Plain text"));
    choice(MailFormat::Light, tr("Formatted: bold, italic, links, lists"));
    if (m_format == MailFormat::Light) {
        menu->addSeparator();
        const auto mark = [&](Mark what, const QString &name) {
            QAction *action = menu->addEntry(Icon::None, name, keysOf(what));
            // Only a picture of the keys: they are taken where the text is, and must not be ambiguous with the menu
            // bar.
            action->setShortcutContext(Qt::WidgetShortcut);
            connect(action, &QAction::triggered, this, [this, what] { put(what); });
        };
        mark(Mark::Bold, tr("Bold"));
        mark(Mark::Italic, tr("Italic"));
        mark(Mark::Link, tr("Link"));
        mark(Mark::List, tr("List"));
    }
    menu->popup(mapToGlobal(QPoint(0, height() + 4)));
}

bool FormatButton::eventFilter(QObject *watched, QEvent *event)
{
    const bool isKey = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (isKey && m_format == MailFormat::Light && watched == m_text && isVisible()) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const QKeySequence pressed(key->keyCombination());
        for (const Mark mark : {Mark::Bold, Mark::Italic, Mark::Link, Mark::List}) {
            if (pressed != keysOf(mark)) {
                continue;
            }
            event->accept(); // here they mean the text, not the window
            if (event->type() == QEvent::KeyPress) {
                put(mark);
            }
            return true;
        }
    }
    return Button::eventFilter(watched, event);
}

void FormatButton::put(Mark mark)
{
    switch (mark) {
    case Mark::Bold:
        surround(QStringLiteral("**"));
        break;
    case Mark::Italic:
        surround(QStringLiteral("*"));
        break;
    case Mark::Link:
        makeLink();
        break;
    case Mark::List:
        makeList();
        break;
    }
    m_text->setFocus();
}

void FormatButton::surround(const QString &sign)
{
    QTextCursor cursor = m_text->textCursor();
    const QString words = cursor.selectedText();
    const bool isInside = words.size() > 2 * sign.size() && words.startsWith(sign) && words.endsWith(sign);
    if (isInside) { // once more takes it away
        cursor.insertText(words.sliced(sign.size(), words.size() - 2 * sign.size()));
    } else {
        cursor.insertText(sign + words + sign);
        if (words.isEmpty()) {
            cursor.movePosition(QTextCursor::Left, QTextCursor::MoveAnchor, int(sign.size()));
        }
    }
    m_text->setTextCursor(cursor);
}

void FormatButton::makeLink()
{
    QTextCursor cursor = m_text->textCursor();
    const QString words = cursor.selectedText();
    const bool isAddress = words.startsWith(QLatin1String("https://")) || words.startsWith(QLatin1String("http://"));
    const int start = cursor.selectionStart();
    const QString shown = isAddress || words.isEmpty() ? tr("words") : words;
    const QString address = isAddress ? words : QStringLiteral("https://");
    cursor.insertText(QStringLiteral("[%1](%2)").arg(shown, address));
    if (shown == words) { // the address is what is missing
        cursor.movePosition(QTextCursor::Left);
    } else {
        cursor.setPosition(start + 1);
        cursor.setPosition(start + 1 + int(shown.size()), QTextCursor::KeepAnchor);
    }
    m_text->setTextCursor(cursor);
}

void FormatButton::makeList()
{
    QTextCursor cursor = m_text->textCursor();
    const int first = m_text->document()->findBlock(cursor.selectionStart()).blockNumber();
    const int last = m_text->document()->findBlock(cursor.selectionEnd()).blockNumber();
    const auto isItem = [](const QTextBlock &block) { return block.text().startsWith(QLatin1String("- ")); };
    bool all = true;
    for (int number = first; number <= last; ++number) {
        all = all && isItem(m_text->document()->findBlockByNumber(number));
    }
    QTextCursor change(m_text->document());
    change.beginEditBlock();
    for (int number = first; number <= last; ++number) {
        const QTextBlock block = m_text->document()->findBlockByNumber(number);
        change.setPosition(block.position());
        if (all) {
            change.movePosition(QTextCursor::Right, QTextCursor::KeepAnchor, 2);
            change.removeSelectedText();
        } else if (!isItem(block)) {
            change.insertText(QStringLiteral("- "));
        }
    }
    change.endEditBlock();
}

} // namespace AlwaysLeads
