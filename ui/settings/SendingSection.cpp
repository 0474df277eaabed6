#include "settings/SendingSection.h"

#include "sending/LocalTime.h"
#include "sending/SendingWords.h"
#include "settings/HolidayCard.h"
#include "settings/SendingHoursCard.h"
#include "shell/Shell.h"
#include "widgets/Choices.h"
#include "widgets/Combo.h"
#include "widgets/EmptyState.h"
#include "widgets/Label.h"
#include "widgets/LineEdit.h"
#include "widgets/Segmented.h"
#include "widgets/SheetFrame.h"

#include <QLocale>
#include <QTimeZone>
#include <QVBoxLayout>

#include <cmath>

namespace AlwaysLeads {

namespace {

constexpr int fieldWidth = 96;
constexpr int choiceWidth = 220;
constexpr double secondsOfMinute = 60;
constexpr double longestPause = 1440; ///< minutes

void setBad(LineEdit *edit, const QString &why)
{
    edit->setBad(!why.isEmpty());
    edit->setToolTip(why);
}

QVBoxLayout *addCardTo(QVBoxLayout *cards)
{
    auto *card = new Card;
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(20, 16, 20, 18);
    inside->setSpacing(12);
    cards->addWidget(card);
    return inside;
}

QString minutesText(int seconds)
{
    return QLocale().toString(seconds / secondsOfMinute, 'g', 4);
}

/// What was typed into these fields may be filled over again.
void forgetTyping(const QWidget *fields)
{
    for (LineEdit *edit : fields->findChildren<LineEdit *>()) {
        edit->setModified(false);
    }
}

} // namespace

SendingSection::SendingSection(SendingRulebook &rulebook, Shell &shell, QWidget *parent)
    : SettingsSection(tr("Sending"),
                      tr("When mail leaves and how much of it. What waits in the outbox moves with every change here."),
                      parent)
    , m_rulebook(rulebook)
    , m_shell(shell)
    , m_rules(new QWidget)
    , m_cards(new QVBoxLayout(m_rules))
    , m_empty(new EmptyState(Icon::Mail, tr("No mailbox yet"),
                             tr("Add the one you write from under Mailboxes. Its rules come here.")))
    , m_mailbox(new Combo)
    , m_summary(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_hours(new SendingHoursCard)
    , m_clock(new Segmented(tr("Whose clock")))
    , m_zone(new Combo)
    , m_warmUp(new Toggle(tr("Warm up")))
    , m_theirHolidays(new Toggle(tr("Holidays of the recipient's country")))
    , m_late(new Combo)
    , m_holidays(new HolidayCard)
    , m_reading(
          this, [this] { return m_rulebook.mailboxes(); },
          [this](const Result<QList<RuledMailbox>> &mailboxes) {
              if (mailboxes) {
                  show(*mailboxes);
              } else {
                  m_shell.showProblem(mailboxes.error());
              }
          })
{
    m_cards->setContentsMargins(0, 0, 0, 0);
    m_cards->setSpacing(12);
    m_mailbox->setName(tr("Mailbox"));
    m_mailbox->setObjectName(QStringLiteral("sendingMailbox"));
    m_summary->setObjectName(QStringLiteral("sendingSummary"));
    m_summary->setWordWrap(true);
    m_empty->setMinimumHeight(220);
    lines()->addWidget(m_empty);
    lines()->addWidget(m_mailbox);
    lines()->addWidget(m_rules);
    for (QWidget *part : std::initializer_list<QWidget *>{m_empty, m_mailbox, m_rules, m_holidays}) {
        part->hide(); // until it is known what there is
    }
    m_cards->addWidget(m_summary);
    buildWhen();
    buildLimits();
    buildWarmUp();
    buildTrouble();
    lines()->addWidget(m_holidays);
    lines()->addStretch(1);
    connect(m_mailbox, &QComboBox::currentIndexChanged, this, [this] {
        if (!m_filling) {
            forgetTyping(m_rules);
            showMailbox();
        }
    });
    connect(m_holidays, &HolidayCard::edited, this, [this](const HolidayChoice &choice) {
        ++m_holidayEdits;
        settle(m_rulebook.keepHolidays(choice));
    });
}

void SendingSection::buildWhen()
{
    m_cards->addWidget(m_hours);
    connect(m_hours, &SendingHoursCard::edited, this, &SendingSection::keep);
    QVBoxLayout *card = addCardTo(m_cards);
    m_clock->setObjectName(QStringLiteral("sendingClock"));
    m_clock->addSegment(tr("Theirs"));
    m_clock->addSegment(tr("Yours"));
    addChoice(
        card, tr("Whose clock"),
        tr("Theirs is guessed from the city, the country or the phone number. Where none is known, yours counts."),
        m_clock);
    m_zone->setName(tr("Your time zone"));
    m_zone->setObjectName(QStringLiteral("sendingZone"));
    m_zone->setMinimumWidth(choiceWidth);
    m_zone->addChoice(tr("As this computer"), QByteArray());
    const QList<QByteArray> zones = QTimeZone::availableTimeZoneIds();
    for (const QByteArray &zone : zones) {
        m_zone->addChoice(QString::fromUtf8(zone), zone);
    }
    addChoice(card, tr("Your time zone"), tr("Days and weeks of your limits begin by it."), m_zone);
    m_theirHolidays->setObjectName(QStringLiteral("sendingTheirHolidays"));
    addChoice(card, tr("Their holidays"), tr("Nothing leaves on a public holiday of the recipient's country."),
              m_theirHolidays);
    connect(m_clock, &Segmented::currentChanged, this, &SendingSection::keep);
    connect(m_zone, &QComboBox::currentIndexChanged, this, &SendingSection::keep);
    connect(m_theirHolidays, &QAbstractButton::clicked, this, &SendingSection::keep);
}

void SendingSection::buildLimits()
{
    QVBoxLayout *card = addCardTo(m_cards);
    m_daily = addField(card, "sendingDaily", tr("Mails a day"), tr("More than 50 a day look like bulk mail."));
    m_least = addField(card, "sendingLeast", tr("Shortest pause, minutes"), tr("Between two mails of this mailbox."));
    m_longest = addField(card, "sendingLongest", tr("Longest pause, minutes"),
                         tr("Each pause is another one, as when a person writes."));
    addNumber(card, "sendingHour", tr("Mails an hour"), tr("0 for no such limit."), &SendingRules::perHour, 0, 1000);
    addNumber(card, "sendingWeek", tr("Mails a week"), tr("Monday to Sunday. 0 for no such limit."),
              &SendingRules::perWeek, 0, 14000);
    addNumber(card, "sendingNew", tr("New people a day"), tr("Follow-ups go first in any case. 0 for no such limit."),
              &SendingRules::newPerDay, 0, 2000);
    addNumber(card, "sendingCompany", tr("Mails to one company a day"),
              tr("From all of your mailboxes together. 0 for no such limit."), &SendingRules::perCompanyPerDay, 0,
              1000);
    for (LineEdit *edit : {m_daily, m_least, m_longest}) {
        connect(edit, &QLineEdit::editingFinished, this, &SendingSection::keepPace);
    }
}

void SendingSection::buildWarmUp()
{
    QVBoxLayout *card = addCardTo(m_cards);
    m_warmUp->setObjectName(QStringLiteral("sendingWarmUp"));
    addChoice(card, tr("Warm up"), tr("A new mailbox begins with few mails. Only days on which mail left count."),
              m_warmUp);
    addNumber(card, "sendingWarmUpStart", tr("On the first day"), tr("So many mails."), &SendingRules::warmUpStart, 1,
              2000);
    addNumber(card, "sendingWarmUpStep", tr("More after each day"), tr("Until the limit of a day is reached."),
              &SendingRules::warmUpStep, 1, 2000);
    connect(m_warmUp, &QAbstractButton::clicked, this, &SendingSection::keep);
}

void SendingSection::buildTrouble()
{
    QVBoxLayout *card = addCardTo(m_cards);
    m_late->setName(tr("Late mail"));
    m_late->setObjectName(QStringLiteral("sendingLate"));
    m_late->setMinimumWidth(choiceWidth);
    m_late->addChoice(tr("Moves to the next free slot"), int(SendingRules::Late::NextSlot));
    m_late->addChoice(tr("Waits for the next opening"), int(SendingRules::Late::NextWindow));
    m_late->addChoice(tr("Ask me"), int(SendingRules::Late::Ask));
    addChoice(card, tr("Late mail"),
              tr("What should have left while this computer slept or was off. It never goes out all at once."), m_late);
    addNumber(card, "sendingBounces", tr("Pause at refused addresses, percent"),
              tr("When more than so many of its mails of a month go to addresses that do not exist. 0 for never."),
              &SendingRules::bouncePercent, 0, 100);
    connect(m_late, &QComboBox::currentIndexChanged, this, &SendingSection::keep);
}

LineEdit *SendingSection::addField(QVBoxLayout *card, const char *name, const QString &title, const QString &meaning)
{
    auto *edit = new LineEdit;
    edit->setObjectName(QString::fromLatin1(name));
    edit->setAccessibleName(title);
    edit->setFixedWidth(fieldWidth);
    edit->setAlignment(Qt::AlignRight);
    edit->setMaxLength(12);
    addChoice(card, title, meaning, edit);
    return edit;
}

void SendingSection::addNumber(QVBoxLayout *card, const char *name, const QString &title, const QString &meaning,
                               int SendingRules::*value, int least, int most)
{
    const Number number{addField(card, name, title, meaning), value, least, most};
    m_numbers.push_back(number);
    connect(number.edit, &QLineEdit::editingFinished, this, [this, number] { keepNumber(number); });
}

const RuledMailbox *SendingSection::current() const
{
    const int index = m_mailbox->currentIndex();
    return index >= 0 && index < m_mailboxes.size() ? &m_mailboxes.at(index) : nullptr;
}

void SendingSection::enter()
{
    forgetTyping(m_rules);
    m_reading.renew();
    whenDone(m_rulebook.holidays(), this, [this, edits = m_holidayEdits](const Result<HolidayChoice> &choice) {
        if (!choice) {
            m_shell.showProblem(choice.error());
        } else if (edits == m_holidayEdits) { // else it was read before the edit
            m_holidays->show(*choice);
            m_holidays->setVisible(true);
        }
    });
}

void SendingSection::show(const QList<RuledMailbox> &mailboxes)
{
    const RuledMailbox *before = current();
    const MailboxId kept = before == nullptr ? MailboxId() : before->mailbox.id;
    m_mailboxes = mailboxes;
    m_filling = true;
    m_mailbox->clear();
    for (const RuledMailbox &ruled : std::as_const(m_mailboxes)) {
        m_mailbox->addChoice(ruled.mailbox.address.shown(), ruled.mailbox.id.value(), Icon::Mail);
    }
    m_mailbox->setCurrentIndex(qMax(0, m_mailbox->findData(kept.value())));
    m_filling = false;
    m_mailbox->setVisible(m_mailboxes.size() > 1);
    m_rules->setVisible(!m_mailboxes.isEmpty());
    m_empty->setVisible(m_mailboxes.isEmpty());
    showMailbox();
}

void SendingSection::showMailbox()
{
    const RuledMailbox *ruled = current();
    if (ruled == nullptr) {
        return;
    }
    const SendingRules &rules = ruled->rules;
    m_filling = true;
    m_summary->setText(rulesInWords(rules, ruled->mailbox.dailyLimit, ruled->mailbox.gapSeconds));
    m_hours->show(rules.windows);
    m_clock->setCurrent(rules.clock == SendingRules::Clock::Recipient ? 0 : 1);
    m_zone->setCurrentIndex(qMax(0, m_zone->findData(rules.zone)));
    m_theirHolidays->setChecked(rules.recipientHolidays);
    m_warmUp->setChecked(rules.warmUpSince.isValid());
    m_late->setCurrentIndex(m_late->findData(int(rules.late)));
    const auto fill = [](LineEdit *edit, const QString &text) {
        edit->setText(text);
        setBad(edit, {});
    };
    // What was typed and is not kept yet, or cannot be, stays: this may be the answer to an earlier edit.
    if (!m_daily->isModified() && !m_least->isModified() && !m_longest->isModified()) {
        fill(m_daily, QLocale().toString(ruled->mailbox.dailyLimit));
        fill(m_least, minutesText(ruled->mailbox.gapSeconds));
        fill(m_longest, minutesText(ruled->mailbox.gapSeconds + rules.jitterSeconds));
    }
    for (const Number &number : m_numbers) {
        if (!number.edit->isModified()) {
            fill(number.edit, QLocale().toString(rules.*number.value));
        }
        const bool warming = number.value == &SendingRules::warmUpStart || number.value == &SendingRules::warmUpStep;
        number.edit->setEnabled(!warming || rules.warmUpSince.isValid());
    }
    m_filling = false;
}

void SendingSection::keep()
{
    const RuledMailbox *ruled = current();
    if (m_filling || ruled == nullptr) {
        return;
    }
    SendingRules rules = ruled->rules;
    rules.windows = m_hours->windows();
    rules.clock = m_clock->current() == 0 ? SendingRules::Clock::Recipient : SendingRules::Clock::Sender;
    rules.zone = m_zone->currentData().toByteArray();
    rules.recipientHolidays = m_theirHolidays->isChecked();
    rules.late = SendingRules::Late(m_late->currentData().toInt());
    if (!m_warmUp->isChecked()) {
        rules.warmUpSince = {};
    } else if (!rules.warmUpSince.isValid()) {
        rules.warmUpSince = dateIn(rules.senderZone(), toMoment(m_shell.now()));
    }
    keepRules(rules);
}

/// Shown and counted on at once: the next edit may come before the answer.
void SendingSection::keepRules(const SendingRules &rules)
{
    RuledMailbox &ruled = m_mailboxes[m_mailbox->currentIndex()];
    ruled.rules = rules;
    settle(m_rulebook.keep(ruled.mailbox.id, rules));
}

void SendingSection::keepNumber(const Number &number)
{
    const RuledMailbox *ruled = current();
    if (m_filling || ruled == nullptr) {
        return;
    }
    bool read = false;
    const int value = QLocale().toInt(number.edit->text().trimmed(), &read);
    if (!read || value < number.least || value > number.most) {
        setBad(number.edit, tr("A number from %L1 to %L2.").arg(number.least).arg(number.most));
        return;
    }
    setBad(number.edit, {});
    number.edit->setModified(false);
    if (ruled->rules.*number.value != value) {
        SendingRules rules = ruled->rules;
        rules.*number.value = value;
        keepRules(rules);
    }
}

void SendingSection::keepPace()
{
    const RuledMailbox *ruled = current();
    if (m_filling || ruled == nullptr) {
        return;
    }
    bool dailyRead = false;
    const int daily = QLocale().toInt(m_daily->text().trimmed(), &dailyRead);
    setBad(m_daily, dailyRead && daily >= 1 && daily <= 2000 ? QString() : tr("A number from 1 to 2,000."));
    const auto minutes = [](LineEdit *edit, double least) {
        bool read = false;
        const double value = QLocale().toDouble(edit->text().trimmed(), &read);
        const bool sound = read && value >= least && value <= longestPause;
        setBad(edit, sound ? QString() : tr("Minutes, %L1 to %L2.").arg(least).arg(longestPause));
        return sound ? value : 0;
    };
    const double least = minutes(m_least, 0);
    const double longest = minutes(m_longest, least);
    if (m_daily->isBad() || m_least->isBad() || m_longest->isBad()) {
        return;
    }
    for (LineEdit *edit : {m_daily, m_least, m_longest}) {
        edit->setModified(false);
    }
    const int gap = int(std::lround(least * secondsOfMinute));
    const int jitter = int(std::lround(longest * secondsOfMinute)) - gap;
    if (daily != ruled->mailbox.dailyLimit || gap != ruled->mailbox.gapSeconds) {
        settle(m_rulebook.keepPace(ruled->mailbox.id, daily, gap));
    }
    if (jitter != ruled->rules.jitterSeconds) {
        SendingRules rules = ruled->rules;
        rules.jitterSeconds = jitter;
        keepRules(rules);
    }
}

void SendingSection::settle(Task<Result<>> task)
{
    whenDone(std::move(task), this, [this](const Result<> &outcome) {
        if (!outcome) {
            m_shell.showProblem(outcome.error());
        }
        m_reading.renew();
    });
}

} // namespace AlwaysLeads
