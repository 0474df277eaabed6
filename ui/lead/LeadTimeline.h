#pragma once

#include "lead/LeadStories.h"
#include "style/Icon.h"
#include "style/Theme.h"

#include <QDateTime>
#include <QWidget>

namespace AlwaysLeads {

/// One line of a timeline.
struct TimelineLine
{
    Icon icon = Icon::Circle;
    ToneName tone = ToneName::Neutral;
    QString text; ///< "Mail sent: Two dates next week"
    QDateTime at;
};

/// What happened to a person, newest first: a mark, words, and when.
class LeadTimeline : public QWidget
{
    Q_OBJECT
public:
    explicit LeadTimeline(QWidget *parent = nullptr);

    void setLines(const QList<TimelineLine> &lines, const QDateTime &now);
    qsizetype count() const { return m_lines.size(); }
    QString text(qsizetype at) const { return m_lines.value(at).text; }
    static TimelineLine lineOf(const LeadEvent &event);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    int rowHeight() const;

    QList<TimelineLine> m_lines;
    QDateTime m_now;
};

} // namespace AlwaysLeads
