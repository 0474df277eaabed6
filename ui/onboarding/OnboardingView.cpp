#include "onboarding/OnboardingView.h"

#include "onboarding/BusinessStep.h"
#include "onboarding/ClaudeStep.h"
#include "onboarding/LeadsStep.h"
#include "onboarding/MailboxStep.h"
#include "onboarding/OnboardingRail.h"
#include "shell/Shell.h"
#include "widgets/Announce.h"
#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/ScrollArea.h"
#include "widgets/SheetFrame.h"
#include "widgets/WrapLayout.h"

#include <QAction>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {

constexpr int railWidth = 340;
constexpr int inset = 72;
constexpr int slimInset = 32;
constexpr int widest = 940;
constexpr int gap = 8;

} // namespace

OnboardingView::OnboardingView(const Needs &needs, QWidget *parent)
    : QWidget(parent)
    , m_settings(needs.settings)
    , m_shell(needs.shell)
    , m_rail(new OnboardingRail)
    , m_pages(new QStackedWidget)
    , m_business(new BusinessStep(needs.settings, needs.review, needs.shell))
    , m_mailbox(new MailboxStep(needs.mailboxes, needs.signIn, needs.autoConfig, needs.shell))
    , m_claude(new ClaudeStep(needs.vault, needs.assistant, needs.shell))
    , m_leads(new LeadsStep(needs.search, needs.leads, needs.shell))
    , m_back(new Button(Icon::ArrowLeft, tr("Back"), ButtonKind::Ghost))
    , m_later(new Button(tr("Do this later"), ButtonKind::Ghost))
    , m_proceed(new Button(tr("Continue"), ButtonKind::Primary))
{
    setObjectName(QStringLiteral("onboarding"));
    m_mailbox->enableChecks(needs.domainCheck, needs.probe);
    m_steps = {m_business, m_mailbox, m_claude, m_leads};
    build();
    m_rail->setOffersSandbox(!needs.shell.isSandbox());
    connect(m_rail, &OnboardingRail::sandboxRequested, this, &OnboardingView::sandboxRequested);
    connect(m_rail, &OnboardingRail::stepChosen, this, [this](int step) {
        if (m_step == FirstRunStep::Business) {
            m_business->leave(); // what is typed is kept, whatever is missing
        }
        open(FirstRunStep(step));
    });
    connect(m_leads, &LeadsStep::pasteRequested, this, &OnboardingView::pasteRequested);
    connect(m_leads, &LeadsStep::apolloRequested, this, [this] { end([this] { m_shell.open(Place::FindLeads); }); });
    connect(&m_settings, &Settings::changed, this, &OnboardingView::renewRail);
    connect(m_mailbox, &MailboxStep::counted, this, &OnboardingView::renewRail);
    connect(m_claude, &ClaudeStep::counted, this, &OnboardingView::renewRail);
    connect(m_leads, &LeadsStep::counted, this, &OnboardingView::renewRail);
}

