#include "widgets/MailView.h"

#include "mail/LightText.h"
#include "style/AppStyle.h"

#include <QAbstractTextDocumentLayout>
#include <QFontMetricsF>
#include <QKeyEvent>
#include <QLocale>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QTextBlock>
#include <QTextLayout>

#include <algorithm>

namespace AlwaysLeads {

namespace {
// A blank line between paragraphs is a gap, not a whole line.
constexpr qreal gapHeight = 14;
constexpr qsizetype longestWord = 4000; // longer than any address of a page

bool hasEndlessWord(const QString &text)
{
    qsizetype begin = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text.at(at).isSpace()) {
            begin = at + 1;
        } else if (at - begin >= longestWord) {
            return true;
        }
    }
    return false;
}
} // namespace

MailView::MailView(QWidget *parent)
    : QTextEdit(parent)
{
    setAccessibleName(tr("Text of the mail"));
    setAcceptRichText(false);
    setFrameShape(QFrame::NoFrame);
    setReadOnly(true);
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    viewport()->setMouseTracking(true);
    document()->setDocumentMargin(0);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    // Not contentsChange(): a change from inside of it would be laid out wrongly.
    connect(document(), &QTextDocument::contentsChanged, this, [this] {
        if (!m_formatting) {
            applyLineHeight();
        }
    });
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this, [this] { fit(); });
    applyLineHeight();
}

void MailView::setMail(const QString &text)
{
    // What the letter at the cursor looks like (the room of a number, a bold word) is not for the whole new text.
    moveCursor(QTextCursor::Start);
    setCurrentCharFormat(QTextCharFormat());
    m_marks.clear();
    m_active = -1;
    m_light.clear();
    if (wordWrapMode() == QTextOption::WrapAnywhere) {
        clear(); // its endless word must not be laid out in the other way
    }
    expect(text);
    setPlainText(text);
    document()->clearUndoRedoStacks();
}

void MailView::setLightMail(const QString &text)
{
    QStringList lines;
    for (const LightLine &line : lightLines(text)) {
        QString words = line.isItem ? QStringLiteral("•  ") : QString();
        for (const LightRun &run : line.runs) {
            words += run.text;
        }
        lines.append(words);
    }
    setMail(lines.join(QLatin1Char('\n')));
    m_light = text;
    applyLooks();
}

void MailView::applyLooks()
{
    const Theme &theme = themeOf(this);
    m_formatting = true;
    QTextCursor cursor(document());
    QTextBlock block = document()->begin();
    for (const LightLine &line : lightLines(m_light)) {
        int at = block.position() + (line.isItem ? 3 : 0);
        for (const LightRun &run : line.runs) {
            QTextCharFormat look;
            if (run.bold) {
                look.setFontWeight(QFont::DemiBold);
            }
            look.setFontItalic(run.italic);
            if (!run.link.isEmpty()) {
                look.setForeground(theme.accentText);
                look.setFontUnderline(true);
                look.setToolTip(run.link.toHtmlEscaped());
            }
            cursor.setPosition(at);
            at += int(run.text.size());
            cursor.setPosition(at, QTextCursor::KeepAnchor);
            cursor.mergeCharFormat(look); // the room of a number stays
        }
        block = block.next();
    }
    m_formatting = false;
    document()->clearUndoRedoStacks();
}

void MailView::expect(const QString &text)
{
    const QTextOption::WrapMode mode =
        hasEndlessWord(text) ? QTextOption::WrapAnywhere : QTextOption::WrapAtWordBoundaryOrAnywhere;
    if (wordWrapMode() != mode) {
        setWordWrapMode(mode);
    }
}

void MailView::setEditable(bool editable)
{
    setReadOnly(!editable);
    if (editable) {
        setMarks({}); // their places move with the first letter typed
    }
    applyLineHeight();
    document()->clearUndoRedoStacks();
    viewport()->update();
}

void MailView::setGrows(bool grows)
{
    m_grows = grows;
    setVerticalScrollBarPolicy(grows ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    setSizePolicy(QSizePolicy::Expanding, grows ? QSizePolicy::Fixed : QSizePolicy::Expanding);
    updateGeometry();
}

void MailView::applyLineHeight()
{
    const Fonts &fonts = fontsOf(this);
    if (font() != fonts.mail()) {
        setFont(fonts.mail());
    }
    const Theme &theme = themeOf(this);
    QPalette colours = palette();
    colours.setBrush(QPalette::Base, Qt::transparent);
    colours.setColor(QPalette::Text, theme.text);
    colours.setColor(QPalette::Highlight, theme.textSelection);
    colours.setColor(QPalette::HighlightedText, theme.text);
    if (colours != palette()) {
        setPalette(colours);
    }
    const auto heightOf = [this, &fonts](const QTextBlock &block) {
        // While it is written every line is a line: typing then never changes a height, which undo would have to take
        // back.
        const bool gap = isReadOnly() && block.length() <= 1 && document()->blockCount() > 1;
        return gap ? gapHeight * fonts.textFactor() : qreal(fonts.lineHeight(TextStyle::Mail));
    };
    QList<QTextBlock> wrong;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        if (!qFuzzyCompare(block.blockFormat().lineHeight() + 1, heightOf(block) + 1)) {
            wrong.append(block);
        }
    }
    if (!wrong.isEmpty()) {
        m_formatting = true;
        QTextCursor cursor(document());
        cursor.beginEditBlock();
        for (const QTextBlock &block : std::as_const(wrong)) {
            QTextBlockFormat format = block.blockFormat();
            format.setLineHeight(heightOf(block), QTextBlockFormat::FixedHeight);
            cursor.setPosition(block.position());
            cursor.setBlockFormat(format);
        }
        cursor.endEditBlock();
        m_formatting = false;
    }
    fit();
}

void MailView::fit()
{
    if (m_grows) {
        updateGeometry();
    }
}

QSize MailView::sizeHint() const
{
    const int least = fontsOf(this).lineHeight(TextStyle::Mail);
    return {480, qMax(least, qCeil(document()->size().height()))};
}

QSize MailView::minimumSizeHint() const
{
    return {160, m_grows ? sizeHint().height() : fontsOf(this).lineHeight(TextStyle::Mail)};
}

void MailView::resizeEvent(QResizeEvent *event)
{
    QTextEdit::resizeEvent(event);
    fit();
}

void MailView::changeEvent(QEvent *event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        applyLineHeight();
        if (!m_light.isEmpty()) {
            applyLooks(); // the colour of links is the theme's
        }
    }
}

void MailView::keyPressEvent(QKeyEvent *event)
{
    if (!isReadOnly() && event == QKeySequence::InsertParagraphSeparator) {
        // On an empty line Qt takes Enter for the wish to be rid of the format, which here is the height of all lines,
        // and inserts nothing.
        textCursor().insertBlock();
        ensureCursorVisible();
        event->accept();
        return;
    }
    QTextEdit::keyPressEvent(event);
}

bool MailView::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasText();
}

void MailView::insertFromMimeData(const QMimeData *source)
{
    // Only letters, never markup, a picture or a file.
    if (source->hasText()) {
        if (hasEndlessWord(source->text())) {
            expect(source->text());
        }
        textCursor().insertText(source->text());
        ensureCursorVisible();
    }
}

QVariant MailView::loadResource(int, const QUrl &)
{
    return QByteArray(); // valid and empty; an invalid answer would make Qt read the file itself
}

} // namespace AlwaysLeads
