#pragma once

#include "style/Icon.h"
#include "style/Theme.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QWidget>

class QTimer;

namespace AlwaysLeads {

class IconButton;

/// A long task: icon, verb, "31 of 186", time left, a bar, x to cancel. Repaints at most 10 times a second.
class ProgressRow : public QWidget
{
    Q_OBJECT

public:
    ProgressRow(Icon icon, const QString &verb, ToneName tone = ToneName::Accent, QWidget *parent = nullptr);

    /// `total` 0: not known yet, the bar stays empty.
    void setProgress(qint64 done, qint64 total);
    /// "about 4 min"; empty hides it.
    void setTimeLeft(const QString &text);
    void setCancellable(bool cancellable);

    QSize sizeHint() const override;

Q_SIGNALS:
    void cancelled();
    /// Click: open the work.
    void opened();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    Icon m_icon;
    QString m_verb;
    QString m_left;
    ToneName m_tone;
    qint64 m_done = 0;
    qint64 m_total = 0;
    IconButton *m_cross;
    QTimer *m_repaint;
};

/// Stacks up to 3 rows over the bottom right of its window.
class ProgressHost : public QObject
{
    Q_OBJECT

public:
    explicit ProgressHost(QWidget *window);
    /// The host takes it; delete the row, or call finish(), when the work is over.
    void add(ProgressRow *row);
    void finish(ProgressRow *row);
    /// Px from the bottom of the window to the lowest row: it lies above what the page has there.
    void setBottomMargin(int margin);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();

    QWidget *m_window;
    QList<QPointer<ProgressRow>> m_rows;
    int m_bottomMargin = 20;
};

} // namespace AlwaysLeads
