#pragma once

#include "style/Fonts.h"
#include "style/Theme.h"

#include <QLabel>

namespace AlwaysLeads {

/// Plain text in one of the program's styles and colours, with the style's own line height. Wraps when
/// setWordWrap(true). Keeps up with changes of theme and text size by itself. Never reads its text as HTML.
class Label : public QLabel
{
    Q_OBJECT

public:
    explicit Label(const QString &text = QString(), TextStyle style = TextStyle::Body,
                   QColor Theme::*colour = &Theme::text, QWidget *parent = nullptr);

    /// Hides QLabel's: a wrapped text starts at the top and may grow, as a fixed height would be that of one line.
    void setWordWrap(bool wrap);
    void setTextStyle(TextStyle style);
    void setColour(QColor Theme::*colour);
    /// A tone's text colour instead of a token.
    void setTone(ToneName tone);
    /// Bold first words before the text, in one paragraph: "You are offline. Everything works here."
    void setLead(const QString &lead, QColor Theme::*colour = &Theme::text);
    QString lead() const { return m_lead; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;
    bool hasHeightForWidth() const override { return wordWrap(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Paragraph;
    Paragraph paragraph() const;
    QColor ink() const;
    void renew();

    TextStyle m_style;
    QColor Theme::*m_colour;
    QColor Theme::*m_leadColour = &Theme::text;
    QString m_lead;
    ToneName m_tone = ToneName::Neutral;
    bool m_hasTone = false;
};

} // namespace AlwaysLeads
