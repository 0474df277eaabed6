#include "scoring/ScoreHistogram.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/ChipLook.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace AlwaysLeads {

namespace {
constexpr int axisHeight = 20;
constexpr qreal air = 8;
} // namespace

ScoreHistogram::ScoreHistogram(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("scoreHistogram"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ScoreHistogram::showEffect(const ScoreEffect &effect)
{
    m_effect = effect;
    m_compares = true;
    renew();
}

void ScoreHistogram::showSpread(const ScoreSpread &spread)
{
    m_effect = ScoreEffect();
    m_effect.after = spread;
    m_compares = false;
    renew();
}

void ScoreHistogram::renew()
{
    setAccessibleName(m_compares ? tr("Scores before and after") : tr("Scores now"));
    QStringList words;
    for (int bucket = 0; bucket < ScoreEffect::buckets; ++bucket) {
        words << wordsOf(bucket);
    }
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    update();
}

QString ScoreHistogram::wordsOf(int bucket) const
{
    const QString after = QLocale().toString(m_effect.after[size_t(bucket)]);
    return m_compares
        ? tr("%1: %2 before, %3 after").arg(range(bucket), QLocale().toString(m_effect.before[size_t(bucket)]), after)
        : tr("%1: %2").arg(range(bucket), after);
}

QString ScoreHistogram::range(int bucket)
{
    return bucket == ScoreEffect::buckets - 1 ? QStringLiteral("90–100")
                                              : QStringLiteral("%1–%2").arg(bucket * 10).arg(bucket * 10 + 9);
}

QRectF ScoreHistogram::column(int bucket) const
{
    const qreal wide = width() / qreal(ScoreEffect::buckets);
    const int place = layoutDirection() == Qt::RightToLeft ? ScoreEffect::buckets - 1 - bucket : bucket;
    return {place * wide, 0, wide, qreal(height() - axisHeight)};
}

void ScoreHistogram::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = themeOf(this);
    const Fonts &fonts = fontsOf(this);
    const qint64 most = std::max<qint64>(
        1, std::max(*std::ranges::max_element(m_effect.before), *std::ranges::max_element(m_effect.after)));
    paintHairline(&painter, QRectF(0, height() - axisHeight, width(), 1), Qt::TopEdge, theme.borderStrong);
    for (int bucket = 0; bucket < ScoreEffect::buckets; ++bucket) {
        const QRectF place = column(bucket);
        const auto bar = [&](qint64 count, qreal left, qreal right) {
            const qreal tall = count == 0 ? 0 : std::max(2.0, (place.height() - 4) * qreal(count) / qreal(most));
            return QRectF(place.left() + left, place.bottom() - tall, place.width() - left - right, tall);
        };
        const QRectF before = bar(m_effect.before[size_t(bucket)], air / 2, place.width() / 2 + 1);
        const qreal left = m_compares ? place.width() / 2 - 1 : air / 2;
        const QRectF after = bar(m_effect.after[size_t(bucket)], left, air / 2);
        if (before.height() > 0) {
            paintBox(&painter, before, 2, theme.neutralSoft, theme.neutralFill);
        }
        if (after.height() > 0) {
            paintBox(&painter, after, 2, theme.tone(scoreTone(bucket * 10 + 5)).fill);
        }
        TabularText::paint(&painter, QRectF(place.left(), height() - axisHeight + 3, place.width(), axisHeight - 3),
                           QString::number(bucket * 10), fonts.key(), theme.text3, Qt::AlignHCenter);
    }
}

bool ScoreHistogram::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        for (int bucket = 0; bucket < ScoreEffect::buckets; ++bucket) {
            if (column(bucket).adjusted(0, 0, 0, axisHeight).contains(help->pos())) {
                QToolTip::showText(help->globalPos(), tr("Score %1").arg(wordsOf(bucket)), this);
            }
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace AlwaysLeads
