#include "campaign/LaunchPanel.h"

#include "widgets/Button.h"
#include "widgets/Choices.h"
#include "widgets/Combo.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/ScrollArea.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace AlwaysLeads {

namespace {

constexpr int panelWidth = 292;
constexpr int inset = 16;

IconView *levelIcon(LaunchCheckLine::Level level)
{
    Icon icon = Icon::CircleX;
    ToneName tone = ToneName::Danger;
    if (level == LaunchCheckLine::Level::Good) {
        icon = Icon::CircleCheck;
        tone = ToneName::Success;
    } else if (level == LaunchCheckLine::Level::Note) {
        icon = Icon::TriangleAlert;
        tone = ToneName::Warn;
    }
    auto *view = new IconView(icon, 16);
    view->setTone(tone);
    return view;
}

QString fixName(LaunchCheckLine::Fix fix)
{
    switch (fix) {
    case LaunchCheckLine::Fix::None:
        break;
    case LaunchCheckLine::Fix::Mailbox:
        return QStringLiteral("fixMailbox");
    case LaunchCheckLine::Fix::SenderProfile:
        return QStringLiteral("fixProfile");
    case LaunchCheckLine::Fix::Subject:
        return QStringLiteral("fixSubject");
    case LaunchCheckLine::Fix::Body:
        return QStringLiteral("fixBody");
    case LaunchCheckLine::Fix::People:
        return QStringLiteral("fixPeople");
    case LaunchCheckLine::Fix::ClaudeKey:
        return QStringLiteral("fixClaudeKey");
    case LaunchCheckLine::Fix::Values:
        return QStringLiteral("fixValues");
    case LaunchCheckLine::Fix::Limits:
        return QStringLiteral("fixLimits");
    case LaunchCheckLine::Fix::Domain:
        return QStringLiteral("fixDomain");
    }
    return {};
}

QString nameOf(LaunchCheckLine::Fix fix)
{
    return fix == LaunchCheckLine::Fix::Values ? LaunchPanel::tr("See who")
        : fix == LaunchCheckLine::Fix::Domain  ? LaunchPanel::tr("See what")
                                               : LaunchPanel::tr("Fix");
}

ChipLook verdict(const QList<LaunchCheckLine> &lines)
{
    const auto mustFix = std::ranges::count(lines, LaunchCheckLine::Level::MustFix, &LaunchCheckLine::level);
    const auto notes = std::ranges::count(lines, LaunchCheckLine::Level::Note, &LaunchCheckLine::level);
    if (mustFix > 0) {
        return {Icon::CircleX, LaunchPanel::tr("%n to fix", nullptr, int(mustFix)), ToneName::Danger};
    }
    if (notes > 0) {
        return {Icon::Check, LaunchPanel::tr("Ready, %n note(s)", nullptr, int(notes)), ToneName::Success};
    }
    return {Icon::Check, LaunchPanel::tr("Ready"), ToneName::Success};
}

/// The widgets of a layout and of the layouts in it.
void empty(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        if (item->layout() != nullptr) {
            empty(item->layout());
        }
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
}

} // namespace

