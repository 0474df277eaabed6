#include "reply/AnswerPanel.h"

#include "draft/DraftMailCard.h"
#include "draft/TypingKeeper.h"
#include "reply/Answers.h"
#include "shell/Shell.h"
#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/Announce.h"
#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/WrapLayout.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QPointer>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {
constexpr int inset = 20;
constexpr int headHeight = 42;
constexpr qreal radius = 10;
} // namespace

AnswerPanel::AnswerPanel(Answers &answers, Review &review, Shell &shell, QWidget *parent)
    : QWidget(parent)
    , m_answers(answers)
    , m_review(review)
    , m_shell(shell)
    , m_head(new QWidget)
    , m_origin(new StatusChip)
    , m_from(new Label({}, TextStyle::Meta, &Theme::text2))
    , m_rule(new Hairline)
    , m_card(new DraftMailCard)
    , m_foot(new QVBoxLayout)
    , m_note(new Label({}, TextStyle::Meta, &Theme::text2))
    , m_write(new Button(Icon::Reply, tr("Write an answer"), ButtonKind::Secondary))
    , m_later(new Button(Icon::CalendarClock, tr("Follow up later"), ButtonKind::Ghost))
    , m_approve(new Button(Icon::Send, tr("Approve and send"), ButtonKind::Primary))
    , m_edit(new Button(Icon::PencilLine, tr("Edit"), ButtonKind::Secondary))
    , m_discard(new Button(Icon::Trash, tr("Throw away"), ButtonKind::Ghost))
    , m_keep(new Button(tr("Keep"), ButtonKind::Primary))
    , m_leave(new Button(tr("Leave as it was"), ButtonKind::Ghost))
    , m_confirm(new Button(Icon::CircleCheck, tr("Keep, I vouch for it"), ButtonKind::Secondary))
    , m_take(new Button(Icon::Sparkles, tr("Take what Claude wrote"), ButtonKind::Secondary))
    , m_typing(new TypingKeeper(*m_card, review, shell))
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
    lines->setSpacing(0);
    m_head->setMinimumHeight(headHeight);
    auto *head = new WrapLayout(m_head);
    head->setContentsMargins(inset, 10, inset, 10);
    head->setSpacing(12);
    m_origin->setObjectName(QStringLiteral("answerOrigin"));
    head->addWidget(m_origin);
    head->addWidget(m_from, WrapLayout::Side::End);
    lines->addWidget(m_head);
    lines->addWidget(m_rule);
    lines->addWidget(m_card);
    m_note->setObjectName(QStringLiteral("answerNote"));
    m_note->setWordWrap(true);
    m_foot->setSpacing(10);
    m_foot->addWidget(m_note);
    const std::pair<Button *, const char *> names[] = {
        {m_approve, "answerApprove"}, {m_confirm, "answerConfirm"}, {m_take, "answerTake"},
        {m_edit, "answerEdit"},       {m_write, "answerWrite"},     {m_later, "answerLater"},
        {m_keep, "answerKeep"},       {m_leave, "answerLeave"},     {m_discard, "answerDiscard"}};
    auto *place = new QWidget;
    auto *buttons = new WrapLayout(place);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(8);
    for (const auto &[button, name] : names) {
        button->setObjectName(QString::fromLatin1(name));
        buttons->addWidget(button);
    }
    m_foot->addWidget(place);
    lines->addLayout(m_foot);
    m_approve->setKeyCap(QStringLiteral("A"));
    m_confirm->setKeyCap(QStringLiteral("C"));
    m_take->setKeyCap(QStringLiteral("T"));
    m_edit->setKeyCap(QStringLiteral("E"));
    m_write->setKeyCap(QStringLiteral("R"));
    m_later->setKeyCap(QStringLiteral("L"));
    m_discard->setKeyCap(QStringLiteral("X"));
    m_keep->setKeyCap(tr("Ctrl Enter"));
    m_leave->setKeyCap(tr("Esc"));
    connect(m_approve, &QPushButton::clicked, this, &AnswerPanel::approve);
    connect(m_confirm, &QPushButton::clicked, this, &AnswerPanel::confirm);
    connect(m_take, &QPushButton::clicked, this, &AnswerPanel::takeOffer);
    connect(m_edit, &QPushButton::clicked, this, &AnswerPanel::edit);
    connect(m_write, &QPushButton::clicked, this, &AnswerPanel::write);
    connect(m_later, &QPushButton::clicked, this, &AnswerPanel::chooseLater);
    connect(m_discard, &QPushButton::clicked, this, &AnswerPanel::discard);
    connect(m_keep, &QPushButton::clicked, this, &AnswerPanel::keep);
    connect(m_leave, &QPushButton::clicked, this, &AnswerPanel::leave);
    connect(m_card, &DraftMailCard::keepRequested, this, &AnswerPanel::keep);
    connect(m_card, &DraftMailCard::leaveRequested, this, &AnswerPanel::leave);
    connect(m_card, &DraftMailCard::markPointedAt, this, [this](int mark) {
        Q_EMIT factsPointedAt(m_draft && mark >= 0 ? m_draft->marks.value(mark).facts : QList<int>());
    });
}

