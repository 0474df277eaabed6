#pragma once

#include "widgets/FocusRing.h"

#include <QWidget>

namespace AlwaysLeads {

/// Filters one list: a track of 28 px with one active segment. Left and right move; each can carry a count.
class Segmented : public QWidget, public FocusOutline
{
    Q_OBJECT

public:
    explicit Segmented(const QString &name, QWidget *parent = nullptr);

    /// A count below 0 is not shown.
    int addSegment(const QString &text, qint64 count = -1);
    void setCount(int index, qint64 count);
    int current() const { return m_current; }
    void setCurrent(int index);
    int count() const { return int(m_segments.size()); }
    QString text(int index) const { return m_segments.value(index).text; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    QRectF focusOutline() const override;
    qreal focusRadius() const override { return 6; }

Q_SIGNALS:
    void currentChanged(int index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Segment
    {
        QString text;
        qint64 count = -1;
    };
    QRectF segmentRect(int index) const;
    qreal segmentWidth(const Segment &segment) const;
    int segmentAt(const QPointF &position) const;
    void describe();

    QList<Segment> m_segments;
    QString m_name;
    int m_current = 0;
    int m_hovered = -1;
};

/// Parts of one thing: words with a 2 px accent line under the active one, 32 high.
class Tabs : public QWidget, public FocusOutline
{
    Q_OBJECT

public:
    explicit Tabs(const QString &name, QWidget *parent = nullptr);

    int addTab(const QString &text);
    int current() const { return m_current; }
    void setCurrent(int index);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    QRectF focusOutline() const override;
    qreal focusRadius() const override { return 5; }

Q_SIGNALS:
    void currentChanged(int index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QRectF tabRect(int index) const;
    int tabAt(const QPointF &position) const;
    void describe();

    QStringList m_tabs;
    QString m_name;
    int m_current = 0;
    int m_hovered = -1;
};

} // namespace AlwaysLeads
