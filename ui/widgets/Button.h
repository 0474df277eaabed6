#pragma once

#include "style/Fonts.h"
#include "style/Icon.h"
#include "widgets/FocusRing.h"

#include <QKeySequence>
#include <QPushButton>
#include <QVariantAnimation>

namespace AlwaysLeads {

enum class ButtonKind {
    Primary, ///< accent; at most one in a region
    Secondary, ///< surface with a border
    Outline, ///< secondary with muted words: "+ Filter"
    Ghost, ///< no ground at rest
    Danger, ///< surface with a danger border
    FinalDanger, ///< filled danger, only in a confirm sheet
    Link, ///< accent words in a text line
};

/// "Ctrl+Shift+I" as the words on a key cap: "Ctrl Shift I".
QString keyCapText(const QKeySequence &keys);

/// A push button of the design: icon, words, key cap; 32 px high unless told otherwise.
class Button : public QPushButton, public FocusOutline
{
    Q_OBJECT

public:
    explicit Button(const QString &text, ButtonKind kind = ButtonKind::Secondary, QWidget *parent = nullptr);
    Button(Icon icon, const QString &text, ButtonKind kind = ButtonKind::Secondary, QWidget *parent = nullptr);

    ButtonKind kind() const { return m_kind; }
    void setKind(ButtonKind kind);
    void setPicture(Icon icon);
    /// An icon after the words: chevron-down on a button that opens a menu, arrow-right on "Continue".
    void setTrailingPicture(Icon icon);
    /// Shown inside at the end ("A", "Ctrl Enter"); only a picture, the shortcut itself is the caller's.
    void setKeyCap(const QString &keys);
    /// 32 (default), 28 in toolbars and rows, 24 in banners.
    void setControlHeight(int height);
    /// MetaMedium makes the words small: the buttons in banners.
    void setTextStyle(TextStyle style);
    /// A spinner takes the icon's place, the words become `word` ("Writing…"), the width stays; clicks are ignored.
    void setBusy(bool busy, const QString &word = QString());
    bool isBusy() const { return m_busy; }
    /// Disables with a reason that becomes the tooltip; an empty reason enables.
    void setDisabledReason(const QString &reason);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QRectF focusOutline() const override { return QRectF(rect()); }
    qreal focusRadius() const override { return m_height < 32 ? 6 : 7; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    void runSpinner();
    QString shownText() const;
    int widthFor(const QString &words, bool picture) const;
    int controlHeight() const;

    ButtonKind m_kind;
    Icon m_picture = Icon::None;
    Icon m_trailing = Icon::None;
    QString m_keyCap;
    QString m_busyWord;
    QString m_ownToolTip;
    TextStyle m_textStyle = TextStyle::BodyMedium;
    int m_height = 32;
    int m_widthWhenBusy = 0;
    bool m_busy = false;
    bool m_hasReason = false;
    QVariantAnimation m_spinner;
};

} // namespace AlwaysLeads
