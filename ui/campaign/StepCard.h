#pragma once

#include "campaign/Campaign.h"
#include "style/Icon.h"
#include "widgets/FocusRing.h"

#include <QAbstractButton>

namespace AlwaysLeads {

/// One step in the timeline: what it is, how it begins, and its variants.
class StepCard : public QAbstractButton, public FocusOutline
{
    Q_OBJECT
public:
    explicit StepCard(QWidget *parent = nullptr);

    void show(const CampaignStep &step, const QString &name);
    StepId step() const { return m_step.id; }

    QSize sizeHint() const override { return {200, 60}; }
    QSize minimumSizeHint() const override { return {120, 60}; }
    QRectF focusOutline() const override { return QRectF(rect()); }
    qreal focusRadius() const override { return 10; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString secondLine() const;

    CampaignStep m_step;
    QString m_name;
};

} // namespace AlwaysLeads
