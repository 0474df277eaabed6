#pragma once

#include "sending/SendingRules.h"
#include "widgets/SheetFrame.h"

#include <QHash>

class QVBoxLayout;

namespace AlwaysLeads {

class LineEdit;
class ToggleChip;

/// The days on which nothing is sent: the public holidays of countries, and days of one's own.
class HolidayCard : public Card
{
    Q_OBJECT
public:
    explicit HolidayCard(QWidget *parent = nullptr);

    void show(const HolidayChoice &choice);

Q_SIGNALS:
    void edited(const AlwaysLeads::HolidayChoice &choice);

private:
    void addOwn();
    void showOwn();

    HolidayChoice m_choice;
    QHash<int, ToggleChip *> m_countries; ///< by QLocale::Territory
    QVBoxLayout *m_days;
    LineEdit *m_date;
    LineEdit *m_name;
};

} // namespace AlwaysLeads
