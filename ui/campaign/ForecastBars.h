#pragma once

#include "outbox/Forecast.h"
#include "widgets/FocusRing.h"

#include <QStringList>
#include <QWidget>

namespace AlwaysLeads {

/// One bar a day, stacked by step. Arrows go from day to day, Enter lists the mails of one.
class ForecastBars : public QWidget, public FocusOutline
{
    Q_OBJECT
public:
    explicit ForecastBars(QWidget *parent = nullptr);

    void show(const Forecast &forecast, const QStringList &stepNames);
    /// "Thursday 10 December: 12 mails, 8 First mail, 4 Follow-up. At most 40 a day."
    QString wordsOf(const ForecastDay &day) const;
    /// Of the step with this place, from strong to faint.
    static QColor colourOf(const QWidget *widget, qsizetype step, qsizetype steps);

    QRectF focusOutline() const override { return QRectF(rect()).adjusted(0, 2, 0, -2); }
    QSize sizeHint() const override;

Q_SIGNALS:
    void dayChosen(QDate day);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;

private:
    void choose(qsizetype day);
    qsizetype visibleDays() const;
    qreal dayWidth() const;
    QRectF column(qsizetype day) const;
    qsizetype dayAt(const QPointF &point) const;
    void paintDay(QPainter &painter, qsizetype day, qreal scale) const;

    Forecast m_forecast;
    QStringList m_names;
    qsizetype m_current = 0;
    qsizetype m_first = 0; ///< the leftmost day that is shown
};

} // namespace AlwaysLeads
