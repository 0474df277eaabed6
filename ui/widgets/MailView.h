#pragma once

#include <QTextEdit>

namespace AlwaysLeads {

/// A stretch of the mail's text and the fact it rests on.
struct MailMark
{
    int start = 0; ///< in characters of plainText()
    int length = 0;
    int number = 0; ///< shown small after it; 0: none
    bool doubtful = false; ///< no fact bears it out: underlined as a warning
};

/// The text of a mail, read or written: 14/24, plain text only (nothing is ever read as HTML or loaded). Its height
/// follows the text. In editable mode its card is expected to show the accent border; editing is reported by
/// textChanged().
class MailView : public QTextEdit
{
    Q_OBJECT

public:
    explicit MailView(QWidget *parent = nullptr);

    void setMail(const QString &text);
    /// A lightly formatted text (mail/LightText.h) as who gets it sees it. A link tells where it leads when the pointer
    /// rests on it. For reading only.
    void setLightMail(const QString &text);
    /// Readies it for a text that is put in by other means. Qt needs the square of a word's length to look for a place
    /// to break it, which with a word of a megabyte is minutes; such a text is broken after any letter.
    void expect(const QString &text);
    QString plainText() const { return toPlainText(); }
    void setMarks(const QList<MailMark> &marks);
    void setActiveMark(int index); ///< -1: none
    void setEditable(bool editable);
    /// Grows with its text instead of scrolling; the page around it scrolls. On at the start.
    void setGrows(bool grows);

    /// Which of the marks lies there; -1: none.
    int markAt(const QPoint &place) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The pointer is over this mark now; -1: over none.
    void markPointedAt(int index);

protected:
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;
    bool canInsertFromMimeData(const QMimeData *source) const override;
    QVariant loadResource(int type, const QUrl &name) override;

private:
    void applyLineHeight();
    void applyLooks();
    void fit();
    QList<QRectF> lineRects(const MailMark &mark) const;

    QList<MailMark> m_marks;
    int m_active = -1;
    int m_pointed = -1;
    bool m_grows = true;
    bool m_formatting = false;
    QString m_light; ///< what setLightMail() shows
};

} // namespace AlwaysLeads
