#include "lead/LeadFilterBar.h"

#include "lead/LeadFilterPopovers.h"
#include "widgets/Button.h"
#include "widgets/FilterChip.h"

#include <QHBoxLayout>

namespace AlwaysLeads {

namespace {

constexpr int gap = 8;
constexpr qsizetype longestWords = 40;

QString shortened(const QString &text)
{
    return text.size() <= longestWords ? text : text.left(longestWords - 1) + QChar(0x2026);
}

} // namespace

LeadFilterBar::LeadFilterBar(QWidget *parent)
    : QWidget(parent)
    , m_more(new Button(QString(), ButtonKind::Outline))
    , m_add(new Button(Icon::Plus, tr("Filter"), ButtonKind::Outline))
    , m_line(new QHBoxLayout(this))
{
    setObjectName(QStringLiteral("leadsFilterBar"));
    m_line->setContentsMargins(0, 0, 0, 0);
    m_line->setSpacing(gap);
    m_more->setObjectName(QStringLiteral("leadsMoreFilters"));
    m_more->setControlHeight(28);
    m_more->setToolTip(tr("All filters"));
    m_add->setObjectName(QStringLiteral("leadsFilter"));
    m_add->setControlHeight(28);
    m_add->setToolTip(tr("Show only some people (F)"));
    m_line->addWidget(m_more);
    m_line->addWidget(m_add);
    m_line->addStretch(1);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(m_more, &QPushButton::clicked, this, &LeadFilterBar::openBuilder);
    connect(m_add, &QPushButton::clicked, this, &LeadFilterBar::openPicker);
    rebuild();
}

QSize LeadFilterBar::minimumSizeHint() const
{
    return {m_add->sizeHint().width() + gap + 40, m_add->sizeHint().height()};
}

void LeadFilterBar::setFields(const LeadFields &fields)
{
    m_fields = fields;
    rebuild();
}

void LeadFilterBar::setFilter(const LeadFilter &filter)
{
    m_filter = filter.simplified();
    rebuild();
}

std::vector<LeadFilter> LeadFilterBar::parts() const
{
    if (m_filter.isEmpty()) {
        return {};
    }
    const bool flat = !m_filter.isCondition() && m_filter.join() == LeadFilter::Join::All;
    return flat ? m_filter.parts() : std::vector<LeadFilter>{m_filter};
}

void LeadFilterBar::rebuild()
{
    qDeleteAll(m_chips);
    m_chips.clear();
    const std::vector<LeadFilter> all = parts();
    for (size_t part = 0; part < all.size(); ++part) {
        const LeadFilter &one = all[part];
        const LeadConditionWords words = one.isCondition() ? wordsOf(one.condition(), m_fields)
                                                           : LeadConditionWords{tr("Any of"), one.sentence(m_fields)};
        auto *chip = new FilterChip(words.label, shortened(words.value), this);
        chip->setObjectName(QStringLiteral("filterChip%1").arg(part));
        chip->setToolTip(one.sentence(m_fields));
        connect(chip, &QAbstractButton::clicked, this, [this, part] { edit(part); });
        connect(chip, &FilterChip::removed, this, [this, part] { remove(part); });
        m_line->insertWidget(int(part), chip);
        m_chips << chip;
    }
    placeChips();
}

void LeadFilterBar::placeChips()
{
    int room = width() - m_add->sizeHint().width() - gap;
    int hidden = 0;
    for (FilterChip *chip : std::as_const(m_chips)) {
        const int wanted = chip->sizeHint().width() + gap;
        const bool fits = hidden == 0 && wanted <= room;
        chip->setVisible(fits);
        room -= fits ? wanted : 0;
        hidden += fits ? 0 : 1;
    }
    if (hidden > 0) { // the word about the rest needs room too
        m_more->setText(tr("+%1").arg(hidden));
        for (qsizetype last = m_chips.size() - 1; last >= 0 && room < m_more->sizeHint().width() + gap; --last) {
            if (!m_chips.at(last)->isHidden()) {
                m_chips.at(last)->hide();
                room += m_chips.at(last)->sizeHint().width() + gap;
                m_more->setText(tr("+%1").arg(++hidden));
            }
        }
    }
    m_more->setVisible(hidden > 0);
}

void LeadFilterBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeChips();
}

void LeadFilterBar::change(LeadFilter filter)
{
    setFilter(filter);
    Q_EMIT filterChanged(m_filter);
}

void LeadFilterBar::remove(size_t part)
{
    std::vector<LeadFilter> all = parts();
    all.erase(all.begin() + std::ptrdiff_t(part));
    m_add->setFocus(Qt::OtherFocusReason); // the chip goes
    change(LeadFilter::all(std::move(all)));
}

void LeadFilterBar::edit(size_t part)
{
    const std::vector<LeadFilter> all = parts();
    if (!all[part].isCondition()) {
        openBuilder();
        return;
    }
    auto *popover = new LeadConditionPopover(m_fields, all[part].condition(), false, this);
    connect(popover, &LeadConditionPopover::applied, this, [this, part](const LeadCondition &condition) {
        std::vector<LeadFilter> now = parts();
        now.at(part) = LeadFilter(condition);
        change(LeadFilter::all(std::move(now)));
    });
    connect(popover, &LeadConditionPopover::removed, this, [this, part] { remove(part); });
    popover->open(m_chips.at(qsizetype(part)));
}

void LeadFilterBar::openPicker()
{
    auto *picker = new LeadFieldPicker(m_fields, this);
    connect(picker, &LeadFieldPicker::builderWanted, this, &LeadFilterBar::openBuilder);
    connect(picker, &LeadFieldPicker::chosen, this, [this](const QString &key, const QString &value) {
        const LeadField *field = m_fields.find(key);
        const QStringList values = value.isEmpty() ? QStringList() : QStringList(value);
        auto *popover = new LeadConditionPopover(m_fields, {key, operatorsOf(field->kind).first(), values}, true, this);
        connect(popover, &LeadConditionPopover::applied, this,
                [this](const LeadCondition &condition) { change(m_filter.with(LeadFilter(condition))); });
        popover->open(m_add);
    });
    picker->open(m_add);
}

void LeadFilterBar::openBuilder()
{
    Q_EMIT builderWanted();
}

} // namespace AlwaysLeads
