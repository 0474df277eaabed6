#include "settings/SettingsPage.h"

#include "settings/AppearanceSection.h"
#include "settings/KeysSection.h"
#include "settings/MailboxesSection.h"
#include "settings/ProfileSection.h"
#include "settings/ScoringSection.h"
#include "settings/SendingSection.h"
#include "shell/PageHeader.h"
#include "shell/SidebarItem.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/ScrollArea.h"
#include "widgets/SheetFrame.h"

#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {
constexpr int listWidth = 200;
}

SettingsPage::SettingsPage(Settings &settings, Mailboxes &mailboxes, Vault &vault, Assistant &assistant,
                           Appearance &appearance, Shell &shell, QWidget *parent)
    : Page(parent)
    , m_keeping(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_list(new QVBoxLayout)
    , m_sections(new QStackedWidget)
{
    setObjectName(QStringLiteral("settingsPage"));
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    auto *header = new PageHeader(tr("Settings"));
    header->addRight(new IconView(Icon::HardDrive, 16, &Theme::text3));
    m_keeping->setObjectName(QStringLiteral("settingsKeeping"));
    header->addRight(m_keeping);
    lines->addWidget(header);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(0);
    auto *pane = new Pane(&Theme::sunken, Qt::RightEdge);
    pane->setFixedWidth(listWidth);
    m_list->setContentsMargins(8, 12, 9, 12);
    m_list->setSpacing(2);
    pane->setLayout(m_list);
    columns->addWidget(pane);
    columns->addWidget(m_sections, 1);
    lines->addLayout(columns, 1);

    m_appearance = new AppearanceSection(settings, appearance, shell);
    addSection(QStringLiteral("profile"), Icon::User, tr("Profile"), new ProfileSection(settings, shell));
    m_mailboxes = new MailboxesSection(mailboxes, shell);
    addSection(QStringLiteral("mailboxes"), Icon::Mail, tr("Mailboxes"), m_mailboxes);
    addSection(QStringLiteral("keys"), Icon::Key, tr("Keys and budget"),
               new KeysSection(settings, vault, assistant, shell));
    addSection(QStringLiteral("appearance"), Icon::Palette, tr("Appearance"), m_appearance);
    m_list->addStretch(1);
    openSection(QStringLiteral("profile"));
}

void SettingsPage::enableMailboxSignIn(MailboxSignIn &signIn)
{
    m_mailboxes->enableSignIn(signIn);
}

void SettingsPage::enableMailboxChecks(MailAutoConfig *autoConfig, DomainCheck &domainCheck, MailProbe &probe)
{
    if (autoConfig) {
        m_mailboxes->enableServerSearch(*autoConfig);
    }
    m_mailboxes->enableDomainCheck(domainCheck);
    m_mailboxes->enableProbe(probe);
}

void SettingsPage::addScoring(Scoring &scoring, Settings &settings, Shell &shell)
{
    addSection(QStringLiteral("scoring"), Icon::Gauge, tr("Scoring"), new ScoringSection(scoring, settings, shell),
               int(m_entries.size()) - 1);
}

void SettingsPage::addSending(SendingRulebook &rulebook, Shell &shell)
{
    addSectionAfter(QStringLiteral("mailboxes"), QStringLiteral("sending"), Icon::Clock, tr("Sending"),
                    new SendingSection(rulebook, shell));
}

void SettingsPage::addSection(const QString &key, Icon icon, const QString &title, SettingsSection *section, int where)
{
    auto *item = new SidebarItem(icon, title);
    item->setObjectName(QStringLiteral("settings-") + key);
    connect(item, &QAbstractButton::clicked, this, [this, key] { openSection(key); });
    m_list->insertWidget(where, item);
    auto *stage = new Pane(&Theme::surface);
    auto *place = new QVBoxLayout(stage);
    place->setContentsMargins(0, 0, 0, 0);
    place->addWidget(section);
    m_sections->addWidget(ScrollArea::withBarOver(stage));
    m_entries.append({key, item, section});
}

void SettingsPage::addSectionAfter(const QString &after, const QString &key, Icon icon, const QString &title,
                                   SettingsSection *section)
{
    addSection(key, icon, title, section);
    SidebarItem *added = m_entries.last().item;
    for (const Entry &entry : std::as_const(m_entries)) {
        if (entry.key == after) {
            m_list->removeWidget(added);
            m_list->insertWidget(m_list->indexOf(entry.item) + 1, added);
            QWidget::setTabOrder(entry.item, added);
            return;
        }
    }
}

void SettingsPage::openSection(const QString &key)
{
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        const bool chosen = m_entries.at(i).key == key;
        m_entries.at(i).item->setChecked(chosen);
        if (chosen) {
            m_sections->setCurrentIndex(int(i));
            m_keeping->setText(m_entries.at(i).section->keeping());
            m_entries.at(i).section->enter();
        }
    }
}

void SettingsPage::reconnectMailbox(MailboxId id)
{
    m_mailboxes->offerReconnect(id);
}

void SettingsPage::enter()
{
    m_entries.at(m_sections->currentIndex()).section->enter();
}

void SettingsPage::setColourMode(ColourMode mode)
{
    m_appearance->choose(mode);
}

QWidget *SettingsPage::mainControl()
{
    return m_entries.at(m_sections->currentIndex()).item;
}

} // namespace AlwaysLeads
