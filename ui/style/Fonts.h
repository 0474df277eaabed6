#pragma once

#include <QFont>

namespace AlwaysLeads {

/// The text styles of the program: size / line height in px, weight.
enum class TextStyle {
    Figure, ///< 40/48 600, the hero number
    Display, ///< 24/32 600, onboarding titles, mailbox counts
    Section, ///< 20/28 600, settings page title
    Page, ///< 16/24 600, sheet title; also the palette's input (PagePlain)
    PagePlain, ///< 16/24 400
    CardTitle, ///< 15/20 600, a person's card, titles of dialogs and empty states
    BigStrong, ///< 14/20 600, titles of big cards
    Strong, ///< 13/20 600, card titles, row groups
    Mail, ///< 14/24 400
    MailStrong, ///< 14/24 600
    Body, ///< 13/20 400
    BodyMedium, ///< 13/20 500, names, buttons, tabs
    Meta, ///< 12/16 400
    MetaMedium, ///< 12/16 500, chips and table headers
    MetaStrong, ///< 12/16 600, numbers in pills
    Key, ///< 11/16 500, key caps and axis labels
};

/// Makes the fonts of the styles from Inter, or from the system's UI font where Inter is missing.
class Fonts
{
public:
    /// `textFactor` is the text size setting, 1.0 to 1.5; `pixelRatio` that of the screen, it decides about hinting.
    explicit Fonts(qreal textFactor = 1.0, qreal pixelRatio = 1.0);

    QFont of(TextStyle style) const;
    /// In device-independent px, text size included.
    int lineHeight(TextStyle style) const;
    qreal textFactor() const { return m_textFactor; }

    QFont figure() const { return of(TextStyle::Figure); }
    QFont display() const { return of(TextStyle::Display); }
    QFont section() const { return of(TextStyle::Section); }
    QFont page() const { return of(TextStyle::Page); }
    QFont cardTitle() const { return of(TextStyle::CardTitle); }
    QFont bigStrong() const { return of(TextStyle::BigStrong); }
    QFont strong() const { return of(TextStyle::Strong); }
    QFont mail() const { return of(TextStyle::Mail); }
    QFont body() const { return of(TextStyle::Body); }
    QFont bodyMedium() const { return of(TextStyle::BodyMedium); }
    QFont meta() const { return of(TextStyle::Meta); }
    QFont metaMedium() const { return of(TextStyle::MetaMedium); }
    QFont metaStrong() const { return of(TextStyle::MetaStrong); }
    QFont key() const { return of(TextStyle::Key); }
    /// 600 at any size: initials in avatars.
    QFont initials(qreal pixelSize) const;

private:
    QFont make(bool display, qreal size, QFont::Weight weight, qreal spacingPercent) const;

    qreal m_textFactor;
    QString m_family;
    QString m_displayFamily;
    QFont::HintingPreference m_hinting;
};

} // namespace AlwaysLeads
