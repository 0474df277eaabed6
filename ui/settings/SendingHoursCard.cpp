#include "settings/SendingHoursCard.h"

#include "sending/SendingWords.h"
#include "widgets/Choices.h"
#include "widgets/Combo.h"
#include "widgets/Label.h"

#include <QGridLayout>
#include <QLocale>

namespace AlwaysLeads {

namespace {
constexpr int everyMinutes = 30;
constexpr int dayMinutes = 24 * 60;
constexpr int timeWidth = 104;
} // namespace

SendingHoursCard::SendingHoursCard(QWidget *parent)
    : Card(parent)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(20, 16, 20, 16);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 1);
    const QLocale locale;
    for (size_t i = 0; i < m_days.size(); ++i) {
        Day &day = m_days[i];
        const QString name = locale.standaloneDayName(int(i) + 1);
        const int row = int(i);
        day.on = new Toggle(tr("Send on %1").arg(name));
        day.on->setObjectName(QStringLiteral("sendingDay%1").arg(i + 1));
        day.from = new Combo;
        day.from->setName(tr("%1 from").arg(name));
        day.from->setObjectName(QStringLiteral("sendingFrom%1").arg(i + 1));
        day.until = new Combo;
        day.until->setName(tr("%1 until").arg(name));
        day.until->setObjectName(QStringLiteral("sendingUntil%1").arg(i + 1));
        for (int minutes = 0; minutes <= dayMinutes; minutes += everyMinutes) {
            if (minutes < dayMinutes) {
                day.from->addChoice(clockWords(minutes), minutes);
            }
            if (minutes > 0) {
                day.until->addChoice(clockWords(minutes), minutes);
            }
        }
        for (Combo *combo : {day.from, day.until}) {
            combo->setControlHeight(28);
            combo->setMinimumWidth(timeWidth);
            connect(combo, &QComboBox::currentIndexChanged, this, [this] {
                if (!m_filling) {
                    Q_EMIT edited();
                }
            });
        }
        day.closed = new Label(tr("Nothing leaves"), TextStyle::Body, &Theme::text3);
        connect(day.on, &QAbstractButton::clicked, this, [this] {
            renew();
            Q_EMIT edited();
        });
        grid->addWidget(day.on, row, 0);
        grid->addWidget(new Label(name, TextStyle::BodyMedium), row, 1);
        grid->addWidget(day.from, row, 2);
        auto *to = new Label(tr("to"), TextStyle::Body, &Theme::text2);
        to->setAlignment(Qt::AlignCenter);
        to->setContentsMargins(8, 0, 8, 0);
        grid->addWidget(to, row, 3);
        grid->addWidget(day.until, row, 4);
        grid->addWidget(day.closed, row, 2, 1, 3, Qt::AlignRight | Qt::AlignVCenter);
        grid->setRowMinimumHeight(row, 32);
    }
}

void SendingHoursCard::choose(Combo *combo, int minutes)
{
    if (combo->findData(minutes) < 0) {
        combo->addChoice(clockWords(minutes), minutes);
    }
    combo->setCurrentIndex(combo->findData(minutes));
}

void SendingHoursCard::show(const Windows &windows)
{
    m_filling = true;
    for (size_t i = 0; i < m_days.size(); ++i) {
        const DayWindow window = windows[i].value_or(DayWindow());
        m_days[i].on->setChecked(windows[i].has_value());
        choose(m_days[i].from, window.from);
        choose(m_days[i].until, window.until);
    }
    m_filling = false;
    renew();
}

void SendingHoursCard::renew()
{
    auto *grid = qobject_cast<QGridLayout *>(layout());
    for (size_t i = 0; i < m_days.size(); ++i) {
        const bool on = m_days[i].on->isChecked();
        m_days[i].from->setVisible(on);
        m_days[i].until->setVisible(on);
        grid->itemAtPosition(int(i), 3)->widget()->setVisible(on);
        m_days[i].closed->setVisible(!on);
    }
}

SendingHoursCard::Windows SendingHoursCard::windows() const
{
    Windows windows;
    for (size_t i = 0; i < m_days.size(); ++i) {
        if (m_days[i].on->isChecked()) {
            windows[i] = DayWindow{m_days[i].from->currentData().toInt(), m_days[i].until->currentData().toInt()};
        }
    }
    return windows;
}

} // namespace AlwaysLeads
