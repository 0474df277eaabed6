#include "lead/LeadTimeline.h"

#include "lead/LeadWords.h"
#include "style/AppStyle.h"
#include "style/Painting.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace AlwaysLeads {

namespace {

constexpr qreal mark = 22;
constexpr qreal gap = 11;
constexpr int row = 34;

QString withDetail(const QString &bare, const QString &full, const QString &detail)
{
    return detail.isEmpty() ? bare : full.arg(detail);
}

} // namespace

LeadTimeline::LeadTimeline(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("leadTimeline"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

TimelineLine LeadTimeline::lineOf(const LeadEvent &event)
{
    const QString &detail = event.detail;
    switch (event.kind) {
    case LeadEventKind::Enrolled:
        return {Icon::Route, ToneName::Neutral, withDetail(tr("Added to a campaign"), tr("Added to “%1”"), detail),
                event.at};
    case LeadEventKind::DraftWritten:
        return {Icon::PencilLine, ToneName::Ai, withDetail(tr("Draft written"), tr("Draft written: %1"), detail),
                event.at};
    case LeadEventKind::Approved:
        return {Icon::Check, ToneName::Neutral, tr("You approved the draft"), event.at};
    case LeadEventKind::Sent:
        return {Icon::Send, ToneName::Info, withDetail(tr("Mail sent"), tr("Sent: %1"), detail), event.at};
    case LeadEventKind::Refused:
        return {Icon::OctagonX, ToneName::Danger,
                withDetail(tr("Their server refused the mail"), tr("Refused: %1"), detail), event.at};
    case LeadEventKind::Unknown:
        return {Icon::CircleHelp, ToneName::Warn, tr("A mail may or may not have left"), event.at};
    case LeadEventKind::OptedOut:
        return {Icon::Ban, ToneName::Danger, withDetail(tr("Opted out"), tr("Opted out: %1"), detail), event.at};
    case LeadEventKind::Status:
        return {Icon::Tag, ToneName::Neutral, withDetail(tr("Status changed"), tr("You set the status: %1"), detail),
                event.at};
    case LeadEventKind::Score:
        return {Icon::Gauge, ToneName::Neutral, withDetail(tr("Scored"), tr("Score: %1"), detail), event.at};
    case LeadEventKind::Note:
        return {Icon::FileText, ToneName::Neutral, withDetail(tr("Note"), tr("Note: %1"), detail), event.at};
    case LeadEventKind::Merged:
        return {Icon::Merge, ToneName::Neutral, withDetail(tr("Merged"), tr("Merged with %1"), detail), event.at};
    case LeadEventKind::Revealed:
        return {Icon::Eye, ToneName::Neutral, withDetail(tr("Address revealed"), tr("Revealed: %1"), detail), event.at};
    case LeadEventKind::Imported:
        return {Icon::FileSpreadsheet, ToneName::Neutral, withDetail(tr("Imported"), tr("Imported from %1"), detail),
                event.at};
    case LeadEventKind::Replied:
        return {Icon::Reply, ToneName::Accent, withDetail(tr("They answered"), tr("They answered: %1"), detail),
                event.at};
    case LeadEventKind::Meeting:
        return {Icon::CalendarClock, ToneName::Success, withDetail(tr("A meeting"), tr("A meeting: %1"), detail),
                event.at};
    case LeadEventKind::Called:
        return {Icon::Phone, ToneName::Accent, withDetail(tr("You called"), tr("You called: %1"), detail), event.at};
    case LeadEventKind::Bounced:
        return {Icon::MailX, ToneName::Danger, withDetail(tr("A mail came back"), tr("A mail came back: %1"), detail),
                event.at};
    }
    return {};
}

void LeadTimeline::setLines(const QList<TimelineLine> &lines, const QDateTime &now)
{
    m_lines = lines;
    m_now = now;
    QStringList spoken;
    for (const TimelineLine &line : lines) {
        spoken << tr("%1, %2").arg(line.text, LeadWords::agoWithin(line.at, now));
    }
    setAccessibleName(tr("Timeline"));
    setAccessibleDescription(spoken.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

int LeadTimeline::rowHeight() const
{
    return qRound(row * fontsOf(this).textFactor());
}

QSize LeadTimeline::sizeHint() const
{
    return {200, int(m_lines.size()) * rowHeight()};
}

void LeadTimeline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = themeOf(this);
    const Fonts &fonts = fontsOf(this);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const QDateTime &now = m_now;
    const int height = rowHeight();
    const auto placed = [&](const QRectF &box) {
        return mirrored ? QRectF(width() - box.right(), box.top(), box.width(), box.height()) : box;
    };
    for (qsizetype at = 0; at < m_lines.size(); ++at) {
        const TimelineLine &line = m_lines.at(at);
        const qreal top = qreal(at) * height;
        const QRectF circle = placed({0, top + (height - mark) / 2, mark, mark});
        if (at + 1 < m_lines.size()) {
            const qreal x = circle.center().x();
            painter.fillRect(QRectF(x - 0.5, circle.bottom(), 1, height - mark), theme.border);
        }
        const Tone tone = theme.tone(line.tone);
        painter.setPen(Qt::NoPen);
        painter.setBrush(tone.soft);
        painter.drawEllipse(circle);
        iconsOf(this).paint(&painter, line.icon, circle.adjusted(5, 5, -5, -5), tone.text);
        const QString when = LeadWords::ago(line.at, now);
        const qreal timeWidth = qCeil(TabularText::width(when, fonts.meta()));
        const QRectF timeBox = placed({width() - timeWidth, top, timeWidth, qreal(height)});
        TabularText::paint(&painter, timeBox, when, fonts.meta(), theme.text3,
                           mirrored ? Qt::AlignLeft : Qt::AlignRight);
        const QRectF words = placed({mark + gap, top, width() - mark - gap - timeWidth - 8, qreal(height)});
        paintLine(&painter, words, line.text, fonts.body(), theme.text, mirrored ? Qt::AlignRight : Qt::AlignLeft);
    }
}

bool LeadTimeline::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const qsizetype at = help->pos().y() / std::max(1, rowHeight());
        if (at >= 0 && at < m_lines.size()) {
            const TimelineLine &line = m_lines.at(at);
            QToolTip::showText(help->globalPos(), line.text + QLatin1Char('\n') + LeadWords::fullTime(line.at), this);
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace AlwaysLeads
