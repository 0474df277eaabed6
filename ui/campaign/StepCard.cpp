#include "campaign/StepCard.h"

#include "style/AppStyle.h"
#include "style/Icons.h"
#include "style/Painting.h"

#include <QPainter>

namespace AlwaysLeads {

namespace {
constexpr qreal radius = 10;
constexpr qreal inset = 12;
constexpr qreal picture = 32;
constexpr qreal letter = 18;
} // namespace

StepCard::StepCard(QWidget *parent)
    : QAbstractButton(parent)
{
    setCheckable(true);
    setFixedHeight(60);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
}

QString StepCard::secondLine() const
{
    const StepText &text = m_step.current.text;
    const QString words = text.body.simplified();
    if (m_step.kind == StepKind::Task) {
        return words.isEmpty() ? tr("A task for you") : tr("A task for you, with notes");
    }
    if (!text.subject.isEmpty()) {
        return text.subject;
    }
    return m_step.position == 1 ? tr("No subject yet") : words.isEmpty() ? tr("No text yet") : tr("Same thread");
}

void StepCard::show(const CampaignStep &step, const QString &name)
{
    m_step = step;
    m_name = name;
    const int variants = int(step.current.others.size()) + 1;
    setAccessibleName(variants > 1 ? tr("%1: %2, %n variants", nullptr, variants).arg(name, secondLine())
                                   : QStringLiteral("%1: %2").arg(name, secondLine()));
    setToolTip(secondLine());
    update();
}

void StepCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = themeOf(this);
    const Fonts &fonts = fontsOf(this);
    if (isChecked()) {
        paintBox(&painter, rect(), radius, theme.selection, theme.accent, 2);
    } else {
        paintBox(&painter, rect(), radius, underMouse() ? theme.hover : theme.surface, theme.border);
    }
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const auto placed = [&](const QRectF &box) {
        return mirrored ? QRectF(width() - box.right(), box.top(), box.width(), box.height()) : box;
    };
    const bool isTask = m_step.kind == StepKind::Task;
    const QRectF square = placed(QRectF(inset, (height() - picture) / 2, picture, picture));
    paintBox(&painter, square, 7, isTask ? theme.neutralSoft : theme.accentSoft);
    const Icon icon = isTask ? Icon::Phone : m_step.position == 1 ? Icon::Mail : Icon::CornerDownRight;
    iconsOf(this).paint(&painter, icon, QRectF(square.center().x() - 8, square.center().y() - 8, 16, 16),
                        isTask ? theme.text2 : theme.accentText);
    qreal room = width() - inset;
    const QList<StepVariant> variants = m_step.current.variants();
    if (variants.size() > 1) {
        room -= qreal(variants.size()) * (letter + 3);
        for (int number = 0; number < variants.size(); ++number) {
            const QRectF box = placed(QRectF(room + number * (letter + 3) + 3, 12, letter, letter));
            paintBox(&painter, box, 4, theme.neutralSoft);
            paintLine(&painter, box, QString(QChar(ushort('A' + number))), fonts.key(), theme.text2, Qt::AlignHCenter);
        }
    }
    const qreal from = inset + picture + 10;
    const Qt::Alignment side = mirrored ? Qt::AlignRight : Qt::AlignLeft;
    paintLine(&painter, placed(QRectF(from, 10, room - from, 20)), m_name, fonts.strong(), theme.text, side);
    paintLine(&painter, placed(QRectF(from, 30, width() - inset - from, 20)), isolated(secondLine()), fonts.meta(),
              theme.text3, side);
}

} // namespace AlwaysLeads
