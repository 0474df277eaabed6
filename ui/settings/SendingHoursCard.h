#pragma once

#include "sending/SendingRules.h"
#include "widgets/SheetFrame.h"

namespace AlwaysLeads {

class Combo;
class Label;
class Toggle;

/// The hours of each weekday: a switch, from and until.
class SendingHoursCard : public Card
{
    Q_OBJECT
public:
    using Windows = std::array<std::optional<DayWindow>, 7>;

    explicit SendingHoursCard(QWidget *parent = nullptr);

    void show(const Windows &windows);
    Windows windows() const;

Q_SIGNALS:
    void edited();

private:
    struct Day
    {
        Toggle *on = nullptr;
        Combo *from = nullptr;
        Combo *until = nullptr;
        Label *closed = nullptr;
    };
    static void choose(Combo *combo, int minutes);
    void renew();

    std::array<Day, 7> m_days;
    bool m_filling = false;
};

} // namespace AlwaysLeads
