#pragma once

#include "lead/ImportPlan.h"

#include <QWidget>

namespace AlwaysLeads {

/// "1,182 new + 41 merged + 9 refused = 1,232 rows." with the numbers in bold.
class ImportSum : public QWidget
{
    Q_OBJECT
public:
    explicit ImportSum(QWidget *parent = nullptr);

    void setCounts(const ImportCounts &counts);
    /// A sentence instead of the sum.
    void setSentence(const QString &sentence);
    /// "Step 1 of 2: 412,000 of 1,000,000 rows, 38,000 a second, about 16 seconds left in all"
    void setProgress(const ImportProgress &progress, qint64 rows);
    QString text() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Run
    {
        QString text;
        bool bold = false;
        bool muted = false;
    };
    QList<Run> m_runs;
};

} // namespace AlwaysLeads