void AnswerPanel::clear()
{
    keepBeforeLeaving();
    m_reply = ReplyId();
    forgetDraft();
    m_mayAnswer = false;
    showButtons();
}

void AnswerPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (!event->spontaneous()) {
        keepBeforeLeaving();
    }
}

void AnswerPanel::show(const ReplyPage &page)
{
    if (m_reply == page.reply.id && m_card->isEditing()) {
        return;
    }
    if (m_reply != page.reply.id) {
        keepBeforeLeaving();
        forgetDraft();
        m_busy = false;
    }
    m_reply = page.reply.id;
    m_answeredAddress = page.reply.fromAddress;
    m_threadSubject = Answers::subjectFor(page.reply.subject);
    m_mayAnswer = mayAnswer(page);
    if (page.answer) {
        readDraft(*page.answer);
    } else if (m_draft) {
        readDraft(m_draft->draft.id); // thrown away, or written since this page was read: it knows
    }
    showButtons();
}

bool AnswerPanel::mayAnswer(const ReplyPage &page)
{
    return isHuman(page.reply.value) && page.reply.value != ReplyClass::OptOut && page.lead
        && !page.reply.send.isNull();
}

void AnswerPanel::forgetDraft()
{
    if (m_draft) {
        m_draft.reset();
        Q_EMIT draftShown();
    }
}

void AnswerPanel::lightFact(int fact)
{
    m_card->lightFact(fact);
}

void AnswerPanel::readDraft(DraftId id)
{
    whenDone(m_review.open(id), this, [this, reply = m_reply, reading = ++m_readings](const Result<DraftPage> &page) {
        if (reply != m_reply || reading != m_readings || m_card->isEditing()) {
            return;
        }
        if (!page) {
            m_shell.showProblem(page.error());
        } else if (page->draft.state == DraftState::Rejected || page->draft.state == DraftState::Skipped) {
            forgetDraft(); // thrown away while it was read
            showButtons();
        } else {
            showDraft(*page);
        }
    });
}

void AnswerPanel::showDraft(const DraftPage &page)
{
    m_draft = page;
    // What the thread says already, from whom to whom and about what, is not said again.
    m_card->setInThread(page.toAddress.compare(m_answeredAddress, Qt::CaseInsensitive) != 0
                        || page.draft.subject != m_threadSubject);
    m_card->show(page);
    showButtons();
    Q_EMIT draftShown();
    if (page.typing && !isDecided()) {
        resumeTyping(*page.typing);
    }
}

void AnswerPanel::resumeTyping(const DraftTyping &typing)
{
    if (m_card->isEditing() || !isVisible()
        || (typing.subject == m_draft->draft.subject && typing.body == m_draft->draft.body)) {
        return;
    }
    const QPointer<QWidget> before = QApplication::focusWidget();
    m_card->beginEditing(typing);
    if (m_resumed != m_reply && before) {
        before->setFocus(); // who walks through the list goes on walking
    }
    m_resumed = ReplyId();
    showButtons();
    announce(this, tr("What you typed before is back. Keep it or leave it."));
}

bool AnswerPanel::isEditing() const
{
    return m_card->isEditing();
}