LaunchPanel::LaunchPanel(QWidget *parent)
    : Pane(&Theme::sunken, Qt::LeftEdge, parent)
    , m_checks(new QVBoxLayout)
    , m_verdict(new StatusChip)
    , m_mailbox(new Combo)
    , m_limits(new Label(QString(), TextStyle::Meta, &Theme::text2))
    , m_quiet(new Combo)
    , m_others(new QVBoxLayout)
    , m_turns(new Label(tr("First mails leave from the one with the most left of its day. Each person hears from one "
                           "of them only."),
                        TextStyle::Meta, &Theme::text3))
{
    setFixedWidth(panelWidth);
    auto *place = new QVBoxLayout(this);
    place->setContentsMargins(1, 0, 0, 0);
    auto *content = new Pane(&Theme::sunken);
    auto *lines = new QVBoxLayout(content);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);

    auto *first = new QVBoxLayout;
    first->setContentsMargins(inset, 14, inset, 14);
    first->setSpacing(10);
    auto *title = new QHBoxLayout;
    title->addWidget(new Label(tr("Launch check"), TextStyle::Strong));
    title->addStretch(1);
    title->addWidget(m_verdict);
    first->addLayout(title);
    m_checks->setSpacing(10);
    first->addLayout(m_checks);
    lines->addLayout(first);
    lines->addWidget(new Hairline);

    auto *second = new QVBoxLayout;
    second->setContentsMargins(inset, 14, inset, 14);
    second->setSpacing(8);
    second->addWidget(new Label(tr("Sends from"), TextStyle::Strong));
    m_mailbox->setObjectName(QStringLiteral("campaignMailbox"));
    m_mailbox->setName(tr("Sends from"));
    second->addWidget(m_mailbox);
    m_limits->setWordWrap(true);
    second->addWidget(m_limits);
    m_others->setSpacing(2);
    second->addLayout(m_others);
    m_turns->setWordWrap(true);
    second->addWidget(m_turns);
    auto *add = new Button(tr("Add a mailbox…"), ButtonKind::Link);
    add->setObjectName(QStringLiteral("campaignAddMailbox"));
    add->setControlHeight(24);
    second->addWidget(add, 0, Qt::AlignLeft);
    lines->addLayout(second);
    lines->addWidget(new Hairline);

    auto *quiet = new QVBoxLayout;
    quiet->setContentsMargins(inset, 14, inset, 14);
    quiet->setSpacing(8);
    auto *quietTitle = new Label(tr("Leaves out who was written to"), TextStyle::Strong);
    quietTitle->setWordWrap(true);
    quiet->addWidget(quietTitle);
    m_quiet->setObjectName(QStringLiteral("campaignQuietDays"));
    m_quiet->setName(tr("Leaves out who was written to"));
    m_quiet->addChoice(tr("Nobody for that reason"), 0);
    for (const int days : {7, 14, 30, 60, 90, 180}) {
        m_quiet->addChoice(tr("in the last %1 days").arg(days), days);
    }
    quiet->addWidget(m_quiet);
    lines->addLayout(quiet);
    lines->addWidget(new Hairline);
    connect(m_quiet, &QComboBox::activated, this, [this] { Q_EMIT quietDaysChosen(m_quiet->currentData().toInt()); });

    auto *third = new QVBoxLayout;
    third->setContentsMargins(inset, 14, inset, 14);
    third->setSpacing(8);
    third->addWidget(new Label(tr("Review"), TextStyle::Strong));
    auto *review = new Label(tr("You read and approve every draft. Nothing leaves unread, and there is no tracking."),
                             TextStyle::Body, &Theme::text2);
    review->setWordWrap(true);
    third->addWidget(review);
    lines->addLayout(third);
    lines->addStretch(1);
    place->addWidget(ScrollArea::withBarOver(content));

    connect(add, &QPushButton::clicked, this, &LaunchPanel::mailboxWanted);
    connect(m_mailbox, &QComboBox::currentIndexChanged, this, [this] {
        if (!m_filling && m_mailbox->currentData().isValid()) {
            m_inTurn.remove(m_chosen);
            choose(MailboxId(m_mailbox->currentData().toLongLong()));
            fillOthers();
        }
    });
}

void LaunchPanel::show(const CampaignPage &page)
{
    if (m_quiet->findData(page.campaign.quietDays) < 0) {
        m_quiet->addChoice(tr("in the last %1 days").arg(page.campaign.quietDays), page.campaign.quietDays);
    }
    m_quiet->setCurrentIndex(m_quiet->findData(page.campaign.quietDays));
    m_verdict->setLook(verdict(page.launchCheck));
    empty(m_checks);
    for (const LaunchCheckLine &check : page.launchCheck) {
        auto *line = new QHBoxLayout;
        line->setSpacing(8);
        line->addWidget(levelIcon(check.level), 0, Qt::AlignTop);
        auto *texts = new QVBoxLayout;
        texts->setSpacing(2);
        auto *text = new Label(check.text, TextStyle::Body);
        text->setWordWrap(true);
        texts->addWidget(text);
        if (!check.detail.isEmpty()) {
            auto *detail = new Label(check.detail, TextStyle::Meta, &Theme::text3);
            detail->setWordWrap(true);
            texts->addWidget(detail);
        }
        if (check.level != LaunchCheckLine::Level::Good && check.fix != LaunchCheckLine::Fix::None) {
            auto *fix = new Button(nameOf(check.fix), ButtonKind::Link);
            fix->setControlHeight(24);
            fix->setObjectName(fixName(check.fix));
            fix->setAccessibleName(tr("Fix: %1").arg(check.text));
            connect(fix, &QPushButton::clicked, this, [this, check] { Q_EMIT fixWanted(check); });
            texts->addWidget(fix, 0, Qt::AlignLeft);
        }
        line->addLayout(texts, 1);
        m_checks->addLayout(line);
    }
    // One that was removed is none: another must not look as if it were chosen.
    m_chosen = page.sender.isEmpty() ? MailboxId() : page.campaign.mailbox;
    m_known = true;
    fillMailboxes();
}

