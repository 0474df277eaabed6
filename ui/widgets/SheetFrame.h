#pragma once

#include "style/Theme.h"

#include <QWidget>

namespace AlwaysLeads {

/// The one rounded sheet on the desk. Put the content in a layout of it; a mouse-transparent child on top paints the
/// corners.
class SheetFrame : public QWidget
{
    Q_OBJECT

public:
    explicit SheetFrame(QWidget *parent = nullptr);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *m_corners = nullptr; // null while it is made: its birth is an event of this widget already
};

/// A plain ground in one token: panes of a page. `edges` get a hairline.
class Pane : public QWidget
{
    Q_OBJECT

public:
    explicit Pane(QColor Theme::*ground, Qt::Edges edges = {}, QWidget *parent = nullptr);
    void setGround(QColor Theme::*ground);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QColor Theme::*m_ground;
    Qt::Edges m_edges;
};

/// Surface, border, radius 10. `ground` may be another token (&Theme::sunken), `tone` gives it a meaning.
class Card : public QWidget
{
    Q_OBJECT

public:
    explicit Card(QWidget *parent = nullptr);
    void setGround(QColor Theme::*ground);
    void setTone(ToneName tone);
    /// Accent border of 2 px and selection ground: a chosen card.
    void setChosen(bool chosen);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QColor Theme::*m_ground = &Theme::surface;
    ToneName m_tone = ToneName::Neutral;
    bool m_hasTone = false;
    bool m_chosen = false;
};

} // namespace AlwaysLeads
