#include "reply/AnswerPanel.h"
#include "reply/Answers.h"
#include "reply/InboxModel.h"
#include "reply/InboxPage.h"
#include "reply/InboxRowDelegate.h"
#include "reply/Replies.h"
#include "reply/ReplyCard.h"
#include "reply/ReplyInspector.h"
#include "reply/SentMailCard.h"
#include "shell/CommandIcon.h"
#include "shell/PageHeader.h"
#include "shell/Shell.h"
#include "widgets/Button.h"
#include "widgets/ElidedLabel.h"
#include "widgets/EmptyState.h"
#include "widgets/IconButton.h"
#include "widgets/Label.h"
#include "widgets/ScrollArea.h"
#include "widgets/Segmented.h"
#include "widgets/SheetFrame.h"
#include "widgets/TableView.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {
constexpr int listWidth = 312;
constexpr int widestMail = 680;
constexpr int subjectHeight = 52;
} // namespace

InboxPage::InboxPage(Replies &replies, Answers &answers, Review &review, Shell &shell, QWidget *parent)
    : Page(parent)
    , m_replies(replies)
    , m_answers(answers)
    , m_review(review)
    , m_shell(shell)
    , m_header(new PageHeader(tr("Inbox")))
    , m_shelves(new Segmented(tr("Which replies")))
    , m_looked(new Label({}, TextStyle::Meta, &Theme::text2))
    , m_look(new IconButton(Icon::Refresh, tr("Look now")))
    , m_filter(new IconButton(Icon::ListFilter, tr("Only one class")))
    , m_details(new IconButton(Icon::PanelRight, tr("Person, class and next steps")))
    , m_body(new QStackedWidget)
    , m_empty(new EmptyState(Icon::Inbox, tr("No replies yet."), tr("We look every two minutes.")))
    , m_model(new InboxModel([&shell] { return shell.now(); }, this))
    , m_list(new ListView(tr("Replies")))
    , m_subject(new ElidedLabel({}, TextStyle::Strong))
    , m_done(new Button(Icon::Archive, tr("Done"), ButtonKind::Ghost))
    , m_snooze(new Button(Icon::AlarmClock, tr("Snooze"), ButtonKind::Ghost))
    , m_sent(new SentMailCard)
    , m_warning(new Label({}, TextStyle::Body, &Theme::text))
    , m_reply(new ReplyCard)
    , m_answer(new AnswerPanel(answers, review, shell))
    , m_inspector(new ReplyInspector)
    , m_openLink([](const QUrl &link) { return QDesktopServices::openUrl(link); })
    , m_counts(
          this, [this] { return m_replies.counts(); },
          [this](const Result<InboxCounts> &counts) {
              if (counts) {
                  showCounts(*counts);
              }
          })
    , m_rows(
          this, [this] { return m_replies.list(query()); },
          [this](const Result<InboxList> &list) {
              if (list) {
                  showList(*list);
              } else {
                  m_shell.showProblem(list.error());
              }
          })
{
    setObjectName(QStringLiteral("inboxPage"));
    build();
    buildCommands();
    const auto renew = [this] {
        if (isVisible()) {
            refresh();
        }
    };
    connect(&m_replies, &Replies::changed, this, renew);
    connect(&answers, &Answers::changed, this, renew);
    connect(&review, &Review::changed, this, renew); // an answer may be among them: thrown away, or back
    connect(m_answer, &AnswerPanel::approved, this, &InboxPage::answerApproved);
    connect(m_answer, &AnswerPanel::discarded, this, &InboxPage::answerDiscarded);
    connect(m_answer, &AnswerPanel::draftShown, this, [this] { m_inspector->showAnswer(m_answer->draft()); });
    connect(m_answer, &AnswerPanel::factsPointedAt, m_inspector, &ReplyInspector::light);
    connect(m_inspector, &ReplyInspector::factEntered, m_answer, &AnswerPanel::lightFact);
    connect(m_inspector, &ReplyInspector::confirmed, m_answer, &AnswerPanel::confirmSentence);
}

