#include "reply/AnswerPanel.h"

#include "draft/DraftMailCard.h"
#include "reply/Answers.h"
#include "shell/Shell.h"
#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/Menu.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace AlwaysLeads {

AnswerPanel::AnswerPanel(Answers &answers, Review &review, Shell &shell, QWidget *parent)
    : QWidget(parent)
    , m_answers(answers)
    , m_review(review)
    , m_shell(shell)
    , m_title(new Label({}, TextStyle::Strong))
    , m_from(new Label({}, TextStyle::Meta, &Theme::text2))
    , m_card(new DraftMailCard)
    , m_note(new Label({}, TextStyle::Meta, &Theme::text2))
    , m_write(new Button(Icon::Reply, tr("Write an answer"), ButtonKind::Secondary))
    , m_later(new Button(Icon::CalendarClock, tr("Follow up later"), ButtonKind::Ghost))
    , m_approve(new Button(Icon::Send, tr("Approve and send"), ButtonKind::Primary))
    , m_edit(new Button(Icon::PencilLine, tr("Edit"), ButtonKind::Secondary))
    , m_discard(new Button(Icon::Trash, tr("Throw away"), ButtonKind::Ghost))
    , m_keep(new Button(tr("Keep"), ButtonKind::Primary))
    , m_leave(new Button(tr("Leave as it was"), ButtonKind::Ghost))
{
    setObjectName(QStringLiteral("answerPanel"));
    build();
    clear();
    connect(&m_review, &Review::changed, this, [this] {
        if (isVisible() && m_draft && !m_busy && !m_card->isEditing()) {
            readDraft(m_draft->draft.id);
        }
    });
}

