#pragma once

#include "widgets/SheetFrame.h"

namespace AlwaysLeads {

class Avatar;
class ElidedLabel;
class IconButton;
class Label;

/// Our own mail of a thread: who wrote it when, and its first line. The chevron, or a click on that, unfolds the whole.
class SentMailCard : public Card
{
    Q_OBJECT
public:
    explicit SentMailCard(QWidget *parent = nullptr);

    /// Another mail is folded again.
    void show(const QString &name, const QString &address, const QString &moment, const QString &text);

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    void fold();

    Avatar *m_avatar;
    Label *m_head;
    ElidedLabel *m_line;
    IconButton *m_unfold;
    Label *m_whole;
    QString m_text;
};

} // namespace AlwaysLeads
