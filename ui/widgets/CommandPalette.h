#pragma once

#include "style/Icon.h"
#include "widgets/Overlay.h"

#include <functional>

class QLineEdit;

namespace AlwaysLeads {

/// One line of the palette.
struct PaletteEntry
{
    Icon icon = Icon::None;
    QString title;
    QString detail; ///< muted, after the title; searched too
    QString keys; ///< "Ctrl Shift W"
    std::function<void()> perform; ///< after the palette has closed
    QString avatarName; ///< a person: initials instead of an icon
    QString avatarKey;
};

/// A heading with its lines. `prefix` ('>' commands, '@' people, '#' campaigns) is what narrows to it; null: none.
struct PaletteGroup
{
    QString title;
    QChar prefix;
    QList<PaletteEntry> entries;
};

/// How well `pattern` fits `text`; empty when it does not. The positions of the letters that fit, for highlighting.
struct FuzzyMatch
{
    int score = 0;
    QList<int> positions;
    explicit operator bool() const { return score > 0; }
};
FuzzyMatch fuzzyMatch(const QString &pattern, const QString &text);

/// Ctrl K: search or do. The caller gives the groups; typing filters and ranks them. It deletes itself after closing.
class CommandPalette : public Overlay
{
    Q_OBJECT

public:
    explicit CommandPalette(QWidget *inside);

    void setGroups(const QList<PaletteGroup> &groups);
    /// "1 person selected", right of the input.
    void setContextText(const QString &text);
    /// Called on every change of the text, so that people and campaigns can be looked up; answer with setGroups().
    void setText(const QString &text);
    QString text() const;
    /// The titles now shown, in order.
    QStringList shownTitles() const;
    /// The titles of those that have no icon.
    QStringList titlesWithoutIcon() const;

Q_SIGNALS:
    /// Without the prefix; `prefix` is null when none was typed.
    void searched(const QString &text, QChar prefix);

protected:
    QRect boxRect() const override;
    QWidget *box() const override;
    QWidget *firstFocus() const override;
    void clickedOutside() override { cancel(); }
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    class Box;
    void filter();
    void activate(int row);

    Box *m_box;
    QList<PaletteGroup> m_groups;
};

} // namespace AlwaysLeads