void InboxPage::build()
{
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    m_shelves->setObjectName(QStringLiteral("inboxShelves"));
    m_shelves->addSegment(tr("To answer"), 0);
    m_shelves->addSegment(tr("All"));
    m_shelves->addSegment(tr("Automatic"), 0);
    m_shelves->addSegment(tr("Snoozed"), 0);
    m_shelves->addSegment(tr("Done"));
    m_shelves->setCurrent(1);
    m_header->addLeft(m_shelves);
    m_header->addRight(m_looked);
    m_look->setObjectName(QStringLiteral("inboxLook"));
    m_header->addRight(m_look);
    m_filter->setObjectName(QStringLiteral("inboxFilter"));
    m_filter->setCheckable(true);
    m_header->addRight(m_filter);
    connect(m_filter, &QPushButton::clicked, this, &InboxPage::openClassMenu);
    m_details->setObjectName(QStringLiteral("inboxDetails"));
    m_details->setCheckable(true);
    m_header->addRight(m_details);
    connect(m_details, &QPushButton::clicked, this, &InboxPage::toggleInspector);
    lines->addWidget(m_header);
    connect(m_look, &QPushButton::clicked, this, &InboxPage::lookRequested);
    connect(m_shelves, &Segmented::currentChanged, this, &InboxPage::restart);
    connect(m_model, &InboxModel::moreWanted, this, [this] { m_rows.renew(); });

    m_work = new QWidget;
    m_columns = new QHBoxLayout(m_work);
    m_columns->setContentsMargins(0, 0, 0, 0);
    m_columns->setSpacing(0);
    auto *listPane = new Pane(&Theme::surface, Qt::RightEdge);
    listPane->setFixedWidth(listWidth);
    auto *listLine = new QVBoxLayout(listPane);
    listLine->setContentsMargins(0, 0, 1, 0);
    m_list->setObjectName(QStringLiteral("inboxList"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new InboxRowDelegate(m_list, *m_model));
    listLine->addWidget(m_list);
    m_columns->addWidget(listPane);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        if (current.isValid()) {
            m_list->scrollTo(current); // lists do not by themselves
        }
        openCurrent();
    });
    m_columns->addWidget(buildCentre(), 1);
    m_columns->addWidget(m_inspector);
    connect(m_inspector, &ReplyInspector::personOpened, this, [this](LeadId lead) { m_shell.openLead(lead); });
    connect(m_inspector, &ReplyInspector::classChosen, this, &InboxPage::choose);
    connect(m_inspector, &ReplyInspector::stepWanted, this, &InboxPage::noteStep);
    connect(m_inspector, &ReplyInspector::forwardWanted, this, &InboxPage::forward);
    connect(m_inspector, &ReplyInspector::optOutDecided, this, [this](bool yes) {
        if (m_shown) {
            decide(m_replies.decideOptOut(m_shown->reply.id, yes),
                   yes ? tr("Never written to again") : tr("Their mails are no longer held"));
        }
    });
    connect(m_inspector, &ReplyInspector::senderDecided, this, [this](bool yes) {
        if (m_shown) {
            decide(m_replies.decideSender(m_shown->reply.id, yes), yes ? tr("Sequence stopped") : tr("Done"));
        }
    });
    connect(m_inspector, &ReplyInspector::bounceDecided, this, [this](bool dead) {
        if (m_shown) {
            decide(m_replies.decideBounce(m_shown->reply.id, dead), dead ? tr("Never written to again") : tr("Done"));
        }
    });
    connect(m_inspector, &ReplyInspector::companyDecided, this, [this](bool stop) {
        if (m_shown) {
            decide(m_replies.decideCompany(m_shown->reply.id, stop),
                   stop ? tr("Mails to their colleagues stopped") : tr("Mails to their colleagues go on"));
        }
    });
    m_body->addWidget(m_work);
    m_body->addWidget(m_empty);
    m_body->setCurrentWidget(m_empty);
    lines->addWidget(m_body, 1);
}

QWidget *InboxPage::buildCentre()
{
    auto *centre = new Pane(&Theme::canvas);
    auto *lines = new QVBoxLayout(centre);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    auto *top = new Pane(&Theme::surface, Qt::BottomEdge);
    top->setMinimumHeight(subjectHeight);
    auto *topLine = new QHBoxLayout(top);
    topLine->setContentsMargins(24, 4, 12, 4);
    m_done->setObjectName(QStringLiteral("replyDone"));
    m_done->setKeyCap(QStringLiteral("D"));
    m_snooze->setObjectName(QStringLiteral("replySnooze"));
    m_snooze->setKeyCap(QStringLiteral("H"));
    topLine->addWidget(m_subject, 1);
    topLine->addWidget(m_done);
    topLine->addWidget(m_snooze);
    connect(m_done, &QPushButton::clicked, this, &InboxPage::finish);
    connect(m_snooze, &QPushButton::clicked, this, &InboxPage::snooze);
    lines->addWidget(top);

    auto *stage = new Pane(&Theme::canvas);
    auto *stageLine = new QHBoxLayout(stage);
    stageLine->setContentsMargins(24, 14, 24, 14);
    auto *column = new QWidget;
    column->setMaximumWidth(widestMail);
    auto *stack = new QVBoxLayout(column);
    stack->setContentsMargins(0, 0, 0, 0);
    stack->setSpacing(10);

    stack->addWidget(m_sent);

    m_warning->setObjectName(QStringLiteral("replyWarning"));
    m_warning->setWordWrap(true);
    m_warning->setTone(ToneName::Warn);
    m_warning->setText(tr("This mail tries to give orders. It is treated as text."));
    stack->addWidget(m_warning);

    connect(m_reply, &ReplyCard::answerWanted, this, [this] {
        if (mayAct()) {
            m_answer->begin();
        }
    });
    connect(m_reply, &ReplyCard::forwardWanted, this, &InboxPage::forward);
    auto *mails = new QVBoxLayout; // what divides them is the shadow of the first
    mails->setContentsMargins(0, 0, 0, 0);
    mails->setSpacing(0);
    mails->addWidget(m_reply);
    mails->addWidget(m_answer);
    stack->addLayout(mails);
    stack->addStretch(1);
    stageLine->addStretch(1);
    stageLine->addWidget(column, 100);
    stageLine->addStretch(1);
    lines->addWidget(ScrollArea::withBarOver(stage), 1);
    return centre;
}

