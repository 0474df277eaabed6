#pragma once

#include "draft/Review.h"

#include <QWidget>

class QStackedWidget;
class QPlainTextEdit;

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

    void show(const DraftPage &page);
    void setSide(Side side);
    Side side() const { return m_side; }

    void beginEditing();
    void endEditing();
    bool isEditing() const { return m_editing; }
    QString subject() const;
    QString body() const;

Q_SIGNALS:
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
    QWidget *headerLine(const QString &name, QWidget *value);
    /// Width and height of the lines of the head follow the size of the text.
    void renewHead();

    DraftPage m_page;
    Side m_side = Side::Draft;
    bool m_editing = false;
    bool m_hasChanges = false; ///< of the page shown; made when first looked at
    bool m_hasBytes = false;
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
    QWidget *m_rule;
    Label *m_footer;
};

} // namespace AlwaysLeads
