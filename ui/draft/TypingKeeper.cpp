#include "draft/TypingKeeper.h"

#include "draft/DraftMailCard.h"
#include "shell/Shell.h"

#include <QTimer>

namespace AlwaysLeads {

namespace {
constexpr int keystrokeGroup = 250; // ms of silence that end one
constexpr qint64 longestUnkept = 1000; // ms
} // namespace

TypingKeeper::TypingKeeper(DraftMailCard &card, Review &review, Shell &shell)
    : QObject(&card)
    , m_card(card)
    , m_review(review)
    , m_shell(shell)
    , m_soon(new QTimer(this))
{
    m_soon->setSingleShot(true);
    connect(m_soon, &QTimer::timeout, this, &TypingKeeper::keep);
    connect(&m_card, &DraftMailCard::typed, this, [this] {
        if (m_kept.isValid() && m_kept.elapsed() < longestUnkept) {
            m_soon->start(keystrokeGroup);
        } else {
            keep(); // the first letter, or somebody who never pauses
        }
    });
}

void TypingKeeper::flush()
{
    if (m_soon->isActive()) {
        m_soon->stop();
        keep();
    }
}

void TypingKeeper::stop()
{
    m_soon->stop();
}

void TypingKeeper::keep()
{
    if (!m_card.isEditing()) {
        return;
    }
    m_kept.start();
    whenDone(m_review.keepTyping(m_card.typing()), this, [this](const Result<> &outcome) {
        if (!outcome) {
            m_shell.showProblem(outcome.error());
        }
    });
}

} // namespace AlwaysLeads
