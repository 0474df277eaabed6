#include "lead/ImportSum.h"

#include "lead/LeadWords.h"
#include "style/AppStyle.h"
#include "style/Painting.h"

#include <QPainter>

namespace AlwaysLeads {

ImportSum::ImportSum(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("importSum"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void ImportSum::setCounts(const ImportCounts &counts)
{
    m_runs = {
        {LeadWords::number(counts.added), true, false},
        {tr(" new + "), false, false},
        {LeadWords::number(counts.merged), true, false},
        {tr(" merged + "), false, false},
        {LeadWords::number(counts.refused), true, false},
        {counts.rows() == 1 ? tr(" refused = 1 row.") : tr(" refused = %1 rows.").arg(LeadWords::number(counts.rows())),
         false, false},
        {tr("  You can undo the whole import, also tomorrow."), false, true},
    };
    setAccessibleName(text());
    setToolTip(text());
    update();
}

void ImportSum::setSentence(const QString &sentence)
{
    m_runs = {{sentence, false, false}};
    setAccessibleName(sentence);
    setToolTip(sentence);
    update();
}

void ImportSum::setProgress(const ImportProgress &progress, qint64 rows)
{
    QString words = tr("Step 1 of 2: %1 of %2 rows").arg(LeadWords::number(progress.rows), LeadWords::number(rows));
    if (progress.indexed > 0) {
        words = tr("Step 2 of 2: making people findable, all %1 rows are read").arg(LeadWords::number(progress.rows));
    } else if (progress.rowsPerSecond > 0) {
        words += tr(", %1 a second").arg(LeadWords::number(progress.rowsPerSecond));
    }
    if (progress.secondsLeft > 90) {
        words += tr(", about %1 minutes left in all").arg((progress.secondsLeft + 30) / 60);
    } else if (progress.secondsLeft > 1) {
        words += tr(", about %1 seconds left in all").arg(progress.secondsLeft);
    }
    setSentence(words);
}

QString ImportSum::text() const
{
    QString all;
    for (const Run &run : m_runs) {
        all += run.text;
    }
    return all;
}

QSize ImportSum::sizeHint() const
{
    return {int(QFontMetricsF(fontsOf(this).bodyMedium()).horizontalAdvance(text())) + 8,
            fontsOf(this).lineHeight(TextStyle::Body)};
}

void ImportSum::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    qreal x = 0;
    for (const Run &run : m_runs) {
        const QFont font = run.bold ? fontsOf(this).strong() : fontsOf(this).body();
        const qreal wide = QFontMetricsF(font).horizontalAdvance(run.text) + 0.5;
        const qreal room = std::min(wide, width() - x);
        if (room < wide && room < 12) {
            break;
        }
        paintLine(&painter, QRectF(mirrored ? width() - x - room : x, 0, room, height()), run.text, font,
                  run.muted ? theme.text2 : theme.text, mirrored ? Qt::AlignRight : Qt::AlignLeft);
        x += wide;
    }
}

} // namespace AlwaysLeads
