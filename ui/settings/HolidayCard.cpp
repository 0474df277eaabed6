#include "settings/HolidayCard.h"

#include "sending/CountryNames.h"
#include "widgets/Button.h"
#include "widgets/ElidedLabel.h"
#include "widgets/Label.h"
#include "widgets/LineEdit.h"
#include "widgets/Marks.h"
#include "widgets/ToggleChip.h"
#include "widgets/WrapLayout.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace AlwaysLeads {

namespace {
constexpr qsizetype mostDays = 500;
constexpr int dateWidth = 132;
} // namespace

HolidayCard::HolidayCard(QWidget *parent)
    : Card(parent)
    , m_days(new QVBoxLayout)
    , m_date(new LineEdit)
    , m_name(new LineEdit)
{
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(20, 16, 20, 18);
    lines->setSpacing(12);
    lines->addWidget(new Label(tr("Holidays"), TextStyle::BigStrong));
    auto *sentence = new Label(tr("Nothing leaves on the public holidays of these countries, nor on days of your own. "
                                  "This holds for all mailboxes."),
                               TextStyle::Body, &Theme::text2);
    sentence->setWordWrap(true);
    lines->addWidget(sentence);
    auto *chips = new WrapLayout;
    chips->setSpacing(6);
    chips->setLineSpacing(6);
    for (const QLocale::Territory country : countriesWithHolidays()) {
        auto *chip = new ToggleChip(countryName(country));
        chip->setObjectName(QStringLiteral("holidays-") + QLocale::territoryToCode(country));
        chip->setAccessibleName(tr("Holidays of %1").arg(countryName(country)));
        connect(chip, &QAbstractButton::clicked, this, [this, country](bool on) {
            m_choice.countries.removeAll(country);
            if (on) {
                m_choice.countries.append(country);
            }
            Q_EMIT edited(m_choice);
        });
        m_countries.insert(int(country), chip);
        chips->addWidget(chip);
    }
    lines->addLayout(chips);
    lines->addWidget(new Hairline);
    m_days->setSpacing(4);
    lines->addLayout(m_days);
    auto *add = new QHBoxLayout;
    add->setSpacing(8);
    m_date->setObjectName(QStringLiteral("holidayDate"));
    m_date->setAccessibleName(tr("Date of the day off"));
    m_date->setPlaceholderText(tr("2027-12-24"));
    m_date->setFixedWidth(dateWidth);
    m_name->setObjectName(QStringLiteral("holidayName"));
    m_name->setAccessibleName(tr("Name of the day off"));
    m_name->setPlaceholderText(tr("What day it is"));
    m_name->setMaxLength(100);
    auto *button = new Button(Icon::Plus, tr("Add a day"));
    button->setObjectName(QStringLiteral("holidayAdd"));
    add->addWidget(m_date);
    add->addWidget(m_name, 1);
    add->addWidget(button);
    lines->addLayout(add);
    connect(button, &QPushButton::clicked, this, &HolidayCard::addOwn);
    connect(m_name, &QLineEdit::returnPressed, this, &HolidayCard::addOwn);
    connect(m_date, &QLineEdit::returnPressed, this, &HolidayCard::addOwn);
    connect(m_date, &QLineEdit::textEdited, this, [this] {
        m_date->setBad(false);
        m_date->setToolTip(QString());
    });
}

void HolidayCard::show(const HolidayChoice &choice)
{
    m_choice = choice;
    for (auto chip = m_countries.cbegin(); chip != m_countries.cend(); ++chip) {
        chip.value()->setChecked(choice.countries.contains(QLocale::Territory(chip.key())));
    }
    showOwn();
}

void HolidayCard::showOwn()
{
    while (QLayoutItem *item = m_days->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const Holiday &day : std::as_const(m_choice.own)) {
        auto *row = new QWidget;
        auto *line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(12);
        line->addWidget(new Label(QLocale().toString(day.date, QLocale::ShortFormat), TextStyle::BodyMedium));
        line->addWidget(new ElidedLabel(day.name, TextStyle::Body, &Theme::text2), 1);
        auto *remove = new Button(tr("Remove"), ButtonKind::Ghost);
        remove->setControlHeight(28);
        remove->setAccessibleName(tr("Remove %1").arg(day.name));
        connect(remove, &QPushButton::clicked, this, [this, date = day.date] {
            m_choice.own.removeIf([date](const Holiday &other) { return other.date == date; });
            showOwn();
            Q_EMIT edited(m_choice);
        });
        line->addWidget(remove);
        m_days->addWidget(row);
    }
}

void HolidayCard::addOwn()
{
    const QString text = m_date->text().trimmed();
    QDate date = QDate::fromString(text, Qt::ISODate);
    if (!date.isValid()) {
        date = QLocale().toDate(text, QLocale::ShortFormat);
    }
    if (!date.isValid() || date.year() < 2000 || m_choice.own.size() >= mostDays) {
        m_date->setBad(true);
        m_date->setToolTip(tr("A date such as 2027-12-24."));
        m_date->setFocus();
        return;
    }
    m_choice.own.removeIf([date](const Holiday &other) { return other.date == date; });
    const QString name = m_name->text().trimmed();
    m_choice.own.append({date, name.isEmpty() ? tr("Day off") : name});
    std::ranges::sort(m_choice.own, {}, &Holiday::date);
    m_date->clear();
    m_name->clear();
    showOwn();
    Q_EMIT edited(m_choice);
}

} // namespace AlwaysLeads
