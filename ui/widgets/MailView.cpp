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
constexpr qreal chipHeight = 13; // of a mark's number
constexpr qreal chipPadding = 4;
constexpr qreal chipGap = 3;

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

bool isNumbered(const QList<MailMark> &marks)
{
    return std::ranges::any_of(marks, [](const MailMark &mark) { return mark.number > 0; });
}

QFont chipFont(const QWidget *view)
{
    QFont font = fontsOf(view).meta();
    font.setPixelSize(qMax(9, font.pixelSize() * 4 / 5));
    return font;
}

qreal chipWidth(int number, const QWidget *view)
{
    return qMax(chipHeight,
                QFontMetricsF(chipFont(view)).horizontalAdvance(QLocale().toString(number)) + 2 * chipPadding);
}

/// The last letter of a numbered mark is followed by as much room as its number needs.
void makeRoom(QTextDocument *document, const QList<MailMark> &marks, const QWidget *view)
{
    QTextCursor cursor(document);
    cursor.beginEditBlock();
    cursor.select(QTextCursor::Document);
    QTextCharFormat room;
    room.setFontLetterSpacingType(QFont::AbsoluteSpacing);
    room.setFontLetterSpacing(0);
    cursor.mergeCharFormat(room);
    for (const MailMark &mark : marks) {
        const int end = mark.start + mark.length;
        if (mark.number > 0 && mark.length > 0 && end < document->characterCount()) {
            cursor.setPosition(end - 1);
            cursor.setPosition(end, QTextCursor::KeepAnchor);
            room.setFontLetterSpacing(chipWidth(mark.number, view) + 2 * chipGap);
            cursor.mergeCharFormat(room);
        }
    }
    cursor.endEditBlock();
    document->clearUndoRedoStacks();
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
    if (isNumbered(m_marks)) {
        setCurrentCharFormat(QTextCharFormat()); // the room of the last number is not for the whole new text
    }
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
            cursor.setCharFormat(look);
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

void MailView::setMarks(const QList<MailMark> &marks)
{
    if (isNumbered(marks) || isNumbered(m_marks)) {
        const QSignalBlocker silent(this); // no word of it changes
        makeRoom(document(), marks, this);
    }
    m_marks = marks;
    viewport()->update();
}

void MailView::setActiveMark(int index)
{
    m_active = index;
    viewport()->update();
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

QList<QRectF> MailView::lineRects(const MailMark &mark) const
{
    QList<QRectF> rects;
    const int end = mark.start + mark.length;
    for (QTextBlock block = document()->findBlock(mark.start); block.isValid() && block.position() < end;
         block = block.next()) {
        const QTextLayout *layout = block.layout();
        const QPointF corner = document()->documentLayout()->blockBoundingRect(block).topLeft();
        for (int number = 0; number < layout->lineCount(); ++number) {
            const QTextLine line = layout->lineAt(number);
            const int from = qMax(mark.start - block.position(), line.textStart());
            const int to = qMin(end - block.position(), line.textStart() + line.textLength());
            if (from < to) {
                const qreal left = line.cursorToX(from);
                const qreal right = line.cursorToX(to);
                rects.append(
                    QRectF(corner.x() + qMin(left, right), corner.y() + line.y(), qAbs(right - left), line.height()));
            }
        }
    }
    return rects;
}

void MailView::paintEvent(QPaintEvent *event)
{
    if (!m_marks.isEmpty()) {
        QPainter painter(viewport());
        painter.translate(-horizontalScrollBar()->value(), -verticalScrollBar()->value());
        painter.setRenderHint(QPainter::Antialiasing);
        const Theme &theme = themeOf(this);
        for (int i = 0; i < m_marks.size(); ++i) {
            const MailMark &mark = m_marks.at(i);
            QList<QRectF> lines = lineRects(mark);
            QRectF chip;
            if (mark.number > 0 && !lines.isEmpty()) {
                const qreal room = chipWidth(mark.number, this) + 2 * chipGap;
                QRectF &last = lines.last();
                last.setWidth(qMax(0.0, last.width() - room));
                chip = QRectF(last.right() + chipGap, last.top() + 2, room - 2 * chipGap, chipHeight);
            }
            for (const QRectF &line : std::as_const(lines)) {
                if (i == m_active) {
                    painter.setPen(Qt::NoPen);
                    painter.setBrush(theme.marker);
                    painter.drawRoundedRect(line.adjusted(-2, 1, 2, 1), 3, 3);
                }
                painter.fillRect(QRectF(line.left(), line.bottom() + 0.5, line.width(), mark.doubtful ? 2.5 : 1.5),
                                 mark.doubtful ? theme.danger.fill : theme.markerLine);
            }
            if (chip.isValid()) {
                painter.setPen(Qt::NoPen);
                painter.setBrush(i == m_active ? theme.markerLine : theme.neutralSoft);
                painter.drawRoundedRect(chip, 3, 3);
                painter.setFont(chipFont(this));
                painter.setPen(theme.text);
                painter.drawText(chip, Qt::AlignCenter, QLocale().toString(mark.number));
            }
        }
    }
    QTextEdit::paintEvent(event);
}

int MailView::markAt(const QPoint &place) const
{
    const QPointF inText = QPointF(place) + QPointF(horizontalScrollBar()->value(), verticalScrollBar()->value());
    for (int i = 0; i < m_marks.size(); ++i) {
        for (const QRectF &line : lineRects(m_marks.at(i))) {
            if (line.contains(inText)) {
                return i;
            }
        }
    }
    return -1;
}

void MailView::mouseMoveEvent(QMouseEvent *event)
{
    QTextEdit::mouseMoveEvent(event);
    const int mark = m_marks.isEmpty() ? -1 : markAt(event->position().toPoint());
    if (mark != m_pointed) {
        m_pointed = mark;
        Q_EMIT markPointedAt(mark);
    }
}

void MailView::leaveEvent(QEvent *event)
{
    QTextEdit::leaveEvent(event);
    if (m_pointed >= 0) {
        m_pointed = -1;
        Q_EMIT markPointedAt(-1);
    }
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