void InboxPage::buildCommands()
{
    const auto add = [this](Icon icon, const QString &text, const QKeySequence &keys, auto act) {
        auto *action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        setCommandIcon(action, icon);
        connect(action, &QAction::triggered, this, act);
        addAction(action);
        m_commands.append(action);
    };
    add(Icon::Archive, tr("Done, or back in the inbox"), QKeySequence(Qt::Key_D), [this] { finish(); });
    add(Icon::AlarmClock, tr("Snooze until tomorrow, or wake"), QKeySequence(Qt::Key_H), [this] { snooze(); });
    add(Icon::Reply, tr("Write an answer, or rewrite it"), QKeySequence(Qt::Key_R), [this] {
        if (mayAct()) {
            m_answer->write();
        }
    });
    add(Icon::Send, tr("Approve the answer and send it"), QKeySequence(Qt::Key_A), [this] {
        if (mayAct()) {
            m_answer->approve();
        }
    });
    add(Icon::PencilLine, tr("Edit the answer"), QKeySequence(Qt::Key_E), [this] {
        if (mayAct()) {
            m_answer->edit();
        }
    });
    // The text that is edited listens to these two itself; here they stand for the lists of keys and commands.
    const auto addListed = [this](Icon icon, const QString &text, const QKeySequence &keys,
                                  void (AnswerPanel::*act)()) {
        auto *action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        setCommandIcon(action, icon);
        connect(action, &QAction::triggered, m_answer, act);
        m_commands.append(action);
    };
    addListed(Icon::Check, tr("Keep the edited answer"), QKeySequence(Qt::CTRL | Qt::Key_Return), &AnswerPanel::keep);
    addListed(Icon::X, tr("Leave the answer as it was"), QKeySequence(Qt::Key_Escape), &AnswerPanel::leave);
    add(Icon::CircleCheck, tr("Confirm the marked sentence"), QKeySequence(Qt::Key_C), [this] {
        if (mayAct()) {
            m_answer->confirm();
        }
    });
    add(Icon::Sparkles, tr("Take what Claude wrote meanwhile"), QKeySequence(Qt::Key_T), [this] {
        if (mayAct()) {
            m_answer->takeOffer();
        }
    });
    add(Icon::Trash, tr("Throw the answer away"), QKeySequence(Qt::Key_X), [this] {
        if (mayAct()) {
            m_answer->discard();
        }
    });
    add(Icon::CalendarClock, tr("Follow up later"), QKeySequence(Qt::Key_L), [this] {
        if (mayAct()) {
            m_answer->chooseLater();
        }
    });
    add(Icon::ChevronDown, tr("Next reply"), QKeySequence(Qt::Key_J), [this] { move(1); });
    add(Icon::ChevronUp, tr("Previous reply"), QKeySequence(Qt::Key_K), [this] { move(-1); });
    add(Icon::Calendar, tr("Note a meeting"), QKeySequence(Qt::Key_M), [this] { noteStep(NextStep::Meeting); });
    add(Icon::Phone, tr("Note a call"), QKeySequence(Qt::Key_P), [this] { noteStep(NextStep::Call); });
    add(Icon::Forward, tr("Forward to a colleague"), QKeySequence(Qt::Key_F), [this] { forward(); });
    add(Icon::ListFilter, tr("List only one class…"), {}, [this] { openClassMenu(); });
    add(Icon::Refresh, tr("Look for replies now"), {}, [this] { Q_EMIT lookRequested(); });
    const QList<ReplyClass> &classes = choosableReplyClasses();
    for (int number = 0; number < int(classes.size()); ++number) {
        const ReplyClass value = classes.at(number);
        const int key = number == 9 ? int(Qt::Key_0) : int(Qt::Key_1) + number; // as they lie on the keyboard
        add(Icon::Circle, tr("Class: %1").arg(shown(value)), QKeySequence(key), [this, value] { choose(value); });
    }
}

} // namespace AlwaysLeads