bool AnswerPanel::isDecided() const
{
    const DraftState state = m_draft ? m_draft->draft.state : DraftState::Ready;
    return state == DraftState::Approved || state == DraftState::Queued || state == DraftState::Sent;
}

QString AnswerPanel::firstProblem() const
{
    for (const FactMark &mark : m_draft ? m_draft->marks : QList<FactMark>()) {
        if (!mark.problem.isEmpty()) {
            return mark.text;
        }
    }
    return {};
}

void AnswerPanel::showNote()
{
    QStringList notes;
    if (m_draft) {
        const Draft &draft = m_draft->draft;
        if (draft.state == DraftState::Sent) {
            notes.append(tr("Sent."));
        } else if (isDecided()) {
            notes.append(tr("Approved. It leaves when its turn comes; the outbox shows when."));
        } else {
            if (!m_draft->canApprove && !m_draft->whyNot.isEmpty()) {
                notes.append(m_draft->whyNot);
            }
            for (const FactMark &mark : m_draft->marks) {
                if (!mark.problem.isEmpty()) {
                    notes.append(tr("“%1” %2").arg(mark.text.simplified().left(80), mark.problem));
                }
            }
            if (draft.facts.offer != 0) {
                notes.append(tr("Claude wrote another text while you changed this one. Yours stands."));
            }
        }
        if (draft.dueAt.isValid() && draft.state != DraftState::Sent) {
            notes.append(
                tr("Not before %1.").arg(QLocale().toString(draft.dueAt.toLocalTime().date(), QLocale::LongFormat)));
        }
    }
    m_note->setText(notes.join(u'\n'));
    m_note->setVisible(!notes.isEmpty());
}

void AnswerPanel::showHead()
{
    const bool has = m_draft.has_value();
    m_head->setVisible(has);
    m_rule->setVisible(has);
    m_foot->setContentsMargins(has ? inset : 0, 0, has ? inset : 0, has ? 14 : 0);
    if (has) {
        const Draft &draft = m_draft->draft;
        const bool isClaudes = draft.origin == DraftOrigin::Claude;
        const QString word = draft.dueAt.isValid() ? tr("Next mail")
            : isClaudes                            ? tr("Suggested answer")
                                                   : tr("Your answer");
        m_origin->setLook(
            {isClaudes ? Icon::Sparkles : Icon::PencilLine, word, isClaudes ? ToneName::Ai : ToneName::Neutral});
        m_from->setText(tr("Goes out from %1").arg(m_draft->fromAddress));
        m_from->setVisible(!m_draft->fromAddress.isEmpty());
    }
    update();
}

void AnswerPanel::paintEvent(QPaintEvent *)
{
    if (!m_draft) {
        return; // only the buttons that begin one
    }
    const Theme &theme = themeOf(this);
    const bool isClaudes = m_draft->draft.origin == DraftOrigin::Claude;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintBox(&painter, rect(), radius, theme.mail,
             m_card->isEditing() ? theme.accent
                 : isClaudes     ? theme.ai.border
                                 : theme.border);
}

void AnswerPanel::showButtons()
{
    const bool editing = m_card->isEditing();
    const bool has = m_draft.has_value();
    const bool open = has && !editing && !isDecided();
    m_card->setVisible(has);
    showHead();
    showNote();
    m_approve->setVisible(open);
    m_approve->setEnabled(has && m_draft->canApprove && !m_busy && !isWriting());
    m_confirm->setVisible(open && !firstProblem().isEmpty());
    m_take->setVisible(open && m_draft->draft.facts.offer != 0);
    m_edit->setVisible(open);
    m_discard->setVisible(open && !isWriting());
    m_write->setVisible(!editing && !isDecided() && (has || m_mayAnswer));
    m_write->setText(has ? tr("Rewrite") : tr("Write an answer"));
    m_write->setPicture(has ? Icon::WandSparkles : Icon::Reply);
    m_write->setKind(has ? ButtonKind::Ghost : ButtonKind::Secondary);
    m_write->setBusy(isWriting(), tr("Writing…"));
    m_later->setVisible(!has && m_mayAnswer && !isWriting());
    m_keep->setVisible(editing);
    m_leave->setVisible(editing);
    setVisible(has || m_mayAnswer);
}

} // namespace AlwaysLeads
