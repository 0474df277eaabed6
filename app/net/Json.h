#pragma once

#include "base/Result.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

#include <optional>

namespace AlwaysLeads {

/// JSON in and out for the services. Whole numbers that fit 64 bits keep every digit: QJsonDocument stores them as
/// integers, and integer() reads them back without the way through double that QJsonValue::toDouble() takes.
class Json
{
    Q_DECLARE_TR_FUNCTIONS(Json)
public:
    struct Limits
    {
        qsizetype bytes = 16 * 1024 * 1024;
        int depth = 64; ///< nested objects and arrays
    };

    /// The error (ErrorKind::Invalid) names line and column of the first fault; `detail` never quotes the text.
    static Result<QJsonObject> object(const QByteArray &text, Limits limits);
    static Result<QJsonObject> object(const QByteArray &text) { return object(text, Limits()); }
    static Result<QJsonArray> array(const QByteArray &text, Limits limits);
    static Result<QJsonArray> array(const QByteArray &text) { return array(text, Limits()); }

    /// The value when it is a whole number that 64 bits hold exactly; nothing for fractions, texts and greater numbers.
    /// One limit of Qt's reader: a number just below -2^63 that rounds to it reads as -2^63.
    static std::optional<qint64> integer(const QJsonValue &value);

    /// Compact UTF-8.
    static QByteArray write(const QJsonObject &object);
    static QByteArray write(const QJsonArray &array);
};

} // namespace AlwaysLeads
