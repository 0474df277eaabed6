#pragma once

#include <QByteArray>
#include <QByteArrayList>

namespace AlwaysLeads {

/// What is known of a finished mail before it goes over the wire.
struct WireText
{
    enum class Fault { None, Empty, BareLineEnd, NullByte, LongLine, NoFinalLineEnd };

    Fault fault = Fault::None; ///< why it cannot be sent as it is
    bool eightBitHeaders = false;
    bool eightBitBody = false;

    static WireText inspect(const QByteArray &mime);
};

/// Dot-stuffed (RFC 5321 §4.5.2), in blocks, without the final dot.
QByteArrayList dotStuffed(const QByteArray &mime);

} // namespace AlwaysLeads
