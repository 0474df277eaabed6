#pragma once

#include <QElapsedTimer>
#include <QObject>

class QTimer;

namespace AlwaysLeads {

class DraftMailCard;
class Review;
class Shell;

/// Puts what is typed into a mail on the disk after each group of keystrokes, with the place of the cursor.
class TypingKeeper : public QObject
{
    Q_OBJECT
public:
    TypingKeeper(DraftMailCard &card, Review &review, Shell &shell);

    /// At once: the card is about to show something else.
    void flush();
    /// What was typed last is kept as the draft's text, or left: nothing of it goes to the disk any more.
    void stop();

private:
    void keep();

    DraftMailCard &m_card;
    Review &m_review;
    Shell &m_shell;
    QTimer *m_soon;
    QElapsedTimer m_kept; ///< since the last time
};

} // namespace AlwaysLeads
