#pragma once

#include "style/Icon.h"
#include "style/Theme.h"

#include <QWidget>

#include <functional>

namespace AlwaysLeads {

/// Where people would be, and one thing stands instead: what to do first, that nobody fits, what went wrong.
class FindEmptyPlace : public QWidget
{
    Q_OBJECT
public:
    struct Empty
    {
        Icon icon = Icon::Telescope;
        ToneName tone = ToneName::Accent;
        QString title;
        QString sentence;
        QString button; ///< none without `act`
        QString buttonName;
        std::function<void()> act;
    };

    explicit FindEmptyPlace(QWidget *parent = nullptr);

    /// Instead of what stood here.
    void put(const Empty &empty);
};

} // namespace AlwaysLeads
