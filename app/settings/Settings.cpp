#include "settings/Settings.h"

#include <algorithm>
#include <array>

namespace AlwaysLeads {

namespace {

const Setting<QString> themeSetting{QLatin1String("appearance.theme"), QStringLiteral("system")};
const Setting<QString> densitySetting{QLatin1String("appearance.density"), QStringLiteral("comfortable")};
const Setting<qint64> textPercentSetting{QLatin1String("appearance.text_percent"), 100};
const Setting<bool> moreContrastSetting{QLatin1String("appearance.more_contrast"), false};
const Setting<bool> reducedMotionSetting{QLatin1String("appearance.reduced_motion"), false};
const Setting<QString> claudeModelSetting{QLatin1String("claude.model"), QStringLiteral("claude-sonnet-5-5")};
const Setting<QString> qualificationModelSetting{QLatin1String("claude.qualification_model"),
                                                 QStringLiteral("claude-haiku-5-5")};
const Setting<qint64> monthlyBudgetSetting{QLatin1String("claude.monthly_budget_micros"), 20'000'000};

constexpr std::array textSizes{100, 110, 125, 150};

} // namespace

Settings::Settings(Database &database, QObject *parent)
    : QObject(parent)
    , m_database(database)
{
}

Task<Result<>> Settings::load()
{
    using Values = QHash<QString, QString>;
    std::function<Result<Values>(Connection &)> work = [store = m_store](Connection &connection) {
        return store.all(connection);
    };
    Task<Result<Values>> reading = m_database.read<Values>(work);
    Result<Values> values = co_await reading;
    if (!values) {
        co_return failureOf(std::move(values));
    }
    m_values = *values;
    Q_EMIT changed(m_values.keys());
    co_return Result<>();
}

Task<Result<>> Settings::setText(QString name, QString text)
{
    std::function<Result<>(Connection &)> work = [store = m_store, name, text](Connection &connection) {
        return store.put(connection, name, text);
    };
    Task<Result<>> writing = m_database.write<>(work);
    Result<> kept = co_await writing;
    if (kept) {
        m_values.insert(name, text);
        Q_EMIT changed({name});
    }
    co_return kept;
}

SenderProfile Settings::senderProfile() const
{
    return SettingStore::senderProfile(m_values);
}

Task<Result<>> Settings::setSenderProfile(SenderProfile profile)
{
    using Values = QHash<QString, QString>;
    std::function<Result<Values>(Connection &)> work = [store = m_store,
                                                        profile](Connection &connection) -> Result<Values> {
        if (Result<> kept = store.putSenderProfile(connection, profile); !kept) {
            return failureOf(std::move(kept));
        }
        return store.all(connection);
    };
    Task<Result<Values>> writing = m_database.write<Values>(work);
    Result<Values> values = co_await writing;
    if (!values) {
        co_return failureOf(std::move(values));
    }
    const QStringList names = SettingStore::senderProfileNames();
    for (const QString &name : names) {
        m_values.insert(name, values->value(name));
    }
    Q_EMIT changed(names);
    co_return Result<>();
}

ThemeChoice Settings::theme() const
{
    const QString word = value(themeSetting);
    return word == QLatin1String("light") ? ThemeChoice::Light
        : word == QLatin1String("dark")   ? ThemeChoice::Dark
                                          : ThemeChoice::System;
}

Task<Result<>> Settings::setTheme(ThemeChoice theme)
{
    const QString word = theme == ThemeChoice::Light ? QStringLiteral("light")
        : theme == ThemeChoice::Dark                 ? QStringLiteral("dark")
                                                     : QStringLiteral("system");
    return setText(themeSetting.name, word);
}

ListDensity Settings::density() const
{
    return value(densitySetting) == QLatin1String("compact") ? ListDensity::Compact : ListDensity::Comfortable;
}

Task<Result<>> Settings::setDensity(ListDensity density)
{
    return setText(densitySetting.name,
                   density == ListDensity::Compact ? QStringLiteral("compact") : QStringLiteral("comfortable"));
}

int Settings::textPercent() const
{
    const qint64 percent = value(textPercentSetting);
    return std::ranges::find(textSizes, percent) != textSizes.end() ? int(percent) : int(textPercentSetting.fallback);
}

Task<Result<>> Settings::setTextPercent(int percent)
{
    return setValue(textPercentSetting, qint64(percent));
}

bool Settings::moreContrast() const
{
    return value(moreContrastSetting);
}

Task<Result<>> Settings::setMoreContrast(bool on)
{
    return setValue(moreContrastSetting, on);
}

bool Settings::reducedMotion() const
{
    return value(reducedMotionSetting);
}

Task<Result<>> Settings::setReducedMotion(bool on)
{
    return setValue(reducedMotionSetting, on);
}

QString Settings::claudeModel() const
{
    const QString model = value(claudeModelSetting).trimmed();
    return model.isEmpty() ? claudeModelSetting.fallback : model;
}

Task<Result<>> Settings::setClaudeModel(QString model)
{
    return setValue(claudeModelSetting, model);
}

QString Settings::qualificationModel() const
{
    return value(qualificationModelSetting);
}

Task<Result<>> Settings::setQualificationModel(QString model)
{
    return setValue(qualificationModelSetting, model.trimmed());
}

qint64 Settings::monthlyBudgetMicros() const
{
    return std::max<qint64>(0, value(monthlyBudgetSetting));
}

Task<Result<>> Settings::setMonthlyBudgetMicros(qint64 micros)
{
    return setValue(monthlyBudgetSetting, micros);
}

QString Settings::toText(bool value)
{
    return value ? QStringLiteral("yes") : QStringLiteral("no");
}

QString Settings::toText(qint64 value)
{
    return QString::number(value);
}

QString Settings::toText(const QString &value)
{
    return value;
}

QString Settings::toText(const QByteArray &value)
{
    return QString::fromLatin1(value.toBase64());
}

bool Settings::fromText(const QString &text, bool fallback)
{
    return text == QLatin1String("yes") ? true : text == QLatin1String("no") ? false : fallback;
}

qint64 Settings::fromText(const QString &text, qint64 fallback)
{
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    return isNumber ? number : fallback;
}

QString Settings::fromText(const QString &text, const QString &)
{
    return text;
}

QByteArray Settings::fromText(const QString &text, const QByteArray &fallback)
{
    const auto bytes = QByteArray::fromBase64Encoding(text.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    return bytes ? *bytes : fallback;
}

} // namespace AlwaysLeads
