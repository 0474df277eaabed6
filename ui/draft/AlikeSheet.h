#pragma once

#include "draft/DraftPage.h"
#include "widgets/DialogSheet.h"

#include <QSet>

#include <utility>

namespace AlwaysLeads {

class Label;
class MailView;

/// Drafts that say nearly the same, read one after the other: the first in full, of the others what differs from it is
/// marked. They can be approved together once each was on the screen to its end.
class AlikeSheet : public DialogSheet
{
    Q_OBJECT
public:
    AlikeSheet(const QList<DraftPage> &pages, QWidget *inside);

Q_SIGNALS:
    /// Every one of them, with the hash of what was shown.
    void approved(const QList<std::pair<AlwaysLeads::DraftId, QByteArray>> &seen);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void show(int index);
    void noteSeen();

    QList<DraftPage> m_pages;
    QSet<int> m_seen;
    int m_index = 0;
    QString m_first; ///< what is shown of the first one: the others are compared with it
    Label *m_who;
    Label *m_subject;
    MailView *m_text;
    Label *m_count;
    Button *m_next;
    Button *m_approve;
};

} // namespace AlwaysLeads
