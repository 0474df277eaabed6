#include "widgets/MailView.h"

#include "style/AppStyle.h"

#include <QAbstractTextDocumentLayout>
#include <QFontMetricsF>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextLayout>

#include <algorithm>

// The stretches of a mail that rest on facts: where they lie, how they are drawn, which one is pointed at.

namespace AlwaysLeads {

namespace {
constexpr qreal chipHeight = 13; // of a mark's number
constexpr qreal chipPadding = 4;
constexpr qreal chipGap = 3;

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

} // namespace AlwaysLeads
