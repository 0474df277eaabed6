#include "campaign/PauseSheet.h"

#include "widgets/Button.h"
#include "widgets/Combo.h"
#include "widgets/Label.h"

#include <QLocale>
#include <QVBoxLayout>

namespace AlwaysLeads {

PauseSheet::PauseSheet(const QString &title, const QString &text, QDate today, QWidget *inside)
    : DialogSheet(title, 420, inside)
    , m_until(new Combo)
{
    setObjectName(QStringLiteral("pauseSheet"));
    auto *words = new Label(text, TextStyle::Body, &Theme::text2);
    words->setWordWrap(true);
    body()->addWidget(words);
    m_until->setObjectName(QStringLiteral("pauseUntil"));
    m_until->setName(tr("Pause until"));
    m_until->addChoice(tr("Until I say so"));
    const auto add = [&](const QString &name, QDate day) {
        m_until->addChoice(tr("%1: %2").arg(name, QLocale().toString(day, QStringLiteral("dddd d MMMM"))),
                           QDateTime(day, QTime(0, 0)));
    };
    add(tr("Tomorrow"), today.addDays(1));
    add(tr("Next week"), today.addDays(8 - today.dayOfWeek()));
    add(tr("In two weeks"), today.addDays(14));
    add(tr("In a month"), today.addMonths(1));
    add(tr("In two months"), today.addMonths(2));
    add(tr("In three months"), today.addMonths(3));
    add(tr("In half a year"), today.addMonths(6));
    add(tr("In the new year"), QDate(today.year() + 1, 1, 4));
    body()->addWidget(m_until);
    auto *no = addButton(new Button(tr("Cancel"), ButtonKind::Ghost));
    connect(no, &QPushButton::clicked, this, &DialogSheet::cancel);
    auto *pause = addButton(new Button(Icon::Pause, tr("Pause"), ButtonKind::Primary));
    pause->setObjectName(QStringLiteral("pauseNow"));
    setDefaultButton(pause);
    setInitialFocus(m_until);
    connect(pause, &QPushButton::clicked, this, [this] {
        const QDateTime until = m_until->currentData().toDateTime();
        close();
        Q_EMIT chosen(until);
    });
}

} // namespace AlwaysLeads