void LaunchPanel::setMailboxes(const QList<Mailbox> &mailboxes)
{
    m_mailboxes = mailboxes;
    fillMailboxes();
}

void LaunchPanel::fillMailboxes()
{
    m_filling = true;
    m_mailbox->clear();
    if (m_chosen.isNull()) {
        m_mailbox->addChoice(m_mailboxes.isEmpty() ? tr("No mailbox yet") : tr("Choose a mailbox"));
    }
    for (const Mailbox &mailbox : std::as_const(m_mailboxes)) {
        m_mailbox->addChoice(mailbox.address.shown(), mailbox.id.value(), Icon::Mail);
    }
    m_mailbox->setCurrentIndex(qMax(0, m_mailbox->findData(m_chosen.value())));
    m_mailbox->setEnabled(!m_mailboxes.isEmpty());
    m_filling = false;
    showPace();
    fillOthers();
    if (m_chosen.isNull() && m_mailboxes.size() == 1 && m_known) {
        choose(m_mailboxes.first().id); // there is nothing to choose from
    }
}

void LaunchPanel::setSenders(const QList<MailboxId> &senders)
{
    m_inTurn = QSet<MailboxId>(senders.cbegin(), senders.cend());
    fillOthers();
}

void LaunchPanel::choose(MailboxId own)
{
    m_chosen = own;
    showPace();
    QList<MailboxId> senders{own};
    for (const Mailbox &mailbox : std::as_const(m_mailboxes)) {
        if (mailbox.id != own && m_inTurn.contains(mailbox.id)) {
            senders.append(mailbox.id);
        }
    }
    Q_EMIT mailboxesChosen(senders);
}

/// The boxes stay as long as their mailboxes do: the keyboard may be on one.
void LaunchPanel::fillOthers()
{
    QList<Mailbox> others;
    if (!m_chosen.isNull()) {
        std::ranges::copy_if(m_mailboxes, std::back_inserter(others),
                             [this](const Mailbox &mailbox) { return mailbox.id != m_chosen; });
    }
    const auto nameOf = [](const Mailbox &mailbox) {
        return QStringLiteral("campaignAlsoFrom%1").arg(mailbox.id.value());
    };
    const bool same = std::ranges::equal(others, m_boxes, [&](const Mailbox &mailbox, const CheckBox *box) {
        return box->objectName() == nameOf(mailbox);
    });
    if (!same) {
        empty(m_others);
        m_boxes.clear();
        QWidget *before = m_mailbox; // what is made later would be the last that Tab comes to
        for (const Mailbox &mailbox : std::as_const(others)) {
            auto *box = new CheckBox(tr("and %1").arg(mailbox.address.shown()));
            box->setObjectName(nameOf(mailbox));
            connect(box, &QCheckBox::clicked, this, [this, id = mailbox.id](bool checked) {
                checked ? void(m_inTurn.insert(id)) : void(m_inTurn.remove(id));
                choose(m_chosen);
            });
            m_others->addWidget(box);
            m_boxes.append(box);
            setTabOrder(before, box);
            before = box;
        }
    }
    for (qsizetype i = 0; i < m_boxes.size(); ++i) {
        m_boxes.at(i)->setChecked(m_inTurn.contains(others.at(i).id));
    }
    m_turns->setVisible(std::ranges::any_of(m_boxes, [](const CheckBox *box) { return box->isChecked(); }));
}

void LaunchPanel::showPace()
{
    const auto mailbox = std::ranges::find(m_mailboxes, m_chosen, &Mailbox::id);
    if (mailbox == m_mailboxes.end()) {
        m_limits->setText(QString());
        return;
    }
    QString limits = tr("At most %L1 mails a day, at least %2 apart.")
                         .arg(mailbox->dailyLimit)
                         .arg(mailbox->gapSeconds < 60 ? tr("%n second(s)", nullptr, mailbox->gapSeconds)
                                                       : tr("%n minute(s)", nullptr, mailbox->gapSeconds / 60));
    if (mailbox->sendOnly) {
        limits += QLatin1Char(' ') + tr("It only sends: replies to it are not read here.");
    }
    m_limits->setText(limits);
}

} // namespace AlwaysLeads
