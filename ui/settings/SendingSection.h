#pragma once

#include "base/LiveQuery.h"
#include "outbox/SendingRulebook.h"
#include "settings/SettingsSection.h"

#include <vector>

namespace AlwaysLeads {

class Combo;
class EmptyState;
class HolidayCard;
class Label;
class LineEdit;
class Segmented;
class SendingHoursCard;
class Shell;
class Toggle;

/// When and how much each mailbox sends, the days without mail, and what becomes of late mail.
class SendingSection : public SettingsSection
{
    Q_OBJECT
public:
    SendingSection(SendingRulebook &rulebook, Shell &shell, QWidget *parent = nullptr);

    void enter() override;

private:
    struct Number
    {
        LineEdit *edit = nullptr;
        int SendingRules::*value = nullptr;
        int least = 0;
        int most = 0;
    };
    void buildWhen();
    void buildLimits();
    void buildWarmUp();
    void buildTrouble();
    void addNumber(QVBoxLayout *card, const char *name, const QString &title, const QString &meaning,
                   int SendingRules::*value, int least, int most);
    LineEdit *addField(QVBoxLayout *card, const char *name, const QString &title, const QString &meaning);
    const RuledMailbox *current() const;
    void showMailbox();
    void show(const QList<RuledMailbox> &mailboxes);
    void keep();
    void keepRules(const SendingRules &rules);
    void keepPace();
    void keepNumber(const Number &number);
    void settle(Task<Result<>> task);

    SendingRulebook &m_rulebook;
    Shell &m_shell;
    QList<RuledMailbox> m_mailboxes;
    QWidget *m_rules;
    QVBoxLayout *m_cards;
    EmptyState *m_empty;
    Combo *m_mailbox;
    Label *m_summary;
    SendingHoursCard *m_hours;
    Segmented *m_clock;
    Combo *m_zone;
    LineEdit *m_daily = nullptr;
    LineEdit *m_least = nullptr;
    LineEdit *m_longest = nullptr;
    std::vector<Number> m_numbers;
    Toggle *m_warmUp;
    Toggle *m_theirHolidays;
    Combo *m_late;
    HolidayCard *m_holidays;
    int m_holidayEdits = 0;
    bool m_filling = false;
    LiveQuery<QList<RuledMailbox>> m_reading;
};

} // namespace AlwaysLeads
