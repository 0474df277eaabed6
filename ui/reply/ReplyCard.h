#pragma once

#include "reply/Reply.h"

#include <QDateTime>
#include <QWidget>

class QAction;

namespace AlwaysLeads {

class Avatar;
class Button;
class IconButton;
class Label;
class MailView;

/// The mail that came in: who wrote it, to which mailbox and when, and what is new in it, with the sentence its class
/// rests on lit. All of it is shown as text.
class ReplyCard : public QWidget
{
    Q_OBJECT
public:
    explicit ReplyCard(QWidget *parent = nullptr);

    void show(const ReplyPage &page, const QDateTime &now);
    /// False: it cannot be answered from here.
    void setMayAnswer(bool mayAnswer);

    static constexpr int shadowRoom = 12; ///< px under the sheet, of this widget

Q_SIGNALS:
    void answerWanted();
    void forwardWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showText();
    void setShowsWhole(bool whole);
    void openMenu();

    ReplyPage m_page;
    bool m_showsWhole = false;
    Avatar *m_avatar;
    Label *m_from;
    Label *m_when;
    IconButton *m_reply;
    IconButton *m_more;
    Label *m_nothing;
    MailView *m_text;
    Button *m_whole;
};

} // namespace AlwaysLeads
