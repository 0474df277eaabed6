#include "campaign/VariantBar.h"

#include "widgets/Button.h"
#include "widgets/IconButton.h"
#include "widgets/Menu.h"

#include <QHBoxLayout>

namespace AlwaysLeads {

namespace {

QString letterOf(qsizetype variant)
{
    return QString(QChar(ushort('A' + variant)));
}

} // namespace

VariantBar::VariantBar(QWidget *parent)
    : QWidget(parent)
    , m_add(new IconButton(Icon::Plus, tr("Add a variant, to compare")))
    , m_shares(new Button(tr("Shares"), ButtonKind::Ghost))
{
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(4);
    for (int number = 0; number < mostVariants; ++number) {
        auto *button = new Button(QString(), ButtonKind::Ghost);
        button->setObjectName(QStringLiteral("variant") + letterOf(number));
        button->setControlHeight(28);
        button->hide();
        line->addWidget(button);
        m_variants.append(button);
        connect(button, &QPushButton::clicked, this, [this, number] { Q_EMIT chosen(number); });
    }
    m_add->setObjectName(QStringLiteral("addVariant"));
    m_add->setControlSize(28);
    line->addWidget(m_add);
    m_shares->setObjectName(QStringLiteral("variantShares"));
    m_shares->setControlHeight(28);
    m_shares->setTrailingPicture(Icon::ChevronDown);
    line->addWidget(m_shares);
    connect(m_add, &QPushButton::clicked, this, &VariantBar::addWanted);
    connect(m_shares, &QPushButton::clicked, this, &VariantBar::offerShares);
    m_shares->hide();
}

void VariantBar::show(const CampaignStep &step, int variant)
{
    const QList<StepVariant> all = step.current.variants();
    int sum = 0;
    for (const StepVariant &each : all) {
        sum += each.weight;
    }
    m_count = int(qMin<qsizetype>(all.size(), mostVariants));
    m_variant = variant;
    for (int number = 0; number < mostVariants; ++number) {
        Button *button = m_variants.at(number);
        button->setVisible(number < m_count);
        if (number >= m_count) {
            continue;
        }
        const QString letter = letterOf(number);
        button->setText(m_count == 1 ? tr("Variant %1").arg(letter)
                                     : tr("%1 %2 %").arg(letter).arg(sum == 0 ? 0 : all.at(number).weight * 100 / sum));
        button->setKind(number == variant ? ButtonKind::Secondary : ButtonKind::Ghost);
        button->setAccessibleName(number == variant ? tr("%1, chosen").arg(button->text()) : button->text());
    }
    setVisible(step.kind == StepKind::Mail);
    m_add->setVisible(m_count < mostVariants);
    m_shares->setVisible(m_count > 1);
}

void VariantBar::offerShares()
{
    auto *menu = new Menu(tr("Shares"), this);
    menu->setObjectName(QStringLiteral("sharesMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto offer = [&](const QString &words, const QList<int> &weights) {
        connect(menu->addEntry(Icon::Users, words), &QAction::triggered, this,
                [this, weights] { Q_EMIT weightsWanted(weights); });
    };
    const qsizetype count = m_count;
    offer(tr("The same for each"), QList<int>(count, 1));
    for (const int share : {90, 80, 70}) {
        QList<int> weights(count, qMax(1, (100 - share) / int(qMax<qsizetype>(1, count - 1))));
        weights[m_variant] = share;
        offer(tr("%1 % for %2").arg(share).arg(letterOf(m_variant)), weights);
    }
    connect(menu->addDanger(Icon::Trash, tr("Take variant %1 out").arg(letterOf(m_variant))), &QAction::triggered, this,
            [this] { Q_EMIT removeWanted(m_variant); });
    menu->popup(m_shares->mapToGlobal(QPoint(0, m_shares->height() + 4)));
}

} // namespace AlwaysLeads
