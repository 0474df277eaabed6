#include "style/Theme.h"

#include <QPalette>
#include <QString>
#include <cmath>

namespace AlwaysLeads {

Theme Theme::light()
{
    Theme theme;
    theme.isDark = false;
    theme.desk = QColor(0xF3F2EE);
    theme.deskHover = QColor(0xEAE8E2);
    theme.pressed = QColor(0xE2DFD8);
    theme.surface = QColor(0xFFFFFF);
    theme.hover = QColor(0xF6F5F2);
    theme.sunken = QColor(0xFAF9F7);
    theme.canvas = QColor(0xF7F6F3);
    theme.mail = QColor(0xFFFFFF);
    theme.raised = QColor(0xFFFFFF);
    theme.segOn = QColor(0xFFFFFF);
    theme.border = QColor(0xE8E6E0);
    theme.borderStrong = QColor(0xD6D3CB);
    theme.borderHigh = QColor(0x8C877C);
    theme.text = QColor(0x1C1B18);
    theme.text2 = QColor(0x55524B);
    theme.text3 = QColor(0x6C685F);
    theme.disabled = QColor(0xA6A297);
    theme.accent = QColor(0x2F4FD8);
    theme.accentHover = QColor(0x2743BD);
    theme.accentPressed = QColor(0x20389F);
    theme.onAccent = QColor(0xFFFFFF);
    theme.onDanger = QColor(0xFFFFFF);
    theme.accentSoft = QColor(0xECF0FE);
    theme.accentText = QColor(0x2743BD);
    theme.accentBorder = QColor(0xC3CEFA);
    theme.selection = QColor(0xEBEFFE);
    theme.selectionHover = QColor(0xE1E8FD);
    theme.textSelection = QColor(0xC6D3FF);
    theme.focus = QColor(0x2F4FD8);
    theme.neutralSoft = QColor(0xF0EEE9);
    theme.neutralBorder = QColor(0xDEDBD3);
    theme.neutralFill = QColor(0xA29D91);
    theme.marker = QColor(0xFFF0BD);
    theme.markerLine = QColor(0xE8B931);
    theme.insert = QColor(0xDDF3E4);
    theme.remove = QColor(0xFBE1DE);
    theme.tipBg = QColor(0x2A2926);
    theme.tipText = QColor(0xF5F4F0);
    theme.overlay = QColor(0x1C, 0x1B, 0x18, 92);
    theme.shadow = QColor(0x28, 0x24, 0x18, 31);
    theme.shadowSoft = QColor(0x28, 0x24, 0x18, 13);
    theme.success = {QColor(0x18754A), QColor(0xE5F4EB), QColor(0xBDE2CC), QColor(0x23A267)};
    theme.warn = {QColor(0x875500), QColor(0xFCF1DA), QColor(0xF0D59B), QColor(0xDD9A13)};
    theme.danger = {QColor(0xB32524), QColor(0xFDECEA), QColor(0xF3C5C0), QColor(0xCE3B36)};
    theme.info = {QColor(0x0B6680), QColor(0xE2F2F7), QColor(0xB6DCE8), QColor(0x2197B7)};
    theme.ai = {QColor(0x71409F), QColor(0xF1E8F9), QColor(0xDDC9EE), QColor(0x9160C2)};
    theme.avatars = {{{QColor(0xE4E9FC), QColor(0x3049B4)},
                      {QColor(0xDDF0E6), QColor(0x1B6B46)},
                      {QColor(0xFBE8D5), QColor(0x8A4B0E)},
                      {QColor(0xF6E0EC), QColor(0x97336A)},
                      {QColor(0xDFF0F5), QColor(0x11627A)},
                      {QColor(0xECE4F8), QColor(0x6A3D9A)},
                      {QColor(0xF0ECD4), QColor(0x6A5A0B)},
                      {QColor(0xF9E1DD), QColor(0x9A3429)}}};
    return theme;
}

Theme Theme::dark()
{
    Theme theme;
    theme.isDark = true;
    theme.desk = QColor(0x151514);
    theme.deskHover = QColor(0x212120);
    theme.pressed = QColor(0x2C2B29);
    theme.surface = QColor(0x1C1C1A);
    theme.hover = QColor(0x232321);
    theme.sunken = QColor(0x191918);
    theme.canvas = QColor(0x181817);
    theme.mail = QColor(0x20201E);
    theme.raised = QColor(0x262624);
    theme.segOn = QColor(0x3B3A36);
    theme.border = QColor(0x2C2B28);
    theme.borderStrong = QColor(0x403E39);
    theme.borderHigh = QColor(0x7D796F);
    theme.text = QColor(0xEDEBE6);
    theme.text2 = QColor(0xB8B4AA);
    theme.text3 = QColor(0x9F9B91);
    theme.disabled = QColor(0x65625A);
    theme.accent = QColor(0x8FA5FF);
    theme.accentHover = QColor(0xA6B7FF);
    theme.accentPressed = QColor(0x7C94F7);
    theme.onAccent = QColor(0x10142B);
    theme.onDanger = QColor(0x210B09);
    theme.accentSoft = QColor(0x242B49);
    theme.accentText = QColor(0xAFBFFF);
    theme.accentBorder = QColor(0x3A477E);
    theme.selection = QColor(0x242A42);
    theme.selectionHover = QColor(0x2A314D);
    theme.textSelection = QColor(0x35427A);
    theme.focus = QColor(0x8FA5FF);
    theme.neutralSoft = QColor(0x2A2927);
    theme.neutralBorder = QColor(0x3B3935);
    theme.neutralFill = QColor(0x77736A);
    theme.marker = QColor(0x4B3F15);
    theme.markerLine = QColor(0xC99B1F);
    theme.insert = QColor(0x1D3A2A);
    theme.remove = QColor(0x46241F);
    theme.tipBg = QColor(0xE9E7E1);
    theme.tipText = QColor(0x1C1B18);
    theme.overlay = QColor(0, 0, 0, 140);
    theme.shadow = QColor(0, 0, 0, 115);
    theme.shadowSoft = QColor(0, 0, 0, 64);
    theme.success = {QColor(0x6FCD9A), QColor(0x1A2E23), QColor(0x2B4B39), QColor(0x3DA873)};
    theme.warn = {QColor(0xE5B452), QColor(0x33290F), QColor(0x57461C), QColor(0xCF9A2B)};
    theme.danger = {QColor(0xF28B82), QColor(0x3A1F1D), QColor(0x5F332F), QColor(0xD9574F)};
    theme.info = {QColor(0x6CC2DC), QColor(0x14303A), QColor(0x235060), QColor(0x3396B3)};
    theme.ai = {QColor(0xC9A3EF), QColor(0x2D2240), QColor(0x4A3868), QColor(0x9D74CE)};
    theme.avatars = {{{QColor(0x29325A), QColor(0xB3C1FF)},
                      {QColor(0x1E3A2C), QColor(0x86D6AC)},
                      {QColor(0x46301A), QColor(0xEDB57F)},
                      {QColor(0x452336), QColor(0xEFA5CC)},
                      {QColor(0x17363F), QColor(0x83CADF)},
                      {QColor(0x35264A), QColor(0xCDAEF0)},
                      {QColor(0x3A341A), QColor(0xDCCB78)},
                      {QColor(0x482622), QColor(0xF2A59B)}}};
    return theme;
}

Theme Theme::withMoreContrast() const
{
    Theme theme = *this;
    theme.border = borderHigh;
    theme.borderStrong = borderHigh;
    theme.text3 = text2;
    return theme;
}

Tone Theme::tone(ToneName name) const
{
    switch (name) {
    case ToneName::Neutral:
        return {text2, neutralSoft, neutralBorder, neutralFill};
    case ToneName::Accent:
        return {accentText, accentSoft, accentBorder, accent};
    case ToneName::Success:
        return success;
    case ToneName::Warn:
        return warn;
    case ToneName::Danger:
        return danger;
    case ToneName::Info:
        return info;
    case ToneName::Ai:
        return ai;
    }
    return {};
}

const AvatarPair &Theme::avatar(const QString &key) const
{
    // FNV-1a: qHash may differ between versions of Qt and is seeded per process.
    quint32 hash = 2166136261u;
    for (const char byte : key.toLower().toUtf8()) {
        hash = (hash ^ quint8(byte)) * 16777619u;
    }
    return avatars[(hash ^ (hash >> 16)) % avatars.size()];
}

QPalette Theme::palette() const
{
    QPalette palette;
    palette.setColor(QPalette::Window, desk);
    palette.setColor(QPalette::Base, surface);
    palette.setColor(QPalette::AlternateBase, sunken);
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::Button, surface);
    palette.setColor(QPalette::BrightText, onDanger);
    palette.setColor(QPalette::PlaceholderText, text3);
    palette.setColor(QPalette::Highlight, selection);
    palette.setColor(QPalette::HighlightedText, text);
    palette.setColor(QPalette::Link, accentText);
    palette.setColor(QPalette::LinkVisited, accentText);
    palette.setColor(QPalette::ToolTipBase, tipBg);
    palette.setColor(QPalette::ToolTipText, tipText);
    palette.setColor(QPalette::Light, raised);
    palette.setColor(QPalette::Midlight, hover);
    palette.setColor(QPalette::Mid, border);
    palette.setColor(QPalette::Dark, borderStrong);
    palette.setColor(QPalette::Shadow, borderHigh);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                                           QPalette::HighlightedText, QPalette::PlaceholderText}) {
        palette.setColor(QPalette::Disabled, role, disabled);
    }
    palette.setColor(QPalette::Disabled, QPalette::Base, neutralSoft);
    return palette;
}

double contrast(const QColor &one, const QColor &other)
{
    const auto luminance = [](const QColor &colour) {
        const auto linear = [](double value) {
            return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
    };
    const double a = luminance(one);
    const double b = luminance(other);
    return (qMax(a, b) + 0.05) / (qMin(a, b) + 0.05);
}

} // namespace AlwaysLeads