void AnswerPanel::build()
{
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(8);
    auto *head = new QHBoxLayout;
    head->addWidget(m_title);
    head->addStretch(1);
    head->addWidget(m_from);
    lines->addLayout(head);
    lines->addWidget(m_card);
    m_note->setObjectName(QStringLiteral("answerNote"));
    m_note->setWordWrap(true);
    lines->addWidget(m_note);
    const std::pair<Button *, const char *> names[] = {
        {m_approve, "answerApprove"}, {m_edit, "answerEdit"},   {m_write, "answerWrite"},    {m_later, "answerLater"},
        {m_keep, "answerKeep"},       {m_leave, "answerLeave"}, {m_discard, "answerDiscard"}};
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (const auto &[button, name] : names) {
        button->setObjectName(QString::fromLatin1(name));
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    lines->addLayout(buttons);
    m_approve->setKeyCap(QStringLiteral("A"));
    m_edit->setKeyCap(QStringLiteral("E"));
    m_write->setKeyCap(QStringLiteral("R"));
    m_later->setKeyCap(QStringLiteral("L"));
    m_keep->setKeyCap(QStringLiteral("Ctrl Enter"));
    connect(m_approve, &QPushButton::clicked, this, &AnswerPanel::approve);
    connect(m_edit, &QPushButton::clicked, this, &AnswerPanel::edit);
    connect(m_write, &QPushButton::clicked, this, &AnswerPanel::write);
    connect(m_later, &QPushButton::clicked, this, &AnswerPanel::chooseLater);
    connect(m_discard, &QPushButton::clicked, this, &AnswerPanel::discard);
    connect(m_keep, &QPushButton::clicked, this, &AnswerPanel::keep);
    connect(m_leave, &QPushButton::clicked, this, &AnswerPanel::leave);
    connect(m_card, &DraftMailCard::keepRequested, this, &AnswerPanel::keep);
    connect(m_card, &DraftMailCard::leaveRequested, this, &AnswerPanel::leave);
}

void AnswerPanel::clear()
{
    m_reply = ReplyId();
    m_draft.reset();
    m_mayAnswer = false;
    m_card->endEditing();
    showButtons();
}

void AnswerPanel::show(const ReplyPage &page)
{
    if (m_reply == page.reply.id && m_card->isEditing()) {
        return;
    }
    if (m_reply != page.reply.id) {
        m_card->endEditing();
        m_draft.reset();
        m_busy = false;
    }
    m_reply = page.reply.id;
    m_mayAnswer =
        isHuman(page.reply.value) && page.reply.value != ReplyClass::OptOut && page.lead && !page.reply.send.isNull();
    if (page.answer) {
        readDraft(*page.answer);
    } else {
        m_draft.reset();
    }
    showButtons();
}

void AnswerPanel::readDraft(DraftId id)
{
    whenDone(m_review.open(id), this, [this, reply = m_reply](const Result<DraftPage> &page) {
        if (reply != m_reply || m_card->isEditing()) {
            return;
        }
        if (page) {
            showDraft(*page);
        } else {
            m_shell.showProblem(page.error());
        }
    });
}

void AnswerPanel::showDraft(const DraftPage &page)
{
    m_draft = page;
    m_card->show(page);
    showButtons();
}

bool AnswerPanel::isDecided() const
{
    const DraftState state = m_draft ? m_draft->draft.state : DraftState::Ready;
    return state == DraftState::Approved || state == DraftState::Queued || state == DraftState::Sent;
}

void AnswerPanel::showButtons()
{
    const bool editing = m_card->isEditing();
    const bool has = m_draft.has_value();
    const bool decided = isDecided();
    m_card->setVisible(has);
    m_title->setVisible(has);
    m_from->setVisible(has);
    QString note;
    if (has) {
        const Draft &draft = m_draft->draft;
        m_title->setText(draft.dueAt.isValid()                     ? tr("Next mail")
                             : draft.origin == DraftOrigin::Claude ? tr("Suggested answer")
                                                                   : tr("Your answer"));
        m_from->setText(tr("Goes out from %1").arg(m_draft->fromAddress));
        m_from->setVisible(!m_draft->fromAddress.isEmpty());
        if (draft.state == DraftState::Sent) {
            note = tr("Sent.");
        } else if (decided) {
            note = tr("Approved. It leaves when its turn comes; the outbox shows when.");
        } else if (!m_draft->canApprove && !m_draft->whyNot.isEmpty()) {
            note = m_draft->whyNot;
        }
        if (draft.dueAt.isValid() && draft.state != DraftState::Sent) {
            const QString day = QLocale().toString(draft.dueAt.toLocalTime().date(), QLocale::LongFormat);
            note = (note + QLatin1Char(' ') + tr("Not before %1.").arg(day)).trimmed();
        }
    }
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_approve->setVisible(has && !editing && !decided);
    m_approve->setEnabled(has && m_draft->canApprove && !m_busy);
    m_edit->setVisible(has && !editing && !decided);
    m_discard->setVisible(has && !editing && !decided);
    m_write->setVisible(!editing && !decided && (has || m_mayAnswer));
    m_write->setText(has ? tr("Rewrite") : tr("Write an answer"));
    m_write->setBusy(m_busy, tr("Writing…"));
    m_later->setVisible(!has && m_mayAnswer && !m_busy);
    m_keep->setVisible(editing);
    m_leave->setVisible(editing);
    setVisible(has || m_mayAnswer);
}

void AnswerPanel::write()
{
    if (m_busy || isDecided() || m_card->isEditing() || (!m_draft && !m_mayAnswer)) {
        return;
    }
    m_busy = true;
    showButtons();
    const auto end = [this, reply = m_reply](const Result<> &outcome) {
        if (reply != m_reply) {
            return;
        }
        m_busy = false;
        if (!outcome) {
            m_shell.showProblem(outcome.error());
        }
        showButtons();
    };
    if (m_draft) {
        const DraftId id = m_draft->draft.id;
        whenDone(m_answers.rewrite(id), this, [this, id, end](const Result<> &outcome) {
            end(outcome);
            readDraft(id);
        });
        return;
    }
    whenDone(m_answers.suggest(m_reply), this, [this, reply = m_reply, end](const Result<DraftId> &draft) {
        end(draft ? Result<>() : failureOf(draft));
        if (draft && reply == m_reply) {
            readDraft(*draft);
        }
    });
}

void AnswerPanel::chooseLater()
{
    if (m_busy || m_draft || !m_mayAnswer) {
        return;
    }
    auto *menu = new Menu(QString(), this);
    menu->setObjectName(QStringLiteral("answerLaterMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const std::pair<int, QString> choices[] = {
        {1, tr("In a month")}, {3, tr("In three months")}, {6, tr("In six months")}};
    for (const auto &[months, text] : choices) {
        const QDateTime when = m_shell.now().toLocalTime().date().addMonths(months).startOfDay().toUTC();
        connect(menu->addAction(text), &QAction::triggered, this, [this, when] { followUp(when); });
    }
    menu->popup(m_later->mapToGlobal(QPoint(0, m_later->height())));
}

void AnswerPanel::followUp(const QDateTime &when)
{
    whenDone(m_answers.followUp(m_reply, when), this, [this, reply = m_reply](const Result<DraftId> &draft) {
        if (!draft) {
            m_shell.showProblem(draft.error());
        } else if (reply == m_reply) {
            readDraft(*draft);
        }
    });
}

void AnswerPanel::approve()
{
    if (!m_draft || m_busy || m_card->isEditing() || isDecided() || !m_draft->canApprove) {
        return;
    }
    m_busy = true;
    const DraftId id = m_draft->draft.id;
    whenDone(m_review.approve(id, m_draft->shownHash), this, [this, id, reply = m_reply](const Result<> &outcome) {
        m_busy = false;
        if (!outcome) {
            m_shell.showProblem(outcome.error());
        } else {
            Q_EMIT approved(reply);
        }
        if (reply == m_reply) {
            readDraft(id);
        }
    });
}

void AnswerPanel::edit()
{
    if (!m_draft || m_busy || isDecided() || m_card->isEditing()) {
        return;
    }
    m_card->beginEditing();
    showButtons();
}

void AnswerPanel::keep()
{
    if (!m_draft || !m_card->isEditing()) {
        return;
    }
    whenDone(m_review.edit(m_draft->draft.id, m_card->subject(), m_card->body()), this,
             [this, reply = m_reply](const Result<DraftPage> &page) {
                 if (!page) {
                     m_shell.showProblem(page.error());
                     return; // what was typed stays there
                 }
                 if (reply == m_reply) {
                     m_card->endEditing();
                     showDraft(*page);
                     m_approve->setFocus();
                 }
             });
}

void AnswerPanel::leave()
{
    if (!m_draft) {
        return;
    }
    m_card->endEditing();
    m_card->show(*m_draft);
    showButtons();
    m_edit->setFocus();
}

void AnswerPanel::discard()
{
    if (!m_draft || m_busy || isDecided()) {
        return;
    }
    whenDone(m_review.reject(m_draft->draft.id), this, [this, reply = m_reply](const Result<> &outcome) {
        if (!outcome) {
            m_shell.showProblem(outcome.error());
        } else if (reply == m_reply) {
            m_draft.reset();
            showButtons();
        }
    });
}

} // namespace AlwaysLeads
