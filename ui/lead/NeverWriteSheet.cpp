#include "lead/NeverWriteSheet.h"

#include "lead/LeadWords.h"
#include "shell/Shell.h"
#include "widgets/Announce.h"
#include "widgets/Button.h"
#include "widgets/Label.h"

#include <QPointer>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {

constexpr int namedAtMost = 6;

QString someOf(const QStringList &names)
{
    if (names.size() <= namedAtMost) {
        return names.join(QStringLiteral(", "));
    }
    return NeverWriteSheet::tr("%1 and %n more", nullptr, int(names.size()) - namedAtMost)
        .arg(names.mid(0, namedAtMost).join(QStringLiteral(", ")));
}

} // namespace

NeverWriteSheet::NeverWriteSheet(OptOuts &optOuts, const QList<LeadId> &leads, Whom whom, Shell &shell, QWidget *inside)
    : DialogSheet(whom == Whom::People ? tr("Never write to them?") : tr("Never write to anybody there?"), 440, inside)
    , m_optOuts(optOuts)
    , m_whom(whom)
    , m_shell(shell)
    , m_who(new Label(QString(), TextStyle::BodyMedium))
    , m_effect(new Label(tr("Counting whom it reaches…"), TextStyle::Body, &Theme::text2))
    , m_block(new Button(Icon::Ban, tr("Never write to them"), ButtonKind::Danger))
{
    setObjectName(QStringLiteral("neverWriteSheet"));
    m_who->setObjectName(QStringLiteral("neverWriteWho"));
    m_who->setWordWrap(true);
    m_effect->setObjectName(QStringLiteral("neverWriteEffect"));
    m_effect->setWordWrap(true);
    auto *holds = new Label(tr("It holds also when they are deleted and imported again. You can release them in "
                               "Settings, Do not contact."),
                            TextStyle::Meta, &Theme::text3);
    holds->setWordWrap(true);
    body()->addWidget(m_who);
    body()->addWidget(m_effect);
    body()->addWidget(holds);
    auto *keep = addButton(new Button(tr("Cancel"), ButtonKind::Ghost));
    keep->setObjectName(QStringLiteral("neverWriteCancel"));
    connect(keep, &QPushButton::clicked, this, &DialogSheet::cancel);
    m_block->setObjectName(QStringLiteral("neverWriteConfirm"));
    m_block->setEnabled(false);
    addButton(m_block);
    setDefaultButton(keep);
    connect(m_block, &QPushButton::clicked, this, &NeverWriteSheet::block);
    whenDone(m_optOuts.people(leads), this, [this](const Result<QList<OptOutPerson>> &people) {
        people ? showPeople(*people) : m_effect->setText(people.error().message);
    });
}

NeverWriteSheet::~NeverWriteSheet()
{
    m_looking.request_stop();
}

void NeverWriteSheet::showPeople(const QList<OptOutPerson> &people)
{
    QStringList names;
    QStringList domains;
    int without = 0;
    for (const OptOutPerson &person : people) {
        if (!person.address) {
            ++without;
            continue;
        }
        const Result<SuppressionSubject> subject = m_whom == Whom::People
            ? SuppressionSubject::of(*person.address)
            : SuppressionSubject::ofDomain(person.address->domain());
        if (!subject || m_subjects.contains(*subject)) {
            continue;
        }
        m_subjects << *subject;
        names << person.name;
        domains << subject->shown();
    }
    if (m_subjects.isEmpty()) {
        m_who->setText(tr("Nobody of them has an address, so nobody can be written to anyway."));
        m_effect->hide();
        return;
    }
    if (m_whom == Whom::People) {
        m_who->setText(someOf(names));
        m_done = names.size() == 1 ? tr("%1 is never written to").arg(names.first())
                                   : tr("%1 are never written to").arg(LeadWords::people(names.size()));
    } else {
        m_who->setText(tr("Everybody at %1, and below").arg(someOf(domains)));
        m_done = domains.size() == 1 ? tr("Nobody at %1 is written to").arg(domains.first())
                                     : tr("Nobody at %L1 domains is written to").arg(domains.size());
    }
    if (without > 0) {
        m_who->setText(tr("%1. %n without an address are left out.", nullptr, without).arg(m_who->text()));
    }
    m_block->setEnabled(true);
    whenDone(m_optOuts.preview(m_subjects, m_looking.get_token()), this, [this](const Result<OptOutEffect> &effect) {
        if (effect) {
            showEffect(*effect);
        } else if (effect.error().kind != ErrorKind::Cancelled) {
            m_effect->setText(effect.error().message);
        }
    });
}

void NeverWriteSheet::showEffect(const OptOutEffect &effect)
{
    QStringList words{tr("Reaches %1 of your leads.").arg(LeadWords::people(effect.leads))};
    if (effect.mails > 0) {
        words << tr("%n waiting mail(s) will be taken out.", nullptr, effect.mails);
    }
    if (effect.drafts > 0) {
        words << tr("%n draft(s) will be blocked.", nullptr, effect.drafts);
    }
    if (effect.mails == 0 && effect.drafts == 0) {
        words << tr("No mail to them waits.");
    }
    m_effect->setText(words.join(QLatin1Char(' ')));
    announce(m_effect, m_effect->text());
}

void NeverWriteSheet::block()
{
    m_block->setEnabled(false);
    m_looking.request_stop();
    // The sheet may be closed meanwhile; what was done is said all the same, by the window.
    auto *page = parentWidget();
    whenDone(m_optOuts.add(m_subjects, SuppressionReason::ByHand, {}), page,
             [&shell = m_shell, &optOuts = m_optOuts, text = m_done,
              sheet = QPointer<NeverWriteSheet>(this)](const Result<OptOutDone> &done) {
                 if (sheet) {
                     sheet->close();
                 }
                 if (!done) {
                     shell.showProblem(done.error());
                 } else if (done->added.empty()) {
                     shell.showToast(NeverWriteSheet::tr("They are on the list already"));
                 } else {
                     shell.offerUndo({text, [&optOuts, done = *done] { return optOuts.takeBack(done); }});
                 }
             });
}

} // namespace AlwaysLeads
