#pragma once

#include "draft/Review.h"

#include <QWidget>

class QStackedWidget;
class QPlainTextEdit;
class QVBoxLayout;

namespace AlwaysLeads {

class AddressMark;
class ElidedLabel;
class Label;
class LineEdit;
class MailView;

/// The mail as a sheet of paper: From, To, Subject, the text, and what stands under it. Shows the draft, what was
/// changed, or the exact bytes; the draft can be edited in place.
class DraftMailCard : public QWidget
{
    Q_OBJECT
public:
    enum class Side { Draft, Changes, AsSent };

    explicit DraftMailCard(QWidget *parent = nullptr);

    /// Inside a card of a thread, which frames it and says from whom to whom: no frame, and a head only where it says
    /// something else than the thread does, and while the subject can be changed.
    void setInThread(bool saysMore);

    void show(const DraftPage &page);
    void setSide(Side side);
    Side side() const { return m_side; }

    /// Lights the sentences that rest on this fact of the page, or the one mark; -1: none.
    void lightFact(int fact);
    void lightMark(int mark);
    int litMark() const { return m_lit; }
    /// The text that Claude is writing, as far as it came; show() ends it.
    void showComing(const QString &body);

    /// With words that were typed before, and the cursor where it was.
    void beginEditing(const std::optional<DraftTyping> &typed = std::nullopt);
    void endEditing();
    bool isEditing() const { return m_editing; }
    QString subject() const;
    QString body() const;
    /// What is being typed, with the place of the cursor.
    DraftTyping typing() const;

Q_SIGNALS:
    /// A letter was typed, or the cursor moved.
    void typed();
    /// The pointer is over this mark of the page; -1: over none.
    void markPointedAt(int mark);
    /// Ctrl Enter while editing.
    void keepRequested();
    /// Esc while editing.
    void leaveRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void showChanges();
    void showBody();
    void showMarks();
    void showHead();
    QWidget *headerLine(const QString &name, QWidget *value);
    /// Width and height of the lines of the head follow the size of the text.
    void renewHead();

    DraftPage m_page;
    Side m_side = Side::Draft;
    bool m_editing = false;
    bool m_inThread = false;
    bool m_saysMore = false; ///< than the thread it stands in
    bool m_setting = false; ///< the fields change by us, not by the person
    int m_lit = -1; ///< of m_page.marks
    QList<int> m_shownMarks; ///< which of the page's marks each of the view's is
    bool m_hasChanges = false; ///< of the page shown; made when first looked at
    bool m_hasBytes = false;
    QWidget *m_head;
    QVBoxLayout *m_lines;
    QVBoxLayout *m_textLines;
    QList<Label *> m_names; ///< "From", "To", "Subject"
    Label *m_from;
    Label *m_to;
    AddressMark *m_toMark;
    QStackedWidget *m_subjectPlace;
    ElidedLabel *m_subject;
    LineEdit *m_subjectEdit;
    MailView *m_text;
    MailView *m_changes;
    QPlainTextEdit *m_bytes;
    Label *m_hash;
    QWidget *m_rule;
    Label *m_footer;
};

} // namespace AlwaysLeads
