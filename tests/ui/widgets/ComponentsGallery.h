#pragma once

#include "style/Theme.h"

#include <QWidget>

class QLineEdit;

namespace AlwaysLeads {

class TableView;

/// All components in all states on 1440x900, arranged like the designers' picture, so that the two can be laid side by
/// side.
class ComponentsGallery : public QWidget
{
    Q_OBJECT

public:
    explicit ComponentsGallery(QWidget *parent = nullptr);

    QLineEdit *focusedField() const { return m_focused; }
    TableView *table() const { return m_table; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *card(const QRect &place, const QString &title);
    /// Coordinates are those of the window.
    template <typename Widget> Widget *put(Widget *widget, int x, int y, int width = 0, int height = 0);
    void words(const QString &text, int x, int y);

    void buildButtons();
    void buildFields();
    void buildChoices();
    void buildTable();
    void buildMarks();
    void buildMessages();
    void buildFloating();

    QLineEdit *m_focused = nullptr;
    TableView *m_table = nullptr;
};

/// Rings for the states that only one widget of a window can really have.
class RingPicture : public QWidget
{
    Q_OBJECT

public:
    explicit RingPicture(QWidget *gallery);
    void add(const QRectF &control, qreal radius, qreal gap = 2) { m_rings.append({control, radius, gap}); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Ring
    {
        QRectF control;
        qreal radius;
        qreal gap;
    };
    QList<Ring> m_rings;
};

} // namespace AlwaysLeads
