#pragma once

#include "outbox/Forecast.h"
#include "widgets/SheetFrame.h"

#include <QStringList>

namespace AlwaysLeads {

class Button;
class ForecastBars;
class Label;

/// Below the editor: every mail to come, by day.
class ForecastStrip : public Pane
{
    Q_OBJECT
public:
    explicit ForecastStrip(QWidget *parent = nullptr);

    void show(const Forecast &forecast, const QStringList &stepNames);
    /// "214 people, 578 mails, the last one on 23 December"; the same stands in the launch sheet.
    static QString summary(const Forecast &forecast);
    /// On what it rests, in sentences.
    static QString assumptions(const Forecast &forecast);
    /// Who gets nothing and why; empty when everybody gets theirs.
    static QString without(const Forecast &forecast);

Q_SIGNALS:
    void dayChosen(QDate day);
    void allWanted();

private:
    Label *m_summary;
    QWidget *m_legend;
    ForecastBars *m_bars;
    Button *m_all;
};

} // namespace AlwaysLeads
