#pragma once

#include <QColor>
#include <array>

class QPalette;

namespace AlwaysLeads {

/// What a colour means. Neutral and Accent are made of the general tokens, the others have four colours of their own.
enum class ToneName { Neutral, Accent, Success, Warn, Danger, Info, Ai };

/// The four colours of one meaning: text on soft, its border, and the strong fill for bars and buttons.
struct Tone
{
    QColor text;
    QColor soft;
    QColor border;
    QColor fill;
};

/// Ground and ink of an avatar without a picture.
struct AvatarPair
{
    QColor ground;
    QColor ink;
};

/// Every colour of the program, by name. Nothing else in ui/ spells a colour.
///
/// A widget asks themeOf(this) (AppStyle.h). `QColor Theme::*` (for example &Theme::text2) names a token in interfaces.
struct Theme
{
    static Theme light();
    static Theme dark();
    /// Hairlines become as strong as checkbox outlines and muted text becomes secondary text.
    Theme withMoreContrast() const;

    bool isDark = false;

    QColor desk, deskHover, pressed;
    QColor surface, hover;
    QColor sunken, canvas, mail;
    QColor raised, segOn;
    QColor border, borderStrong, borderHigh;
    QColor text, text2, text3, disabled;
    QColor accent, accentHover, accentPressed;
    QColor onAccent, onDanger;
    QColor accentSoft, accentText, accentBorder;
    QColor selection, selectionHover, textSelection;
    QColor focus;
    QColor neutralSoft, neutralBorder, neutralFill;
    QColor marker, markerLine;
    QColor insert, remove;
    QColor tipBg, tipText;
    QColor overlay, shadow, shadowSoft;

    Tone success, warn, danger, info, ai;
    std::array<AvatarPair, 8> avatars;

    Tone tone(ToneName name) const;
    /// The same pair for the same key (an address) on every computer and in every run.
    const AvatarPair &avatar(const QString &key) const;
    QPalette palette() const;
};

/// WCAG 2 contrast of two opaque colours, 1 to 21.
double contrast(const QColor &one, const QColor &other);

} // namespace AlwaysLeads