void OnboardingView::build()
{
    auto *columns = new QHBoxLayout(this);
    columns->setContentsMargins(gap, 0, gap, gap); // as the sheet of the pages lies on the desk
    columns->setSpacing(0);
    auto *left = new ScrollArea(m_rail);
    left->setFixedWidth(railWidth);
    columns->addWidget(left);
    auto *sheet = new SheetFrame;
    auto *lines = new QVBoxLayout(sheet);
    m_sheet = lines;
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    for (OnboardingStep *step : m_steps) {
        step->setMaximumWidth(widest);
        auto *place = new QWidget;
        auto *around = new QHBoxLayout(place);
        around->setContentsMargins(slimInset, 44, slimInset, 24);
        around->addSpacing(inset - slimInset);
        around->addWidget(step, 1000);
        around->addStretch(1);
        m_pages->addWidget(ScrollArea::withBarOver(place));
        connect(step, &OnboardingStep::proceedChanged, this, &OnboardingView::renewFooter);
    }
    lines->addWidget(m_pages, 1);
    lines->addWidget(new Hairline);
    auto *footer = new QWidget;
    footer->setMinimumHeight(64);
    auto *ends = new WrapLayout(footer);
    ends->setContentsMargins(inset, 16, 24, 16);
    ends->setSpacing(12);
    m_back->setObjectName(QStringLiteral("onboardingBack"));
    m_later->setObjectName(QStringLiteral("onboardingLater"));
    m_proceed->setObjectName(QStringLiteral("onboardingProceed"));
    ends->addWidget(m_back);
    ends->addWidget(new Label(tr("Saved on this computer"), TextStyle::Body, &Theme::text3));
    ends->addWidget(m_later, WrapLayout::Side::End);
    ends->addWidget(m_proceed, WrapLayout::Side::End);
    lines->addWidget(footer);
    columns->addWidget(sheet, 1);
    connect(m_back, &QPushButton::clicked, this, &OnboardingView::back);
    connect(m_later, &QPushButton::clicked, this, &OnboardingView::next);
    connect(m_proceed, &QPushButton::clicked, this, &OnboardingView::proceed);
    const auto key = [this](const QKeySequence &keys, auto act) {
        auto *action = new QAction(this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, act);
        addAction(action);
    };
    key(QKeySequence(Qt::CTRL | Qt::Key_Return), [this] { proceed(); });
    key(QKeySequence(Qt::ALT | Qt::Key_Left), [this] { back(); });
}

void OnboardingView::addNotice(QWidget *notice)
{
    m_sheet->insertWidget(0, notice);
}

OnboardingStep *OnboardingView::page() const
{
    return m_steps[size_t(m_step)];
}

void OnboardingView::start()
{
    for (OnboardingStep *step : m_steps) {
        step->enter(); // the rail says of each whether it is done
    }
    // Who has gone through it once and wants to see it again begins anew.
    open(isFirstRunDue(m_settings) ? firstRunStep(m_settings) : FirstRunStep::Business);
}

void OnboardingView::open(FirstRunStep step)
{
    m_step = step;
    m_pages->setCurrentIndex(int(step));
    page()->enter();
    renewRail();
    renewFooter();
    page()->firstField()->setFocus(Qt::OtherFocusReason);
    announce(this, tr("Step %1 of %2. %3").arg(int(step) + 1).arg(firstRunSteps).arg(page()->accessibleName()));
    whenDone(setFirstRunStep(m_settings, step), this, [this](const Result<> &kept) {
        if (!kept) {
            m_shell.showProblem(kept.error());
        }
    });
}

void OnboardingView::proceed()
{
    if (page()->proceed()) {
        return; // the step does it, in a sheet of its own
    }
    if (page()->leave()) {
        next();
    }
}

void OnboardingView::next()
{
    if (m_step == FirstRunStep::Leads) {
        end([this] { Q_EMIT ended(); });
    } else {
        open(FirstRunStep(int(m_step) + 1));
    }
}

void OnboardingView::back()
{
    if (m_step != FirstRunStep::Business) {
        open(FirstRunStep(int(m_step) - 1));
    }
}

void OnboardingView::end(std::function<void()> then)
{
    whenDone(endFirstRun(m_settings), this, [this, then = std::move(then)](const Result<> &kept) {
        if (!kept) {
            m_shell.showProblem(kept.error());
        }
        then();
    });
}

void OnboardingView::renewRail()
{
    m_rail->setSteps(
        {{tr("Your business"), tr("What you sell and who it is for"), m_settings.senderProfile().isComplete()},
         {tr("Your mailbox"), tr("So that mails come from you"), m_mailbox->count() > 0},
         {tr("Claude"), tr("If it shall write for you"), m_claude->hasKey()},
         {tr("Your leads"), tr("A file, a paste, or Apollo"), m_leads->count() > 0}},
        int(m_step));
}

void OnboardingView::renewFooter()
{
    m_back->setVisible(m_step != FirstRunStep::Business);
    m_proceed->setText(page()->proceedText());
    m_proceed->setPicture(page()->proceedIcon());
    m_proceed->setTrailingPicture(page()->proceedIcon() == Icon::None ? Icon::ArrowRight : Icon::None);
    m_later->setVisible(m_step != FirstRunStep::Leads);
}

} // namespace AlwaysLeads
