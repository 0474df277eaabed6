#pragma once

#include "scoring/ScoreEffect.h"

#include <QWidget>

namespace AlwaysLeads {

/// How many people have which score, before in outline and after filled, in ten steps of ten points.
class ScoreHistogram : public QWidget
{
    Q_OBJECT
public:
    explicit ScoreHistogram(QWidget *parent = nullptr);

    void showEffect(const ScoreEffect &effect);
    /// The scores of now alone.
    void showSpread(const ScoreSpread &spread);
    QSize sizeHint() const override { return {320, 132}; }
    QSize minimumSizeHint() const override { return {240, 112}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QRectF column(int bucket) const;
    static QString range(int bucket);

    void renew();
    QString wordsOf(int bucket) const;

    ScoreEffect m_effect;
    bool m_compares = true; ///< else `after` is all there is
};

} // namespace AlwaysLeads
