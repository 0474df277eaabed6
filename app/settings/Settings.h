#pragma once

#include "settings/SettingStore.h"
#include "storage/Database.h"

#include <QObject>

namespace AlwaysLeads {

enum class ThemeChoice { System, Light, Dark };
enum class ListDensity { Comfortable, Compact };

/// The name of a setting with its type and what it is when nobody has set it. T: bool, qint64, QString, QByteArray.
template <typename T> struct Setting
{
    QLatin1String name;
    T fallback{};
};

/// What the person has set. In memory after load(), so that reading is plain; each change is on the disk before it
/// holds.
class Settings : public QObject
{
    Q_OBJECT

public:
    explicit Settings(Database &database, QObject *parent = nullptr);

    Task<Result<>> load();

    /// An unreadable value counts as not set.
    template <typename T> T value(const Setting<T> &setting) const
    {
        const auto found = m_values.constFind(setting.name);
        return found == m_values.cend() ? setting.fallback : fromText(*found, setting.fallback);
    }
    template <typename T> Task<Result<>> setValue(Setting<T> setting, T value)
    {
        return setText(setting.name, toText(value));
    }

    SenderProfile senderProfile() const;
    Task<Result<>> setSenderProfile(SenderProfile profile);

    ThemeChoice theme() const;
    Task<Result<>> setTheme(ThemeChoice theme);
    ListDensity density() const;
    Task<Result<>> setDensity(ListDensity density);
    int textPercent() const; ///< 100, 110, 125 or 150
    Task<Result<>> setTextPercent(int percent);
    bool moreContrast() const;
    Task<Result<>> setMoreContrast(bool on);
    bool reducedMotion() const;
    Task<Result<>> setReducedMotion(bool on);

    /// The id as the Messages API takes it.
    QString claudeModel() const;
    Task<Result<>> setClaudeModel(QString model);
    /// The one that judges leads; a quick one does.
    QString qualificationModel() const;
    Task<Result<>> setQualificationModel(QString model);
    /// In millionths of a US dollar; 0: Claude writes nothing.
    qint64 monthlyBudgetMicros() const;
    Task<Result<>> setMonthlyBudgetMicros(qint64 micros);

Q_SIGNALS:
    /// One or more settings changed; the names are those of the `setting` table.
    void changed(const QStringList &names);

private:
    Task<Result<>> setText(QString name, QString text);
    static QString toText(bool value);
    static QString toText(qint64 value);
    static QString toText(const QString &value);
    static QString toText(const QByteArray &value);
    static bool fromText(const QString &text, bool fallback);
    static qint64 fromText(const QString &text, qint64 fallback);
    static QString fromText(const QString &text, const QString &fallback);
    static QByteArray fromText(const QString &text, const QByteArray &fallback);

    Database &m_database;
    SettingStore m_store;
    QHash<QString, QString> m_values;
};

} // namespace AlwaysLeads
