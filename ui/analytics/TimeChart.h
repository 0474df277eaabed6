#pragma once

#include "style/Theme.h"

#include <QChartView>
#include <QDate>

QT_BEGIN_NAMESPACE
class QBarSet;
class QCategoryAxis;
class QStackedBarSeries;
QT_END_NAMESPACE

namespace AlwaysLeads {

/// Bars over time, with a small dark part inside a light whole: replies and mails. Without frame and animation, in the
/// colours and fonts of the theme.
class TimeChart : public QChartView
{
    Q_OBJECT
public:
    struct Bar
    {
        QDate from;
        QDate to;
        double whole = 0;
        double part = 0; ///< where it is more than the whole, the bar is the part alone
        QString words; ///< what the tooltip and a screen reader say
    };

    /// `whole` and `part` name the colours; `height` in px at normal text size.
    TimeChart(const QString &name, QColor Theme::*whole, QColor Theme::*part, int height, QWidget *parent = nullptr);
    ~TimeChart() override;

    void setBars(const QList<Bar> &bars);
    /// Axis labels of the left side: a number with this many decimals and these words around it ("$%1").
    void setUnit(const QString &format, int decimals);
    const QList<Bar> &bars() const { return m_bars; }

    /// A round end of the left axis for this value, and in how many parts: {50, 2}.
    static std::pair<double, int> axisFor(double most);

Q_SIGNALS:
    /// A click on a bar, or Enter on the one that Left and Right went to.
    void opened(int bar);

protected:
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void restyle();
    void relabel();
    void tell(bool over, int index);
    void goTo(int bar);

    QColor Theme::*m_wholeColour;
    QColor Theme::*m_partColour;
    int m_height;
    QString m_format = QStringLiteral("%1");
    int m_decimals = 0;
    QList<Bar> m_bars;
    int m_current = -1; ///< where the keys are
    QStackedBarSeries *m_series;
    QBarSet *m_part;
    QBarSet *m_rest;
    QCategoryAxis *m_days;
    QCategoryAxis *m_values;
};

} // namespace AlwaysLeads
