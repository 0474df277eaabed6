#include "draft/FactRow.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/Label.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {
constexpr int chipSide = 18;
} // namespace

FactRow::FactRow(const UsedFact &fact, int number, QWidget *parent)
    : QWidget(parent)
    , m_number(number)
{
    setObjectName(QStringLiteral("draftFact%1").arg(number));
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(inset, 6, inset, 6);
    line->setSpacing(8);
    line->addSpacing(chipSide + 8); // also where no number stands: the texts are in one line
    auto *lines = new QVBoxLayout;
    lines->setSpacing(2);
    auto *value = new Label(fact.value.isEmpty() ? tr("not known, the fallback stands in") : fact.value,
                            TextStyle::Body, fact.value.isEmpty() ? &Theme::text3 : &Theme::text);
    value->setWordWrap(true);
    lines->addWidget(value);
    QStringList about = {fact.label};
    if (!fact.source.isEmpty()) {
        about.append(fact.source);
    }
    if (fact.at.isValid()) {
        about.append(QLocale().toString(fact.at.toLocalTime().date(), QStringLiteral("d MMM yyyy")));
    }
    auto *meta = new Label(about.join(QStringLiteral(" · ")), TextStyle::Meta, &Theme::text3);
    meta->setWordWrap(true);
    lines->addWidget(meta);
    line->addLayout(lines, 1);
    const QString said = about.join(QStringLiteral(", "));
    if (number > 0) {
        setFocusPolicy(Qt::StrongFocus);
        setAccessibleName(tr("Fact %1: %2. %3").arg(number).arg(value->text(), said));
    } else {
        setAccessibleName(tr("Fact not used: %1. %2").arg(value->text(), said));
    }
}

void FactRow::setLit(bool lit)
{
    if (m_lit != lit) {
        m_lit = lit;
        update();
    }
}

void FactRow::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_lit) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.marker);
        painter.drawRoundedRect(rect(), 6, 6);
    }
    if (m_number > 0) {
        const QRectF chip(inset, 8, chipSide, chipSide);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_lit ? theme.markerLine : theme.neutralSoft);
        painter.drawRoundedRect(chip, 4, 4);
        painter.setFont(fontsOf(this).meta());
        painter.setPen(theme.text);
        painter.drawText(chip, Qt::AlignCenter, QLocale().toString(m_number));
    }
}

void FactRow::enterEvent(QEnterEvent *event)
{
    QWidget::enterEvent(event);
    Q_EMIT entered();
}

void FactRow::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    Q_EMIT left();
}

void FactRow::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    Q_EMIT entered();
}

void FactRow::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    Q_EMIT left();
}

} // namespace AlwaysLeads
