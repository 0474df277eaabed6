#pragma once

#include "style/AppStyle.h"

#include <QAction>

namespace AlwaysLeads {

/// Of a command, for the palette; the menu bar shows none. (A QAction has a property "icon" of its own, which takes no
/// Icon.)
inline constexpr char commandIconProperty[] = "alwaysleadsCommandIcon";

inline void setCommandIcon(QAction *command, Icon icon)
{
    command->setProperty(commandIconProperty, int(icon));
}

inline Icon commandIcon(const QAction *command)
{
    for (const char *property : {commandIconProperty, pictureProperty}) {
        if (const QVariant icon = command->property(property); icon.isValid()) {
            return Icon(icon.toInt());
        }
    }
    return Icon::ArrowRight;
}

} // namespace AlwaysLeads
